import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

/** The kernel counts processor time in hundredths of a second, whatever its own clock. */
const TICKS_PER_SECOND = 100;

/** More than this many cores' worth of work by others makes a timing doubtful. */
export const CONTENTION_CORES = 0.1;

/** What the machine does apart from us at one moment. */
export interface Load {
  /** Mean number of runnable tasks over the last minute, ours of that minute included. */
  readonly loadAverage: number;
  /** Share of all cores' time that was idle. */
  readonly idle: number;
}

/** The load over the next `seconds`, in which the caller should do nothing. */
export async function measureLoad(seconds: number): Promise<Load> {
  const before = cpuTicks();
  await delay(1000 * seconds);
  const after = cpuTicks();
  const all = after.busy - before.busy + after.idle - before.idle;
  return { loadAverage: loadavg()[0] ?? 0, idle: all > 0 ? (after.idle - before.idle) / all : 1 };
}

/** Watches how much processor time others take while we measure. */
export class ContentionWatch {
  readonly #start = performance.now();
  readonly #busy = cpuTicks().busy / TICKS_PER_SECOND;
  readonly #own = treeCpuSeconds(process.pid);

  /** Cores' worth of work since the start by processes that are not ours. */
  othersCores(): number {
    const seconds = (performance.now() - this.#start) / 1000;
    const busy = cpuTicks().busy / TICKS_PER_SECOND - this.#busy;
    const own = treeCpuSeconds(process.pid) - this.#own;
    return Math.max(0, busy - own) / seconds;
  }
}

interface Ticks {
  readonly busy: number;
  readonly idle: number;
}

function cpuTicks(): Ticks {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n', 1);
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, soft = 0, steal = 0] = line
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return { busy: user + nice + system + irq + soft + steal, idle: idle + wait };
}

/**
 * Processor seconds of a process, of all that descend from it and live, and of those that have ended
 * and been waited for. To a hundredth of a second a process.
 */
export function treeCpuSeconds(root: number): number {
  return treeOf(root).reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND;
}

/**
 * What the processes that descend from one hold in memory, pages that several share divided among them,
 * in megabytes; null where the kernel does not say.
 */
export function childrenMegabytes(root: number): number | null {
  const kilobytes = treeOf(root)
    .filter(({ pid }) => pid !== root)
    .map(({ pid }) => proportionalKilobytes(pid));
  return kilobytes.some(Number.isNaN)
    ? null
    : Math.round(kilobytes.reduce((sum, each) => sum + each, 0) / 1000);
}

function proportionalKilobytes(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1]);
  } catch {
    // It has ended, or the kernel has no such file.
    return existsSync(`/proc/${pid}`) ? NaN : 0;
  }
}

/** A process and all that descend from it and live, with the ticks of the clock that each has used. */
function treeOf(root: number): { readonly pid: number; readonly ticks: number }[] {
  const parents = new Map<number, { parent: number; ticks: number }>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = statOf(entry);
    if (stat) parents.set(Number(entry), stat);
  }
  const isInTree = (pid: number): boolean => {
    if (pid === root) return true;
    const parent = parents.get(pid)?.parent;
    return parent !== undefined && isInTree(parent);
  };
  return [...parents].flatMap(([pid, { ticks }]) => (isInTree(pid) ? [{ pid, ticks }] : []));
}

/** How long a process has to be watched: its clock has ticks of 10 ms. */
const WATCH_MS = 50;

/** More ticks than these in that time are work: one may be rounding. */
const QUIET_TICKS = 1;

/**
 * Waits until a process and its descendants rest: threads of OpenMP and the like spin for a while
 * after their work, and would take the processor from who is timed next. No longer than `mostSeconds`.
 */
export async function untilQuiet(root: number, mostSeconds = 1): Promise<void> {
  const deadline = performance.now() + 1000 * mostSeconds;
  let isQuiet = false;
  while (!isQuiet && performance.now() < deadline) {
    const before = treeCpuSeconds(root);
    await delay(WATCH_MS);
    const ticks = Math.round((treeCpuSeconds(root) - before) * TICKS_PER_SECOND);
    isQuiet = ticks <= QUIET_TICKS;
  }
}

function statOf(pid: string): { parent: number; ticks: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold anything; the fields after it start with the state.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const ticks = fields.slice(11, 15).reduce((sum, value) => sum + value, 0);
    return { parent: fields[1] ?? 0, ticks };
  } catch {
    // It ended while we were looking.
    return null;
  }
}

/** The most memory that a process has had at once, in megabytes; null where the kernel does not say. */
export function peakMegabytes(pid: number): number | null {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1000);
}
