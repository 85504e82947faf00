import type { InferredOptionTypes } from 'yargs';
import { deviceText, gpuMemory, loadBackend, type LoadedBackend } from '../../backend/backend.ts';
import { lockFolders } from '../../experiment/runLock.ts';
import type { ScaleName } from '../../experiment/scale.ts';
import { assertWorkerTimeout } from '../../experiment/workerRestarts.ts';
import { keptIn } from '../failure.ts';
import { interruptible } from '../interrupt.ts';
import type { cohortOptions, machineOptions, resumeOptions } from '../options.ts';
import type { Outcome } from '../outcome.ts';
import { emptyFolder } from '../outputFolder.ts';
import type { StandingRun } from '../oneCode.ts';
import { createProgress } from '../progress.ts';
import type { VersionChange } from '../reproduction.ts';
import { machineOf } from '../train.ts';
import { differencesText } from './announce.ts';
import type { PlannedCohort } from './cohorts.ts';
import { failureList } from './failureList.ts';
import { jobTrainer } from './jobs.ts';
import { fittingCohorts, sizeOn } from './fitting.ts';
import { jobsOn } from './options.ts';
import { describeTasks, estimateText, shareOf } from './preparation.ts';
import { stayingOf, type RunState } from './states.ts';
import { runSteps, trainAll } from './trainAll.ts';
import { localTrainer } from './trainer.ts';
import { assertSameVersions, currentVersions } from './versions.ts';

/** Options of a command that trains planned runs. */
export type TrainingArguments = InferredOptionTypes<
  typeof machineOptions & typeof resumeOptions & typeof cohortOptions
> & {
  readonly scale: ScaleName;
  /** Processes that train at once; undefined: as many as suit the device. */
  readonly jobs: number | undefined;
};

/**
 * The device, memory, and how long it takes on this machine, in words. Trains a piece to measure it. Throws a
 * `UserError` where the training would be refused.
 *
 * @param staying runs that would stand beside those that are trained
 */
export async function costText(
  missing: readonly RunState[],
  args: TrainingArguments,
  staying: readonly StandingRun[] = [],
): Promise<string> {
  const { backend, choice, memory, estimate } = await prepare(missing, args, staying);
  return `device: ${deviceText(backend)}\n${choice}\n${memory}\n${await estimate()}\n`;
}

/** What is known before anything is trained. */
interface Preparation {
  /** Processes that train at once: no more than there are runs. */
  readonly jobs: number;
  readonly backend: LoadedBackend;
  readonly cohorts: readonly PlannedCohort[];
  /** Which cohorts these are and why, in words. */
  readonly choice: string;
  readonly memory: string;
  /** What has changed since the runs that stay were made, and is allowed. */
  readonly changes: readonly VersionChange['changed'][];
  /** Measures how long it takes, and says it. */
  readonly estimate: () => Promise<string>;
}

async function prepare(
  missing: readonly RunState[],
  args: TrainingArguments,
  staying: readonly StandingRun[],
): Promise<Preparation> {
  const jobsBefore = Math.min(jobsOn(args.device, args), missing.length);
  const backend = await loadBackend(shareOf(machineOf(args), jobsBefore));
  const { device } = backend;
  const jobs = Math.min(jobsOn(device, args), missing.length);
  const specs = await describeTasks(missing);
  const [spec] = specs.values();
  const changes = assertSameVersions(
    staying,
    currentVersions(backend, spec?.versions ?? {}),
    args['allow-version-change'],
  );
  const envWorkers = args['env-workers'];
  const { cohorts, choice, memory } = fittingCohorts(missing, specs, {
    ...sizeOn(device, args.scale, args['runs-per-cohort']),
    jobs,
    device,
    deviceMemory: gpuMemory()?.freeBytes ?? null,
    envWorkers,
  });
  return {
    jobs,
    backend,
    cohorts,
    choice,
    memory,
    changes,
    estimate: () => estimateText(cohorts, jobs, backend, envWorkers),
  };
}

/**
 * Trains the runs that are not finished, and lists those that fail.
 *
 * @param claim makes the folder ready, told which versions changed since it was begun; called once,
 * before the first file of a run is written
 * @param staying runs that stand beside those that are trained; by default those of `states` that keep steps
 */
export async function trainMissing(
  out: string,
  states: readonly RunState[],
  args: TrainingArguments,
  claim: (changes: readonly VersionChange['changed'][]) => void,
  staying: readonly StandingRun[] = stayingOf(out, states),
): Promise<Outcome> {
  assertWorkerTimeout(args['worker-timeout']);
  // Held to the end: nobody else empties the folder, or begins with its runs.
  const unlock = lockFolders([out]);
  try {
    return await trainInto(out, states, args, claim, staying);
  } finally {
    unlock();
  }
}

async function trainInto(
  out: string,
  states: readonly RunState[],
  args: TrainingArguments,
  claim: (changes: readonly VersionChange['changed'][]) => void,
  staying: readonly StandingRun[],
): Promise<Outcome> {
  const missing = states.filter(({ isFinished }) => !isFinished);
  const { jobs, backend, cohorts, memory, changes, estimate } = await prepare(
    missing,
    args,
    staying,
  );
  if (!args.quiet) {
    process.stderr.write(`device: ${deviceText(backend)}\n`);
    process.stderr.write(`${differencesText(missing.map(({ run }) => run))}${await estimate()}\n`);
  }
  const begin = () => {
    if (args.overwrite) emptyFolder(out);
    claim(changes);
  };
  const settings = {
    out,
    checkpointSeconds: args['checkpoint-seconds'],
    workerTimeoutSeconds: args['worker-timeout'],
    envWorkers: args['env-workers'],
    allowVersionChange: args['allow-version-change'],
    isResumed: !args.overwrite,
  };
  // A job writes as soon as it can.
  if (jobs > 1) begin();
  const trainer =
    jobs === 1
      ? localTrainer(backend, settings)
      : jobTrainer(settings, shareOf(machineOf(args), jobs));
  const total = cohorts.reduce((sum, cohort) => sum + runSteps(cohort), 0);
  const progress = createProgress(`${missing.length} runs`, total, args.quiet);
  const { outcome, failures } = await interruptible((signal) =>
    trainAll(cohorts, {
      trainer,
      jobs,
      progress,
      prepare: () => {
        if (jobs === 1) begin();
        progress.begin(memory);
      },
      warn,
      signal,
    }),
  );
  if (failures.length > 0) {
    const planned = states.map(({ run }) => run);
    process.stderr.write(
      `resilient-marl: ${failureList(out, planned, failures)}\n${keptIn(out)}\n`,
    );
  }
  return outcome;
}

function warn(message: string): void {
  process.stderr.write(`resilient-marl: ${message}\n`);
}
