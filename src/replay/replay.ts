import type { RandomStream } from '../random.ts';
import type { History } from './history.ts';
import { Ring, type Widths } from './ring.ts';
import type { SampledBatch, Transition } from './transition.ts';

export type { SampledBatch, Transition } from './transition.ts';

export interface ReplaySizes extends Widths {
  readonly learners: number;
  /** Transitions that each learner holds. */
  readonly capacity: number;
}

/** Bytes of all rings. */
export function replayBytes({ learners, capacity, ...widths }: ReplaySizes): number {
  return learners * capacity * Ring.recordBytes(widths);
}

/**
 * One ring of transitions a learner, preallocated. All learners step together, so that one write
 * index serves all rings.
 */
export class Replay {
  readonly sizes: ReplaySizes;
  readonly #rings: readonly Ring[];
  #stored = 0;

  constructor(sizes: ReplaySizes) {
    this.sizes = sizes;
    this.#rings = Array.from({ length: sizes.learners }, () => new Ring(sizes.capacity, sizes));
  }

  /** Transitions each learner holds. */
  get size(): number {
    return Math.min(this.#stored, this.sizes.capacity);
  }

  /** Remembers one step of every learner, over the oldest where the rings are full. */
  store(transition: Transition): void {
    this.#assertLengths(transition);
    const slot = this.nextSlot;
    this.#rings.forEach((ring, learner) => {
      ring.store(slot, transition, learner);
    });
    this.#stored++;
  }

  /** The slot that the next transition goes to. */
  get nextSlot(): number {
    return this.#stored % this.sizes.capacity;
  }

  /**
   * Draws `batch` transitions for each learner, uniformly and with replacement, from the learner's
   * own stream: their slots.
   */
  draw(batch: number, streams: readonly RandomStream[]): Int32Array {
    const { learners } = this.sizes;
    const size = this.size;
    if (size === 0) throw new RangeError('draw: nothing is stored yet.');
    if (streams.length !== learners) {
      throw new RangeError(`draw: ${streams.length} streams for ${learners} learners.`);
    }
    const slot_LB = new Int32Array(learners * batch);
    streams.forEach((stream, learner) => {
      for (let index = 0; index < batch; index++) {
        slot_LB[learner * batch + index] = stream.integer(size);
      }
    });
    return slot_LB;
  }

  /** The transitions in slots, as many of each learner. The arrays are new at each call. */
  read(slot_LB: Int32Array): SampledBatch {
    const { learners, observation, action } = this.sizes;
    const rows = slot_LB.length;
    const batch = {
      obs_LBO: new Float32Array(rows * observation),
      action_LBA: new Float32Array(rows * action),
      reward_LB: new Float32Array(rows),
      nextObs_LBO: new Float32Array(rows * observation),
      discount_LB: new Float32Array(rows),
    };
    const width = rows / learners;
    this.#rings.forEach((ring, learner) => {
      for (let row = learner * width; row < (learner + 1) * width; row++) {
        ring.copy(slot_LB[row] ?? Number.NaN, batch, row);
      }
    });
    return batch;
  }

  /** Transitions of slots that are drawn: `draw` and `read`. */
  sample(batch: number, streams: readonly RandomStream[]): SampledBatch {
    return this.read(this.draw(batch, streams));
  }

  /** Steps stored so far, those that have been overwritten included. */
  get stored(): number {
    return this.#stored;
  }

  /**
   * What `count` learners from `first` on remember of the steps after `from`: the transitions that
   * `restore` needs to remember the same.
   */
  history(first: number, count: number, from: number): History {
    const { observation, action, capacity } = this.sizes;
    const start = Math.max(from, this.#stored - capacity);
    const steps = this.#stored - start;
    const rows = steps * count;
    const batch = {
      obs_LBO: new Float32Array(rows * observation),
      action_LBA: new Float32Array(rows * action),
      reward_LB: new Float32Array(rows),
      nextObs_LBO: new Float32Array(rows * observation),
      discount_LB: new Float32Array(rows),
    };
    const ended_TN = new Uint8Array(rows);
    for (let step = 0; step < steps; step++) {
      const slot = (start + step) % capacity;
      for (let learner = 0; learner < count; learner++) {
        const row = step * count + learner;
        const ring = this.#ringOf(first + learner);
        ring.copy(slot, batch, row);
        ended_TN[row] = Number(ring.isEnd(slot));
      }
    }
    return {
      learners: count,
      from: start,
      to: this.#stored,
      obs_TNO: batch.obs_LBO,
      action_TNA: batch.action_LBA,
      reward_TN: batch.reward_LB,
      nextObs_TNO: batch.nextObs_LBO,
      discount_TN: batch.discount_LB,
      ended_TN,
    };
  }

  /** Lets the learners from `first` on remember what `history` told, after what they remember. */
  restore(first: number, history: History): void {
    const { observation: width, action, capacity } = this.sizes;
    const { learners, from, to } = history;
    for (let step = from; step < to; step++) {
      const [start, end] = [(step - from) * learners, (step - from + 1) * learners];
      const transition: Transition = {
        obs_LO: history.obs_TNO.subarray(start * width, end * width),
        action_LA: history.action_TNA.subarray(start * action, end * action),
        reward_L: history.reward_TN.subarray(start, end),
        nextObs_LO: history.nextObs_TNO.subarray(start * width, end * width),
        discount_L: history.discount_TN.subarray(start, end),
        ended_L: history.ended_TN.subarray(start, end),
      };
      for (let learner = 0; learner < learners; learner++) {
        this.#ringOf(first + learner).store(step % capacity, transition, learner);
      }
    }
    this.#stored = to;
  }

  #ringOf(learner: number): Ring {
    const ring = this.#rings[learner];
    if (!ring) throw new RangeError(`The replay has no learner ${learner}.`);
    return ring;
  }

  #assertLengths(transition: Transition): void {
    const { learners, observation, action } = this.sizes;
    const widths: Readonly<Record<keyof Transition, number>> = {
      obs_LO: observation,
      action_LA: action,
      reward_L: 1,
      nextObs_LO: observation,
      discount_L: 1,
      ended_L: 1,
    };
    for (const [name, width] of Object.entries(widths)) {
      const { length } = transition[name as keyof Transition];
      if (length === learners * width) continue;
      throw new RangeError(`store: ${name} has ${length} values, expected ${learners} x ${width}.`);
    }
  }
}
