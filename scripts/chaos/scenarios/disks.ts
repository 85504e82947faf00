import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { assertEnding, ChaosError, reaches } from '../ending.ts';
import { finish, lostInTheEnd, type Place } from '../finish.ts';
import { makeInterrupted } from '../interrupted.ts';
import { fileSizeLimit, makeMounts, mayMount } from '../mounts.ts';
import { startProgram } from '../program.ts';
import { bytesUnder, keptIn, lostCheckpoints, stepsIn, type Kept } from '../runFolder.ts';
import { beginning, goingOn, RUNS } from '../runs.ts';
import type { Context, Outcome, Scenario } from '../scenario.ts';

const run = RUNS.attackedPendulum;

const NO_ROOM =
  /Cannot write .*ENOSPC.*The disk is full: free some space.*\nWhat was done is kept in/s;
const TOO_LARGE = /Cannot write .*EFBIG.*\nWhat was done is kept in/s;
const READ_ONLY = /(cannot be written to|Cannot write) .*(EROFS|EACCES)/s;

/** KiB that three checkpoints and the first rows need, and that a whole run does not find enough. */
const DISK_SIZES = { least: 180, most: 320 } as const;
/** KiB at which a checkpoint is too large, and at which a table is in the end. */
const FILE_SIZES = [30, 50] as const;

const FULL_DISK: Scenario = {
  name: 'full-disk',
  fault: 'Full disk',
  seconds: () => 30,
  run: async (context) => {
    if (!mayMount()) return withFileSizeLimit(context, 'no mount is allowed here: file-size limit');
    const outcomes: Outcome[] = [];
    const sizes = Array.from({ length: context.isShort ? 1 : 3 }, () =>
      Math.floor(
        DISK_SIZES.least + (DISK_SIZES.most - DISK_SIZES.least) * context.random.uniform(),
      ),
    );
    for (const size of sizes) {
      const disk = join(context.folder, `disk-${size}`);
      const folder = join(disk, 'out');
      mkdirSync(disk);
      const mount = 'mount -t tmpfs -o size="$2"k tmpfs "$1"';
      await using mounts = await makeMounts(mount, disk, String(size));
      const options = { within: mounts.within };
      const place = { folder, seen: mounts.seen(folder), options };
      outcomes.push(
        await failingRun(context, place, place, NO_ROOM, () => {
          mounts.run('mount -o remount,size=64m tmpfs "$1"', disk);
        }),
      );
    }
    return joined(outcomes, `tmpfs of ${sizes.join(', ')} KiB, enlarged afterwards`);
  },
};

const FILE_SIZE: Scenario = {
  name: 'file-size',
  fault: 'File-size limit',
  seconds: () => 25,
  run: (context) => withFileSizeLimit(context, 'ulimit -f'),
};

async function withFileSizeLimit(context: Context, how: string): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const size of FILE_SIZES) {
    const folder = join(context.folder, `limit-${size}`);
    const place = { folder, seen: folder, options: { within: fileSizeLimit(size) } };
    const later = { ...place, options: {} };
    outcomes.push(await failingRun(context, place, later, TOO_LARGE, () => undefined));
  }
  return joined(outcomes, `${how} of ${FILE_SIZES.join(' and ')} KiB`);
}

/** A run that cannot be written on, and goes on once `mend` has made room. */
async function failingRun(
  context: Context,
  place: Place,
  later: Place,
  says: RegExp,
  mend: () => void,
): Promise<Outcome> {
  const reference = await context.reference(run);
  const program = startProgram(beginning(run, place.folder), place.options);
  let before: Kept = { checkpoint: 0, tables: new Map() };
  await reaches(program, () => {
    if (stepsIn(place.seen) > before.checkpoint) before = keptIn(place.seen);
    return false;
  });
  assertEnding(await program.ended, { code: 1, says });
  const after = keptIn(place.seen);
  const isHalf = [...after.tables.values()].some((text) => text !== '' && !text.endsWith('\n'));
  if (isHalf) throw new ChaosError('A table ends in half a row.');
  const lost = lostCheckpoints(before, place.seen);
  mend();
  const bitsEqual = await finish(run, reference, later);
  return {
    injected: 1,
    survived: 1,
    lost: lost + lostInTheEnd([before, after], place.seen),
    bitsEqual,
    note: '',
  };
}

function joined(outcomes: readonly Outcome[], note: string): Outcome {
  const sum = (of: (outcome: Outcome) => number) =>
    outcomes.reduce((total, outcome) => total + of(outcome), 0);
  return {
    injected: sum(({ injected }) => injected),
    survived: sum(({ survived }) => survived),
    lost: sum(({ lost }) => lost),
    bitsEqual: outcomes.every(({ bitsEqual }) => bitsEqual === true),
    note,
  };
}

/** A run is begun, and another gone on with, in a folder that cannot be written to. */
const READ_ONLY_FOLDER: Scenario = {
  name: 'read-only',
  fault: 'Read-only folder',
  seconds: () => 15,
  run: async (context) => {
    const reference = await context.reference(run);
    const disk = join(context.folder, 'disk');
    const folder = join(disk, 'out');
    mkdirSync(disk);
    await makeInterrupted(context, run, folder);
    const before = bytesUnder(folder);
    const then = keptIn(folder);
    const isMounted = mayMount();
    const readOnly = isMounted
      ? await makeMounts('mount --bind "$1" "$1"\nmount -o remount,bind,ro "$1"', disk)
      : null;
    // Root may write wherever a file system lets it: somebody else, who owns nothing here.
    const nobody = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'];
    const options = { within: readOnly?.within ?? nobody };
    try {
      for (const args of [beginning(run, join(disk, 'another')), goingOn(folder)]) {
        assertEnding(await startProgram(args, options).ended, { code: 2, says: READ_ONLY });
      }
    } finally {
      await readOnly?.[Symbol.asyncDispose]();
    }
    if (bytesUnder(folder) !== before) throw new ChaosError('Files were changed all the same.');
    const place = { folder, seen: folder, options: {} };
    return {
      injected: 2,
      survived: 2,
      bitsEqual: await finish(run, reference, place),
      lost: lostInTheEnd([then], folder),
      note: isMounted ? 'a read-only mount' : 'as another user, who may not write',
    };
  },
};

export const DISKS: readonly Scenario[] = [FULL_DISK, FILE_SIZE, READ_ONLY_FOLDER];
