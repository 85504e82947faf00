import type { LoadedBackend } from '../../backend/backend.ts';
import { UserError } from '../../errors.ts';
import { trainCohort } from '../../experiment/trainCohort.ts';
import { failureText } from '../failure.ts';
import { meanReturn } from '../progress.ts';
import { runFolder } from '../reproduction.ts';
import type { PlannedCohort } from './cohorts.ts';

/** Where and how cohorts are trained. */
export interface TrainingSettings {
  /** The folder of the reproduction. */
  readonly out: string;
  readonly checkpointSeconds: number;
  readonly workerTimeoutSeconds: number;
  /** Undefined: as many as suit the device. */
  readonly envWorkers: number | undefined;
  readonly allowVersionChange: boolean;
  /** Whether runs go on from their checkpoints. */
  readonly isResumed: boolean;
}

/** A run that failed, and why. */
export interface RunFailed {
  readonly id: string;
  readonly message: string;
  /** Its numbers stopped being finite: trained again, they would again. */
  readonly isRepeatable: boolean;
}

export interface TrainerEvents {
  /** Called once everything works and before the first file is written. */
  readonly onReady: () => void;
  readonly onWarning: (message: string) => void;
  /** @param note the latest result in a few words; empty before there is one */
  readonly onStep: (step: number, note: string) => void;
}

/**
 * Trains a cohort into its folders; the failures of its runs. Throws a `UserError` where it could not
 * begin; a fault later on is a failure of those of its runs that were going on.
 */
export type Trainer = (
  cohort: PlannedCohort,
  events: TrainerEvents,
  signal: AbortSignal,
) => Promise<readonly RunFailed[]>;

/** Trains in this process. */
export function localTrainer(
  backend: LoadedBackend,
  { out, ...settings }: TrainingSettings,
): Trainer {
  return async ({ runs }, { onReady, onWarning, onStep }, signal) => {
    const training = { hasBegun: false };
    let note = '';
    try {
      const records = await trainCohort(
        runs.map(({ config }) => config),
        {
          backend,
          folders: runs.map(({ id }) => runFolder(out, id)),
          onReady: () => {
            onReady();
            training.hasBegun = true;
          },
          signal,
          onWarning,
          ...settings,
          onStep: ({ step, evaluation }) => {
            if (evaluation) note = `mean return ${meanReturn(evaluation)}`;
            onStep(step, note);
          },
        },
      );
      return records.flatMap(({ id, status, error }) =>
        status === 'failed'
          ? [{ id, message: error?.message ?? 'failed', isRepeatable: error?.step !== undefined }]
          : [],
      );
    } catch (error) {
      // A mistake in the settings stops everything; a fault of one cohort leaves the others to go on.
      if (error instanceof UserError && !training.hasBegun) throw error;
      return failedAlike(runs, failureText(error));
    }
  };
}

/** All runs of a cohort, with one fault. */
export function failedAlike(runs: PlannedCohort['runs'], message: string): RunFailed[] {
  return runs.map(({ id }) => ({ id, message, isRepeatable: false }));
}
