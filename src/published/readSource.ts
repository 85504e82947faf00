import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { messageOf, UserError } from '../errors.ts';
import { levelOf, type Level } from './level.ts';
import { PUBLISHED_TASKS, SOURCES, type PublishedTask, type Source } from './sources.ts';

/** The files that come with this program; their README says from where. */
export const PUBLISHED_FOLDER = fileURLToPath(
  new URL('../../data/published-curves/', import.meta.url),
);

/** One source's curve of one task. */
export interface PublishedCurve {
  readonly source: Source;
  readonly task: PublishedTask;
  /** Name of the environment, with its version. */
  readonly env: string;
  /** First steps of random actions. */
  readonly warmup: number;
  /** In the order of steps. */
  readonly points: readonly PublishedPoint[];
}

export interface PublishedPoint {
  /** Environment steps after the end of the warm-up; negative during it. */
  readonly step: number;
  readonly level: Level;
}

/** A row of a file. */
interface Row {
  readonly key: string;
  readonly seed: string;
  readonly step: number;
  readonly return: number;
}

const HEADER = 'source,algorithm,env,seed,step,return';

/**
 * Every published curve of a task, steps counted from the end of each source's warm-up. A file that is
 * missing or damaged is a `UserError` that names it, and the line.
 *
 * @param folder has the CSV files; default: those of this program
 */
export function readPublished(task: PublishedTask, folder = PUBLISHED_FOLDER): PublishedCurve[] {
  const files = new Map<string, Row[]>();
  return SOURCES.flatMap((source) => {
    const env = source.env[task];
    if (env === undefined) return [];
    const path = `${folder}/${source.file}`.replaceAll('//', '/');
    const rows = files.get(path) ?? readRows(path);
    files.set(path, rows);
    const own = rows.filter(({ key }) => key === [source.name, source.algorithm, env].join());
    if (own.length === 0) {
      const what = `${source.label} on ${PUBLISHED_TASKS[task]}`;
      throw damaged(path, `it has no row of ${what} (${source.name},${source.algorithm},${env})`);
    }
    const warmup = source.warmup[task];
    const shift = source.countsAfterWarmup ? 0 : warmup;
    const points = pointsOf(own, path).map(({ step, level }) => ({ step: step - shift, level }));
    return [{ source, task, env, warmup, points }];
  });
}

/** Levels over the seeds at each step of which there are all seeds. */
function pointsOf(rows: readonly Row[], path: string): PublishedPoint[] {
  const seeds = new Set(rows.map(({ seed }) => seed));
  const bySteps = new Map<number, Map<string, number>>();
  for (const row of rows) {
    const returns = bySteps.get(row.step) ?? new Map<string, number>();
    if (returns.has(row.seed)) {
      throw damaged(path, `${row.key} has two rows of seed ${row.seed} at step ${row.step}`);
    }
    bySteps.set(row.step, returns.set(row.seed, row.return));
  }
  return [...bySteps]
    .filter(([, returns]) => returns.size === seeds.size)
    .sort(([a], [b]) => a - b)
    .map(([step, returns]) => ({ step, level: levelFrom(returns) }));
}

/** Spinning Up has 10 seeds, and publishes their mean and standard deviation. */
const SEEDS_OF_BANDS = 10;

function levelFrom(returns: ReadonlyMap<string, number>): Level {
  const mean = returns.get('mean');
  const above = returns.get('mean_plus_std');
  const below = returns.get('mean_minus_std');
  if (mean === undefined || above === undefined || below === undefined) {
    return levelOf([...returns.values()]);
  }
  return { n: SEEDS_OF_BANDS, mean, std: (above - below) / 2, extremes: null };
}

function readRows(path: string): Row[] {
  const lines = textOf(path).split('\n');
  if (lines[0] !== HEADER) {
    throw damaged(path, `line 1: the header is "${lines[0] ?? ''}", expected "${HEADER}"`);
  }
  if (lines.pop() !== '') throw damaged(path, `line ${lines.length + 1} is cut off`);
  return lines.slice(1).map((line, index) => rowOf(line, path, index + 2));
}

function rowOf(line: string, path: string, number: number): Row {
  const cells = line.split(',');
  const [name, algorithm, env, seed, step, value] = cells;
  const isRow =
    cells.length === 6 && /^\d+$/.test(step ?? '') && /^-?\d+(\.\d+)?$/.test(value ?? '');
  if (!isRow) throw damaged(path, `line ${number} is "${line}", expected ${HEADER}`);
  return {
    key: [name, algorithm, env].join(),
    seed: seed ?? '',
    step: Number(step),
    return: Number(value),
  };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw damaged(path, messageOf(error), error);
  }
}

/** A file that comes with the program and is not what it was. */
function damaged(path: string, what: string, cause?: unknown): UserError {
  return new UserError(
    `The published curves cannot be read: ${path}: ${what}. The file comes with this program: ` +
      '`git checkout -- data/published-curves` in its folder restores it.',
    { cause },
  );
}
