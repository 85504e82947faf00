import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../../src/errors.ts';
import { RandomStream } from '../../src/random.ts';
import { ChaosError } from './ending.ts';
import { makeReference, type Reference } from './reference.ts';
import type { TinyRun } from './runs.ts';
import { isSurvived, type Outcome, type Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';

/** What came of one scenario. */
export interface Row extends Outcome {
  readonly name: string;
  readonly fault: string;
  readonly hasPassed: boolean;
  readonly seconds: number;
}

export interface StageOptions {
  readonly seed: number;
  readonly times: number;
  readonly isShort: boolean;
  readonly tell: (progress: string) => void;
}

/** Where scenarios are staged: a folder for their runs, and the runs without any fault that they share. */
export class Stage implements Disposable {
  readonly #options: StageOptions;
  readonly #folder = mkdtempSync(join(tmpdir(), 'resilient-marl-chaos-'));
  readonly #references = new Map<string, Promise<Reference>>();

  constructor(options: StageOptions) {
    this.#options = options;
    process.once('exit', this.#remove);
  }

  /** Stages a fault. Throws nothing: what goes wrong is a row that has not passed. */
  async run(scenario: Scenario): Promise<Row> {
    const { seed, times, isShort, tell } = this.#options;
    const { name, fault } = scenario;
    const folder = join(this.#folder, name);
    const began = performance.now();
    // The number of the scenario among all, so that its moments are the same with `--only`.
    const random = new RandomStream({
      seed,
      agent: SCENARIOS.indexOf(scenario),
      purpose: 'sampling',
    });
    let outcome: Outcome;
    try {
      mkdirSync(folder);
      outcome = await scenario.run({
        folder,
        random,
        times,
        isShort,
        reference: (run) => this.#reference(run),
        tell,
      });
    } catch (error) {
      const isUnexpected = !(error instanceof ChaosError) && error instanceof Error;
      const note = isUnexpected ? (error.stack ?? error.message) : messageOf(error);
      outcome = { injected: 1, survived: 0, lost: 0, bitsEqual: null, note };
    }
    const seconds = (performance.now() - began) / 1000;
    const hasPassed = isSurvived(outcome);
    if (hasPassed) rmSync(folder, { recursive: true, force: true });
    return { name, fault, ...outcome, hasPassed, seconds };
  }

  [Symbol.dispose](): void {
    process.off('exit', this.#remove);
    this.#remove();
  }

  #reference(run: TinyRun): Promise<Reference> {
    const made = this.#references.get(run.name);
    if (made) return made;
    this.#options.tell(`${run.name} without any fault`);
    const reference = makeReference(run, join(this.#folder, 'references'));
    this.#references.set(run.name, reference);
    return reference;
  }

  readonly #remove = (): void => {
    rmSync(this.#folder, { recursive: true, force: true });
  };
}
