import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  bootstrapInterval,
  interquartileMean,
  mean,
  movingAverage,
  quantile,
} from '../../../src/metrics/statistics.ts';
import { runReference } from '../../support/python.ts';

const QUANTILES = [0, 0.1, 0.25, 0.5, 0.9, 1];
const WINDOW = 3;
const SAMPLES = [
  [3.5],
  [1, 4],
  [9, -2.5, 4, 0.125, 7.75],
  [1, 1, 1, 5, 5, 8],
  [512.3, 1000, 31.7, 998.2, 876.5, 44.1, 1000, 733.9, 1000],
];
const BOOTSTRAPS = [
  { strata: [[700, 910, 850]], seed: 0, resamples: 500 },
  {
    strata: [
      [0.2, 0.9, 0.4, 0.6, 0.5],
      [1.1, 0.7, 0.8],
    ],
    seed: 0,
    resamples: 500,
  },
  {
    strata: [
      [0.2, 0.9, 0.4, 0.6, 0.5],
      [1.1, 0.7, 0.8],
    ],
    seed: 5e9,
    resamples: 500,
  },
];

/** The same in NumPy. */
const reference = runReference('statistics.py', {
  samples: SAMPLES,
  quantiles: QUANTILES,
  window: WINDOW,
  bootstraps: BOOTSTRAPS,
}) as {
  samples: {
    mean: number;
    interquartileMean: number;
    quantiles: number[];
    movingAverage: number[];
  }[];
  intervals: [low: number, high: number][];
};

// 0 and -0 are one number to a statistic, and two to toBe.
const sample = fc.array(
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0),
  {
    minLength: 1,
    maxLength: 30,
  },
);

describe('by hand', () => {
  test('the quartiles of 1, 2, 4, 8 lie between order statistics', () => {
    // Positions 0.25 * 3 = 0.75 and 0.75 * 3 = 2.25: 1 + 0.75 * 1 and 4 + 0.25 * 4.
    expect(quantile([8, 1, 4, 2], 0.25)).toBe(1.75);
    expect(quantile([8, 1, 4, 2], 0.75)).toBe(5);
  });

  test('the interquartile mean of eight values is the mean of the middle four', () => {
    expect(interquartileMean([100, 1, 2, 3, 4, 5, 6, -100])).toBe((2 + 3 + 4 + 5) / 4);
  });

  test('the interquartile mean of three values leaves none out', () => {
    expect(interquartileMean([0, 3, 9])).toBe(4);
  });

  test('a moving average starts with the values that there are', () => {
    expect(movingAverage([2, 4, 9, 5], 3)).toEqual([2, 3, 5, 6]);
  });
});

test('samples have the statistics that NumPy gives them', () => {
  const got = SAMPLES.map((values) => ({
    mean: mean(values),
    interquartileMean: interquartileMean(values),
    quantiles: QUANTILES.map((p) => quantile(values, p)),
    movingAverage: movingAverage(values, WINDOW),
  }));
  expectClose(got, reference.samples);
});

test('bootstrap intervals are those that NumPy finds from a Philox of its own', () => {
  const got = BOOTSTRAPS.map(({ strata, ...options }) => {
    const interval = bootstrapInterval(
      strata,
      (resample) => interquartileMean(resample.flat()),
      options,
    );
    return [interval.low, interval.high];
  });
  expectClose(got, reference.intervals);
});

/** Equal structure, numbers equal but for rounding. */
function expectClose(got: unknown, expected: unknown): void {
  const round = (_key: string, value: unknown): unknown =>
    typeof value === 'number' ? Number(value.toPrecision(12)) : value;
  expect(JSON.stringify(got, round, 1)).toBe(JSON.stringify(expected, round, 1));
}

describe('the bootstrap interval', () => {
  test('of the mean of three values spans them: 1 in 27 resamples repeats the lowest three times', () => {
    expect(bootstrapInterval([[1, 2, 4]], (resample) => mean(resample.flat()))).toEqual({
      low: 1,
      high: 4,
    });
  });

  test('keeps strata apart: each resample draws as many from each as it has', () => {
    bootstrapInterval(
      [
        [1, 2, 3],
        [10, 20],
      ],
      ([first = [], second = []]) => {
        expect(first).toHaveLength(3);
        expect(second).toHaveLength(2);
        expect(first.every((value) => value < 10)).toBe(true);
        expect(second.every((value) => value >= 10)).toBe(true);
        return 0;
      },
      { resamples: 50 },
    );
  });

  test('lies within the sample, and a wider confidence contains a narrower one', () => {
    fc.assert(
      fc.property(sample, (values) => {
        const interval = (confidence: number) =>
          bootstrapInterval([values], (resample) => quantile(resample.flat(), 0.5), {
            confidence,
            resamples: 60,
          });
        const [narrow, wide] = [interval(0.5), interval(0.95)];
        expect(wide.low).toBeGreaterThanOrEqual(Math.min(...values));
        expect(wide.high).toBeLessThanOrEqual(Math.max(...values));
        expect(wide.low).toBeLessThanOrEqual(narrow.low);
        expect(wide.high).toBeGreaterThanOrEqual(narrow.high);
      }),
    );
  });

  test('is the same each time, and another one for another seed', () => {
    const values = Array.from({ length: 12 }, (_value, place) => Math.sin(place));
    const interval = (seed: number) =>
      bootstrapInterval([values], (resample) => mean(resample.flat()), { seed, resamples: 100 });
    expect(interval(1)).toEqual(interval(1));
    expect(interval(1)).not.toEqual(interval(2));
  });
});

describe('any sample', () => {
  test('has quantiles that rise with p from its minimum to its maximum', () => {
    fc.assert(
      fc.property(sample, (values) => {
        const quantiles = [0, 0.2, 0.5, 0.7, 1].map((p) => quantile(values, p));
        expect(quantiles).toEqual(quantiles.toSorted((a, b) => a - b));
        expect(quantiles[0]).toBe(Math.min(...values));
        expect(quantiles.at(-1)).toBe(Math.max(...values));
      }),
    );
  });

  test('has the same statistics in any order, and keeps its own order', () => {
    fc.assert(
      fc.property(sample, (values) => {
        const before = [...values];
        expect(interquartileMean(values.toReversed())).toBeCloseTo(interquartileMean(values), 6);
        expect(quantile(values.toReversed(), 0.3)).toBe(quantile(values, 0.3));
        expect(values).toEqual(before);
      }),
    );
  });

  test('is its own moving average with a window of one', () => {
    fc.assert(
      fc.property(sample, (values) => {
        expect(movingAverage(values, 1)).toEqual(values.map((value) => value + 0));
      }),
    );
  });
});
