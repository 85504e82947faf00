import { availableMemory } from '../../experiment/availableMemory.ts';
import { formCohort } from '../../experiment/cohort.ts';
import type { RunConfig } from '../../experiment/config.ts';
import {
  assertFitsDevice,
  deviceMemoryNeed,
  deviceMemoryText,
  fitsDevice,
} from '../../experiment/deviceMemory.ts';
import { envWorkersOf } from '../../experiment/environments.ts';
import { learnersOf } from '../../experiment/estimate.ts';
import { memoryNeed, memoryText } from '../../experiment/memory.ts';
import { SCALES, type ScaleName } from '../../experiment/scale.ts';
import { cohortsOf, type CohortLimits, type PlannedCohort } from './cohorts.ts';
import type { Specs } from './preparation.ts';
import type { RunState } from './states.ts';

type Device = 'cpu' | 'gpu';

/** Runs of a cohort at most, and why it is so many. */
export type CohortSize = Pick<CohortLimits, 'size'> & { readonly why: string };

/**
 * How many runs train in lockstep at most. On a GPU a step of many runs takes little longer than that of
 * one, which leaves it idle between its operations; on a CPU it takes as much longer as there are more
 * runs, so that the scale says.
 */
export function sizeOn(device: Device, scale: ScaleName, asked: number | undefined): CohortSize {
  if (asked !== undefined) return { size: asked, why: `--runs-per-cohort ${asked}` };
  if (device === 'gpu') return { size: Infinity, why: 'all runs of a task together, on a GPU' };
  const { runsPerCohort: size } = SCALES[scale];
  return { size, why: `at most ${runsText(size)} each, at --scale ${scale} on a CPU` };
}

export interface Fitting extends CohortSize {
  readonly jobs: number;
  readonly device: Device;
  /** Bytes that are free on the GPU; null: not known, or there is none. */
  readonly deviceMemory: number | null;
  /** As `--env-workers` asks for. */
  readonly envWorkers: number | undefined;
  /** Bytes that there are; default: what the kernel says. */
  readonly hostMemory?: number;
}

/** Cohorts, and in words why they are these, and what the largest of them takes of memory. */
export interface FittingCohorts {
  readonly cohorts: readonly PlannedCohort[];
  readonly choice: string;
  readonly memory: string;
}

/**
 * Cohorts of which `jobs` at once fit into the memory of the machine and of its GPU. Throws a `UserError`
 * where not even a run alone fits into the GPU's; the training itself refuses what the machine cannot hold.
 */
export function fittingCohorts(
  states: readonly RunState[],
  specs: Specs,
  fitting: Fitting,
): FittingCohorts {
  const { size, why, jobs, device, envWorkers, hostMemory = availableMemory() } = fitting;
  const available = hostMemory / jobs;
  const free = fitting.deviceMemory === null ? null : fitting.deviceMemory / jobs;
  const needOf = (configs: readonly RunConfig[]) => {
    const spec = specs.get(configs[0]?.task ?? '');
    if (!spec) throw new RangeError('A task was not described.');
    const cohort = formCohort(configs);
    const host = memoryNeed(cohort, spec, envWorkersOf(cohort, device, envWorkers));
    return { cohort, host, onDevice: deviceMemoryNeed(cohort, spec) };
  };
  const bytes = (configs: readonly RunConfig[]) => {
    const { replay, besides } = needOf(configs).host;
    return replay + besides;
  };
  const isOnGpu = device === 'gpu';
  const fits = (configs: readonly RunConfig[]) =>
    bytes(configs) <= available && (!isOnGpu || fitsDevice(needOf(configs).onDevice, free));
  const cohorts = cohortsOf(states, { size, jobs, fits });
  const isCut = cohorts.length > cohortsOf(states, { size, jobs, fits: () => true }).length;

  const [largest] = cohorts.map(configsOf).sort((a, b) => bytes(b) - bytes(a));
  if (!largest) return { cohorts, choice: '', memory: '' };
  const { cohort, host, onDevice } = needOf(largest);
  if (isOnGpu) assertFitsDevice(cohort, onDevice, free);
  const count = cohorts.length === 1 ? '1 cohort' : `${cohorts.length} cohorts, the largest`;
  const each = jobs === 1 ? '' : ` for each of ${jobs} jobs`;
  const onGpu = isOnGpu ? `\nGPU memory: ${deviceMemoryText(onDevice, free)}${each}` : '';
  return {
    cohorts,
    choice: choiceText(cohorts, [why, ...(isCut ? ['as many as fit into memory'] : [])], jobs),
    memory: `memory: ${count} takes ${memoryText(host, available)}${each}${onGpu}`,
  };
}

function configsOf({ runs }: PlannedCohort): readonly RunConfig[] {
  return runs.map(({ config }) => config);
}

/** Such as `cohorts: HalfCheetah-v5 10 and 9 runs (86 and 78 learners); ...: at most 64 runs each, 2 at once`. */
function choiceText(
  cohorts: readonly PlannedCohort[],
  reasons: readonly string[],
  jobs: number,
): string {
  const tasks = [...new Set(cohorts.map(({ runs }) => runs[0]?.config.task ?? ''))];
  const parts = tasks.map((task) => {
    const own = cohorts.filter(({ runs }) => runs[0]?.config.task === task);
    const most = Math.max(...own.map((cohort) => learnersOf(configsOf(cohort))));
    const sizes = countsText(own.map(({ runs }) => runs.length));
    return `${task} ${sizes}, ${most} learners${own.length === 1 ? '' : ' at most'}`;
  });
  const because = [...reasons, ...(jobs === 1 ? [] : [`${jobs} cohorts at once`])];
  return `cohorts: ${parts.join('; ')} (${because.join('; ')})`;
}

/** `19 runs`, `10 and 9 runs`, `19 times 1 run`. */
function countsText(sizes: readonly number[]): string {
  const counts = new Map<number, number>();
  for (const size of sizes) counts.set(size, (counts.get(size) ?? 0) + 1);
  const texts = [...counts].map(([size, times]) =>
    times === 1 ? runsText(size) : `${times} times ${runsText(size)}`,
  );
  return texts.join(' and ');
}

function runsText(count: number): string {
  return count === 1 ? '1 run' : `${count} runs`;
}
