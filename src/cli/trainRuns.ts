import type { LoadedBackend } from '../backend/backend.ts';
import { UserError } from '../errors.ts';
import { sharedSettings } from '../experiment/cohort.ts';
import type { PlannedRun } from '../experiment/paperPlan.ts';
import { resumeStep } from '../experiment/resume.ts';
import { trainCohort } from '../experiment/trainCohort.ts';
import { failureText, keptIn } from './failure.ts';
import type { Outcome } from './outcome.ts';
import { createProgress, meanReturn } from './progress.ts';
import { runFolder } from './reproduction.ts';

export interface TrainRunsOptions {
  readonly backend: LoadedBackend;
  /** The folder whose `runs` the runs go to. */
  readonly out: string;
  readonly runsPerCohort: number;
  readonly checkpointSeconds: number;
  readonly allowVersionChange: boolean;
  /** Whether runs go on from their checkpoints. */
  readonly isResumed: boolean;
  readonly isQuiet: boolean;
  /** Makes the folder ready; called once, before the first file of a run is written. */
  readonly prepare: () => void;
}

/**
 * Trains runs, those of one task that stand at the same step together. A cohort that fails is told and
 * does not stop the others; a mistake in the settings does.
 */
export async function trainRuns(
  runs: readonly PlannedRun[],
  options: TrainRunsOptions,
  signal: AbortSignal,
): Promise<Outcome> {
  const { backend, out, isQuiet, prepare, isResumed } = options;
  const { checkpointSeconds, allowVersionChange } = options;
  let isPrepared = false;
  let outcome: Outcome = 'done';
  const stepOf = ({ id, config }: PlannedRun) =>
    isResumed ? resumeStep(runFolder(out, id), config, warn) : 0;
  const cohorts = cohortsOf(runs, stepOf, options.runsPerCohort);
  for (const [index, cohort] of cohorts.entries()) {
    const configs = cohort.map(({ config }) => config);
    const title = `${configs[0]?.task ?? ''} ${index + 1}/${cohorts.length}`;
    const progress = createProgress(title, configs[0]?.steps ?? 0, isQuiet);
    let latest = `${cohort.length} runs`;
    const training = { hasBegun: false };
    try {
      const records = await trainCohort(configs, {
        backend,
        folders: cohort.map(({ id }) => runFolder(out, id)),
        onMemory: (memory) => {
          progress.begin(`memory: ${memory}`);
        },
        onReady: () => {
          if (!isPrepared) prepare();
          isPrepared = true;
          training.hasBegun = true;
        },
        signal,
        onWarning: warn,
        isResumed,
        checkpointSeconds,
        allowVersionChange,
        onStep: ({ step, evaluation }) => {
          if (evaluation) latest = `${cohort.length} runs, mean return ${meanReturn(evaluation)}`;
          progress.update(step, latest);
        },
      });
      if (records.some(({ status }) => status === 'failed')) outcome = 'failed';
    } catch (error) {
      // A mistake in the settings stops everything; a fault of one cohort leaves the others to go on.
      if (error instanceof UserError && !training.hasBegun) throw error;
      process.stderr.write(
        `\nresilient-marl: ${title} failed: ${failureText(error)}\n${keptIn(out)}\n`,
      );
      outcome = 'failed';
    } finally {
      progress.stop();
    }
    if (signal.aborted) return 'interrupted';
  }
  return outcome;
}

function warn(message: string): void {
  process.stderr.write(`resilient-marl: ${message}\n`);
}

/**
 * Runs that can train together: of one task and settings, and standing at the same step, in groups of
 * at most `size`.
 */
function cohortsOf(
  runs: readonly PlannedRun[],
  stepOf: (run: PlannedRun) => number,
  size: number,
): PlannedRun[][] {
  const groups = new Map<string, PlannedRun[]>();
  for (const run of runs) {
    const key = JSON.stringify([sharedSettings(run.config), stepOf(run)]);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / size) }, (_, index) =>
      group.slice(index * size, (index + 1) * size),
    ),
  );
}
