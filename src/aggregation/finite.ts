import * as tf from '@tensorflow/tfjs';
import { ANY, assertShape } from '../tensor/shape.ts';

/** The k-th member of every group. */
export interface Member {
  readonly values_GP: tf.Tensor2D;
  /** Bool. A member with a number that is not finite is left out of every rule (deviation 23). */
  readonly isFinite_G: tf.Tensor1D;
}

/** Takes the K members apart. Rules loop over them: nothing ever has the shape `[G, K, K, P]`. */
export function membersOf(received_GKP: tf.Tensor3D): Member[] {
  assertShape('received_GKP', received_GKP, [ANY, ANY, ANY]);
  const members_GP = tf.unstack(received_GKP, 1) as tf.Tensor2D[];
  return members_GP.map((values_GP) => ({
    values_GP,
    isFinite_G: tf.all<tf.Tensor1D>(tf.isFinite(values_GP), 1),
  }));
}

/**
 * Which members hold finite numbers only: bool `[G, K]`. A rule leaves the others out: their weight
 * is 0 and their values, which 0 times NaN would not silence, never enter.
 */
export function stackFinite(members: readonly Member[]): tf.Tensor2D {
  return tf.stack<tf.Tensor1D>(
    members.map(({ isFinite_G }) => isFinite_G),
    1,
  ) as tf.Tensor2D;
}

/** A member's values, with all of them replaced by `filler` where it is left out. */
export function valuesOr(filler: number, { values_GP, isFinite_G }: Member): tf.Tensor2D {
  return tf.where(isFinite_G.expandDims(1), values_GP, filler);
}
