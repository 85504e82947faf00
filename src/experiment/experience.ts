import type { RandomStream } from '../random.ts';
import type { Drawn, StackedLearner } from '../learner/learner.ts';
import { STORED_AT_ONCE } from '../learner/functions.ts';
import type { Replay, Transition } from '../replay/replay.ts';

/**
 * What the learners of a cohort remember: rings on the host, which checkpoints are made of, and where
 * the learner's program has a replay of its own, the same again there, to draw from. Which of the two
 * a batch comes from changes no bit of it.
 */
export class Experience {
  readonly rings: Replay;
  readonly #learner: StackedLearner;

  constructor(rings: Replay, learner: StackedLearner) {
    this.rings = rings;
    this.#learner = learner;
  }

  /** Remembers one step of every learner. */
  store(transition: Transition): void {
    const { obs_LO, action_LA, reward_L, nextObs_LO, discount_L } = transition;
    if (this.#learner.hasReplay) {
      this.#learner.store(this.#slots([this.rings.nextSlot]), {
        obs_LBO: obs_LO,
        action_LBA: action_LA,
        reward_LB: reward_L,
        nextObs_LBO: nextObs_LO,
        discount_LB: discount_L,
      });
    }
    this.rings.store(transition);
  }

  /** Draws a batch for each learner from the learner's own stream. */
  draw(batch: number, streams: readonly RandomStream[]): Drawn {
    const slot_LB = this.rings.draw(batch, streams);
    return this.#learner.hasReplay ? { slot_LB } : this.rings.read(slot_LB);
  }

  /** Gives the program, where it has a replay, all that the rings hold: once they are restored. */
  fillProgram(): void {
    if (!this.#learner.hasReplay) return;
    const { size } = this.rings;
    const copy = (first: number, count: number) => {
      const slot_LB = this.#slots(Array.from({ length: count }, (_, index) => first + index));
      this.#learner.store(slot_LB, this.rings.read(slot_LB));
    };
    let slot = 0;
    for (; slot + STORED_AT_ONCE <= size; slot += STORED_AT_ONCE) copy(slot, STORED_AT_ONCE);
    for (; slot < size; slot++) copy(slot, 1);
  }

  /** The same slots for each learner, `[L, B]`. */
  #slots(slot_B: readonly number[]): Int32Array {
    const { learners } = this.rings.sizes;
    return Int32Array.from({ length: learners * slot_B.length }, (_, index) =>
      Number(slot_B[index % slot_B.length]),
    );
  }
}
