import {
  accessSync,
  constants,
  existsSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  rmdirSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UserError, messageOf } from '../errors.ts';
import { assertUnlocked, LOCK } from '../experiment/runLock.ts';
import { TABLES, type TableName } from '../metrics/tables.ts';

/** The file that makes a folder a reproduction: what was asked for. */
export const MANIFEST = 'reproduce.json';

/** The file that makes a folder a comparison with published curves: of which runs. */
export const COMPARISON_MANIFEST = 'compare.json';

/** The file that makes a folder a sensitivity: of which task and seeds. */
export const SENSITIVITY_MANIFEST = 'sensitivity.json';

/** The file that makes a folder one of checks of the theorems. */
export const THEORY_MANIFEST = 'theory.json';

/** A folder with one of these is a run, a reproduction, a comparison, a sensitivity or checks of theorems. */
const MARKERS = ['run.json', MANIFEST, COMPARISON_MANIFEST, SENSITIVITY_MANIFEST, THEORY_MANIFEST];

/** Folders of a reproduction's runs. */
const RUNS = 'runs';

/** All that this program puts into such a folder. Markers last: half emptied, it is still known as ours. */
const OWN_NAMES = [
  'evaluations.csv',
  'training.csv',
  'aggregation.csv',
  'learning-curves.svg',
  'learning-curves.png',
  RUNS,
  'figures',
  'report.md',
  'report.html',
  'data',
  'checkpoint',
  LOCK,
  ...MARKERS,
];

/** What a process that was killed leaves of a file that it was about to replace, or of a lock. */
const LEFT_BEHIND = /^(run\.json|run\.lock|reproduce\.json)\.\d+\.(tmp|stale)$/;

/** What is left in a folder by a process that was killed before it had written its first `run.json`. */
const BEFORE_A_RUN = /^(run\.lock(\.\d+\.(tmp|stale))?|run\.json\.\d+\.tmp)$/;

/**
 * Throws a `UserError` unless `folder` can be written to and is empty or not there. With
 * `isOverwritten` it may hold a run or a reproduction that no process writes to, and nothing beside it.
 * Writes nothing.
 */
export function assertFreeFolder(folder: string, isOverwritten: boolean): void {
  assertWritableFolder(folder);
  assertUnlocked([folder, ...runsIn(folder)]);
  const entries = existsSync(folder) ? readdirSync(folder) : [];
  if (entries.every((entry) => BEFORE_A_RUN.test(entry) || isEmptyTable(folder, entry))) return;
  const isMarked = MARKERS.some((name) => entries.includes(name));
  const others = entries.filter((entry) => !isOwn(entry));
  const isReplaceable = isMarked && others.length === 0;
  if (isReplaceable && isOverwritten) return;
  if (!isOverwritten) {
    throw new UserError(
      `--out ${folder} is not empty: it holds ${listed(entries)}. Give another folder` +
        `${isReplaceable ? ', or --overwrite to replace what is there' : ''}.`,
    );
  }
  const what = isMarked
    ? `holds more than a run or a reproduction: ${listed(others)}`
    : `is neither a run nor a reproduction: it holds ${listed(entries)}`;
  throw new UserError(
    `--out ${folder} ${what}. --overwrite does not remove what this program has not made. ` +
      'Give another folder, or empty this one yourself.',
  );
}

/** Whether a file is a table of a run, without a row yet. */
function isEmptyTable(folder: string, name: string): boolean {
  const columns = TABLES[name as TableName] as readonly string[] | undefined;
  if (!columns) return false;
  const header = `${columns.join(',')}\n`;
  const path = join(folder, name);
  return statSync(path).size <= header.length && header.startsWith(readFileSync(path, 'utf8'));
}

function listed(entries: readonly string[]): string {
  return `${entries.slice(0, 3).join(', ')}${entries.length > 3 ? ' and more' : ''}`;
}

/**
 * Removes the run or the reproduction in `folder`, and nothing else: neither what is not ours nor a
 * lock, which its holder removes. `assertFreeFolder` comes first.
 */
export function emptyFolder(folder: string): void {
  const left = existsSync(folder)
    ? readdirSync(folder).filter((name) => LEFT_BEHIND.test(name))
    : [];
  for (const run of runsIn(folder)) {
    emptyFolder(run);
    removeIfEmpty(run);
  }
  removeIfEmpty(join(folder, RUNS));
  for (const name of [...left, ...OWN_NAMES]) {
    if (name !== RUNS && name !== LOCK)
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Somebody's lock is in it, or what is not ours; or it is not there.
  }
}

function isOwn(name: string): boolean {
  return OWN_NAMES.includes(name) || LEFT_BEHIND.test(name);
}

/** Folders of a reproduction's runs. */
function runsIn(folder: string): string[] {
  const runs = join(folder, RUNS);
  return existsSync(runs) ? readdirSync(runs).map((name) => join(runs, name)) : [];
}

/** The kernel's own trees, where even root makes no folder, and where Node's recursive mkdir never ends. */
const KERNEL_TREES = /^\/(proc|sys)(\/|$)/;

/** Throws a `UserError` where `folder` cannot be written to, or cannot be made. Makes nothing. */
export function assertWritableFolder(folder: string): void {
  let existing = resolve(folder);
  while (!existsSync(existing)) existing = dirname(existing);
  const refuse = (why: string, cause?: unknown) =>
    new UserError(`--out ${folder}: ${existing} ${why}. Give a folder of your own.`, { cause });
  if (KERNEL_TREES.test(realpathSync(existing))) throw refuse('is not for files');
  if (!statSync(existing).isDirectory()) throw refuse('is a file, not a folder');
  try {
    accessSync(existing, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw refuse(`cannot be written to (${messageOf(error)})`, error);
  }
}
