import { mkdirSync, openSync, readFileSync, rmSync, writeSync, closeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
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

/** Locks several folders: all of them or none. Call what it returns to unlock them. */
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

  constructor(folder: string) {
    this.#path = join(folder, LOCK);
    try {
      mkdirSync(folder, { recursive: true });
      this.#take(folder);
    } catch (error) {
      throw error instanceof UserError ? error : writeError(this.#path, error);
    }
  }

  release(): void {
    rmSync(this.#path, { force: true });
  }

  #take(folder: string): void {
    const own: Holder = { pid: process.pid, host: hostname(), began: beganAt(process.pid) ?? '' };
    for (let attempt = 0; attempt < 2; attempt++) {
      try {
        const file = openSync(this.#path, 'wx');
        writeSync(file, JSON.stringify(own));
        closeSync(file);
        return;
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
        const holder = holderOf(this.#path);
        if (holder && isAlive(holder)) {
          throw new UserError(
            `${folder} is being written to by process ${holder.pid} on ${holder.host}. Wait for its ` +
              `end, or give another folder. If it is gone for certain, delete ${this.#path}.`,
            { cause: error },
          );
        }
        rmSync(this.#path, { force: true });
      }
    }
    throw new UserError(`${folder} is being written to by another process, which began just now.`);
  }
}

function holderOf(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    // Its process died while it wrote, or has just given the folder up.
    return null;
  }
}

/** A process of another machine counts as alive: from here nobody can tell. */
function isAlive({ pid, host, began }: Holder): boolean {
  return host !== hostname() || beganAt(pid) === began;
}

/** The 22nd field of `/proc/<pid>/stat`; null where there is no such process. */
function beganAt(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is a name in parentheses, which may hold spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
