import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { sortCoordinates } from '../../../src/tensor/sort.ts';
import { useJsBackend } from '../../support/native.ts';
import { at, gaussianRows } from '../../support/vectors.ts';

useJsBackend();

test.each([0, 1, 2, 3, 5, 8])('%i tensors are sorted coordinate by coordinate', (count) => {
  const rows = gaussianRows(count, count, 30);
  const sorted = sortCoordinates(rows.map((row) => tf.tensor1d(row))).map((row) => row.arraySync());
  const expected = rows.map((row) => [...row]);
  for (const i of Array(30).keys()) {
    const column = rows.map((row) => at(row, i)).sort((a, b) => a - b);
    column.forEach((value, k) => {
      at(expected, k)[i] = value;
    });
  }
  expect(sorted).toEqual(expected);
});
