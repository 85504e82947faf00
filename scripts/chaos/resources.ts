import { readFileSync, readdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What a process holds of a machine. */
export interface Holdings {
  readonly residentMiB: number;
  readonly fileDescriptors: number;
}

const KIB = 1024;
const MIB = KIB * KIB;

/** Null where the process has ended. */
export function holdingsOf(pid: number): Holdings | null {
  try {
    const fileDescriptors = readdirSync(`/proc/${pid}/fd`).length;
    const residentMiB = residentBytes(pid) / MIB;
    return Number.isNaN(residentMiB) ? null : { residentMiB, fileDescriptors };
  } catch {
    return null;
  }
}

/** The memory of a process that is in RAM; NaN where it ends just now. Throws where it has ended. */
export function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return KIB * Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
}

/** What this process' JavaScript still holds, in bytes, once all that it does not need is gone. */
export function liveBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
