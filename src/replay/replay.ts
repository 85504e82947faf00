import type { RandomStream } from '../random.ts';
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
    const slot = this.#stored % this.sizes.capacity;
    this.#rings.forEach((ring, learner) => {
      ring.store(slot, transition, learner);
    });
    this.#stored++;
  }

  /**
   * Draws `batch` transitions for each learner, uniformly and with replacement, from the learner's
   * own stream. The arrays are new at each call.
   */
  sample(batch: number, streams: readonly RandomStream[]): SampledBatch {
    const { learners, observation, action } = this.sizes;
    const size = this.size;
    if (size === 0) throw new RangeError('sample: nothing is stored yet.');
    if (streams.length !== learners) {
      throw new RangeError(`sample: ${streams.length} streams for ${learners} learners.`);
    }
    const rows = learners * batch;
    const sampled = {
      obs_LBO: new Float32Array(rows * observation),
      action_LBA: new Float32Array(rows * action),
      reward_LB: new Float32Array(rows),
      nextObs_LBO: new Float32Array(rows * observation),
      discount_LB: new Float32Array(rows),
    };
    streams.forEach((stream, learner) => {
      const ring = this.#rings[learner];
      for (let index = 0; index < batch; index++) {
        ring?.copy(stream.integer(size), sampled, learner * batch + index);
      }
    });
    return sampled;
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
