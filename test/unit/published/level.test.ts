import { expect, test } from 'vitest';

import { differenceInterval, levelOf, meanInterval } from '../../../src/published/level.ts';

test('a level by hand: 2, 4, 9', () => {
  // Mean 5; squares of the differences 9, 1, 16, whose mean is 26/3.
  expect(levelOf([2, 4, 9])).toEqual({
    n: 3,
    mean: 5,
    std: Math.sqrt(26 / 3),
    extremes: { low: 2, high: 9 },
  });
});

test("Student's interval by hand: 2, 4, 9", () => {
  // The sample's variance is 26/2 = 13, the standard error sqrt(13/3), and t with 2 degrees 4.3027.
  const half = 4.3027 * Math.sqrt(13 / 3);
  const interval = meanInterval(levelOf([2, 4, 9]));
  expect(interval?.low).toBeCloseTo(5 - half, 3);
  expect(interval?.high).toBeCloseTo(5 + half, 3);
});

test('one seed has no interval', () => {
  expect(meanInterval(levelOf([7]))).toBeNull();
});

test("Welch's interval by hand: 2, 6 less 1, 5 and less 3, 3", () => {
  // Squared standard errors 4 and 4, so that there are 8^2 / (4^2 + 4^2) = 2 degrees of freedom.
  const even = differenceInterval(levelOf([2, 6]), levelOf([1, 5]));
  expect(even?.low).toBeCloseTo(1 - 4.3027 * Math.sqrt(8), 3);
  expect(even?.high).toBeCloseTo(1 + 4.3027 * Math.sqrt(8), 3);
  // Against a mean without a spread there is 4^2 / 4^2 = 1.
  const exact = differenceInterval(levelOf([2, 6]), levelOf([3, 3]));
  expect(exact?.high).toBeCloseTo(1 + 12.7062 * 2, 3);
});

test('two levels without a spread have no interval', () => {
  expect(differenceInterval(levelOf([1, 1]), levelOf([2, 2]))).toBeNull();
});
