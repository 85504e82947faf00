import * as tf from '@tensorflow/tfjs';
import { assertShape } from '../tensor/shape.ts';
import type { Aggregator, Scorer, Weigher } from './aggregator.ts';
import { measureDistances, type Distances } from './distance.ts';
import { membersOf } from './finite.ts';

/**
 * Lifts a score of members to a rule whose weights are rows of the paper's C_t: scores are set to 0
 * for members that are left out and divided by their sum.
 */
export function weighted(score: Scorer): {
  readonly score: Scorer;
  readonly weigh: Weigher;
  readonly aggregate: Aggregator;
} {
  const weigh: Weigher = (received_GKP) =>
    tf.tidy(() => weightsOf(score, measureDistances(received_GKP)));
  return {
    score,
    weigh,
    aggregate: (received_GKP) => tf.tidy(() => weightedSum(received_GKP, weigh(received_GKP))),
  };
}

/** The weights that a score gives the members of groups: `[G, K]`. For `rank_GK` see `Scorer`. */
export function weightsOf(score: Scorer, distances: Distances, rank_GK?: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => normalize(score(distances, rank_GK), distances.isFinite_GK));
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
    const members_GP = membersOf(received_GKP).map(({ values_GP }) => values_GP);
    return sumOfProducts(members_GP, weights_GK);
  });
}

/**
 * sum_k weights[:, k] values[k], where a weight of 0 silences whatever the value is. Scaled sums and
 * not a matrix product, because a GPU rounds the factors of those to TF32's 10 bits.
 */
export function sumOfProducts(
  values_GP: readonly tf.Tensor2D[],
  weights_GK: tf.Tensor2D,
): tf.Tensor2D {
  const weights_G = tf.split(weights_GK, values_GP.length, 1);
  return tf.addN(values_GP.map((values, k) => scale(values, weights_G[k] ?? tf.scalar(NaN))));
}

/** x w, and 0 where w is 0, be x NaN or infinite. */
function scale(values_GP: tf.Tensor2D, weight_G: tf.Tensor): tf.Tensor2D {
  // The types deny that a kernel may be missing.
  const kernel = tf.getKernel('MulNoNan', tf.getBackend()) as tf.KernelConfig | undefined;
  if (kernel) return tf.engine().runKernel('MulNoNan', { x: values_GP, y: weight_G });
  return tf.where<tf.Tensor2D>(weight_G.equal(0), 0, values_GP.mul<tf.Tensor2D>(weight_G));
}
