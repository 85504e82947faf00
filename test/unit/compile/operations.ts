import type * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import { areSameBits, bool, bothWays, float, int } from './compare.ts';

/*
 * TensorFlow rewrites graphs: it takes oneDNN's kernels for some operations, and multiplies by the
 * reciprocal where a graph divides by a constant. Most come out bit for bit; the values are about 1.
 */
const TOLERANCE = 5e-7;

const inputs = {
  x: float([2, 3], [0.1, -0.2, 0.3, 1.5, -0.7, 0.9]),
  y: float([2, 3], [1.1, 0.2, -0.3, 0.5, 0.8, 0.4]),
  v: float([4], [3, 1, 2, 5]),
  i: int([2, 3], [1, 2, 3, 4, 5, 6]),
  b: bool([2, 3], [1, 0, 1, 0, 0, 1]),
  image: float(
    [1, 4, 4, 2],
    Array.from({ length: 32 }, (_, index) => Math.sin(index)),
  ),
  filter: float(
    [3, 3, 2, 4],
    Array.from({ length: 72 }, (_, index) => Math.cos(index)),
  ),
};

export interface Given {
  readonly x: tf.Tensor2D;
  readonly y: tf.Tensor2D;
  readonly v: tf.Tensor1D;
  readonly i: tf.Tensor2D;
  readonly b: tf.Tensor2D;
  readonly image: tf.Tensor4D;
  readonly filter: tf.Tensor4D;
}

export type Operation = (given: Given) => tf.Tensor;

/** Expects the same of an operation compiled as eagerly: bit for bit, or to the tolerance. */
export function check(operation: Operation): void {
  const { eager, compiled } = bothWays(inputs, (given) => ({
    out: operation(given as unknown as Given),
  }));
  const [expected, actual] = [eager['out'], compiled['out']];
  if (!expected || !actual) throw new Error('There is no output.');
  expect(actual.constructor).toBe(expected.constructor);
  if (areSameBits(actual, expected)) return;
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, index) => {
    expect(Math.abs(value - (expected[index] ?? Number.NaN))).toBeLessThanOrEqual(TOLERANCE);
  });
}
