import { describe, expect, test } from 'vitest';
import { secondsAt, type Pace } from '../../../src/experiment/estimate.ts';
import { tinyRun } from '../../support/tinyRun.ts';

const PACE: Pace = {
  task: 'HalfCheetah-v5',
  period: 1000,
  learners: 10,
  warmupStep: 1,
  step: 100,
  round: 10_000,
  evaluation: 1_000_000,
  steps: 1,
  evaluationSteps: 1,
};

const shared = {
  ...tinyRun(),
  steps: 100,
  warmup: 20,
  period: 10,
  aggregateDuringWarmup: true,
  evaluationPeriod: 20,
};

const seconds = (change: object, learners = 10, from = 0) =>
  secondsAt(PACE, { shared: { ...shared, ...change }, learners, from });

describe('the time of a cohort', () => {
  test('is that of its steps, rounds and evaluations', () => {
    // 20 steps of warm-up, 80 with an update, 10 rounds, evaluations at 20, 40, 60, 80 and 100.
    expect(seconds({})).toBe(20 + 8000 + 100_000 + 5_000_000);
  });

  test('has no rounds of the warm-up where there are none', () => {
    expect(seconds({ aggregateDuringWarmup: false })).toBe(20 + 8000 + 80_000 + 5_000_000);
  });

  test('goes with the number of learners', () => {
    expect(seconds({}, 25)).toBe(2.5 * seconds({}));
  });

  test.each([
    [5, 15 + 8000 + 100_000 + 5_000_000],
    [20, 8000 + 80_000 + 4_000_000],
    [59, 4100 + 50_000 + 3_000_000],
    [100, 0],
  ])('from step %i on is that of what is left', (from, expected) => {
    expect(seconds({}, 10, from)).toBe(expected);
  });
});
