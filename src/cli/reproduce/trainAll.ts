import { UserError } from '../../errors.ts';
import type { Outcome } from '../outcome.ts';
import type { Progress } from '../progress.ts';
import type { PlannedCohort } from './cohorts.ts';
import { failedAlike, type RunFailed, type Trainer } from './trainer.ts';

export interface TrainAllOptions {
  readonly trainer: Trainer;
  /** Cohorts that are trained at once. */
  readonly jobs: number;
  readonly progress: Progress;
  /** Called once, before the first file of a run is written. */
  readonly prepare: () => void;
  readonly warn: (message: string) => void;
  /** Aborted: cohorts under way stop and keep what they did, and no other begins. */
  readonly signal: AbortSignal;
}

export interface TrainingEnd {
  readonly outcome: Outcome;
  readonly failures: readonly RunFailed[];
}

/** Trains cohorts, some at once, in order. What fails in one leaves the others to go on. */
export async function trainAll(
  cohorts: readonly PlannedCohort[],
  { trainer, jobs, progress, prepare, warn, signal }: TrainAllOptions,
): Promise<TrainingEnd> {
  const failures: RunFailed[] = [];
  const done = cohorts.map(() => 0);
  const refused = new AbortController();
  const stopping = AbortSignal.any([signal, refused.signal]);
  let isPrepared = false;
  const waiting = [...cohorts.entries()];
  const onReady = () => {
    if (!isPrepared) prepare();
    isPrepared = true;
  };
  const work = async () => {
    for (let next = waiting.shift(); next && !stopping.aborted; next = waiting.shift()) {
      const [index, cohort] = next;
      const name = `cohort ${index + 1}/${cohorts.length}, ${cohort.runs[0]?.config.task ?? ''}`;
      const onStep = (step: number, note: string) => {
        done[index] = cohort.runs.length * (step - cohort.from);
        const parts = [name, `step ${step}/${cohort.runs[0]?.config.steps ?? 0}`, note];
        progress.update(sum(done), parts.filter((part) => part !== '').join(', '));
      };
      try {
        const events = { onReady, onWarning: warn, onStep };
        failures.push(...(await trainer(cohort, events, stopping)));
      } catch (error) {
        if (error instanceof UserError) {
          refused.abort();
          throw error;
        }
        failures.push(...failedAlike(cohort.runs, String(error)));
      }
      done[index] = runSteps(cohort);
    }
  };
  try {
    const results = await Promise.allSettled(Array.from({ length: jobs }, work));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  } finally {
    progress.stop();
  }
  if (signal.aborted) return { outcome: 'interrupted', failures };
  return { outcome: failures.length === 0 ? 'done' : 'failed', failures };
}

/** Steps that the runs of a cohort have before them, added up. */
export function runSteps({ runs, from }: PlannedCohort): number {
  return sum(runs.map(({ config }) => config.steps - from));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
