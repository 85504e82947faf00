import { assertEnding } from './ending.ts';
import { startProgram, type ProgramOptions } from './program.ts';
import { isSame, stepBeforeLast, trainAlmost, type Reference } from './reference.ts';
import { fingerprint, lostRows, readTables, recordIn, stepsIn, type Kept } from './runFolder.ts';
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
  const { status } = recordIn(seen);
  let isEqual = true;
  if (status !== 'finished') {
    if (stepsIn(seen) < stepBeforeLast(run)) {
      assertEnding(await trainAlmost(run, reference.config, folder, options), { code: 0, says });
      isEqual = fingerprint(seen, stepBeforeLast(run)) === reference.fingerprint;
    }
    assertEnding(await startProgram(goingOn(folder), options).ended, { code: 0 });
  }
  return isEqual && isSame(reference, seen);
}

/** What of a run is lost in the end of what was on disk at some moments. */
export function lostInTheEnd(kept: readonly Kept[], folder: string): number {
  const end = readTables(folder);
  return kept.reduce((lost, before) => lost + lostRows(before, end), 0);
}
