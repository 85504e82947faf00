import * as tf from '@tensorflow/tfjs';
import { inPlace } from '../compile/inPlace.ts';
import { adamStep, type AdamState } from './adam.ts';
import { actor, critic, type NetworkSizes, type StackedNetwork } from './networks.ts';

/*
 * Deep deterministic policy gradient, for all learners at once: Lillicrap et al., "Continuous control
 * with deep reinforcement learning" (https://arxiv.org/abs/1509.02971). Losses are sums over
 * learners, so that each learner's gradient is its own.
 */

/** A batch of transitions for each learner. */
export interface Batch {
  readonly obs_LBO: tf.Tensor3D;
  readonly action_LBA: tf.Tensor3D;
  readonly reward_LB: tf.Tensor2D;
  readonly nextObs_LBO: tf.Tensor3D;
  /** gamma, or 0 where the episode terminated. */
  readonly discount_LB: tf.Tensor2D;
}

/** The online networks or their slow copies. */
export interface Networks {
  readonly actor: StackedNetwork;
  readonly critic: StackedNetwork;
}

/** What the mathematics needs to know besides the networks. */
export interface DdpgSettings {
  readonly criticActionLayer: NetworkSizes['criticActionLayer'];
  /** Largest absolute action. */
  readonly bound_A: tf.Tensor1D;
  readonly actorLearningRate: number;
  readonly criticLearningRate: number;
  /** Rate of the soft update of the target networks. */
  readonly tau: number;
}

/** All that an update changes. */
export interface DdpgState {
  readonly online: {
    readonly actor: readonly tf.Variable<tf.Rank.R3>[];
    readonly critic: readonly tf.Variable<tf.Rank.R3>[];
  };
  readonly targets: DdpgState['online'];
  readonly adam: { readonly actor: AdamState; readonly critic: AdamState };
}

/** Mean losses of each learner. */
export interface Losses {
  readonly critic_L: tf.Tensor1D;
  readonly actor_L: tf.Tensor1D;
}

/** y = r + gamma Q'(s', mu'(s')), with gamma already zero where the episode terminated: `[L, B]`. */
export function tdTarget(targets: Networks, batch: Batch, settings: DdpgSettings): tf.Tensor2D {
  return tf.tidy(() => {
    const nextAction_LBA = actor(targets.actor, batch.nextObs_LBO, settings.bound_A);
    const nextQ_LB = critic(
      targets.critic,
      batch.nextObs_LBO,
      nextAction_LBA,
      settings.criticActionLayer,
    );
    return batch.reward_LB.add<tf.Tensor2D>(batch.discount_LB.mul(nextQ_LB));
  });
}

/** Mean squared TD error of each learner: `[L]`. */
export function criticLoss(
  online: Networks,
  batch: Batch,
  tdTarget_LB: tf.Tensor2D,
  settings: DdpgSettings,
): tf.Tensor1D {
  const q_LB = critic(online.critic, batch.obs_LBO, batch.action_LBA, settings.criticActionLayer);
  return q_LB.sub(tdTarget_LB).square().mean<tf.Tensor1D>(1);
}

/** -Q(s, mu(s)), the mean over each learner's batch: `[L]`. */
export function actorLoss(online: Networks, batch: Batch, settings: DdpgSettings): tf.Tensor1D {
  const action_LBA = actor(online.actor, batch.obs_LBO, settings.bound_A);
  const q_LB = critic(online.critic, batch.obs_LBO, action_LBA, settings.criticActionLayer);
  return q_LB.mean<tf.Tensor1D>(1).neg();
}

/** One update of every learner: critic, then actor through the new critic, then the targets. */
export function updateDdpg(state: DdpgState, batch: Batch, settings: DdpgSettings): Losses {
  return tf.tidy(() => {
    const { online, targets, adam } = state;
    const y_LB = tdTarget(targets, batch, settings);

    const criticStep = lossAndGradients(
      () => criticLoss(online, batch, y_LB, settings),
      online.critic,
    );
    adamStep(online.critic, criticStep.gradients, adam.critic, settings.criticLearningRate);

    const actorStep = lossAndGradients(() => actorLoss(online, batch, settings), online.actor);
    adamStep(online.actor, actorStep.gradients, adam.actor, settings.actorLearningRate);

    softUpdate(targets.critic, online.critic, settings.tau);
    softUpdate(targets.actor, online.actor, settings.tau);
    return { critic_L: criticStep.loss_L, actor_L: actorStep.loss_L };
  });
}

/**
 * theta' = theta' - tau (theta' - theta), which is tau theta + (1 - tau) theta'.
 *
 * @param tau one rate for all learners, or a rate for each, `[L, 1, 1]`
 */
export function softUpdate(
  targets: readonly tf.Variable<tf.Rank.R3>[],
  online: StackedNetwork,
  tau: number | tf.Tensor3D,
): void {
  tf.tidy(() => {
    targets.forEach((target, index) => {
      const source = online[index];
      if (!source) throw new RangeError(`softUpdate: no online tensor ${index}.`);
      const gap = target.sub(source);
      const move = () => {
        target.assign(target.sub(gap.mul(tau)));
      };
      if (typeof tau !== 'number') move();
      else {
        // Gradient descent on (theta' - theta)^2 / 2.
        const inputs = [tf.scalar(tau), gap];
        inPlace({ op: 'ResourceApplyGradientDescent', variables: [target], inputs }, move);
      }
    });
  });
}

function lossAndGradients(
  loss: () => tf.Tensor1D,
  variables: readonly tf.Variable[],
): { loss_L: tf.Tensor1D; gradients: tf.Tensor[] } {
  // The losses leave the gradient's scope kept, so they are handed to the caller's scope as a copy.
  const kept: tf.Tensor1D[] = [];
  const { grads } = tf.variableGrads(() => {
    const loss_L = tf.keep(loss());
    kept.push(loss_L);
    return loss_L.sum<tf.Scalar>();
  }, [...variables]);
  const [loss_L] = kept;
  if (!loss_L) throw new Error('variableGrads did not evaluate the loss.');
  const ownLoss_L = loss_L.clone();
  loss_L.dispose();
  return {
    loss_L: ownLoss_L,
    gradients: variables.map((variable) => {
      const gradient = grads[variable.name];
      if (!gradient) throw new Error(`The loss does not depend on ${variable.name}.`);
      return gradient;
    }),
  };
}
