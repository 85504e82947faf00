import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { actorLoss, criticLoss, tdTarget, type Batch } from '../../../src/learner/ddpg.ts';
import { createState } from '../../../src/learner/state.ts';
import type { SampledBatch } from '../../../src/replay/replay.ts';
import { flattenParameters } from '../../../src/tensor/stack.ts';
import { runReference } from '../../support/python.ts';
import { at } from '../../support/vectors.ts';
import {
  BATCH,
  SIZES,
  WAYS,
  batchOf,
  learnerOn,
  parametersOf,
  randomBatch,
  relativeError,
  streams,
  useAllBackends,
} from './ways.ts';

/*
 * Against NumPy float64 with its backward passes written by hand (test/reference/ddpg.py). Enough
 * updates that Adam's bias corrections and the targets matter.
 */

useAllBackends();

const UPDATES = 6;
const LEARNERS = 2;
const batches = Array.from({ length: UPDATES }, (_, step) => randomBatch(200 + step));

/** What NumPy makes of one learner. */
interface Reference {
  readonly criticGradient: number[];
  readonly actorGradient: number[];
  readonly criticDifferences: number[];
  readonly actorDifferences: number[];
  readonly criticLosses: number[];
  readonly actorLosses: number[];
  readonly actor: number[];
  readonly critic: number[];
}

describe.each([1, 2] as const)('with the action at layer %i of the critic', (criticActionLayer) => {
  const sizes = { ...SIZES, criticActionLayer };
  let references: Reference[];
  let initial: { actor: number[][]; critic: number[][] };

  beforeAll(async () => {
    using learner = await learnerOn(WAYS[0], { sizes });
    initial = parametersOf(learner);
    references = runReference('ddpg.py', {
      settings: {
        observation: sizes.observation,
        action: sizes.action,
        hidden: sizes.hidden,
        critic_action_layer: criticActionLayer,
        bound: [1, 3],
        actor_learning_rate: 0.01,
        critic_learning_rate: 0.02,
        tau: 0.1,
      },
      learners: initial.actor.map((actor, index) => ({ actor, critic: at(initial.critic, index) })),
      batches: batches.map((batch) =>
        Array.from({ length: LEARNERS }, (_, learner) => rowsOf(batchOf(batch, learner))),
      ),
    }) as Reference[];
  });

  test('the reference agrees with its own central differences to 1e-6', () => {
    for (const reference of references) {
      const { criticGradient, criticDifferences, actorGradient, actorDifferences } = reference;
      expect(relativeError(criticGradient, criticDifferences)).toBeLessThan(1e-6);
      expect(relativeError(actorGradient, actorDifferences)).toBeLessThan(1e-6);
    }
  });

  test.each(['cpu', 'tensorflow'])('gradients on %s agree to 2e-6', async (backend) => {
    await tf.setBackend(backend);
    tf.tidy(() => {
      const state = createState(sizes, streams(1, LEARNERS));
      const batch = tensorsOf(at(batches, 0));
      const settings = {
        criticActionLayer,
        bound_A: tf.tensor1d([1, 3]),
        actorLearningRate: 0,
        criticLearningRate: 0,
        tau: 0,
      };
      const y_LB = tdTarget(state.targets, batch, settings);
      const critic = gradients(state.online.critic, () =>
        criticLoss(state.online, batch, y_LB, settings),
      );
      const actor = gradients(state.online.actor, () => actorLoss(state.online, batch, settings));
      references.forEach((reference, learner) => {
        expect(relativeError(at(critic, learner), reference.criticGradient)).toBeLessThan(2e-6);
        expect(relativeError(at(actor, learner), reference.actorGradient)).toBeLessThan(2e-6);
      });
    });
  });

  test.each(WAYS)(`losses and parameters $name agree after ${UPDATES} updates`, async (way) => {
    using learner = await learnerOn(way, { sizes });
    const losses = batches.map((batch) => learner.update(batch).losses);
    const trained = parametersOf(learner);
    references.forEach((reference, index) => {
      const criticLosses = losses.map(({ critic_L }) => critic_L[index] ?? Number.NaN);
      const actorLosses = losses.map(({ actor_L }) => actor_L[index] ?? Number.NaN);
      expect(relativeError(criticLosses, reference.criticLosses)).toBeLessThan(1e-6);
      expect(relativeError(actorLosses, reference.actorLosses)).toBeLessThan(1e-6);
      for (const network of ['actor', 'critic'] as const) {
        const before = at(initial[network], index);
        const moved = at(trained[network], index).map((value, i) => value - at(before, i));
        const expected = reference[network].map((value, i) => value - at(before, i));
        // The way gone, not the place reached, where the initial weights would hide an error. Adam
        // makes a full step even of a gradient that is little more than rounding.
        expect(relativeError(moved, expected)).toBeLessThan(1e-4);
      }
    });
  });
});

/** One learner's batch as the reference takes it. */
function rowsOf(batch: SampledBatch): Record<string, unknown> {
  const rows = (values: Float32Array, width: number) =>
    Array.from({ length: BATCH }, (_, row) => [...values.slice(row * width, (row + 1) * width)]);
  return {
    obs: rows(batch.obs_LBO, SIZES.observation),
    action: rows(batch.action_LBA, SIZES.action),
    reward: [...batch.reward_LB],
    nextObs: rows(batch.nextObs_LBO, SIZES.observation),
    discount: [...batch.discount_LB],
  };
}

function tensorsOf(batch: SampledBatch): Batch {
  const { observation, action } = SIZES;
  return {
    obs_LBO: tf.tensor3d(batch.obs_LBO, [LEARNERS, BATCH, observation]),
    action_LBA: tf.tensor3d(batch.action_LBA, [LEARNERS, BATCH, action]),
    reward_LB: tf.tensor2d(batch.reward_LB, [LEARNERS, BATCH]),
    nextObs_LBO: tf.tensor3d(batch.nextObs_LBO, [LEARNERS, BATCH, observation]),
    discount_LB: tf.tensor2d(batch.discount_LB, [LEARNERS, BATCH]),
  };
}

/** Gradients of the sum of a loss, one flat list a learner. */
function gradients(
  network: readonly tf.Variable<tf.Rank.R3>[],
  loss: () => tf.Tensor1D,
): number[][] {
  const { grads } = tf.variableGrads(() => loss().sum(), [...network]);
  return flattenParameters(network.map(({ name }) => grads[name] as tf.Tensor3D)).arraySync();
}
