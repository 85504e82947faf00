/** Nothing half-done under a final name: what is made gets its name when it is complete. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** Names this machine, because a cache may be shared through a network file system. */
const MARK = `.unfinished-${hostname()}-`;

/** @type {Set<string>} */
const unfinished = new Set();

/** Removes what is half-done; for the way out. */
export function removeUnfinished() {
  for (const path of unfinished) rmSync(path, { recursive: true, force: true });
}

/**
 * Fills a folder beside `final` and gives it that name when it is complete, in the place of what had
 * it before. What an earlier attempt left behind is removed.
 *
 * @param {string} final
 * @param {(folder: string) => Promise<void>} fill
 */
export async function makeFolder(final, fill) {
  const mark = `${basename(final)}${MARK}`;
  mkdirSync(dirname(final), { recursive: true });
  for (const name of readdirSync(dirname(final))) {
    if (name.startsWith(mark)) rmSync(join(dirname(final), name), { recursive: true });
  }
  const folder = join(dirname(final), `${mark}${process.pid}`);
  await whileUnfinished(folder, async () => {
    mkdirSync(folder);
    await fill(folder);
    replace(folder, final);
  });
}

/** Runs `make`, and removes `path` if it fails or set-up is interrupted. */
export async function whileUnfinished(path, make) {
  unfinished.add(path);
  try {
    await make();
  } catch (error) {
    rmSync(path, { recursive: true, force: true });
    throw error;
  } finally {
    unfinished.delete(path);
  }
}

/** Renames `made` to `final`, in the place of what had the name before. */
export function replace(made, final) {
  const old = `${final}${MARK}old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(final)) renameSync(final, old);
  renameSync(made, final);
  rmSync(old, { recursive: true, force: true });
}

/** A short name for everything that a result depends on. @param {...unknown} parts */
export function keyOf(...parts) {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

/** A file's text, or null where there is none. @param {string} path */
export function textOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
