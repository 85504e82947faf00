import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { messageOf, UserError } from '../errors.ts';

/**
 * Replaces a file as one step: a reader, or a machine that loses power, sees the old file or the new
 * one, never a part. Throws a `UserError` that names the file; the old file is then untouched.
 */
export function replaceFile(path: string, data: string | Uint8Array): void {
  // Beside the file, because a rename is atomic only within one file system.
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = openSync(temporary, 'w');
    try {
      writeFileSync(file, data);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
    syncFolder(dirname(path));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw writeError(path, error);
  }
}

/** What to tell the user where a file cannot be written. */
export function writeError(path: string, cause: unknown): UserError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const advice = ADVICE[code] ?? '';
  return new UserError(`Cannot write ${path}: ${messageOf(cause)}.${advice}`, { cause });
}

const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: ' The disk is full: free some space or choose another folder.',
  EDQUOT: ' The disk quota is used up: free some space or choose another folder.',
  EFBIG:
    ' No file may become so large there: raise the limit (`ulimit -f`) or choose another folder.',
  EROFS: ' The file system is read-only: make it writable or choose another folder.',
  EACCES: ' You may not write there: make it writable or choose another folder.',
};

/** Makes a rename in `folder` survive a loss of power. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
