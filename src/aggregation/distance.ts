import * as tf from '@tensorflow/tfjs';
import { membersOf, stackFinite } from './finite.ts';

/**
 * Two members further apart than this, where the square of a float32 overflows, count as this far
 * apart. Totals stay finite, so that a huge member is the furthest from all others and no more: beside
 * such a distance all smaller ones round away, and the others tie.
 */
const FARTHEST = 2 ** 64;

/** How far the members of groups are from each other, and which of them count. */
export interface Distances {
  /** ||x_j - x_k||: symmetric, 0 on the diagonal and from and to a member that is left out. */
  readonly distance_GKK: tf.Tensor3D;
  /** Bool: false for a member that is left out. */
  readonly isFinite_GK: tf.Tensor2D;
}

/**
 * sum_j ||x_j - x_k|| of each member over the finite members of its group, the loss of eqs. (14),
 * (17) and (22): `[G, K]`. A left-out member is infinitely far from everyone.
 */
export function totalDistances({ distance_GKK, isFinite_GK }: Distances): tf.Tensor2D {
  return tf.tidy(() => tf.where(isFinite_GK, distance_GKK.sum<tf.Tensor2D>(2), Infinity));
}

/** Measures whole groups, `[G, K, P]`. */
export function measureDistances(received_GKP: tf.Tensor3D): Distances {
  return tf.tidy(() => {
    const members = membersOf(received_GKP);
    const isFinite_GK = stackFinite(members);
    // Squares of differences: both orders of a pair give the same bits.
    const rows = members.map((one) =>
      tf.stack(
        members.map((other) => distancesFrom(squaredDistances(one.values_GP, other.values_GP))),
        1,
      ),
    );
    return {
      isFinite_GK,
      distance_GKK: betweenFinite(tf.stack(rows, 1) as tf.Tensor3D, isFinite_GK),
    };
  });
}

/** Distances with 0 from and to members that are left out. */
export function betweenFinite(distance_GKK: tf.Tensor3D, isFinite_GK: tf.Tensor2D): tf.Tensor3D {
  const counts_GKK = isFinite_GK.expandDims(2).logicalAnd(isFinite_GK.expandDims(1));
  return tf.where<tf.Tensor3D>(counts_GKK, distance_GKK, 0);
}

/**
 * ||a - b||^2 of each pair of rows, `[G]`: as the norm of a difference, since the Gram identity would
 * cancel near consensus. Measured once for both ends of a pair, which therefore see the same number.
 */
export function squaredDistances(a_GP: tf.Tensor2D, b_GP: tf.Tensor2D): tf.Tensor1D {
  return rowSums(tf.squaredDifference(a_GP, b_GP));
}

/** At least the float32 numbers that one instruction takes, on any CPU. */
const PACKET = 16;

/** Rows longer than this are summed one at a time, each from the beginning of a tensor. */
const LONG = 2 ** 16;

/**
 * Sums over P, with bits that do not depend on a row's place: TensorFlow sums a row in packets, and in
 * another order where it begins within one. Rows that may lie in one tensor with others are filled up
 * with zeros to whole packets, so that a run measures the same alone and in a cohort.
 */
function rowSums(values_GP: tf.Tensor2D): tf.Tensor1D {
  const [, width] = values_GP.shape;
  const missing = width > LONG ? 0 : (PACKET - (width % PACKET)) % PACKET;
  const filled_GP =
    missing === 0
      ? values_GP
      : values_GP.pad<tf.Tensor2D>([
          [0, 0],
          [0, missing],
        ]);
  return filled_GP.sum<tf.Tensor1D>(1);
}

/** Distances from their squares. */
export function distancesFrom(squares_G: tf.Tensor1D): tf.Tensor1D {
  return tf.minimum(tf.sqrt(squares_G), FARTHEST);
}
