import { expect, test } from 'vitest';
import { studentCdf, studentQuantile } from '../../../src/metrics/studentT.ts';

/** From scipy.stats.t.ppf, SciPy 1.17.1: an independent implementation (Boost's). */
const QUANTILES: readonly [p: number, df: number, t: number][] = [
  [0.975, 1, 12.706204736174694],
  [0.975, 2, 4.302652729749462],
  [0.975, 3, 3.1824463052837078],
  [0.9, 4, 1.533206274058944],
  [0.975, 9, 2.262157162798205],
  [0.975, 29, 2.045229642132703],
  [0.9, 100, 1.290074761346516],
];

test.each(QUANTILES)('the %d-quantile with %d degrees of freedom is %d', (p, df, t) => {
  expect(studentQuantile(p, df) / t).toBeCloseTo(1, 9);
  expect(studentQuantile(1 - p, df) / -t).toBeCloseTo(1, 9);
});

test('has closed forms with 1 and 2 degrees of freedom, and is the inverse of the distribution', () => {
  for (const p of [0.51, 0.7, 0.95, 0.999]) {
    expect(studentQuantile(p, 1)).toBeCloseTo(Math.tan(Math.PI * (p - 0.5)), 6);
    const x = 2 * p - 1;
    expect(studentQuantile(p, 2)).toBeCloseTo(x * Math.sqrt(2 / (1 - x * x)), 6);
    for (const df of [1, 2.5, 7, 60]) {
      expect(studentCdf(studentQuantile(p, df), df)).toBeCloseTo(p, 10);
    }
  }
  expect(studentQuantile(0.5, 3)).toBeCloseTo(0, 9);
});

test('refuses what is no probability', () => {
  expect(() => studentQuantile(1, 3)).toThrow(RangeError);
  expect(() => studentQuantile(0.5, 0)).toThrow(RangeError);
});
