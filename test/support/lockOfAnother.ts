import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** Puts a lock into a folder that the process which started this one holds: that is alive, and not this one. */
export function lockOfAnother(folder: string): void {
  const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
  const began = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  mkdirSync(folder, { recursive: true });
  const holder = { pid: process.ppid, host: hostname(), began };
  writeFileSync(join(folder, 'run.lock'), JSON.stringify(holder));
}
