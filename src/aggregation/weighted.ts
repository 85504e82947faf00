import * as tf from '@tensorflow/tfjs';
import { assertShape } from '../tensor/shape.ts';
import type { Aggregator, Weigher } from './aggregator.ts';
import { finiteMembers, membersOf, valuesOr } from './finite.ts';

/**
 * Lifts a score of members, `[G, K]` and non-negative, to a rule whose weights are rows of the
 * paper's C_t: scores are set to 0 for members that are left out and divided by their sum.
 */
export function weighted(score: Weigher): {
  readonly weigh: Weigher;
  readonly aggregate: Aggregator;
} {
  const weigh: Weigher = (received_GKP) =>
    tf.tidy(() => normalize(score(received_GKP), finiteMembers(received_GKP)));
  return {
    weigh,
    aggregate: (received_GKP) => tf.tidy(() => weightedSum(received_GKP, weigh(received_GKP))),
  };
}

/** Scores to weights: 0 where `counts` is false, rows that sum to 1; NaN where nothing counts. */
export function normalize(score_GK: tf.Tensor2D, counts_GK: tf.Tensor2D): tf.Tensor2D {
  const counted_GK = tf.where<tf.Tensor2D>(counts_GK, score_GK, 0);
  return counted_GK.div(counted_GK.sum(1, true));
}

/** sum_l c(k, l) x_l, eq. (4), over the members that are not left out. */
export function weightedSum(received_GKP: tf.Tensor3D, weights_GK: tf.Tensor2D): tf.Tensor2D {
  const [groups, size] = received_GKP.shape;
  assertShape('weights_GK', weights_GK, [groups, size]);
  return tf.tidy(() => {
    const members_GP = membersOf(received_GKP).map((member) => valuesOr(0, member));
    return sumOfProducts(members_GP, weights_GK);
  });
}

/**
 * sum_k weights[:, k] values[k]. Scaled sums and not a matrix product, because a GPU rounds the
 * factors of those to TF32's 10 bits.
 */
export function sumOfProducts(
  values_GP: readonly tf.Tensor2D[],
  weights_GK: tf.Tensor2D,
): tf.Tensor2D {
  const weights_G = tf.split(weights_GK, values_GP.length, 1);
  return values_GP
    .map((values, k) => values.mul<tf.Tensor2D>(weights_G[k] ?? NaN))
    .reduce((sum, term) => sum.add(term));
}
