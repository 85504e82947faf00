import { describe, expect, test } from 'vitest';
import { blocksOf } from '../../../src/learner/blocks.ts';
import type { StackedLearner } from '../../../src/learner/learner.ts';
import { RandomStream } from '../../../src/random.ts';
import type { SampledBatch } from '../../../src/replay/replay.ts';
import { at } from '../../support/vectors.ts';
import { WAYS, learnerOn, parametersOf, streams, useAllBackends } from './ways.ts';

useAllBackends();

describe('blocks', () => {
  const counts = (...args: Parameters<typeof blocksOf>) =>
    blocksOf(...args).map(({ lane, count }) => `${lane}: ${count}`);

  test('are as many as lanes, of consecutive learners, where they fit the cache', () => {
    expect(counts(8, 2, { hidden: [400, 300] }, 100)).toEqual(['0: 4', '1: 4']);
    expect(counts(9, 2, { hidden: [64, 64] }, 64)).toEqual(['0: 5', '1: 4']);
    expect(blocksOf(9, 2, { hidden: [64, 64] }, 64).map(({ first }) => first)).toEqual([0, 5]);
  });

  test('are as many more for each lane as keep a layer in the cache', () => {
    expect(counts(8, 2, { hidden: [400, 300] }, 512)).toEqual(['0: 2', '1: 2', '0: 2', '1: 2']);
  });

  test('are no more than learners', () => {
    expect(counts(2, 8, { hidden: [400, 300] }, 256)).toEqual(['0: 1', '1: 1']);
    expect(counts(1, 1, { hidden: [4000, 4000] }, 4096)).toEqual(['0: 1']);
  });
});

const BATCH = 40;
const UPDATES = 3;

/*
 * TensorFlow adds up some sums in an order that depends on a row's place in a tensor, where rows are no
 * multiple of what one instruction takes. Widths of 12, 17 and 20 would show it.
 */
describe('a learner computes the same bits', () => {
  const sizes = { observation: 5, action: 17, hidden: [20, 12], criticActionLayer: 2 } as const;
  function batchFor(learners: number, step: number): SampledBatch {
    const draw = (width: number) =>
      Float32Array.from(
        Array.from({ length: learners }, (_, agent) => {
          const stream = new RandomStream({ seed: 10 * step + width, agent, purpose: 'sampling' });
          return Array.from({ length: BATCH * width }, () => stream.normal());
        }).flat(),
      );
    return {
      obs_LBO: draw(sizes.observation),
      action_LBA: draw(sizes.action),
      reward_LB: draw(1),
      nextObs_LBO: draw(sizes.observation).map((x) => x + 0.5),
      discount_LB: new Float32Array(learners * BATCH).fill(0.99),
    };
  }

  /** Parameters of the first eight learners after some updates. */
  async function train(learners: number, lanes: number): Promise<number[][]> {
    using learner: StackedLearner = await learnerOn(at(WAYS, 2), {
      lanes,
      sizes,
      batch: BATCH,
      bound_A: new Float32Array(sizes.action).fill(1),
      initialization: streams(1, learners),
    });
    for (let step = 0; step < UPDATES; step++) {
      learner.update(batchFor(learners, step));
    }
    const { actor, critic } = parametersOf(learner);
    return [...actor.slice(0, 8), ...critic.slice(0, 8)];
  }

  test.each([
    { learners: 9, lanes: 2 },
    { learners: 8, lanes: 1 },
    { learners: 8, lanes: 3 },
    { learners: 25, lanes: 2 },
  ])('in blocks of 8 in 2 lanes as of $learners in $lanes', async ({ learners, lanes }) => {
    expect(await train(learners, lanes)).toEqual(await train(8, 2));
  });
});
