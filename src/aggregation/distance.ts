import * as tf from '@tensorflow/tfjs';
import { membersOf, stackFinite, type Member } from './finite.ts';

/**
 * Two members further apart than this, where the square of a float32 overflows, count as this far
 * apart. Totals stay finite, so that a huge member is the furthest from all others and no more: beside
 * such a distance all smaller ones round away, and the others tie.
 */
const FARTHEST = 2 ** 64;

/**
 * sum_j ||x_j - x_k|| of each member over the finite members of its group, the loss of eqs. (14),
 * (17) and (22): `[G, K]`. A left-out member is infinitely far from everyone.
 *
 * Each pair is measured once, as the norm of a difference: the Gram identity would cancel near
 * consensus. The two ends of a pair therefore see exactly the same distance, and ties are exact.
 */
export function totalDistances(received_GKP: tf.Tensor3D): tf.Tensor2D {
  return tf.tidy(() => {
    const members = membersOf(received_GKP);
    const pairs = members.flatMap((first, i) =>
      members.slice(i + 1).map((second, offset) => ({
        ends: [i, i + 1 + offset],
        distance_G: distance(first, second, 0),
      })),
    );
    const zero_G = tf.zeros<tf.Rank.R1>([received_GKP.shape[0]]);
    const total_GK = tf.stack(
      members.map((_member, k) => {
        const own = pairs.filter(({ ends }) => ends.includes(k));
        return tf.addN([zero_G, ...own.map(({ distance_G }) => distance_G)]);
      }),
      1,
    ) as tf.Tensor2D;
    return tf.where(stackFinite(members), total_GK, Infinity);
  });
}

/** ||x_k - x_0|| from each member to the agent itself: `[G, K]`, NaN where one is left out. */
export function distancesToSelf(received_GKP: tf.Tensor3D): tf.Tensor2D {
  return tf.tidy(() => {
    const members = membersOf(received_GKP);
    const [self] = members;
    if (!self) throw new RangeError('distancesToSelf: a group has at least one member.');
    return tf.stack(
      members.map((member) => distance(self, member, NaN)),
      1,
    ) as tf.Tensor2D;
  });
}

/** ||a - b||, or `otherwise` where one of the two is left out. */
function distance(a: Member, b: Member, otherwise: number): tf.Tensor1D {
  const squares_GP = tf.squaredDifference<tf.Tensor2D>(a.values_GP, b.values_GP);
  const distance_G = tf.minimum<tf.Tensor1D>(tf.sqrt(rowSums(squares_GP)), FARTHEST);
  return tf.where(tf.logicalAnd(a.isFinite_G, b.isFinite_G), distance_G, otherwise);
}

/**
 * Sums over P. A lone row is doubled first: TensorFlow spreads the sum of one long row over its
 * threads, which moves the last bits, and a run computes the same alone and in a cohort.
 */
function rowSums(values_GP: tf.Tensor2D): tf.Tensor1D {
  if (values_GP.shape[0] !== 1) return values_GP.sum<tf.Tensor1D>(1);
  return tf.concat([values_GP, values_GP]).sum<tf.Tensor1D>(1).slice(0, 1);
}
