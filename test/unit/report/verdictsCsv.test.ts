import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import type { ToldVerdict } from '../../../src/report/claims.ts';
import { readVerdicts, verdictsCsv } from '../../../src/report/verdictsCsv.ts';
import { wholeVerdicts } from '../../support/inventedReproduction.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const VERDICTS: readonly ToldVerdict[] = [
  {
    claim: 'i',
    task: 'HalfCheetah-v5',
    statement: 'Soft-medoid, "the best",\nattains the highest return',
    verdict: 'supported',
    parts: [
      {
        what: 'soft-medoid (mean of T = 0.1, 1, 10) less average',
        difference: { value: 12.5, t: { low: 1, high: 24 } },
        seeds: [0, 2],
        claimed: 'above',
        verdict: 'supported',
        wouldDecide: null,
      },
      {
        what: 'one seed',
        difference: { value: -3e-7, t: null },
        seeds: [0],
        claimed: 'below',
        verdict: 'undecided',
        wouldDecide: 'more seeds: one says nothing about others',
      },
    ],
  },
  {
    claim: 'vi',
    task: 'InvertedPendulum-v4',
    statement: 'Temperature',
    verdict: 'undecided',
    parts: [
      {
        what: 'runs are missing',
        difference: null,
        seeds: [],
        claimed: 'apart',
        verdict: 'undecided',
        wouldDecide: 'runs that are missing: a, b',
      },
    ],
  },
];

/** All claims on one task; texts with commas, quotes and line breaks, and numbers with an interval or none. */
const WHOLE: readonly ToldVerdict[] = wholeVerdicts({
  claim: 'v',
  task: 'InvertedPendulum-v4',
  statement: 'Medoid, "deteriorates",\nor not',
  verdict: 'supported',
  parts: VERDICTS[0]?.parts ?? [],
});

describe('verdicts as a table', () => {
  test('come back as they were', () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'verdicts.csv');
    writeFileSync(path, verdictsCsv(WHOLE));
    expect(readVerdicts(path)).toEqual(WHOLE);
    writeFileSync(path, verdictsCsv([]));
    expect(readVerdicts(path)).toEqual([]);
  });

  test('have a row a comparison', () => {
    expect(verdictsCsv(VERDICTS.slice(1))).toBe(
      'claim,task,verdict,statement,comparison,claimed,value,low,high,seeds,comparison_verdict,would_decide\n' +
        'vi,InvertedPendulum-v4,undecided,Temperature,runs are missing,apart,,,,,undecided,"runs that are missing: a, b"\n',
    );
  });

  test.each([
    [
      'another header',
      (text: string) => text.replace('claim', 'x'),
      /verdicts\.csv, line 1: the header/,
    ],
    [
      'a claim that is none',
      (text: string) => text.replace('\nvi,', '\nvii,'),
      /line 2: claim is "vii"/,
    ],
    [
      'a cut off line',
      (text: string) => text.replace(/,undecided,"[^"]*"\n$/, '\n'),
      /line 2: 10 values/,
    ],
    [
      'a text for a number',
      (text: string) => text.replace('apart,,', 'apart,much,'),
      /line 2: value is "much"/,
    ],
  ])('that are damaged, by %s, are told by file and line', (_damage, change, message) => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'verdicts.csv');
    writeFileSync(path, change(verdictsCsv(VERDICTS.slice(1))));
    expect(() => readVerdicts(path)).toThrow(UserError);
    expect(() => readVerdicts(path)).toThrow(message);
  });

  test.each([
    ['a task cut off at the end of a line', -2, 'the table ends with 7 comparisons of claim (vi)'],
    ['all but the first line', 2, 'the table ends with 1 comparisons of claim (i)'],
  ])('that are not whole, by %s, are refused', (_damage, end, message) => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'verdicts.csv');
    const table = verdictsCsv(wholeVerdicts());
    const lines = table.trimEnd().split('\n');
    writeFileSync(path, `${lines.slice(0, end).join('\n')}\n`);
    expect(() => readVerdicts(path)).toThrow(message);
    expect(() => readVerdicts(path)).toThrow('for example from git');
    writeFileSync(path, `${table}${lines.at(-1) ?? ''}\n`);
    expect(() => readVerdicts(path)).toThrow('10 comparisons of claim (vi)');
  });

  test.each([
    ['laptop-all', 12],
    ['laptop-pendulum-p1', 6],
    ['laptop-pendulum-p1000', 6],
  ])('that stand in the repository are whole: %s', (name, count) => {
    expect(readVerdicts(`docs/results/data/${name}/verdicts.csv`)).toHaveLength(count);
  });

  test('that are missing name their file', () => {
    expect(() => readVerdicts('/nowhere/verdicts.csv')).toThrow(/Cannot read \/nowhere\/verdicts/);
  });
});
