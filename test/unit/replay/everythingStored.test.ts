import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RandomStream } from '../../../src/random.ts';
import {
  Replay,
  type ReplaySizes,
  type SampledBatch,
  type Transition,
} from '../../../src/replay/replay.ts';

/** How episodes end: for each step, for each learner. */
type Ends = readonly (readonly boolean[])[];

/** Steps of learners whose episodes end so. No two observations are alike but where one is the next. */
function transitions({ learners, observation, action }: ReplaySizes, ends: Ends): Transition[] {
  let latest = 0;
  const fresh = (length: number) => Float32Array.from({ length }, () => ++latest);
  let obs_LO = fresh(learners * observation);
  return ends.map((ended) => {
    const nextObs_LO = fresh(learners * observation);
    const transition = {
      obs_LO,
      action_LA: fresh(learners * action),
      reward_L: fresh(learners),
      nextObs_LO,
      discount_L: fresh(learners),
      ended_L: Uint8Array.from(ended, Number),
    };
    const first_LO = fresh(learners * observation);
    obs_LO = nextObs_LO.map((next, index) =>
      ended[Math.floor(index / observation)] ? (first_LO[index] ?? Number.NaN) : next,
    );
    return transition;
  });
}

/** What a replay that stores every array of every step samples. */
function sampleOf(
  stored: readonly Transition[],
  { learners, capacity }: ReplaySizes,
  batch: number,
  streams: readonly RandomStream[],
): SampledBatch {
  const slots = stored.slice(0, capacity);
  stored.forEach((transition, step) => (slots[step % capacity] = transition));
  const drawn = streams.map((stream) =>
    Array.from({ length: batch }, () => slots[stream.integer(slots.length)]),
  );
  const rowsOf = (name: Exclude<keyof Transition, 'ended_L'>) =>
    Float32Array.from(
      drawn.flatMap((transitionsOfOne, learner) =>
        transitionsOfOne.flatMap((transition) => {
          const rows = transition?.[name] ?? new Float32Array(0);
          const width = rows.length / learners;
          return [...rows.subarray(learner * width, (learner + 1) * width)];
        }),
      ),
    );
  return {
    obs_LBO: rowsOf('obs_LO'),
    action_LBA: rowsOf('action_LA'),
    reward_LB: rowsOf('reward_L'),
    nextObs_LBO: rowsOf('nextObs_LO'),
    discount_LB: rowsOf('discount_L'),
  };
}

function streamsOf({ learners }: ReplaySizes): RandomStream[] {
  return Array.from(
    { length: learners },
    (_, agent) => new RandomStream({ seed: 7, agent, purpose: 'sampling' }),
  );
}

const sizesAndEnds = fc
  .record({
    learners: fc.integer({ min: 1, max: 3 }),
    capacity: fc.integer({ min: 1, max: 9 }),
    observation: fc.integer({ min: 1, max: 3 }),
    action: fc.integer({ min: 1, max: 2 }),
  })
  .chain((sizes) =>
    fc.record({
      sizes: fc.constant(sizes),
      ends: fc.array(
        fc.array(fc.boolean(), { minLength: sizes.learners, maxLength: sizes.learners }),
        { minLength: 1, maxLength: 40 },
      ),
    }),
  );

test('what is sampled is what a replay would sample that stores everything', () => {
  fc.assert(
    fc.property(sizesAndEnds, ({ sizes, ends }) => {
      const replay = new Replay(sizes);
      const streams = { here: streamsOf(sizes), there: streamsOf(sizes) };
      const steps = transitions(sizes, ends);
      steps.forEach((transition, step) => {
        replay.store(transition);
        expect(replay.sample(20, streams.here)).toEqual(
          sampleOf(steps.slice(0, step + 1), sizes, 20, streams.there),
        );
      });
    }),
  );
});

test('so it is over thousands of steps with episodes of some length', () => {
  const sizes = { learners: 2, capacity: 700, observation: 3, action: 1 };
  const ends = Array.from({ length: 3000 }, (_, t) => [t % 100 === 99, (t * t) % 13 === 1]);
  const replay = new Replay(sizes);
  const streams = { here: streamsOf(sizes), there: streamsOf(sizes) };
  const steps = transitions(sizes, ends);
  steps.forEach((transition, step) => {
    replay.store(transition);
    if (step % 250 !== 0) return;
    expect(replay.sample(500, streams.here)).toEqual(
      sampleOf(steps.slice(0, step + 1), sizes, 500, streams.there),
    );
  });
});
