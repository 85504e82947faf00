import { describe, expect, test } from 'vitest';
import {
  aggregatesOf,
  differenceOf,
  pairedDifference,
  probabilityOfImprovement,
  seedsNeeded,
  studentInterval,
} from '../../../src/metrics/comparison.ts';
import { bootstrapInterval, mean } from '../../../src/metrics/statistics.ts';
import { RandomStream } from '../../../src/random.ts';

const A = [
  [700, 810, 655],
  [905, 720, 880],
  [640, 990, 700],
  [512, 480, 733],
];
const B = [
  [650, 700, 600],
  [910, 650, 860],
  [600, 940, 720],
  [530, 470, 690],
];

/** What SciPy 1.17.1 and NumPy 2.4.6 give: ttest_rel on means of rows, trim_mean, mannwhitneyu / 16. */
const SCIPY = {
  difference: 33.75,
  t95: [-7.979246399732027, 75.47924639973198],
  t99: [-42.83785739124144, 110.33785739124139],
  mean: 727.0833333333334,
  median: 710,
  iqm: 719.6666666666666,
  improvement: 0.625,
  /** Quantiles of the means of all 256 resamples of four seeds: what the bootstrap draws from. */
  bootstrap: [625.41666667, 806.66666667],
};

describe('aggregates', () => {
  test('agree with an independent implementation', () => {
    const { mean: average, median, iqm } = aggregatesOf(A);
    expect(average.value).toBeCloseTo(SCIPY.mean, 9);
    expect(median.value).toBeCloseTo(SCIPY.median, 9);
    expect(iqm.value).toBeCloseTo(SCIPY.iqm, 9);
    const [low = 0, high = 0] = SCIPY.bootstrap;
    // 2000 draws out of 256 resamples: a step of the exact distribution apart at most.
    expect(Math.abs((average.interval?.low ?? 0) - low)).toBeLessThan(12);
    expect(Math.abs((average.interval?.high ?? 0) - high)).toBeLessThan(12);
  });

  test('draw seeds whole: agents that differ within a seed alone give no width', () => {
    const { mean: average } = aggregatesOf([
      [0, 100],
      [0, 100],
      [0, 100],
    ]);
    expect(average).toEqual({ value: 50, interval: { low: 50, high: 50 } });
  });

  test('of one seed have no interval', () => {
    const { mean: average, median, iqm } = aggregatesOf([[1, 2, 4]]);
    expect([average.interval, median.interval, iqm.interval]).toEqual([null, null, null]);
    expect(differenceOf([3])).toMatchObject({ value: 3, bootstrap: null, t: null });
    expect(probabilityOfImprovement([[1]], [[2]])).toEqual({ value: 0, interval: null });
  });
});

describe('paired differences', () => {
  test('agree with an independent implementation', () => {
    const difference = pairedDifference(A, B);
    expect(difference.value).toBeCloseTo(SCIPY.difference, 9);
    expect(difference.t?.low).toBeCloseTo(SCIPY.t95[0] ?? NaN, 7);
    expect(difference.t?.high).toBeCloseTo(SCIPY.t95[1] ?? NaN, 7);
    const wider = pairedDifference(A, B, 0.99).t;
    expect(wider?.low).toBeCloseTo(SCIPY.t99[0] ?? NaN, 7);
    expect(wider?.high).toBeCloseTo(SCIPY.t99[1] ?? NaN, 7);
  });

  test('do not see what both rules have in common of a seed', () => {
    const shifted = (scores: readonly (readonly number[])[]) =>
      scores.map((row, seed) => row.map((score) => score + 1e4 * seed));
    expect(pairedDifference(shifted(A), shifted(B)).t?.low).toBeCloseTo(SCIPY.t95[0] ?? NaN, 5);
  });

  test('refuse seeds that are not the same', () => {
    expect(() => pairedDifference(A, B.slice(1))).toThrow(/4 and 3 seeds/);
  });

  test('tell how many seeds would leave zero out', () => {
    // t(n - 1) s / sqrt(n) falls below the mean at five, as computed with SciPy.
    expect(seedsNeeded(pairedDifference(A, B))).toBe(5);
    expect(seedsNeeded(differenceOf([1, -1, 1e-9]), 0.95, 50)).toBeNull();
  });
});

test('the probability of improvement is that of Mann and Whitney, ties counting half', () => {
  expect(probabilityOfImprovement(A, B).value).toBeCloseTo(SCIPY.improvement, 12);
  expect(probabilityOfImprovement(A, A).value).toBe(0.5);
  const better = probabilityOfImprovement([[5], [6]], [[1], [2]]);
  expect(better).toEqual({ value: 1, interval: { low: 1, high: 1 } });
});

/**
 * How often an interval of a few normal differences holds the truth. Not a statement about our runs:
 * the reason why verdicts use Student's interval (docs/claims.md).
 */
test.each([
  [3, [0.93, 0.97], [0.65, 0.78]],
  [5, [0.93, 0.97], [0.78, 0.87]],
  [10, [0.93, 0.97], [0.87, 0.92]],
])('with %d seeds Student covers 95 %% and the bootstrap far less', (seeds, student, bootstrap) => {
  const stream = new RandomStream({ seed: 11, agent: 0, purpose: 'exploration' });
  const trials = 1500;
  const hits = { t: 0, bootstrap: 0 };
  for (let trial = 0; trial < trials; trial++) {
    const values = Array.from({ length: seeds }, () => stream.normal());
    const t = studentInterval(values);
    if (t.low < 0 && t.high > 0) hits.t++;
    const resamples = { resamples: 300, seed: trial };
    const { low, high } = bootstrapInterval([values], (drawn) => mean(drawn.flat()), resamples);
    if (low < 0 && high > 0) hits.bootstrap++;
  }
  for (const [rate, [low = 0, high = 1]] of [
    [hits.t / trials, student],
    [hits.bootstrap / trials, bootstrap],
  ] as const) {
    expect(rate).toBeGreaterThan(low);
    expect(rate).toBeLessThan(high);
  }
});
