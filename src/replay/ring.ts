import { KeptRows } from './keptRows.ts';
import type { SampledBatch, Transition } from './transition.ts';

/** Numbers in an observation, and in an action. */
export interface Widths {
  readonly observation: number;
  readonly action: number;
}

/** Reward, discount, and where the next observation is. */
const OTHER_WORDS = 3;

/** In the following record. Any other number is a row that is kept. */
const FOLLOWS = 0;

/**
 * The last `capacity` transitions of one learner, each a record of 32-bit words:
 *
 *     observation[O] action[A] reward discount where-the-next-observation-is
 *
 * While an episode goes on, the next observation is the one that the following record begins with,
 * and is not stored twice. Those that no record begins with are kept apart: the last of each episode,
 * and the newest of all until the next transition is stored.
 *
 * A record is in one piece since, in a ring larger than the caches, a draw costs a miss for a piece.
 */
export class Ring {
  readonly #capacity: number;
  readonly #observation: number;
  readonly #action: number;
  /** Words of a record. */
  readonly #width: number;
  /** `[C, width]`, row-major. */
  readonly #records: Float32Array;
  /** The same memory, for the last word of each record: exact where a float would round. */
  readonly #words: Int32Array;
  readonly #kept: KeptRows;
  /** Where the newest record's last word is, while its episode goes on. */
  #unfinished: number | null = null;

  constructor(capacity: number, { observation, action }: Widths) {
    this.#capacity = capacity;
    this.#observation = observation;
    this.#action = action;
    this.#width = observation + action + OTHER_WORDS;
    this.#records = new Float32Array(capacity * this.#width);
    this.#words = new Int32Array(this.#records.buffer);
    this.#kept = new KeptRows(observation);
  }

  /** Bytes of a transition. */
  static recordBytes({ observation, action }: Widths): number {
    return (observation + action + OTHER_WORDS) * Float32Array.BYTES_PER_ELEMENT;
  }

  /** Puts a learner's row of a transition into a slot: the one after that of the last call. */
  store(slot: number, transition: Transition, learner: number): void {
    const { obs_LO, action_LA, reward_L, nextObs_LO, discount_L, ended_L } = transition;
    const observation = this.#observation;
    const action = this.#action;
    if (this.#unfinished !== null) {
      const newest = this.#words[this.#unfinished] ?? FOLLOWS;
      this.#assertFollows(newest, obs_LO, learner);
      this.#kept.release(newest);
      this.#words[this.#unfinished] = FOLLOWS;
    }
    const start = slot * this.#width;
    const last = start + this.#width - 1;
    const overwritten = this.#words[last] ?? FOLLOWS;
    if (overwritten !== FOLLOWS) this.#kept.release(overwritten);

    const records = this.#records;
    records.set(obs_LO.subarray(learner * observation, (learner + 1) * observation), start);
    records.set(action_LA.subarray(learner * action, (learner + 1) * action), start + observation);
    records[last - 2] = reward_L[learner] ?? Number.NaN;
    records[last - 1] = discount_L[learner] ?? Number.NaN;
    this.#words[last] = this.#kept.keep(nextObs_LO, learner * observation);
    this.#unfinished = ended_L[learner] === 1 ? null : last;
  }

  /** Copies the transition in a slot to a row of a batch, numbered through all learners. */
  copy(slot: number, batch: SampledBatch, row: number): void {
    const { obs_LBO, action_LBA, reward_LB, nextObs_LBO, discount_LB } = batch;
    const observation = this.#observation;
    const action = this.#action;
    const records = this.#records;
    const start = slot * this.#width;
    const last = start + this.#width - 1;
    copyWords(records, start, obs_LBO, row * observation, observation);
    copyWords(records, start + observation, action_LBA, row * action, action);
    reward_LB[row] = records[last - 2] ?? Number.NaN;
    discount_LB[row] = records[last - 1] ?? Number.NaN;
    const kept = this.#words[last] ?? FOLLOWS;
    if (kept !== FOLLOWS) {
      copyWords(this.#kept.values, kept * observation, nextObs_LBO, row * observation, observation);
    } else {
      const following = slot + 1 === this.#capacity ? 0 : last + 1;
      copyWords(records, following, nextObs_LBO, row * observation, observation);
    }
  }

  /** Whether the episode ended with the transition in a slot. */
  isEnd(slot: number): boolean {
    const last = (slot + 1) * this.#width - 1;
    return this.#words[last] !== FOLLOWS && last !== this.#unfinished;
  }

  /** A record that began with something else would change what was remembered before it. */
  #assertFollows(kept: number, obs_LO: Float32Array, learner: number): void {
    const values = this.#kept.values;
    for (let column = 0; column < this.#observation; column++) {
      const before = values[kept * this.#observation + column];
      const now = obs_LO[learner * this.#observation + column];
      if (Object.is(before, now)) continue;
      throw new RangeError(
        `store: the episode of learner ${learner} goes on, but its observation is another one than ` +
          'the next of the transition before.',
      );
    }
  }
}

/** Faster than `set` and `subarray` for rows as short as these. */
function copyWords(
  source: Float32Array,
  from: number,
  target: Float32Array,
  to: number,
  count: number,
): void {
  for (let index = 0; index < count; index++) {
    target[to + index] = source[from + index] ?? Number.NaN;
  }
}
