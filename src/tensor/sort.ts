import * as tf from '@tensorflow/tfjs';

/**
 * Sorts n tensors of one shape coordinate by coordinate, the smallest first: an insertion sort of
 * n(n - 1)/2 minima and maxima, which needs no transposition and no values on the host.
 */
export function sortCoordinates<T extends tf.Tensor>(tensors: readonly T[]): T[] {
  return tensors.reduce<T[]>((sorted, tensor) => {
    let carried = tensor;
    const smaller = sorted.map((placed) => {
      const low = tf.minimum<T>(placed, carried);
      carried = tf.maximum<T>(placed, carried);
      return low;
    });
    return [...smaller, carried];
  }, []);
}
