import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../src/random.ts';
import { Replay, replayBytes, type Transition } from '../../../src/replay/replay.ts';

const SIZES = { learners: 2, capacity: 4, observation: 3, action: 2 };

/**
 * Step `t` of both learners, an episode of its own, every number of it telling the step, the learner
 * and the column.
 */
function transition(t: number): Transition {
  const rows = (width: number, offset: number) =>
    Float32Array.from({ length: SIZES.learners * width }, (_, index) => {
      const learner = Math.floor(index / width);
      return 1000 * t + 100 * learner + offset + (index % width);
    });
  return {
    obs_LO: rows(3, 0),
    action_LA: rows(2, 10),
    reward_L: rows(1, 20),
    nextObs_LO: rows(3, 30),
    discount_L: rows(1, 40),
    ended_L: new Uint8Array(SIZES.learners).fill(1),
  };
}

function filled(steps: number): Replay {
  const replay = new Replay(SIZES);
  for (let t = 0; t < steps; t++) replay.store(transition(t));
  return replay;
}

function streams(seed: number): RandomStream[] {
  return [0, 1].map((agent) => new RandomStream({ seed, agent, purpose: 'sampling' }));
}

/** The steps that a batch of 200 of each learner meets. */
function stepsMet(replay: Replay): number[][] {
  const { reward_LB } = replay.sample(200, streams(1));
  return [0, 1].map((learner) =>
    [...new Set(reward_LB.slice(200 * learner, 200 * (learner + 1)))]
      .map((reward) => Math.floor(reward / 1000))
      .sort((a, b) => a - b),
  );
}

describe('the rings', () => {
  test.each([
    { steps: 1, held: [0] },
    { steps: 3, held: [0, 1, 2] },
    { steps: 4, held: [0, 1, 2, 3] },
    { steps: 5, held: [1, 2, 3, 4] },
    { steps: 11, held: [7, 8, 9, 10] },
  ])('hold the last steps of $steps: $held', ({ steps, held }) => {
    const replay = filled(steps);
    expect(replay.size).toBe(held.length);
    expect(stepsMet(replay)).toEqual([held, held]);
  });

  test('copy what they are given', () => {
    const replay = new Replay(SIZES);
    const given = transition(0);
    replay.store(given);
    given.reward_L.fill(-1);
    expect(replay.sample(1, streams(1)).reward_LB).toEqual(transition(0).reward_L);
  });

  test('refuse a transition of another length', () => {
    const wrong = { ...transition(4), obs_LO: new Float32Array(5) };
    expect(() => {
      filled(4).store(wrong);
    }).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: store: obs_LO has 5 values, expected 2 x 3.]`,
    );
  });

  test('refuse what does not follow in an episode that goes on', () => {
    const replay = new Replay(SIZES);
    replay.store({ ...transition(0), ended_L: Uint8Array.of(1, 0) });
    expect(() => {
      replay.store(transition(1));
    }).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: store: the episode of learner 1 goes on, but its observation is another one than the next of the transition before.]`,
    );
  });

  test('grow no more than by the last observations that they hold', () => {
    const sizes = { learners: 1, capacity: 10, observation: 1000, action: 1 };
    const replay = new Replay(sizes);
    const same = new Float32Array(1000);
    const one = new Float32Array(1);
    const before = process.memoryUsage().arrayBuffers;
    for (let t = 0; t < 20_000; t++) {
      replay.store({
        obs_LO: same,
        action_LA: one,
        reward_L: one,
        nextObs_LO: same,
        discount_L: one,
        ended_L: Uint8Array.of(t % 3 === 0 ? 1 : 0),
      });
    }
    // All 20,000 of them would be 80 MB.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e6);
  });

  test('take a record for each transition, without its next observation', () => {
    const halfCheetah = { learners: 8, capacity: 225_000, observation: 17, action: 6 };
    expect(replayBytes(halfCheetah)).toBe(8 * 225_000 * 104);
  });
});

describe('a sample', () => {
  test('keeps the parts of a transition together, and the learners apart', () => {
    const { obs_LBO, action_LBA, reward_LB, nextObs_LBO, discount_LB } = filled(6).sample(
      50,
      streams(2),
    );
    for (let row = 0; row < 100; row++) {
      const learner = row < 50 ? 0 : 1;
      const from = transition(Math.floor((reward_LB[row] ?? 0) / 1000));
      const rowOf = (values: Float32Array, width: number, index: number) =>
        values.slice(index * width, (index + 1) * width);
      expect(rowOf(obs_LBO, 3, row)).toEqual(rowOf(from.obs_LO, 3, learner));
      expect(rowOf(action_LBA, 2, row)).toEqual(rowOf(from.action_LA, 2, learner));
      expect(rowOf(reward_LB, 1, row)).toEqual(rowOf(from.reward_L, 1, learner));
      expect(rowOf(nextObs_LBO, 3, row)).toEqual(rowOf(from.nextObs_LO, 3, learner));
      expect(rowOf(discount_LB, 1, row)).toEqual(rowOf(from.discount_L, 1, learner));
    }
  });

  test('is the same for the same streams', () => {
    expect(filled(4).sample(10, streams(3))).toEqual(filled(4).sample(10, streams(3)));
    expect(filled(4).sample(10, streams(3))).not.toEqual(filled(4).sample(10, streams(4)));
  });

  test("draws for each learner from that learner's own stream", () => {
    const [first, second] = streams(3);
    const [, other] = streams(9);
    if (!first || !second || !other) throw new Error('two streams');
    const reward_LB = filled(4).sample(10, [first, second]).reward_LB;
    const [again] = streams(3);
    if (!again) throw new Error('two streams');
    const changed_LB = filled(4).sample(10, [again, other]).reward_LB;
    expect(changed_LB.slice(0, 10)).toEqual(reward_LB.slice(0, 10));
    expect(changed_LB.slice(10)).not.toEqual(reward_LB.slice(10));
  });

  test('is made of new arrays each time', () => {
    const replay = filled(4);
    const first = replay.sample(10, streams(5));
    first.obs_LBO.fill(-1);
    const second = replay.sample(10, streams(5));
    expect(second.obs_LBO).not.toBe(first.obs_LBO);
    expect(second.obs_LBO.includes(-1)).toBe(false);
  });

  test('is uniform over what is held', () => {
    // 20,000 draws from 20 slots: chi-square with 19 degrees of freedom exceeds 43.8 once in 1,000.
    const replay = new Replay({ ...SIZES, capacity: 20 });
    for (let t = 0; t < 27; t++) replay.store(transition(t));
    const { reward_LB } = replay.sample(20_000, streams(6));
    for (const learner of [0, 1]) {
      const counts = new Map<number, number>();
      for (const reward of reward_LB.slice(20_000 * learner, 20_000 * (learner + 1))) {
        counts.set(reward, (counts.get(reward) ?? 0) + 1);
      }
      expect(counts.size).toBe(20);
      const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
      expect(chiSquare).toBeLessThan(43.8);
    }
  });

  test('of an empty replay is refused', () => {
    expect(() => new Replay(SIZES).sample(1, streams(1))).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: draw: nothing is stored yet.]`,
    );
  });

  test('with a stream too few is refused', () => {
    expect(() => filled(1).sample(1, streams(1).slice(1))).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: draw: 1 streams for 2 learners.]`,
    );
  });
});
