import { expect, test } from 'vitest';
import { relativeError } from '../../../scripts/bench/agreement.ts';

test('the error is relative to the length of ours', () => {
  expect(relativeError([3, 4.5], [3, 4])).toBeCloseTo(0.1, 12);
});

test.each([
  ['another number of values', [1, 2], [1]],
  ['nothing at all', [], []],
  ['a value that is not a number', [1, NaN], [1, 2]],
])('%s never agrees', (_what, theirs, ours) => {
  expect(relativeError(theirs, ours)).toBe(Infinity);
});
