import type { RandomStream } from '../random.ts';

/** What one environment step of all learners leaves behind. Typed arrays, row-major. */
export interface Transition {
  readonly obs_LO: Float32Array;
  readonly action_LA: Float32Array;
  readonly reward_L: Float32Array;
  readonly nextObs_LO: Float32Array;
  /** gamma, or 0 where the episode terminated. Truncation never zeroes it. */
  readonly discount_L: Float32Array;
}

/** A batch of transitions for each learner. */
export interface SampledBatch {
  readonly obs_LBO: Float32Array;
  readonly action_LBA: Float32Array;
  readonly reward_LB: Float32Array;
  readonly nextObs_LBO: Float32Array;
  readonly discount_LB: Float32Array;
}

export interface ReplaySizes {
  readonly learners: number;
  readonly capacity: number;
  readonly observation: number;
  readonly action: number;
}

/**
 * One ring of transitions a learner, preallocated. All learners step together, so that one write
 * index serves all rings.
 */
export class Replay {
  readonly sizes: ReplaySizes;
  readonly #obs: Ring;
  readonly #action: Ring;
  readonly #reward: Ring;
  readonly #nextObs: Ring;
  readonly #discount: Ring;
  #stored = 0;

  constructor(sizes: ReplaySizes) {
    const { learners, capacity, observation, action } = sizes;
    this.sizes = sizes;
    this.#obs = new Ring('obs_LO', learners, capacity, observation);
    this.#action = new Ring('action_LA', learners, capacity, action);
    this.#reward = new Ring('reward_L', learners, capacity, 1);
    this.#nextObs = new Ring('nextObs_LO', learners, capacity, observation);
    this.#discount = new Ring('discount_L', learners, capacity, 1);
  }

  /** Transitions each learner holds. */
  get size(): number {
    return Math.min(this.#stored, this.sizes.capacity);
  }

  /** Remembers one step of every learner, over the oldest where the rings are full. */
  store(transition: Transition): void {
    const slot = this.#stored % this.sizes.capacity;
    this.#obs.store(slot, transition.obs_LO);
    this.#action.store(slot, transition.action_LA);
    this.#reward.store(slot, transition.reward_L);
    this.#nextObs.store(slot, transition.nextObs_LO);
    this.#discount.store(slot, transition.discount_L);
    this.#stored++;
  }

  /**
   * Draws `batch` transitions for each learner, uniformly and with replacement, from the learner's
   * own stream. The arrays are new at each call.
   */
  sample(batch: number, streams: readonly RandomStream[]): SampledBatch {
    const { learners, capacity } = this.sizes;
    if (this.size === 0) throw new RangeError('sample: nothing is stored yet.');
    if (streams.length !== learners) {
      throw new RangeError(`sample: ${streams.length} streams for ${learners} learners.`);
    }
    const rows_LB = new Int32Array(learners * batch);
    streams.forEach((stream, learner) => {
      for (let index = 0; index < batch; index++) {
        rows_LB[learner * batch + index] = learner * capacity + stream.integer(this.size);
      }
    });
    return {
      obs_LBO: this.#obs.gather(rows_LB),
      action_LBA: this.#action.gather(rows_LB),
      reward_LB: this.#reward.gather(rows_LB),
      nextObs_LBO: this.#nextObs.gather(rows_LB),
      discount_LB: this.#discount.gather(rows_LB),
    };
  }
}

/** The last `capacity` rows of one quantity of each learner: `[L, C, width]`, row-major. */
class Ring {
  readonly #name: string;
  readonly #learners: number;
  readonly #capacity: number;
  readonly #width: number;
  readonly #values: Float32Array;

  constructor(name: string, learners: number, capacity: number, width: number) {
    this.#name = name;
    this.#learners = learners;
    this.#capacity = capacity;
    this.#width = width;
    this.#values = new Float32Array(learners * capacity * width);
  }

  /** Puts one row of each learner into a slot. */
  store(slot: number, rows: Float32Array): void {
    const width = this.#width;
    if (rows.length !== this.#learners * width) {
      throw new RangeError(
        `store: ${this.#name} has ${rows.length} values, expected ${this.#learners} x ${width}.`,
      );
    }
    for (let learner = 0; learner < this.#learners; learner++) {
      const row = rows.subarray(learner * width, (learner + 1) * width);
      this.#values.set(row, (learner * this.#capacity + slot) * width);
    }
  }

  /** A new array of the rows that are asked for, numbered through all rings. */
  gather(rows: Int32Array): Float32Array {
    const width = this.#width;
    const gathered = new Float32Array(rows.length * width);
    for (let index = 0; index < rows.length; index++) {
      const source = (rows[index] ?? 0) * width;
      // Faster than `set` and `subarray` for rows as short as these.
      for (let column = 0; column < width; column++) {
        gathered[index * width + column] = this.#values[source + column] ?? Number.NaN;
      }
    }
    return gathered;
  }
}
