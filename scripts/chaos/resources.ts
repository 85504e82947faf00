import { readFileSync, readdirSync } from 'node:fs';

/** What a process holds of a machine. */
export interface Holdings {
  readonly residentMiB: number;
  readonly fileDescriptors: number;
}

/** Null where the process has ended. */
export function holdingsOf(pid: number): Holdings | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kibibytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
    const fileDescriptors = readdirSync(`/proc/${pid}/fd`).length;
    return Number.isNaN(kibibytes) ? null : { residentMiB: kibibytes / 1024, fileDescriptors };
  } catch {
    return null;
  }
}
