import * as tf from '@tensorflow/tfjs';
import { aimOf } from './aim.ts';
import type { Attack } from './attack.ts';

/**
 * The attack on average aggregation, eq. (10): n times the goal minus the sum of the vectors of
 * N_tau without the victim (the target's own is one of them), so that the average of what the
 * target holds lands on the goal.
 */
export const averageAttack: Attack = (knowledge) =>
  tf.tidy(() => {
    const { goal_EP, others_EP } = aimOf(knowledge);
    return goal_EP.mul<tf.Tensor2D>(others_EP.length + 1).sub(tf.addN([...others_EP]));
  });
