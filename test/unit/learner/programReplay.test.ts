import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { compile } from '../../../src/compile/compile.ts';
import { STORED_AT_ONCE } from '../../../src/learner/functions.ts';
import { ProgramReplay, transitionWidth } from '../../../src/learner/programReplay.ts';
import { RandomStream } from '../../../src/random.ts';
import { Replay, type SampledBatch } from '../../../src/replay/replay.ts';
import { BATCH, SIZES, WAYS, learnerOn, randomBatch, useAllBackends } from './ways.ts';

useAllBackends();

const LEARNERS = 3;
const { observation, action } = SIZES;

/** Random numbers in the shape of a batch, `count` transitions a learner. */
function transitions(count: number, seed: number): SampledBatch {
  const stream = new RandomStream({ seed, agent: 0, purpose: 'sampling' });
  const normals = (width: number) =>
    Float32Array.from({ length: LEARNERS * count * width }, () => stream.normal());
  return {
    obs_LBO: normals(observation),
    action_LBA: normals(action),
    reward_LB: normals(1),
    nextObs_LBO: normals(observation),
    discount_LB: normals(1),
  };
}

/** The same slots for each learner. */
function slots(slot_B: readonly number[]): Int32Array {
  return Int32Array.from(Array.from({ length: LEARNERS }, () => slot_B).flat());
}

describe.each(WAYS)('a learner that remembers, $name,', (way) => {
  test('updates as one that is given the batches, to the last bit', async () => {
    const capacity = STORED_AT_ONCE + 4;
    using given = await learnerOn(way, { learners: LEARNERS });
    using remembering = await learnerOn(way, { learners: LEARNERS, replayCapacity: capacity });
    const many = transitions(STORED_AT_ONCE, 1);
    remembering.store(slots(Array.from({ length: STORED_AT_ONCE }, (_, slot) => slot)), many);
    const stream = new RandomStream({ seed: 2, agent: 0, purpose: 'sampling' });
    for (let step = 0; step < 4; step++) {
      const slot_LB = Int32Array.from({ length: LEARNERS * BATCH }, () =>
        stream.integer(STORED_AT_ONCE),
      );
      const batch = rowsOf(many, slot_LB);
      expect(remembering.update({ slot_LB })).toEqual(given.update(batch));
    }
    expect(remembering.readState()).toEqual(given.readState());
    // One at a time, over what was there and where nothing was.
    for (const slot of [0, capacity - 1]) {
      const one = transitions(1, 3 + slot);
      remembering.store(slots([slot]), one);
      const slot_LB = new Int32Array(LEARNERS * BATCH).fill(slot);
      const batch = rowsOf(one, new Int32Array(LEARNERS * BATCH));
      expect(remembering.update({ slot_LB })).toEqual(given.update(batch));
    }
    expect(remembering.readState()).toEqual(given.readState());
  });

  test('is told nothing of a batch but its slots', async () => {
    const float = Float32Array.BYTES_PER_ELEMENT;
    using given = await learnerOn(way, { learners: LEARNERS });
    using remembering = await learnerOn(way, { learners: LEARNERS, replayCapacity: 10 });
    given.update(randomBatch(1, LEARNERS));
    remembering.update({ slot_LB: new Int32Array(LEARNERS * BATCH) });
    // Two losses and a sum of parameters come back.
    expect(remembering.traffic).toEqual({
      in: LEARNERS * BATCH * float,
      out: 3 * LEARNERS * float,
    });
    expect(given.traffic).toEqual({
      in: LEARNERS * BATCH * transitionWidth(SIZES) * float,
      out: 3 * LEARNERS * float,
    });
    remembering.store(slots([4]), transitions(1, 1));
    expect(remembering.traffic.in).toBe(LEARNERS * (BATCH + 1 + transitionWidth(SIZES)) * float);
  });
});

test('learners whose rings are too large for one table get several', async () => {
  await tf.setBackend('tensorflow');
  const capacity = 4;
  const numbers = capacity * transitionWidth(SIZES);
  const replays = [LEARNERS * numbers + 1, 2 * numbers + 1, numbers + 1, 2].map(
    (limit) => new ProgramReplay(LEARNERS, capacity, SIZES, limit),
  );
  const inputs = {
    slot: { shape: [LEARNERS, 2], dtype: 'int32' },
    obs: { shape: [LEARNERS, 2, observation], dtype: 'float32' },
    action: { shape: [LEARNERS, 2, action], dtype: 'float32' },
    one: { shape: [LEARNERS, 2], dtype: 'float32' },
  } as const;
  const slotsOf = ({ slot }: Readonly<Record<string, tf.Tensor>>) => slot as tf.Tensor2D;
  using program = compile([], {
    put: {
      inputs,
      fn: (all) => {
        for (const replay of replays) {
          replay.scatter(slotsOf(all), {
            obs_LBO: all['obs'] as tf.Tensor3D,
            action_LBA: all['action'] as tf.Tensor3D,
            reward_LB: all['one'] as tf.Tensor2D,
            discount_LB: (all['one'] as tf.Tensor2D).mul(2),
            nextObs_LBO: (all['obs'] as tf.Tensor3D).mul(3),
          });
        }
        return {};
      },
    },
    get: {
      inputs: { slot: inputs.slot },
      fn: (all) =>
        Object.fromEntries(
          replays.flatMap((replay, index) =>
            Object.entries(replay.gather(slotsOf(all))).map(([name, tensor]) => [
              `${name}${index}`,
              tensor as tf.Tensor,
            ]),
          ),
        ),
    },
  });
  const batch = transitions(2, 5);
  program.call.put({
    slot: slots([3, 1]),
    obs: batch.obs_LBO,
    action: batch.action_LBA,
    one: batch.reward_LB,
  });
  const got = program.call.get({ slot: slots([3, 1]) });
  for (const index of replays.keys()) {
    expect(got[`obs_LBO${index}`]).toEqual(batch.obs_LBO);
    expect(got[`action_LBA${index}`]).toEqual(batch.action_LBA);
    expect(got[`reward_LB${index}`]).toEqual(batch.reward_LB);
    expect(got[`discount_LB${index}`]).toEqual(batch.reward_LB.map((value) => 2 * value));
    expect(got[`nextObs_LBO${index}`]).toEqual(batch.obs_LBO.map((value) => 3 * value));
  }
});

/** Transitions of each learner by their slots, as the rings on the host give them. */
function rowsOf(all: SampledBatch, slot_LB: Int32Array): SampledBatch {
  const count = all.reward_LB.length / LEARNERS;
  const replay = new Replay({ learners: LEARNERS, capacity: count, observation, action });
  const step = (values: Float32Array, width: number, slot: number) =>
    Float32Array.from({ length: LEARNERS * width }, (_, index) =>
      Number(values[(Math.floor(index / width) * count + slot) * width + (index % width)]),
    );
  for (let slot = 0; slot < count; slot++) {
    replay.store({
      obs_LO: step(all.obs_LBO, observation, slot),
      action_LA: step(all.action_LBA, action, slot),
      reward_L: step(all.reward_LB, 1, slot),
      nextObs_LO: step(all.nextObs_LBO, observation, slot),
      discount_L: step(all.discount_LB, 1, slot),
      ended_L: new Uint8Array(LEARNERS).fill(1),
    });
  }
  return replay.read(slot_LB);
}
