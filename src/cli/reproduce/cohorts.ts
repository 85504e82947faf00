import { sharedSettings } from '../../experiment/cohort.ts';
import type { RunConfig } from '../../experiment/config.ts';
import type { PlannedRun } from '../../experiment/paperPlan.ts';
import type { RunState } from './states.ts';

/** Runs that are trained in lockstep. */
export interface PlannedCohort {
  readonly runs: readonly PlannedRun[];
  /** Steps that all of them have done. */
  readonly from: number;
}

export interface CohortLimits {
  /** Runs of a cohort at most; may be Infinity. */
  readonly size: number;
  /** Cohorts that are trained at once: each task is cut into a multiple of so many, of equal size. */
  readonly jobs: number;
  /** Whether there is memory for these runs in one cohort. */
  readonly fits: (configs: readonly RunConfig[]) => boolean;
}

/**
 * Runs of one task that stand at the same step, in cohorts. Where not even a run alone fits, it is a cohort, which
 * the training refuses.
 */
export function cohortsOf(states: readonly RunState[], limits: CohortLimits): PlannedCohort[] {
  const groups = new Map<string, RunState[]>();
  for (const state of states) {
    const key = JSON.stringify([sharedSettings(state.run.config), state.step]);
    groups.set(key, [...(groups.get(key) ?? []), state]);
  }
  return [...groups.values()].flatMap((group) => cut(group, limits));
}

function cut(group: readonly RunState[], { size, jobs, fits }: CohortLimits): PlannedCohort[] {
  const least = Math.max(1, Math.ceil(group.length / size));
  for (let parts = Math.ceil(least / jobs) * jobs; ; parts += jobs) {
    const count = Math.min(parts, group.length);
    const cohorts = divide(group, count).map((states) => ({
      runs: states.map(({ run }) => run),
      from: states[0]?.step ?? 0,
    }));
    const isFitting = cohorts.every(({ runs }) => fits(runs.map(({ config }) => config)));
    if (isFitting || count === group.length) return cohorts;
  }
}

/** A list in `parts` pieces, whose lengths differ by one at most. */
function divide<T>(list: readonly T[], parts: number): T[][] {
  const start = (part: number) => Math.ceil((part * list.length) / parts);
  return Array.from({ length: parts }, (_, part) => list.slice(start(part), start(part + 1)));
}
