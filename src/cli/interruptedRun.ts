import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { RunConfig } from '../experiment/config.ts';
import { configHash } from '../experiment/runId.ts';
import { assertUnlocked } from '../experiment/runLock.ts';
import { readRecord } from '../metrics/readRun.ts';
import type { RunRecord } from '../metrics/runRecord.ts';
import { machineOptions, resumeOptions, trainOptions, type TrainArguments } from './options.ts';
import { asRunConfig } from './asRunConfig.ts';
import { shellWord } from './reproduction.ts';

/** What may stand beside `--resume`: how to compute, not what. */
const BESIDE_RESUME = ['resume', ...Object.keys(machineOptions), ...Object.keys(resumeOptions)];

/**
 * The run that `--resume` names. Throws a `UserError` where the folder holds none, and beside options
 * that would make it another run.
 *
 * @param defaulted names of the options that were not given
 */
export function runToResume(
  folder: string,
  args: TrainArguments,
  defaulted: Readonly<Record<string, boolean>>,
): RunRecord<RunConfig> {
  const others = Object.keys(trainOptions).filter(
    (name) =>
      (name === 'overwrite' || !BESIDE_RESUME.includes(name)) &&
      args[name as keyof TrainArguments] !== undefined &&
      !defaulted[name],
  );
  if (others.length > 0) {
    const list = others.map((name) => `--${name}`).join(', ');
    throw new UserError(
      `--resume goes on with a run as it was configured, so that ${list} cannot be given with it. ` +
        'Leave out one or the other.',
    );
  }
  if (!existsSync(join(folder, 'run.json'))) {
    throw new UserError(
      `--resume ${folder}: there is no run.json. Give the folder of an interrupted run.`,
    );
  }
  return readRecord(folder, asRunConfig);
}

/** Throws a `UserError` that says how to go on where `folder` holds the same run, not finished. */
export function assertNotInterrupted(folder: string, config: RunConfig): void {
  if (!existsSync(join(folder, 'run.json'))) return;
  assertUnlocked([folder]);
  const record = readRecord(folder, (json) => json as RunConfig);
  if (record.status === 'finished' || configHash(record.config) !== configHash(config)) return;
  throw new UserError(
    `--out ${folder} holds this run, ${record.status} after ${record.stepsDone} steps. Go on with ` +
      `it: ${resumeCommand(folder)}. Or give another folder, or --overwrite to start anew.`,
  );
}

/** The command that goes on with a run. */
export function resumeCommand(folder: string): string {
  return `train --resume ${shellWord(folder)}`;
}
