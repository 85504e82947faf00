import {
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  checkpointsOf,
  checkpointSteps,
  readCheckpoint,
} from '../../../src/checkpoint/checkpointFolder.ts';
import type { CheckpointRest } from '../../../src/experiment/runCheckpoint.ts';
import type { RandomStream } from '../../../src/random.ts';
import { assertEnding, ChaosError } from '../ending.ts';
import { finish, lostInTheEnd, plainPlace } from '../finish.ts';
import { makeInterrupted } from '../interrupted.ts';
import { startProgram } from '../program.ts';
import { isSame } from '../reference.ts';
import { bytesUnder, keptIn } from '../runFolder.ts';
import { beginning, goingOn, RUNS } from '../runs.ts';
import type { Scenario } from '../scenario.ts';

const run = RUNS.attackedPendulum;

/** Does harm to a file. */
type Harm = (path: string, random: RandomStream) => void;

const flipBit: Harm = (path, random) => {
  const bytes = readFileSync(path);
  const at = random.integer(bytes.length);
  bytes.writeUInt8((bytes[at] ?? 0) ^ (1 << random.integer(8)), at);
  writeFileSync(path, bytes);
};
const remove: Harm = (path) => {
  rmSync(path);
};
const replaceByFolder: Harm = (path) => {
  rmSync(path);
  mkdirSync(path);
};
const cutShort: Harm = (path, random) => {
  truncateSync(path, random.integer(statSync(path).size));
};

const HARMS = { flipBit, remove, replaceByFolder, cutShort };

/** Parts of a checkpoint, in the folder of the latest. The last file of transitions belongs to it alone. */
const PARTS = ['state.safetensors', 'checkpoint.json', 'transitions'] as const;

/** The latest checkpoint cannot be read: it is named, and the one before used. */
const DAMAGED_CHECKPOINT: Scenario = {
  name: 'checkpoint',
  fault: 'Checkpoint: bit flipped, file missing, folder',
  seconds: (times) => 8 + 5 * Math.min(times, 12),
  run: async (context) => {
    const { random, times, tell } = context;
    const reference = await context.reference(run);
    const original = join(context.folder, 'original');
    await makeInterrupted(context, run, original);
    const kept = keptIn(original);
    const all = PARTS.flatMap((part) =>
      Object.entries(HARMS).map((harm) => [part, ...harm] as const),
    );
    const chosen = shuffled(all, random).slice(0, times);
    let areEqual = true;
    let lost = 0;
    for (const [index, [part, how, harm]] of chosen.entries()) {
      tell(`${how} ${part}, ${index + 1} of ${chosen.length}`);
      const folder = join(context.folder, `${index}-${how}`);
      cpSync(original, folder, { recursive: true });
      const path = pathOf(folder, part);
      harm(path, random);
      const says =
        /^A checkpoint is passed over: .*(damaged|cannot be read|format).*The one before it is used\.\n$/;
      areEqual = (await finish(run, reference, plainPlace(folder), says)) && areEqual;
      lost += lostInTheEnd([kept], folder);
    }
    const count = chosen.length;
    return { injected: count, survived: count, lost, bitsEqual: areEqual, note: '' };
  },
};

function pathOf(folder: string, part: (typeof PARTS)[number]): string {
  const checkpoints = checkpointsOf(folder);
  if (part === 'transitions') {
    const names = readdirSync(join(checkpoints, 'replay')).sort();
    return join(checkpoints, 'replay', names.at(-1) ?? '');
  }
  const step = String(checkpointSteps(folder)[0] ?? 0).padStart(9, '0');
  return join(checkpoints, `step-${step}`, part);
}

const NO_WHOLE_CHECKPOINT =
  /has no whole checkpoint: .*Nothing was changed\. Put back what is damaged, or delete/;

/** Transitions that both kept checkpoints name: nothing is removed, for all else may be whole. */
const ALL_DAMAGED: Scenario = {
  name: 'all-checkpoints',
  fault: 'All checkpoints damaged',
  seconds: () => 12,
  run: async (context) => {
    const reference = await context.reference(run);
    const folder = join(context.folder, 'out');
    await makeInterrupted(context, run, folder);
    const kept = keptIn(folder);
    const replay = join(checkpointsOf(folder), 'replay');
    const shared = join(replay, readdirSync(replay).sort()[0] ?? '');
    const sound = readFileSync(shared);
    const harms = { flipBit, remove, cutShort };
    for (const [how, harm] of Object.entries(harms)) {
      context.tell(how);
      harm(shared, context.random);
      await assertRefused(folder, NO_WHOLE_CHECKPOINT);
      writeFileSync(shared, sound);
    }
    const bitsEqual = await finish(run, reference, plainPlace(folder));
    const injected = Object.keys(harms).length;
    return {
      injected,
      survived: injected,
      lost: lostInTheEnd([kept], folder),
      bitsEqual,
      note: 'refused, with nothing changed; gone on with once the file was put back',
    };
  },
};

/** A table that lost rows which its last checkpoint counts on, and a `run.json` of which half is left. */
const CUT_FILES: Scenario = {
  name: 'cut-files',
  fault: 'Cut CSV, cut run.json',
  seconds: () => 20,
  run: async (context) => {
    const { random } = context;
    const reference = await context.reference(run);
    const original = join(context.folder, 'original');
    await makeInterrupted(context, run, original);
    const kept = keptIn(original);

    const table = join(context.folder, 'table');
    cpSync(original, table, { recursive: true });
    const path = join(table, 'aggregation.csv');
    truncateSync(path, statSync(path).size - 1 - random.integer(200));
    const { size } = statSync(path);
    const isOneWhole = checkpointSteps(table).some((step) => rowsAt(table, step) <= size);
    if (!isOneWhole) {
      await assertRefused(table, NO_WHOLE_CHECKPOINT);
      rmSync(checkpointsOf(table), { recursive: true });
    }
    const says = isOneWhole
      ? /^A checkpoint is passed over: .*aggregation\.csv has \d+ bytes and had \d+/
      : /^$/;
    const how = isOneWhole
      ? 'goes on from the checkpoint before'
      : 'has no whole checkpoint left: refused, and made again without any';
    const isEqual = await finish(run, reference, plainPlace(table), says);

    const record = join(context.folder, 'record');
    cpSync(original, record, { recursive: true });
    cutShort(join(record, 'run.json'), random);
    const damaged = /run\.json.*The file is damaged; make this run again in an empty folder/s;
    await assertRefused(record, damaged);
    // What is left of it cannot say which run it was, but whoever knows can make it again.
    const again = await startProgram(beginning(run, record, '--overwrite')).ended;
    assertEnding(again, { code: 0 });
    return {
      injected: 2,
      survived: 2,
      lost: lostInTheEnd([kept], table) + lostInTheEnd([kept], record),
      bitsEqual: isEqual && isSame(reference, record),
      note: `the table’s run ${how}; without its run.json a run is made again`,
    };
  },
};

/** Bytes of the table that a checkpoint counts on. */
function rowsAt(folder: string, step: number): number {
  const { manifest } = readCheckpoint<CheckpointRest>(folder, step);
  return manifest.rest.tables['aggregation.csv'].bytes;
}

/** Throws a `ChaosError` unless going on with a run is refused, and not a byte of it changed. */
async function assertRefused(folder: string, says: RegExp): Promise<void> {
  const before = bytesUnder(folder);
  assertEnding(await startProgram(goingOn(folder)).ended, { code: 2, says });
  if (bytesUnder(folder) !== before) throw new ChaosError('Files were changed all the same.');
}

function shuffled<T>(values: readonly T[], random: RandomStream): T[] {
  const left = [...values];
  return values.flatMap(() => left.splice(random.integer(left.length), 1));
}

export const DAMAGE: readonly Scenario[] = [DAMAGED_CHECKPOINT, ALL_DAMAGED, CUT_FILES];
