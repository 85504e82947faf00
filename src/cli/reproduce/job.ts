import type { CommandModule } from 'yargs';
import { loadBackend, type BackendRequest } from '../../backend/backend.ts';
import { UserError } from '../../errors.ts';
import { failureText } from '../failure.ts';
import type { PlannedCohort } from './cohorts.ts';
import { localTrainer, type RunFailed, type TrainingSettings } from './trainer.ts';

/** The command that a process of `--jobs` runs. */
export const JOB_COMMAND = 'train-cohort';

/** To a job: first what to train, then perhaps to stop. */
export type ToJob =
  | {
      readonly kind: 'train';
      readonly cohort: PlannedCohort;
      readonly settings: TrainingSettings;
      readonly machine: BackendRequest;
    }
  | { readonly kind: 'stop' };

/** From a job. The last is `ended` or `refused`. */
export type FromJob =
  | { readonly kind: 'ready' }
  | { readonly kind: 'warning'; readonly message: string }
  | { readonly kind: 'step'; readonly step: number; readonly note: string }
  | { readonly kind: 'ended'; readonly failures: readonly RunFailed[] }
  | { readonly kind: 'refused'; readonly message: string; readonly isUserError: boolean };

/** Steps are told this often at most. */
const TELLING_MS = 200;

/** Trains one cohort that the parent process names, and tells it how that goes. Hidden: for `--jobs` alone. */
export const jobCommand: CommandModule = {
  command: JOB_COMMAND,
  describe: false,
  handler: async () => {
    if (!process.send) {
      throw new UserError(`${JOB_COMMAND} is for \`reproduce --jobs\`, which calls it by itself.`);
    }
    await work();
    // An open channel would keep the process alive.
    process.disconnect();
  },
};

async function work(): Promise<void> {
  const stopping = new AbortController();
  const stop = () => {
    stopping.abort();
  };
  // A terminal's Ctrl-C comes to every process of the group: the parent says what it means.
  process.on('SIGINT', () => undefined).on('SIGTERM', stop);
  // Without its parent, a job keeps what it did and ends.
  process.once('disconnect', stop);
  const order = await new Promise<Extract<ToJob, { kind: 'train' }> | null>((settle) => {
    process.on('message', (message: ToJob) => {
      if (message.kind === 'train') settle(message);
      else stop();
    });
    process.once('disconnect', () => {
      settle(null);
    });
  });
  if (!order) return;
  try {
    const failures = await train(order, stopping.signal);
    await tell({ kind: 'ended', failures });
  } catch (error) {
    const isUserError = error instanceof UserError;
    await tell({ kind: 'refused', message: failureText(error), isUserError });
  }
}

async function train(
  { cohort, settings, machine }: Extract<ToJob, { kind: 'train' }>,
  signal: AbortSignal,
): Promise<readonly RunFailed[]> {
  const trainer = localTrainer(await loadBackend(machine), settings);
  if (signal.aborted) return [];
  let told = 0;
  const events = {
    onReady: () => void tell({ kind: 'ready' }),
    onWarning: (message: string) => void tell({ kind: 'warning', message }),
    onStep: (step: number, note: string) => {
      if (performance.now() - told < TELLING_MS) return;
      told = performance.now();
      void tell({ kind: 'step', step, note });
    },
  };
  return trainer(cohort, events, signal);
}

/** Says something to the parent; nothing where it is gone. */
function tell(message: FromJob): Promise<void> {
  return new Promise((settle) => {
    if (!process.connected || !process.send) settle();
    else
      process.send(message, undefined, undefined, () => {
        settle();
      });
  });
}
