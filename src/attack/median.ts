import * as tf from '@tensorflow/tfjs';
import { sortCoordinates } from '../tensor/sort.ts';
import { aimOf } from './aim.ts';
import type { Attack } from './attack.ts';

/**
 * The attack on median aggregation, eqs. (12) and (13): coordinate by coordinate the value nearest
 * to the goal that is the median of the target's neighborhood.
 *
 * Let s be the m = n - 1 other values in order. The forged value is the median exactly where it lies
 * in [s[floor((m - 1)/2)], s[floor(m/2)]]: for even m strictly the middle of n values; for odd m both
 * bounds are one value, the forged one equals it, and so do both middle values of the n, so that
 * eq. (12) holds in either convention of an even count (deviation 14).
 *
 * At n = 3 the target's own value is one of the bounds, so that the step size beta_i of eq. (13) is
 * the largest in [0, beta] that meets eq. (12), and 0 where A lies on the other side.
 */
export const medianAttack: Attack = (knowledge) =>
  tf.tidy(() => {
    const { goal_EP, others_EP } = aimOf(knowledge);
    const sorted_EP = sortCoordinates(others_EP);
    const low_EP = at(sorted_EP, Math.floor((sorted_EP.length - 1) / 2));
    const high_EP = at(sorted_EP, Math.floor(sorted_EP.length / 2));
    return tf.maximum(low_EP, tf.minimum(goal_EP, high_EP));
  });

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`No item ${index} in a list of ${list.length}.`);
  return item;
}
