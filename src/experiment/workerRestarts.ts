import { UserError } from '../errors.ts';
import type { Journal } from './journal.ts';

/** A day: longer than any step takes, and as many milliseconds as a timer can count. */
const LONGEST_SECONDS = 86_400;

/** Throws a `UserError` unless a worker can be given so many seconds for an answer. */
export function assertWorkerTimeout(seconds: number): void {
  if (seconds >= 1 && seconds <= LONGEST_SECONDS) return;
  throw new UserError(
    `--worker-timeout has to be a number of seconds from 1 to ${LONGEST_SECONDS}, got ${seconds}.`,
  );
}

/** Tells that environment workers were replaced, and puts it on the record of the runs. */
export class WorkerRestarts {
  readonly #warn: (message: string) => void;
  #journals: readonly Journal[] = [];
  /** Those of before there were journals. */
  #early = 0;

  constructor(warn: (message: string) => void) {
    this.#warn = warn;
  }

  /** Called with what happened, each time. */
  readonly onRestart = (message: string): void => {
    this.#warn(message);
    if (this.#journals.length === 0) this.#early += 1;
    for (const journal of this.#journals) journal.countWorkerRestarts(1);
  };

  /** From now on they are counted in `journals`; those of before as well. */
  countIn(journals: readonly Journal[]): void {
    this.#journals = journals;
    if (this.#early === 0) return;
    for (const journal of journals) journal.countWorkerRestarts(this.#early);
  }
}
