import * as tf from '@tensorflow/tfjs';
import { sortCoordinates } from '../tensor/sort.ts';
import type { EvenCount, Rule } from './aggregator.ts';
import { membersOf, stackFinite, valuesOr } from './finite.ts';
import { normalize, sumOfProducts } from './weighted.ts';

/** The largest float32: a left-out member is sorted behind all others, and 0 times it is 0. */
const LAST = (2 - 2 ** -23) * 2 ** 127;

/**
 * Coordinate-wise median of the finite members. It weighs order statistics and not neighbors, so it
 * has no row of C_t. `evenCount` says what the median of an even count is (deviation 18).
 */
export function median(evenCount: EvenCount): Rule {
  return {
    key: evenCount === 'lower' ? 'median-lower' : 'median',
    label: evenCount === 'lower' ? 'Median (lower)' : 'Median',
    aggregate: (received_GKP) =>
      tf.tidy(() => {
        const members = membersOf(received_GKP);
        const sorted_GP = sortCoordinates(members.map((member) => valuesOr(LAST, member)));
        return sumOfProducts(sorted_GP, middleWeights(stackFinite(members), evenCount));
      }),
  };
}

/** The weights of the order statistics of n finite members: 1 at the middle, or 1/2 at each of two. */
function middleWeights(isFinite_GK: tf.Tensor2D, evenCount: EvenCount): tf.Tensor2D {
  const count_GK = isFinite_GK.cast<tf.Tensor2D>('float32').sum<tf.Tensor2D>(1, true);
  const rank_K = tf.tensor1d([...Array(isFinite_GK.shape[1]).keys()]);
  const lower_GK = rank_K.equal(count_GK.sub(1).div(2).floor());
  const upper_GK = rank_K.equal(count_GK.div(2).floor());
  const isMiddle_GK = evenCount === 'lower' ? lower_GK : lower_GK.logicalOr<tf.Tensor2D>(upper_GK);
  return normalize(isMiddle_GK.cast('float32'), rank_K.less(count_GK));
}
