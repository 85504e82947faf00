import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunConfig } from '../../src/experiment/config.ts';
import { assertEnding } from './ending.ts';
import { startProgram, type Ending, type ProgramOptions, type RunningProgram } from './program.ts';
import { fingerprint, readTables, recordIn, sameTables, type Tables } from './runFolder.ts';
import { beginning, type TinyRun } from './runs.ts';
import type { TrainingOrder } from './trainRuns.ts';

/** What a run comes to without any fault. */
export interface Reference {
  readonly config: RunConfig;
  readonly tables: Tables;
  /** Where it stands one step before its end, after which its checkpoints are removed. */
  readonly fingerprint: string;
}

/** The step before the last: `fingerprint` of a `Reference`. */
export function stepBeforeLast({ steps }: TinyRun): number {
  return steps - 1;
}

/** Trains runs as one cohort in a process of its own. */
export function startCohort(order: TrainingOrder, options: ProgramOptions = {}): RunningProgram {
  return startProgram([JSON.stringify(order)], {
    ...options,
    script: 'scripts/chaos/trainRuns.mjs',
  });
}

/** Trains a run twice without any fault: to its end, and to the step before that. */
export async function makeReference(run: TinyRun, folder: string): Promise<Reference> {
  mkdirSync(folder, { recursive: true });
  const whole = join(folder, run.name);
  assertEnding(await startProgram(beginning(run, whole)).ended, { code: 0 });
  const { config } = recordIn(whole);
  const almost = join(folder, `${run.name}-but-one`);
  assertEnding(await trainAlmost(run, config, almost), { code: 0 });
  return {
    config,
    tables: readTables(whole),
    fingerprint: fingerprint(almost, stepBeforeLast(run)),
  };
}

/** Trains a run, or goes on with it, until the step before its last. */
export function trainAlmost(
  run: TinyRun,
  config: RunConfig,
  folder: string,
  options: ProgramOptions = {},
): Promise<Ending> {
  const runs = [{ config, folder }];
  return startCohort({ runs, stopAt: stepBeforeLast(run), checkpointSeconds: 60 }, options).ended;
}

export function isSame(reference: Reference, folder: string): boolean {
  return sameTables(reference.tables, readTables(folder));
}
