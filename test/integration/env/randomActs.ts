import type { Environments, StepResult } from '../../../src/env/envPool.ts';
import type { RandomStream } from '../../../src/random.ts';

/** Asks a pool for something; what it shows. */
export type Act = (pool: Environments) => Promise<unknown>;

/** States that were asked for, and what they are states of. */
interface Kept {
  readonly states: readonly Uint8Array[];
  readonly isRunning: readonly boolean[];
}

/** Random sequences of resets, steps of some or all environments, and states that are asked for and put back. */
export class RandomActs {
  readonly #random: RandomStream;
  readonly #size: number;
  readonly #actionSize: number;
  readonly #bound: number;
  /** Whether each environment may be stepped. */
  #isRunning: boolean[];
  #kept: Kept | null = null;
  /** What the last act does to `#isRunning`, once it is known what it showed. */
  #learn: (shown: unknown) => void = () => undefined;

  constructor(random: RandomStream, { size, spec }: Environments) {
    this.#random = random;
    this.#size = size;
    this.#actionSize = spec.actionSize;
    this.#bound = spec.actionHigh_A[0] ?? 0;
    this.#isRunning = Array.from({ length: size }, () => false);
  }

  /** What to do next. The first is a reset of all. */
  next(): Act {
    const chance = this.#random.uniform();
    const running = this.#environments((row) => this.#isRunning[row] === true);
    if (running.length === 0 || chance < 0.05) return this.#reset(this.#environments(), true);
    if (chance < 0.2) return this.#reset(this.#some(this.#environments()), chance < 0.1);
    if (chance < 0.3) return this.#getState();
    if (chance < 0.4 && this.#kept) return this.#setState(this.#kept);
    return this.#step(
      running.length === this.#size && chance < 0.6 ? undefined : this.#some(running),
    );
  }

  /** Told what the act that `next` gave has shown. */
  saw(shown: unknown): void {
    this.#learn(shown);
  }

  #reset(environments: readonly number[], isSeeded: boolean): Act {
    const seeds = isSeeded ? environments.map(() => this.#random.integer(1000)) : [];
    this.#learn = () => {
      for (const row of environments) this.#isRunning[row] = true;
    };
    return (pool) => pool.reset(environments, seeds);
  }

  #step(environments: readonly number[] | undefined): Act {
    const listed = environments ?? this.#environments();
    const action_EA = Float32Array.from(
      { length: listed.length * this.#actionSize },
      () => (2 * this.#random.uniform() - 1) * this.#bound,
    );
    this.#learn = (shown) => {
      const { terminated_E, truncated_E } = shown as StepResult;
      listed.forEach((row, index) => {
        this.#isRunning[row] = terminated_E[index] === 0 && truncated_E[index] === 0;
      });
    };
    return (pool) => pool.step(action_EA, environments);
  }

  #getState(): Act {
    this.#learn = (shown) => {
      this.#kept = { states: shown as Uint8Array[], isRunning: [...this.#isRunning] };
    };
    return (pool) => pool.getState();
  }

  #setState({ states, isRunning }: Kept): Act {
    this.#learn = () => {
      this.#isRunning = [...isRunning];
    };
    return (pool) => pool.setState(states);
  }

  #environments(isListed: (row: number) => boolean = () => true): number[] {
    return Array.from({ length: this.#size }, (_, row) => row).filter(isListed);
  }

  /** At least one of them, in any order. */
  #some(rows: readonly number[]): number[] {
    const mixed = [...rows];
    for (let last = mixed.length - 1; last > 0; last--) {
      const other = this.#random.integer(last + 1);
      [mixed[last], mixed[other]] = [mixed[other] ?? 0, mixed[last] ?? 0];
    }
    return mixed.slice(0, 1 + this.#random.integer(mixed.length));
  }
}
