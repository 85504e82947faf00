import { assertEnding, ChaosError } from './ending.ts';
import { startProgram, type ProgramOptions } from './program.ts';
import { isSame, startCohort, stepBeforeLast, trainAlmost, type Reference } from './reference.ts';
import {
  fingerprint,
  hasBegun,
  lostRows,
  readTables,
  recordIn,
  stepsIn,
  type Kept,
} from './runFolder.ts';
import { goingOn, type TinyRun } from './runs.ts';

/** Where a run is, for the program and for us. */
export interface Place {
  /** As the program is told it. */
  readonly folder: string;
  /** As we find it; another path where the program runs among mounts of its own. */
  readonly seen: string;
  readonly options: ProgramOptions;
}

export function plainPlace(folder: string): Place {
  return { folder, seen: folder, options: {} };
}

/**
 * Goes on with a run to its end, without any more faults: to the step before the last, at which its
 * checkpoint is compared with the reference's, and from there. Whether all bits are equal.
 *
 * @param says what has to be said as it goes on; default: nothing
 */
export async function finish(
  run: TinyRun,
  reference: Reference,
  { folder, seen, options }: Place,
  says = /^$/,
): Promise<boolean> {
  assertUnfinished(run, seen);
  assertEnding(await trainAlmost(run, reference.config, folder, options), { code: 0, says });
  const isEqual = fingerprint(seen, stepBeforeLast(run)) === reference.fingerprint;
  assertEnding(await startProgram(goingOn(folder), options).ended, { code: 0 });
  return isEqual && isSame(reference, seen);
}

/** The same for runs of one cohort, which may stand at different steps. */
export async function finishCohort(
  runs: readonly TinyRun[],
  references: readonly Reference[],
  folders: readonly string[],
): Promise<boolean> {
  runs.forEach((run, index) => {
    assertUnfinished(run, folders[index] ?? '');
  });
  const stopAt = Math.min(...runs.map(stepBeforeLast));
  const order = {
    runs: references.map(({ config }, index) => ({ config, folder: folders[index] ?? '' })),
    checkpointSeconds: 60,
  };
  const almost = await startCohort({ ...order, stopAt }).ended;
  assertEnding(almost, { code: 0, says: /^$/ });
  const areEqual = references.every(
    (reference, index) => fingerprint(folders[index] ?? '', stopAt) === reference.fingerprint,
  );
  assertEnding(await startCohort({ ...order, stopAt: null }).ended, { code: 0, says: /^$/ });
  return areEqual && references.every((made, index) => isSame(made, folders[index] ?? ''));
}

/** Throws where a run is past the step at which its parameters could be compared. */
function assertUnfinished(run: TinyRun, folder: string): void {
  const isOver = hasBegun(folder) && recordIn(folder).status === 'finished';
  if (isOver || stepsIn(folder) >= stepBeforeLast(run)) {
    throw new ChaosError(`${run.name} was over before its parameters could be compared.`);
  }
}

/** What of a run is lost in the end of what was on disk at some moments. */
export function lostInTheEnd(kept: readonly Kept[], folder: string): number {
  const end = readTables(folder);
  return kept.reduce((lost, before) => lost + lostRows(before, end), 0);
}
