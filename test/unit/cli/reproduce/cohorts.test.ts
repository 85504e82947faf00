import { describe, expect, test } from 'vitest';
import { cohortsOf } from '../../../../src/cli/reproduce/cohorts.ts';
import { together } from '../../../../src/cli/reproduce/preparation.ts';
import type { RunState } from '../../../../src/cli/reproduce/states.ts';
import { planOf } from '../../../../src/cli/reproduction.ts';

const ALL = { size: 64, jobs: 1, fits: () => true };

function states(
  figure: string,
  seeds: number,
  stepOf: (index: number) => number = () => 0,
): RunState[] {
  const { runs } = planOf({
    format: 1,
    scale: 'quick',
    figure,
    seeds: Array.from({ length: seeds }, (_, seed) => seed),
    period: null,
    beta: null,
    task: null,
    replayCapacity: null,
  });
  return runs.map((run, index) => ({ run, record: null, isFinished: false, step: stepOf(index) }));
}

function sizes(...args: Parameters<typeof cohortsOf>): number[] {
  return cohortsOf(...args).map(({ runs }) => runs.length);
}

describe('cohorts', () => {
  test('are of one task, each run in one of them', () => {
    const all = states('all', 1);
    const cohorts = cohortsOf(all, ALL);
    expect(cohorts.map(({ runs }) => runs.length)).toEqual([19, 19]);
    for (const { runs } of cohorts) {
      expect(new Set(runs.map(({ config }) => config.task)).size).toBe(1);
    }
    const ids = cohorts.flatMap(({ runs }) => runs.map(({ id }) => id));
    expect(new Set(ids)).toEqual(new Set(all.map(({ run }) => run.id)));
  });

  test('stand at the same step', () => {
    const cohorts = cohortsOf(
      states('2b', 1, (index) => (index < 3 ? 400 : 0)),
      ALL,
    );
    expect(cohorts.map(({ from, runs }) => [from, runs.length])).toEqual([
      [400, 3],
      [0, 4],
    ]);
  });

  test('hold a seed at a time where they hold one', () => {
    const cohorts = cohortsOf(states('pendulum', 3), { ...ALL, size: 19 });
    expect(cohorts.map(({ runs }) => [...new Set(runs.map(({ config }) => config.seed))])).toEqual([
      [0],
      [1],
      [2],
    ]);
  });

  test.each([
    [64, 2, [10, 9]],
    [7, 1, [7, 6, 6]],
    [7, 2, [5, 5, 5, 4]],
    [1, 1, Array<number>(19).fill(1)],
    [64, 30, Array<number>(19).fill(1)],
  ])('of at most %i runs for %i jobs are of equal size: %j', (size, jobs, expected) => {
    expect(sizes(states('pendulum', 1), { ...ALL, size, jobs })).toEqual(expected);
  });

  test('fit into memory, and are single runs where nothing does', () => {
    const fits = (most: number) => (configs: readonly unknown[]) => configs.length <= most;
    expect(sizes(states('2b', 1), { ...ALL, fits: fits(3) })).toEqual([3, 2, 2]);
    expect(sizes(states('2b', 1), { ...ALL, fits: fits(0) })).toEqual(Array(7).fill(1));
  });

  test('are none where there is nothing to train', () => {
    expect(cohortsOf([], ALL)).toEqual([]);
  });
});

test.each([
  [[3, 2, 1], 1, 6],
  [[3, 2, 1], 2, 3],
  [[1, 1, 5], 2, 6],
  [[4], 3, 4],
  [[], 2, 0],
])('cohorts of %j s take, %i at once, %i s', (seconds, jobs, expected) => {
  expect(together(seconds, jobs)).toBe(expected);
});
