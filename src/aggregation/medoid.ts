import * as tf from '@tensorflow/tfjs';
import type { MedoidTie, Rule } from './aggregator.ts';
import { totalDistances } from './distance.ts';
import { weighted } from './weighted.ts';

/**
 * Medoid, eqs. (14), (17) and (18): the member with the least total distance to the others. Of
 * several the first, so that an agent with one neighbor, where every medoid is a tie, keeps itself; or
 * the one of the lowest agent number (deviation 17).
 */
export function medoid(tie: MedoidTie = 'self'): Rule {
  const isByNumber = tie === 'lowest';
  return {
    key: isByNumber ? 'medoid-lowest' : 'medoid',
    label: isByNumber ? 'Medoid (lowest)' : 'Medoid',
    ...weighted((distances, rank_GK) => {
      const total_GK = totalDistances(distances);
      return isByNumber && rank_GK ? lowestLeast(total_GK, rank_GK) : firstLeast(total_GK);
    }),
  };
}

/** 1 at the minimum of least rank of each row, else 0. */
function lowestLeast(values_GK: tf.Tensor2D, rank_GK: tf.Tensor2D): tf.Tensor2D {
  const isLeast_GK = values_GK.equal<tf.Tensor2D>(values_GK.min(1, true));
  return firstLeast(tf.where<tf.Tensor2D>(isLeast_GK, rank_GK, Infinity));
}

/** 1 at the first minimum of each row, else 0. TensorFlow's ArgMin promises no order among ties. */
function firstLeast(values_GK: tf.Tensor2D): tf.Tensor2D {
  const isLeast_GK = values_GK.equal<tf.Tensor2D>(values_GK.min(1, true));
  const earlier_GK = isLeast_GK.cast<tf.Tensor2D>('float32').cumsum(1, true);
  return isLeast_GK.logicalAnd<tf.Tensor2D>(earlier_GK.equal(0)).cast('float32');
}
