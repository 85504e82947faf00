import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import type { RunConfig } from '../../experiment/config.ts';
import type { PlannedRun } from '../../experiment/paperPlan.ts';
import { resumeStep } from '../../experiment/resume.ts';
import type { RunRecord } from '../../metrics/runRecord.ts';
import type { StandingRun } from '../oneCode.ts';
import { recordOf, runFolder, runOf } from '../reproduction.ts';

/** How far a planned run has come. */
export interface RunState {
  readonly run: PlannedRun;
  readonly record: RunRecord<RunConfig> | null;
  readonly isFinished: boolean;
  /** Steps after which it goes on; of a finished run all. */
  readonly step: number;
}

/**
 * How far the runs in the folder `out` have come. Throws a `UserError` that names the file where one is
 * damaged, or missing beside others. Writes nothing.
 *
 * @param onDamage told of checkpoints that are passed over
 */
export function statesOf(
  out: string,
  runs: readonly PlannedRun[],
  onDamage: (message: string) => void,
): RunState[] {
  return runs.map((run) => {
    const folder = runFolder(out, run.id);
    const record = recordOf(out, run);
    if (record?.status === 'finished') {
      runOf(out, run);
      return { run, record, isFinished: true, step: run.config.steps };
    }
    if (!record) assertNothingToLose(folder);
    const step = record ? resumeStep(folder, run.config, onDamage) : 0;
    return { run, record, isFinished: false, step };
  });
}

/** The runs among some that keep what they have: they are finished or go on from a checkpoint. */
export function stayingOf(out: string, states: readonly RunState[]): StandingRun[] {
  return states.flatMap(({ run, record, step }) =>
    record && step > 0 ? [{ folder: runFolder(out, run.id), record }] : [],
  );
}

/** A run that is trained anew, whatever its folder holds. */
export function fromTheStart(run: PlannedRun): RunState {
  return { run, record: null, isFinished: false, step: 0 };
}

/** Tables without a record cannot be told from another run's, and are not overwritten. */
function assertNothingToLose(folder: string): void {
  const tables = ['evaluations.csv', 'training.csv', 'aggregation.csv'];
  const table = tables.find((name) => {
    const path = join(folder, name);
    return existsSync(path) && statSync(path).size > 0;
  });
  if (table === undefined) return;
  throw new UserError(
    `${join(folder, 'run.json')} is missing, and ${table} beside it is not empty. Put it back, or delete ` +
      `the folder ${folder} to train this run anew.`,
  );
}

/** `finished`, `interrupted at 400`, `failed`, `not started`. */
export function stateText({ record, isFinished, step }: RunState): string {
  if (isFinished) return 'finished';
  if (!record) return 'not started';
  if (record.status === 'failed') return step === 0 ? 'failed' : `failed, goes on at ${step}`;
  return step === 0 ? 'interrupted, starts anew' : `interrupted at ${step}`;
}
