import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { average } from '../../../src/aggregation/average.ts';
import { median } from '../../../src/aggregation/median.ts';
import { medoid } from '../../../src/aggregation/medoid.ts';
import { softMedoid } from '../../../src/aggregation/softMedoid.ts';
import type { Rule } from '../../../src/aggregation/aggregator.ts';
import { useJsBackend } from '../../support/native.ts';
import { at, gaussianRows, rowsOf } from '../../support/vectors.ts';

useJsBackend();

function combine({ aggregate }: Rule, members: number[][]): number[] {
  return at(rowsOf(aggregate(tf.tensor3d([members]))), 0);
}

function weightsOf({ weigh }: Rule, members: number[][]): number[] {
  if (!weigh) throw new Error('This rule does not weigh.');
  return at(rowsOf(weigh(tf.tensor3d([members]))), 0);
}

// Sides 3, 5 and 4: the total distances are 3 + 5 = 8, 3 + 4 = 7 and 5 + 4 = 9.
const TRIANGLE = [
  [0, 0],
  [3, 0],
  [3, 4],
];

describe('average', () => {
  test('is the sum over the count', () => {
    expect(combine(average, TRIANGLE)).toEqual([2, expect.closeTo(4 / 3, 6)]);
  });
});

describe('median', () => {
  test('takes the middle of each coordinate, whoever sent it', () => {
    expect(
      combine(median('midpoint'), [
        [1, 20],
        [2, 10],
        [9, 30],
      ]),
    ).toEqual([2, 20]);
  });

  test('of an even count is the middle of the two middle values', () => {
    expect(combine(median('midpoint'), [[1], [2], [5], [9]])).toEqual([3.5]);
  });

  test('of an even count is the lower of the two where that is asked for', () => {
    expect(combine(median('lower'), [[1], [2], [5], [9]])).toEqual([2]);
  });

  test('counts finite members only: of four with one left out, the middle of three', () => {
    expect(
      combine(median('midpoint'), [
        [1, 0],
        [NaN, 0],
        [5, 0],
        [9, 0],
      ]),
    ).toEqual([5, 0]);
  });
});

describe('medoid', () => {
  test('of three is the vertex opposite the longest edge', () => {
    expect(combine(medoid(), TRIANGLE)).toEqual([3, 0]);
    expect(weightsOf(medoid(), TRIANGLE)).toEqual([0, 1, 0]);
  });

  test('of two is the agent itself: the first of a tie', () => {
    expect(
      combine(medoid(), [
        [1, 2],
        [7, 8],
      ]),
    ).toEqual([1, 2]);
  });

  test('of many at equal distances is the agent itself', () => {
    expect(
      weightsOf(medoid(), [
        [0, 0],
        [1, 1],
        [0, 1],
        [1, 0],
      ]),
    ).toEqual([1, 0, 0, 0]);
  });

  test('tells vectors apart that differ in their last digits only', () => {
    const base = at(gaussianRows(1, 1, 1000), 0).map((x) => x * 100);
    const near = base.map((x, i) => (i === 0 ? x + 2e-4 : x));
    const far = base.map((x, i) => (i === 0 ? x + 6e-4 : x));
    expect(weightsOf(medoid(), [far, near, base])).toEqual([0, 1, 0]);
  });
});

describe('soft-medoid', () => {
  test('weighs by a softmax over negative total distances', () => {
    // Distances beyond the least one: 1, 0, 2. exp(-1) = 0.36788, exp(-2) = 0.13534; sum 1.50321.
    const weights = weightsOf(softMedoid(1), TRIANGLE);
    [0.24473, 0.66524, 0.09003].forEach((weight, k) => {
      expect(weights[k]).toBeCloseTo(weight, 5);
    });
    // 3 (0.66524 + 0.09003) and 4 * 0.09003.
    const [x = NaN, y = NaN] = combine(softMedoid(1), TRIANGLE);
    expect(x).toBeCloseTo(2.26581, 4);
    expect(y).toBeCloseTo(0.36012, 4);
  });

  test.each([0.1, 1, 10])('of two is the average at T = %d, bit for bit', (temperature) => {
    const pair = gaussianRows(3, 2, 50);
    expect(combine(softMedoid(temperature), pair)).toEqual(combine(average, pair));
  });

  test.each([1e-6, 1e-38, 5e-324])('is the medoid at T = %d', (temperature) => {
    const members = gaussianRows(4, 5, 20);
    expect(combine(softMedoid(temperature), members)).toEqual(combine(medoid(), members));
  });

  test.each([1e9, 1e38, 1e308])('is the average at T = %d', (temperature) => {
    const members = gaussianRows(4, 5, 20);
    const expected = combine(average, members);
    combine(softMedoid(temperature), members).forEach((value, i) => {
      expect(value).toBeCloseTo(at(expected, i), 6);
    });
  });

  test('keeps its weights where exp(-distance / T) alone would be 0 for all', () => {
    const members = TRIANGLE.map((row) => row.map((x) => 1000 * x + 5));
    expect(weightsOf(softMedoid(0.1), members)).toEqual([0, 1, 0]);
  });

  test('lets an outlier pull agreeing neighbors by at most 0.157 T where they are two', () => {
    // With m agreeing members and an outlier at distance uT the pull is T u / (1 + m exp((m-1) u)),
    // which for m = 2 is greatest at u = 1.157.
    const pulls = [0.5, 1.157, 2, 5].map((u) => at(combine(softMedoid(2), [[0], [0], [2 * u]]), 0));
    expect(Math.max(...pulls)).toBe(pulls[1]);
    expect(pulls[1]).toBeCloseTo(2 * 0.157, 3);
  });
});

describe('a minority of outliers', () => {
  const honest = gaussianRows(8, 3, 10);
  const outlier = Array.from({ length: 10 }, () => 1e6);

  test.each([
    ['median', median('midpoint')],
    ['medoid', medoid()],
    ['soft-medoid', softMedoid(10)],
  ])('does not move the %s out of the honest range', (_name, rule) => {
    combine(rule, [...honest, outlier, outlier]).forEach((value, i) => {
      const range = honest.map((row) => at(row, i));
      expect(value).toBeGreaterThanOrEqual(Math.min(...range));
      expect(value).toBeLessThanOrEqual(Math.max(...range));
    });
  });

  test('carries the average away', () => {
    expect(Math.min(...combine(average, [...honest, outlier, outlier]))).toBeGreaterThan(1e5);
  });

  test.each([1e30, 3e38])('of %d leaves the medoid with an honest vector', (huge) => {
    const members = [...honest, Array.from({ length: 10 }, () => huge)];
    expect(honest).toContainEqual(combine(medoid(), members));
    expect(weightsOf(softMedoid(10), members).at(-1)).toBe(0);
  });
});
