import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { assertShape, ANY } from '../../../src/tensor/shape.ts';
import {
  flattenParameters,
  parameterCount,
  unflattenParameters,
  type ParameterShapes,
} from '../../../src/tensor/stack.ts';
import { useJsBackend } from '../../support/native.ts';

useJsBackend();

const SHAPES: ParameterShapes = [
  [2, 2],
  [1, 2],
];

test('a learner is as many numbers as its tensors hold together', () => {
  expect(parameterCount(SHAPES)).toBe(6);
  expect(parameterCount([])).toBe(0);
});

test('each learner is one row: its kernel row by row, then its bias', () => {
  const kernel = tf.tensor3d([[[1, 2], [3, 4]], [[7, 8], [9, 10]]]); // prettier-ignore
  const bias = tf.tensor3d([[[5, 6]], [[11, 12]]]);
  expect(flattenParameters([kernel, bias]).arraySync()).toEqual([
    [1, 2, 3, 4, 5, 6],
    [7, 8, 9, 10, 11, 12],
  ]);
});

test.each([1, 3])(
  'unflatten is the inverse of flatten, bit for bit, for %i learners',
  (learners) => {
    const values = Float32Array.from({ length: learners * 6 }, (_, index) =>
      Math.fround(1 / (index - 2.5)),
    );
    const params_LP = tf.tensor2d(values, [learners, 6]);
    const stacked = unflattenParameters(params_LP, SHAPES);
    expect(stacked.map(({ shape }) => shape)).toEqual([
      [learners, 2, 2],
      [learners, 1, 2],
    ]);
    expect(flattenParameters(stacked).dataSync()).toEqual(values);
  },
);

test('both leave nothing behind but their result, and their input alive', () => {
  const params_LP = tf.zeros<tf.Rank.R2>([2, 6]);
  const before = tf.memory().numTensors;
  const stacked = unflattenParameters(params_LP, SHAPES);
  const flat = flattenParameters(stacked);
  expect(tf.memory().numTensors).toBe(before + 3);
  tf.dispose([...stacked, flat]);
  expect(params_LP.isDisposed).toBe(false);
});

test('vectors of another length are refused with both shapes', () => {
  const params_LP = tf.zeros<tf.Rank.R2>([2, 5]);
  expect(() => unflattenParameters(params_LP, SHAPES)).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: params_LP has shape [2, 5], expected [any, 6].]`,
  );
});

test.each([
  { expected: [2, 3], fits: true },
  { expected: [ANY, 3], fits: true },
  { expected: [ANY, ANY], fits: true },
  { expected: [3, 2], fits: false },
  { expected: [2, 3, 1], fits: false },
  { expected: [ANY], fits: false },
])('assertShape of [2, 3] against $expected: fits $fits', ({ expected, fits }) => {
  const check = () => {
    assertShape('x', tf.zeros([2, 3]), expected);
  };
  if (fits) expect(check).not.toThrow();
  else expect(check).toThrow(RangeError);
});
