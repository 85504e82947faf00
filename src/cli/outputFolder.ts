import { accessSync, constants, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UserError, messageOf } from '../errors.ts';

/** The file that makes a folder a reproduction: what was asked for. */
export const MANIFEST = 'reproduce.json';

/** A folder with one of these is the program's own, so that `--overwrite` may empty it. */
const OWN_FILES = ['run.json', MANIFEST];

/**
 * Throws a `UserError` unless `folder` can be written to and is empty or not there. With
 * `isOverwritten` it may hold a run or a reproduction: nothing else is ever removed. Writes nothing.
 */
export function assertFreeFolder(folder: string, isOverwritten: boolean): void {
  assertWritableFolder(folder);
  const entries = existsSync(folder) ? readdirSync(folder) : [];
  if (entries.length === 0) return;
  const isOwn = OWN_FILES.some((name) => entries.includes(name));
  if (isOwn && isOverwritten) return;
  const holds = `it holds ${entries.slice(0, 3).join(', ')}${entries.length > 3 ? ' and more' : ''}`;
  throw new UserError(
    isOverwritten
      ? `--out ${folder} is neither a run nor a reproduction: ${holds}. --overwrite does not remove ` +
          'what this program has not made. Give another folder, or empty this one yourself.'
      : `--out ${folder} is not empty: ${holds}. Give another folder` +
          `${isOwn ? ', or --overwrite to replace what is there' : ''}.`,
  );
}

/** Removes what `folder` holds. `assertFreeFolder` comes first. */
export function emptyFolder(folder: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder)) rmSync(join(folder, entry), { recursive: true });
}

/** Throws a `UserError` where `folder` cannot be written to, or cannot be made. Makes nothing. */
export function assertWritableFolder(folder: string): void {
  let existing = resolve(folder);
  while (!existsSync(existing)) existing = dirname(existing);
  const refuse = (why: string, cause?: unknown) =>
    new UserError(`--out ${folder}: ${existing} ${why}. Give a folder of your own.`, { cause });
  if (!statSync(existing).isDirectory()) throw refuse('is a file, not a folder');
  try {
    accessSync(existing, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw refuse(`cannot be written to (${messageOf(error)})`, error);
  }
}
