import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CombinationLink } from '../../../src/cooperation/links.ts';
import { formCohort } from '../../../src/experiment/cohort.ts';
import type { StepEvent } from '../../../src/experiment/loop.ts';
import { RunTracker } from '../../../src/experiment/tracker.ts';
import { RunLog } from '../../../src/metrics/runLog.ts';
import type { TableName } from '../../../src/metrics/tables.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { tinyRun } from '../../support/tinyRun.ts';

/** A step of two runs of two agents: run 0 is attacked, so that run 1 stands at rows 3 and 4. */
function stepEvent(
  step: number,
  change: Partial<StepEvent> & { reward?: number[]; ended?: number[]; truncated?: number[] } = {},
): StepEvent {
  const { reward = [1, 1, 1, 1, 1], ended = [], truncated = [], ...event } = change;
  const flags = (rows: number[]) =>
    Uint8Array.from({ length: 5 }, (_, row) => (rows.includes(row) ? 1 : 0));
  return {
    step,
    result: {
      obs_EO: new Float64Array(20),
      reward_E: Float64Array.from(reward),
      terminated_E: flags(ended),
      truncated_E: flags(truncated),
    },
    losses: null,
    round: null,
    evaluation: null,
    broken: [],
    ...event,
  };
}

/** What the two runs' tables hold after some steps, without their headings. */
function tracked(events: readonly StepEvent[]): (run: 0 | 1, table: TableName) => string[] {
  using folder = temporaryFolder();
  const graph = {
    name: 'custom',
    neighbors: [
      [0, 1],
      [1, 0],
    ],
  };
  const cohort = formCohort([
    tinyRun({ graph, attack: 'average', target: 0, victim: 1 }),
    tinyRun({ graph }),
  ]);
  const files = new Map<string, string[]>();
  cohort.runs.forEach((rows, run) => {
    using log = new RunLog(join(folder.path, String(run)));
    const tracker = new RunTracker(run, rows, log);
    for (const event of events) tracker.observe(event);
    log.flush();
    for (const table of ['training.csv', 'evaluations.csv', 'aggregation.csv']) {
      const lines = readFileSync(join(log.folder, table), 'utf8').trim().split('\n').slice(1);
      files.set(`${run} ${table}`, lines);
    }
  });
  return (run, table) => files.get(`${run} ${table}`) ?? [];
}

test('a training episode is written when it ends, with its return and length', () => {
  const rows = tracked([
    stepEvent(1, { reward: [1, 10, 100, -1, 5] }),
    stepEvent(2, { reward: [2, 10, 100, -1, 5], ended: [0, 3] }),
    stepEvent(3, { reward: [4, 10, 100, -1, 5], ended: [0], truncated: [2, 4] }),
  ]);
  expect(rows(0, 'training.csv')).toEqual(['2,0,3,2', '3,0,4,1', '3,2,300,3']);
  expect(rows(1, 'training.csv')).toEqual(['2,0,-2,2', '3,1,15,3']);
});

test('the virtual agent’s returns are the environment’s, not negated', () => {
  const rows = tracked([stepEvent(1, { reward: [0, 0, 7, 0, 0], ended: [2] })]);
  expect(rows(0, 'training.csv')).toEqual(['1,2,7,1']);
});

test('each run writes its own evaluations', () => {
  const evaluation = [
    { run: 0, agent: 0, return: 1.5, length: 3 },
    { run: 1, agent: 1, return: -2, length: 4 },
  ];
  const rows = tracked([stepEvent(20, { evaluation })]);
  expect(rows(0, 'evaluations.csv')).toEqual(['20,0,1.5,3']);
  expect(rows(1, 'evaluations.csv')).toEqual(['20,1,-2,4']);
});

test('each run writes its own links, a rule without weights leaves them empty', () => {
  const link = (run: number, weight: number | null): CombinationLink => ({
    run,
    agent: 0,
    neighbor: 1,
    weight,
    distance: 0.5,
    leftOut: false,
  });
  const rows = tracked([
    stepEvent(20, { round: { actor: [link(0, 0.25), link(1, null)], critic: [link(1, null)] } }),
  ]);
  expect(rows(0, 'aggregation.csv')).toEqual(['20,0,1,actor,0.25,0.5']);
  expect(rows(1, 'aggregation.csv')).toEqual(['20,0,1,actor,,0.5', '20,0,1,critic,,0.5']);
});
