import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '../../src/random.ts';

/** Rows of standard normal float32 numbers, the same for the same seed. */
export function gaussianRows(seed: number, rows: number, columns: number): number[][] {
  const stream = new RandomStream({ seed, agent: 0, purpose: 'initialization' });
  return Array.from({ length: rows }, () =>
    Array.from({ length: columns }, () => Math.fround(stream.normal())),
  );
}

/** One `[K, P]` list of vectors for each of G groups. */
export function gaussianGroups(seed: number, groups: number, size: number, parameters: number) {
  return Array.from({ length: groups }, (_group, g) =>
    gaussianRows(seed * 1000 + g, size, parameters),
  );
}

/** The values of a matrix, row by row; the tensor is freed. */
export function rowsOf(values: tf.Tensor2D): number[][] {
  const rows = values.arraySync();
  values.dispose();
  return rows;
}

/** ||a - b|| in float64. */
export function distanceOf(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(...a.map((value, i) => value - (b[i] ?? NaN)));
}

/** The item of a list that has to be there. */
export function at<T>(list: readonly T[], index: number): T {
  const item = list.at(index);
  if (item === undefined) throw new RangeError(`No item ${index} of ${list.length}.`);
  return item;
}
