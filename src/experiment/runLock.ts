import {
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { writeError } from '../metrics/atomicFile.ts';

/** The file that says which process writes to a run's folder. */
export const LOCK = 'run.lock';

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process began, as its kernel counts: another process with the same number began later. */
  readonly began: string;
}

/** Throws a `UserError` that names the holder where another process writes to a folder. Locks nothing. */
export function assertUnlocked(folders: readonly string[]): void {
  for (const folder of folders) {
    const holder = holderOf(join(folder, LOCK));
    if (holder && isAlive(holder) && !isSame(holder, ownHolder())) throw heldBy(folder, holder);
  }
}

/**
 * Locks several folders, which are made where they are missing: all of them or none. Call what it
 * returns to unlock them; folders that were made for their locks, and hold nothing by then, go again.
 */
export function lockFolders(folders: readonly string[]): () => void {
  const locks: RunLock[] = [];
  const release = () => {
    for (const lock of locks) lock.release();
  };
  try {
    for (const folder of folders) locks.push(new RunLock(folder));
  } catch (error) {
    release();
    throw error;
  }
  return release;
}

/**
 * Makes this process the only one that writes to a run's folder, until it is released. Throws a
 * `UserError` that names the holder where another process is; a lock of one that is dead is taken over.
 */
class RunLock {
  readonly #path: string;
  readonly #own = ownHolder();
  readonly #folder: string;
  /** The outermost folder that was made for the lock. */
  #made: string | undefined;

  constructor(folder: string) {
    this.#folder = folder;
    this.#path = join(folder, LOCK);
    // Written under another name and linked: no lock is ever seen empty, and taken for a dead one's.
    const temporary = `${this.#path}.${process.pid}.tmp`;
    try {
      this.#made = mkdirSync(folder, { recursive: true });
      writeFileSync(temporary, JSON.stringify(this.#own));
      this.#take(folder, temporary);
      removeHalfWritten(folder);
    } catch (error) {
      throw error instanceof UserError ? error : writeError(this.#path, error);
    } finally {
      rmSync(temporary, { force: true });
    }
  }

  /** A lock that is another's by now is left to it. */
  release(): void {
    if (isSame(holderOf(this.#path), this.#own)) rmSync(this.#path, { force: true });
    this.#removeEmpty();
  }

  #removeEmpty(): void {
    if (this.#made === undefined) return;
    const outermost = resolve(this.#made);
    try {
      for (let folder = resolve(this.#folder); ; folder = dirname(folder)) {
        rmdirSync(folder);
        if (folder === outermost) return;
      }
    } catch {
      // It holds something: all around it stay as well.
    }
  }

  #take(folder: string, temporary: string): void {
    for (let attempt = 0; attempt < 2; attempt++) {
      if (linkIfFree(temporary, this.#path)) return;
      const holder = holderOf(this.#path);
      if (holder && isAlive(holder)) throw heldBy(folder, holder);
      this.#removeStale(holder);
    }
    throw new UserError(`${folder} is being written to by another process, which began just now.`);
  }

  /** Of two processes that find the same stale lock, the slower must not remove the quicker one's. */
  #removeStale(stale: Holder | null): void {
    const aside = `${this.#path}.${process.pid}.stale`;
    try {
      renameSync(this.#path, aside);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return;
      throw error;
    }
    const removed = holderOf(aside);
    if (removed && !isSame(removed, stale)) linkIfFree(aside, this.#path);
    rmSync(aside, { recursive: true, force: true });
  }
}

function ownHolder(): Holder {
  return { pid: process.pid, host: hostname(), began: beganAt(process.pid) ?? '' };
}

/** What a process that was killed left of a `run.json` that it was about to replace. */
function removeHalfWritten(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (/^run\.json\.\d+\.tmp$/.test(name)) rmSync(join(folder, name), { force: true });
  }
}

/** Gives a file a second name, which is free or not: never half. */
function linkIfFree(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function heldBy(folder: string, { pid, host }: Holder): UserError {
  return new UserError(
    `${folder} is being written to by process ${pid} on ${host}. Wait for its end, or give another ` +
      `folder. If it is gone for certain, delete ${join(folder, LOCK)}.`,
  );
}

function isSame(a: Holder | null, b: Holder | null): boolean {
  return a?.pid === b?.pid && a?.host === b?.host && a?.began === b?.began;
}

function holderOf(path: string): Holder | null {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder> | null;
    // Anything else is no lock of ours, and its holder cannot be told: it counts as a dead one's.
    const { pid, host, began } = holder ?? {};
    if (typeof pid !== 'number' || typeof host !== 'string' || typeof began !== 'string')
      return null;
    return { pid, host, began };
  } catch {
    // There is none, or its holder has just given the folder up, or the machine lost power.
    return null;
  }
}

/** A process of another machine counts as alive: from here nobody can tell. */
function isAlive({ pid, host, began }: Holder): boolean {
  return host !== hostname() || beganAt(pid) === began;
}

/** The 22nd field of `/proc/<pid>/stat`; null where there is no such process, or only its remains. */
function beganAt(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is a name in parentheses, which may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}
