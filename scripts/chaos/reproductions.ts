import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hasBegun } from './runFolder.ts';

const OPTIONS = '--device cpu --scale quick --figure 2b --jobs 2 --checkpoint-seconds 0 --quiet';

/** The command that makes one panel in two processes, each with a cohort, or goes on with it. */
export function reproducing(out: string, ...more: readonly string[]): string[] {
  return ['reproduce', ...OPTIONS.split(' '), ...more, '--out', out];
}

/** Folders of the runs of a reproduction that have begun. */
export function runsOf(out: string): string[] {
  const runs = join(out, 'runs');
  const folders = existsSync(runs) ? readdirSync(runs).map((name) => join(runs, name)) : [];
  return folders.filter(hasBegun);
}
