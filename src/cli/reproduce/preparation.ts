import { availableParallelism } from 'node:os';
import type { BackendRequest, LoadedBackend } from '../../backend/backend.ts';
import { sharedSettings } from '../../experiment/cohort.ts';
import {
  describeTask,
  learnersOf,
  measurePace,
  secondsAt,
  type Pace,
} from '../../experiment/estimate.ts';
import { explainMemory } from '../../experiment/outOfMemory.ts';
import { durationText } from '../progress.ts';
import type { PlannedCohort } from './cohorts.ts';
import type { RunState } from './states.ts';

/** Seconds of training that are measured, a task. */
const MEASURED_SECONDS = 3;

/** By task. */
export type Specs = ReadonlyMap<string, Awaited<ReturnType<typeof describeTask>>>;

/** What the tasks of some runs are, as a worker says. */
export async function describeTasks(states: readonly RunState[]): Promise<Specs> {
  const tasks = [...new Set(states.map(({ run }) => run.config.task))];
  return new Map(
    await Promise.all(tasks.map(async (task) => [task, await describeTask(task)] as const)),
  );
}

/** What each of several jobs has: its share of the threads. */
export function shareOf(machine: BackendRequest, jobs: number): BackendRequest {
  if (jobs === 1) return machine;
  const threads = machine.threads ?? availableParallelism();
  return { ...machine, threads: Math.max(1, Math.floor(threads / jobs)) };
}

/**
 * How long cohorts will take on this machine, in words, from a piece of the largest cohort of each task and settings that
 * is trained now and thrown away.
 */
export async function estimateText(
  cohorts: readonly PlannedCohort[],
  jobs: number,
  backend: LoadedBackend,
  envWorkers?: number,
): Promise<string> {
  const paces = new Map<string, Pace>();
  const configsOf = ({ runs }: PlannedCohort) => runs.map(({ config }) => config);
  const bySize = [...cohorts].sort((a, b) => b.runs.length - a.runs.length);
  for (const cohort of bySize) {
    const settings = settingsOf(cohort);
    if (paces.has(settings)) continue;
    try {
      const configs = configsOf(cohort);
      paces.set(settings, await measurePace(configs, backend, MEASURED_SECONDS, envWorkers));
    } catch (error) {
      throw explainMemory(error, cohort.runs.length, backend.device);
    }
  }
  const seconds = cohorts.map((cohort) => {
    const [shared] = configsOf(cohort);
    const pace = paces.get(settingsOf(cohort));
    if (!shared || !pace) throw new RangeError('A cohort was not measured.');
    return secondsAt(pace, { shared, learners: learnersOf(configsOf(cohort)), from: cohort.from });
  });
  const measured = [...paces.values()].map(
    ({ task, period, learners, step, round, evaluation, steps, evaluationSteps }) =>
      `${task} at period ${period} with ${learners} learners, ${milliseconds(step)} a step (${steps} steps)` +
      `${round === 0 ? '' : `, ${milliseconds(round)} a round`}, ${durationText(evaluation)} an evaluation ` +
      `of full length (${evaluationSteps} steps)`,
  );
  const alone = jobs === 1 ? '' : ' Measured alone: jobs beside each other may be slower.';
  return (
    `estimate: ${durationText(together(seconds, jobs))} on this machine. Measured: ${measured.join('; ')}. ` +
    `Episodes that end early make it shorter.${alone}`
  );
}

/** Seconds until the last of some jobs is done, each of which takes the next when it is free. */
export function together(seconds: readonly number[], jobs: number): number {
  const busy = Array.from({ length: jobs }, () => 0);
  for (const each of seconds) {
    const free = busy.indexOf(Math.min(...busy));
    busy[free] = (busy[free] ?? 0) + each;
  }
  return Math.max(...busy);
}

/** What decides the pace of a cohort besides its size, and how long an episode is. */
function settingsOf({ runs }: PlannedCohort): string {
  const [first] = runs;
  return first ? JSON.stringify(sharedSettings(first.config)) : '';
}

function milliseconds(seconds: number): string {
  return `${(seconds * 1000).toFixed(1)} ms`;
}
