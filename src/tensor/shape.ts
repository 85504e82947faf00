import type * as tf from '@tensorflow/tfjs';

/*
 * The dimension key. The name of a tensor, or of a typed array that holds the same data, ends in one
 * capital letter per axis: `obs_LBO` has axes learner, batch, observation. A scalar has no suffix.
 *
 *   L learners            N agents of one run     G groups (agents aggregated together)
 *   K neighborhood size   B batch                 O observation size    A action size
 *   P parameters          H hidden units          C capacity            E environments, or edges
 *   S seeds               T time points
 */

/** A dimension that a shape check accepts whatever its size. */
export const ANY = null;

/**
 * Throws a `RangeError` that shows both shapes unless `tensor` has the shape `expected`, where `ANY`
 * stands for any size.
 */
export function assertShape(
  name: string,
  tensor: tf.Tensor,
  expected: readonly (number | typeof ANY)[],
): void {
  const isAsExpected =
    tensor.shape.length === expected.length &&
    expected.every((size, axis) => size === ANY || size === tensor.shape[axis]);
  if (isAsExpected) return;
  const wanted = expected.map((size) => (size === ANY ? 'any' : String(size))).join(', ');
  throw new RangeError(`${name} has shape [${tensor.shape.join(', ')}], expected [${wanted}].`);
}
