import type { RandomStream } from '../../src/random.ts';
import type { Reference } from './reference.ts';
import type { TinyRun } from './runs.ts';

/** What came of a fault that was staged. */
export interface Outcome {
  /** How often it really happened. */
  readonly injected: number;
  /** How often it has to happen; default: once. */
  readonly planned?: number;
  /** As many as `injected` where whatever is not survived throws, as `Scenario.run` may. */
  readonly survived: number;
  /** Rows and checkpoints that were on disk before and that nothing brought back. */
  readonly lost: number;
  /** Whether all ended with the bits of a run without the fault; null where there is nothing to compare. */
  readonly bitsEqual: boolean | null;
  /** How it was staged, where that is not plain, and what else was seen. */
  readonly note: string;
}

/** What a scenario has to work with. */
export interface Context {
  /** An empty folder of its own. */
  readonly folder: string;
  /** Random moments and places come from here. */
  readonly random: RandomStream;
  /** How often faults at random moments are staged. */
  readonly times: number;
  readonly isShort: boolean;
  /** What a run comes to without any fault. Made once. */
  readonly reference: (run: TinyRun) => Promise<Reference>;
  /** Says how far it is. */
  readonly tell: (progress: string) => void;
}

/** A fault, and how to stage it. */
export interface Scenario {
  /** For `--only`. */
  readonly name: string;
  /** For the table. */
  readonly fault: string;
  /** Left out of the short form. */
  readonly isLongOnly?: boolean;
  /** How long it takes on a quiet machine with `times` faults; for the estimate of what is left. */
  readonly seconds: (times: number) => number;
  /** Throws where the fault was not survived in a way that has no number; the message says what happened. */
  readonly run: (context: Context) => Promise<Outcome>;
}

/** Whether a fault was staged as often as planned and survived each time, with nothing lost and the same bits. */
export function isSurvived(outcome: Outcome): boolean {
  const { injected, planned = 1, survived, lost, bitsEqual } = outcome;
  return injected >= planned && survived === injected && lost === 0 && bitsEqual !== false;
}
