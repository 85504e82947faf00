import * as tf from '@tensorflow/tfjs';
import { beforeAll } from 'vitest';
import type { Exchange } from '../../../src/learner/exchange.ts';
import { StackedLearner, type LearnerOptions } from '../../../src/learner/learner.ts';
import type { NetworkSizes } from '../../../src/learner/networks.ts';
import { RandomStream } from '../../../src/random.ts';
import type { SampledBatch } from '../../../src/replay/replay.ts';
import type { Vectors } from '../../../src/tensor/vectors.ts';
import { useNativeBackend } from '../../support/native.ts';

/** The three ways in which the one learner runs. */
export const WAYS = [
  { name: 'in JavaScript', backend: 'cpu', execution: 'eager', lanes: 1 },
  { name: 'on TensorFlow', backend: 'tensorflow', execution: 'eager', lanes: 1 },
  { name: 'compiled', backend: 'tensorflow', execution: 'compiled', lanes: 2 },
] as const;

export type Way = (typeof WAYS)[number];

export const SIZES: NetworkSizes = {
  observation: 3,
  action: 2,
  hidden: [8, 6],
  criticActionLayer: 2,
};

export const BATCH = 5;

/** The tests of this file or block choose their backend by `learnerOn`. */
export function useAllBackends(): void {
  useNativeBackend();
  beforeAll(() => {
    // Silences tf.js' advice to install its node backend.
    tf.env().set('IS_TEST', true);
  });
}

/** A small learner with large rates, so that a few updates show every part of them. */
export async function learnerOn(
  { backend, execution, lanes }: Way,
  changes: Partial<LearnerOptions> & { learners?: number } = {},
): Promise<StackedLearner> {
  await tf.setBackend(backend);
  return new StackedLearner({
    sizes: SIZES,
    criticActionLayer: changes.sizes?.criticActionLayer ?? SIZES.criticActionLayer,
    bound_A: Float32Array.of(1, 3),
    batch: BATCH,
    actorLearningRate: 0.01,
    criticLearningRate: 0.02,
    tau: 0.1,
    initialization: streams(1, changes.learners ?? 2),
    exchange: null,
    replayCapacity: null,
    grain: 'cache',
    lanes,
    execution,
    ...changes,
  });
}

/** An exchange that leaves parameters as they are; the targets of those who take part follow. */
export function following(takesPart: readonly boolean[]): Exchange {
  return {
    inputs: {},
    fn: ({ actor, critic }) => {
      const same = (vectors: Vectors) => vectors.map(({ blocks_LP }) => blocks_LP);
      return { parameters: { actor: same(actor), critic: same(critic) }, outputs: {} };
    },
    takesPart,
    isInEachUpdate: false,
  };
}

/** One stream for the initial weights of each learner. */
export function streams(seed: number, learners: number): RandomStream[] {
  return Array.from(
    { length: learners },
    (_, agent) => new RandomStream({ seed, agent, purpose: 'initialization' }),
  );
}

/** A random batch for each of `learners`, the same for a learner however many there are. */
export function randomBatch(seed: number, learners = 2): SampledBatch {
  const { observation, action } = SIZES;
  const draws = Array.from({ length: learners }, (_, agent) => {
    const stream = new RandomStream({ seed, agent, purpose: 'sampling' });
    return (count: number, draw: (stream: RandomStream) => number) =>
      Array.from({ length: count }, () => draw(stream));
  });
  const normals = (width: number) =>
    Float32Array.from(draws.flatMap((take) => take(BATCH * width, (stream) => stream.normal())));
  return {
    obs_LBO: normals(observation),
    action_LBA: normals(action),
    reward_LB: normals(1),
    nextObs_LBO: normals(observation),
    discount_LB: Float32Array.from(
      draws.flatMap((take) => take(BATCH, (stream) => (stream.integer(4) === 0 ? 0 : 0.99))),
    ),
  };
}

/** The batches of `learner` alone, for a learner by itself. */
export function batchOf(batch: SampledBatch, learner: number): SampledBatch {
  const rows = (values: Float32Array, width: number) =>
    values.slice(learner * BATCH * width, (learner + 1) * BATCH * width);
  return {
    obs_LBO: rows(batch.obs_LBO, SIZES.observation),
    action_LBA: rows(batch.action_LBA, SIZES.action),
    reward_LB: rows(batch.reward_LB, 1),
    nextObs_LBO: rows(batch.nextObs_LBO, SIZES.observation),
    discount_LB: rows(batch.discount_LB, 1),
  };
}

/** Online parameters of both networks, one list a learner. */
export function parametersOf(learner: StackedLearner): { actor: number[][]; critic: number[][] } {
  const read = (network: 'actor' | 'critic') => {
    const params_LP = learner.readParameters(network);
    const values = params_LP.arraySync();
    params_LP.dispose();
    return values;
  };
  return { actor: read('actor'), critic: read('critic') };
}

/** Largest difference between two lists, relative to the largest value of the second. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) throw new RangeError('Lists of different lengths.');
  const wanted = Array.from(expected);
  const differences = wanted.map((value, index) => Math.abs((actual[index] ?? NaN) - value));
  return Math.max(...differences) / Math.max(...wanted.map(Math.abs));
}
