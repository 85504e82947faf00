import { describe, expect, test } from 'vitest';
import { fitExponent, ratioOfMedians, summarize } from '../../../scripts/bench/statistics.ts';

test('a summary has the median, the tenths and the best of the rounds', () => {
  const rounds = [30, 10, 20, 50, 40, 60, 70, 80, 90, 100, 110];
  expect(summarize(rounds)).toEqual({ median: 60, p10: 20, p90: 100, best: 10 });
});

describe('the ratio of medians', () => {
  test('is that of the medians, within its interval', () => {
    const { ratio, low, high } = ratioOfMedians([28, 30, 32, 31, 29], [10, 11, 9, 10, 10]);
    expect(ratio).toBe(3);
    expect(low).toBeLessThan(3);
    expect(high).toBeGreaterThan(3);
    expect(low).toBeGreaterThan(28 / 11);
    expect(high).toBeLessThan(32 / 9);
  });

  test('has no width where all rounds are alike', () => {
    expect(ratioOfMedians([4, 4, 4], [2, 2, 2])).toEqual({ ratio: 2, low: 2, high: 2 });
  });
});

test('the exponent of a power law is found, whatever its factor', () => {
  const points = [1, 2, 4, 8, 19].map((x) => ({ x, y: 3 * x ** 0.75 }));
  expect(fitExponent(points)).toBeCloseTo(0.75, 12);
});

test('one point has no exponent', () => {
  expect(fitExponent([{ x: 2, y: 3 }])).toBeNaN();
});
