import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const PYTHON = join(ROOT, '.setup/venv/bin/python');
const PROXY = join(import.meta.dirname, 'faulty_worker.py');

/** What one worker does to its reply of a number, counted from 0 (Describe) and 1 (Make). */
export interface PlannedFault {
  readonly reply: number;
  /** As `faulty_worker.py` names it. */
  readonly fault: string;
}

/**
 * A program to be started in the place of Python: the real worker behind a proxy. The first worker has
 * the first fault, the next one the second, and so on; those after the last are sound.
 */
export function faultyPython(folder: string, faults: readonly PlannedFault[]): string {
  writeFileSync(planIn(folder), faults.map((fault) => JSON.stringify(fault)).join('\n'));
  const path = join(folder, 'python');
  writeFileSync(path, `#!/bin/sh\nexec "${PYTHON}" "${PROXY}" "${planIn(folder)}" "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}

/** The number of faults of `faultyPython` that no worker has come to. */
export function faultsLeft(folder: string): number {
  return readFileSync(planIn(folder), 'utf8').split('\n').filter(Boolean).length;
}

function planIn(folder: string): string {
  return join(folder, 'plan.jsonl');
}
