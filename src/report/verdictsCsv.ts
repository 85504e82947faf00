import { readFileSync } from 'node:fs';
import { UserError, messageOf } from '../errors.ts';
import { csv } from '../figures/curveData.ts';
import { STATEMENTS, type ClaimId, type ToldVerdict } from './claims.ts';
import type { ToldPart, VerdictName } from './judgement.ts';

const COLUMNS = [
  'claim',
  'task',
  'verdict',
  'statement',
  'comparison',
  'claimed',
  'value',
  'low',
  'high',
  'seeds',
  'comparison_verdict',
  'would_decide',
] as const;

/**
 * Verdicts as a table, a row a comparison: `pandas.read_csv` opens it as it is. `value` is a difference of
 * returns and `low` and `high` the ends of its interval, empty where runs are missing or one seed gives
 * none; `seeds` are parted by spaces.
 */
export function verdictsCsv(verdicts: readonly ToldVerdict[]): string {
  const rows = verdicts.flatMap(({ claim, task, verdict, statement, parts }) =>
    parts.map((part) => [
      claim,
      task,
      verdict,
      statement,
      part.what,
      part.claimed,
      part.difference?.value ?? null,
      part.difference?.t?.low ?? null,
      part.difference?.t?.high ?? null,
      part.seeds.join(' '),
      part.verdict,
      part.wouldDecide,
    ]),
  );
  return csv(COLUMNS, rows);
}

/** Comparisons behind each claim on a task: a whole table has so many rows of it. */
const COMPARISONS: Readonly<Record<ClaimId, number>> = { i: 4, ii: 4, iii: 8, iv: 1, v: 2, vi: 9 };

/**
 * Reads what `verdictsCsv` wrote. A missing or damaged file is a `UserError` with file and line, and so is
 * one that lacks comparisons of a claim on one of its tasks.
 */
export function readVerdicts(path: string): ToldVerdict[] {
  const [header = [], ...rows] = parseCsv(readText(path));
  if (header.join() !== COLUMNS.join()) {
    throw damaged(path, 1, `the header is "${header.join()}", expected "${COLUMNS.join()}"`);
  }
  const verdicts = new Map<string, ToldVerdict & { parts: ToldPart[] }>();
  for (const [index, row] of rows.entries()) {
    const fail = (what: string) => damaged(path, index + 2, what);
    if (row.length !== COLUMNS.length) {
      throw fail(`${row.length} values, expected ${COLUMNS.length}`);
    }
    const cells = Object.fromEntries(
      COLUMNS.map((name, place) => [name, row[place] ?? '']),
    ) as Record<(typeof COLUMNS)[number], string>;
    const oneOf = <T extends string>(column: keyof typeof cells, allowed: readonly T[]): T => {
      const value = allowed.find((name) => name === cells[column]);
      if (value === undefined) {
        throw fail(`${column} is "${cells[column]}", expected one of ${allowed.join(', ')}`);
      }
      return value;
    };
    const number = (column: 'value' | 'low' | 'high'): number => {
      const value = Number(cells[column]);
      if (cells[column] === '' || !Number.isFinite(value)) {
        throw fail(`${column} is "${cells[column]}", expected a number`);
      }
      return value;
    };
    const claim = oneOf('claim', Object.keys(STATEMENTS) as ClaimId[]);
    const key = `${claim} ${cells.task}`;
    const known = verdicts.get(key) ?? {
      claim,
      task: cells.task,
      statement: cells.statement,
      verdict: oneOf('verdict', VERDICTS),
      parts: [],
    };
    verdicts.set(key, known);
    const hasInterval = cells.low !== '' || cells.high !== '';
    known.parts.push({
      what: cells.comparison,
      claimed: oneOf('claimed', ['above', 'below', 'apart']),
      difference:
        cells.value === ''
          ? null
          : {
              value: number('value'),
              t: hasInterval ? { low: number('low'), high: number('high') } : null,
            },
      seeds: cells.seeds.split(' ').filter(Boolean).map(Number),
      verdict: oneOf('comparison_verdict', VERDICTS),
      wouldDecide: cells.would_decide === '' ? null : cells.would_decide,
    });
  }
  assertWhole(path, rows.length + 1, [...verdicts.values()]);
  return [...verdicts.values()];
}

/** Cut off at the end of a line, or with a line twice, a table would still read. */
function assertWhole(path: string, lastLine: number, verdicts: readonly ToldVerdict[]): void {
  for (const task of new Set(verdicts.map((verdict) => verdict.task))) {
    for (const [claim, expected] of Object.entries(COMPARISONS)) {
      const own = verdicts.find((verdict) => verdict.task === task && verdict.claim === claim);
      const count = own?.parts.length ?? 0;
      if (count === expected) continue;
      const what = `the table ends with ${count} comparisons of claim (${claim}) on ${task}`;
      throw damaged(path, lastLine, `${what}, expected ${expected}`);
    }
  }
}

const VERDICTS = ['supported', 'contradicted', 'undecided'] as const satisfies VerdictName[];

/** Rows of cells; a quoted cell may hold commas, line breaks and doubled quotes (RFC 4180). */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,"\n]*))(,|\n|$)/g)) {
    if (end === '' && row.length === 0 && quoted === undefined && plain === '') break;
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError(`Cannot read ${path}: ${messageOf(error)}. ${ADVICE}`, { cause: error });
  }
}

const ADVICE =
  'Restore the file, for example from git, or draw the reproduction again with `plot` where its runs are.';

function damaged(path: string, line: number, what: string): UserError {
  return new UserError(`${path}, line ${line}: ${what}. The file is damaged. ${ADVICE}`);
}
