import type { GpuUse } from './gpuWatch.ts';
import type { Load } from './processes.ts';

/** How near a contender's numbers come to ours. */
export interface Agreement {
  /** The largest relative error. */
  readonly error: number;
  /** The largest error that counts as agreement. */
  readonly tolerance: number;
}

/** One line of a table: one way of doing the work, and how long it took. */
export interface Row {
  readonly name: string;
  readonly kind: 'ours' | 'peer' | 'ceiling';
  readonly status: 'measured' | 'unavailable' | 'disagrees';
  /** Why it was not measured. */
  readonly why: string;
  /** Wall-clock milliseconds a unit of work, one number a round. */
  readonly milliseconds: readonly number[];
  /** The same in processor time, of all threads and child processes. */
  readonly cpuMilliseconds: readonly number[];
  /** Milliseconds a unit of work that its parts took, the median over rounds. */
  readonly parts: Readonly<Record<string, number>>;
  readonly agreement: Agreement | null;
  /** What it runs on: libraries, switches, threads. */
  readonly versions: Readonly<Record<string, string>>;
  /** The most memory that its process has had at once; the processes that it starts come on top. */
  readonly peakMegabytes: number | null;
  /** What the processes that it has started hold at the end, pages that they share counted once. */
  readonly childrenMegabytes: number | null;
  /** Loading, compiling and warming up, which are in no other number. */
  readonly startSeconds: number;
}

/** Ways of doing the same work, timed in turn. Ours is the first row. */
export interface ContestResult {
  readonly title: string;
  /** What a number of milliseconds is the time of. */
  readonly unit: string;
  readonly setting: Readonly<Record<string, string | number>>;
  readonly rows: readonly Row[];
}

/** The same work at growing sizes, a row a size, and how its cost grows. */
export interface GrowthResult extends ContestResult {
  /** b of time = a size^b. */
  readonly timeExponent: number;
  readonly memoryExponent: number;
}

/** Cohorts that train on one device, a row a size. */
export interface LockstepResult {
  readonly title: string;
  readonly setting: ContestResult['setting'];
  readonly rows: readonly LockstepRow[];
}

/** One cohort: how long a step of all its runs takes, and what it takes of machine and GPU. */
export interface LockstepRow extends Row {
  readonly runs: number;
  readonly learners: number;
  /** Null where no GPU was seen. */
  readonly gpu: GpuUse | null;
}

export interface SectionResult {
  readonly name: string;
  readonly contests: readonly ContestResult[];
  readonly growth: readonly GrowthResult[];
  /** Of the section `gpu`. */
  readonly lockstep?: readonly LockstepResult[];
  readonly before: Load;
  readonly after: Load;
  /** Cores' worth of work by other processes meanwhile. */
  readonly othersCores: number;
}

/** A goal, and how far we are. */
export interface Target {
  readonly text: string;
  readonly measured: string;
  readonly reached: boolean | null;
}

/** Everything that a run of the benchmark found. */
export interface Report {
  readonly format: 1;
  readonly startedAt: string;
  readonly command: string;
  readonly isQuick: boolean;
  readonly rounds: number;
  readonly host: Readonly<Record<string, string | number>>;
  readonly sections: readonly SectionResult[];
  readonly targets: readonly Target[];
}
