import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { assertEnding, ChaosError, reaches } from '../ending.ts';
import { finish, lostInTheEnd, plainPlace, type Place } from '../finish.ts';
import { makeInterrupted } from '../interrupted.ts';
import { fileSizeLimit, makeMounts, mayMount } from '../mounts.ts';
import { startProgram, type RunningProgram } from '../program.ts';
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
/** KiB into which a graph does not go. */
const TOO_SMALL_KIB = 64;

const FULL_DISK: Scenario = {
  name: 'full-disk',
  fault: 'Full disk',
  seconds: () => 30,
  run: async (context) => {
    if (!mayMount()) return withFileSizeLimit(context, 'no mount is allowed here: prlimit --fsize');
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
      const mend = () => {
        mounts.run('mount -o remount,size=64m tmpfs "$1"', disk);
      };
      outcomes.push(await failingRun(context, place, { says: NO_ROOM, mend }));
    }
    return joined(outcomes, `tmpfs of ${sizes.join(', ')} KiB, enlarged afterwards`);
  },
};

const FILE_SIZE: Scenario = {
  name: 'file-size',
  fault: 'File-size limit',
  seconds: () => 25,
  run: (context) => withFileSizeLimit(context, 'prlimit --fsize'),
};

/** Limits under which the next checkpoint is too large, and without checkpoints the next rows. */
async function withFileSizeLimit(context: Context, how: string): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const checkpointSeconds of context.isShort ? ['0'] : ['0', '3600']) {
    const folder = join(context.folder, `checkpoint-seconds-${checkpointSeconds}`);
    const target = run.steps * (0.2 + 0.5 * context.random.uniform());
    const limit: Limit = (program) => {
      if (stepsIn(folder) < target) return false;
      const size = statSync(join(folder, 'aggregation.csv')).size + 500;
      execFileSync('prlimit', ['--pid', String(program.pid), `--fsize=${size}`]);
      return true;
    };
    const place = plainPlace(folder);
    const more = ['--checkpoint-seconds', checkpointSeconds];
    outcomes.push(await failingRun(context, place, { says: TOO_LARGE, limit, more }));
  }
  return joined(outcomes, `${how} below what a checkpoint or a table needs, lifted afterwards`);
}

/** Where TensorFlow reads its graph from there is no room. */
const FULL_TEMPORARY: Scenario = {
  name: 'full-tmp',
  fault: 'Full folder of temporary files',
  seconds: () => 6,
  run: async (context) => {
    const temporary = join(context.folder, 'tmp');
    const folder = join(context.folder, 'out');
    mkdirSync(temporary);
    const isMounted = mayMount();
    const mount = `mount -t tmpfs -o size=${TOO_SMALL_KIB}k tmpfs "$1"`;
    const mounts = isMounted ? await makeMounts(mount, temporary) : null;
    const options = {
      within: mounts?.within ?? fileSizeLimit(TOO_SMALL_KIB),
      env: { TMPDIR: temporary },
    };
    const { ended } = startProgram(beginning(run, folder), options);
    assertEnding(await ended.finally(() => mounts?.[Symbol.asyncDispose]()), {
      code: 2,
      says: /graph .*cannot be written to the folder of temporary files.*(ENOSPC|EFBIG).*TMPDIR/,
    });
    if (existsSync(folder)) throw new ChaosError('Something was written all the same.');
    const note = `${isMounted ? 'tmpfs' : 'ulimit -f'} of ${TOO_SMALL_KIB} KiB; refused before anything was written`;
    return { injected: 1, survived: 1, lost: 0, bitsEqual: null, note };
  },
};

/** Called as the program runs, until it says that it has set a limit to what can be written. */
type Limit = (program: RunningProgram) => boolean;

interface Failure {
  readonly says: RegExp;
  readonly limit?: Limit;
  /** Makes room again. */
  readonly mend?: () => void;
  readonly more?: readonly string[];
}

/** A run that cannot be written on, and goes on once there is room. */
async function failingRun(
  context: Context,
  place: Place,
  { says, limit = () => true, mend = () => undefined, more = [] }: Failure,
): Promise<Outcome> {
  const reference = await context.reference(run);
  const program = startProgram(beginning(run, place.folder, ...more), place.options);
  let before: Kept = { checkpoint: 0, tables: new Map() };
  let isLimited = false;
  await reaches(program, () => {
    isLimited ||= limit(program);
    if (stepsIn(place.seen) > before.checkpoint) before = keptIn(place.seen);
    return false;
  });
  assertEnding(await program.ended, { code: 1, says });
  const after = keptIn(place.seen);
  const isHalf = [...after.tables.values()].some((text) => text !== '' && !text.endsWith('\n'));
  if (isHalf) throw new ChaosError('A table ends in half a row.');
  const lost = lostCheckpoints(before, place.seen);
  mend();
  const bitsEqual = await finish(run, reference, place);
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
      const beginningThere = startProgram(beginning(run, join(disk, 'another')), options);
      assertEnding(await beginningThere.ended, { code: 2, says: READ_ONLY });
      const goingOnThere = startProgram(goingOn(folder), options);
      assertEnding(await goingOnThere.ended, { code: 2, says: READ_ONLY });
    } finally {
      await readOnly?.[Symbol.asyncDispose]();
    }
    if (bytesUnder(folder) !== before) throw new ChaosError('Files were changed all the same.');
    return {
      injected: 2,
      survived: 2,
      bitsEqual: await finish(run, reference, plainPlace(folder)),
      lost: lostInTheEnd([then], folder),
      note: isMounted ? 'a read-only mount' : 'as another user, who may not write',
    };
  },
};

export const DISKS: readonly Scenario[] = [FULL_DISK, FULL_TEMPORARY, FILE_SIZE, READ_ONLY_FOLDER];
