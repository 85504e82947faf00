import * as tf from '@tensorflow/tfjs';
import { ANY, assertShape } from '../tensor/shape.ts';
import type { AttackKnowledge } from './attack.ts';

/** What both of the paper's attacks start from. */
export interface Aim {
  /**
   * Where the adversary wants the target after the combination, eq. (8): a step of size beta from
   * the target's own vector towards the virtual agent's, x - beta (x - w_A).
   */
  readonly goal_EP: tf.Tensor2D;
  /** The K - 1 honest vectors that reach the target whatever the adversary does, its own first. */
  readonly others_EP: readonly tf.Tensor2D[];
}

/** The adversary's aim on each edge. */
export function aimOf({ honest_EKP, victimPosition, virtual_EP, beta }: AttackKnowledge): Aim {
  assertShape('honest_EKP', honest_EKP, [ANY, ANY, ANY]);
  const [edges, size, parameters] = honest_EKP.shape;
  assertShape('virtual_EP', virtual_EP, [edges, parameters]);
  const members_EP = tf.unstack(honest_EKP, 1) as tf.Tensor2D[];
  const others_EP = members_EP.filter((_vector, position) => position !== victimPosition);
  const [own_EP] = others_EP;
  if (!own_EP || others_EP.length !== size - 1 || victimPosition === 0) {
    throw new RangeError(`victimPosition is ${victimPosition}, expected 1 to ${size - 1}.`);
  }
  return { goal_EP: own_EP.sub(own_EP.sub(virtual_EP).mul(beta)), others_EP };
}
