import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadBackend } from '../../src/backend/backend.ts';
import type { RunConfig } from '../../src/experiment/config.ts';
import { resumeStep } from '../../src/experiment/resume.ts';
import { trainCohort } from '../../src/experiment/trainCohort.ts';
import { readRecord } from '../../src/metrics/readRun.ts';

/** What `trainRuns.mjs` is to train. */
export interface TrainingOrder {
  readonly runs: readonly { readonly config: RunConfig; readonly folder: string }[];
  /** Stops after this step, as Ctrl-C does; null: trains to the end. */
  readonly stopAt: number | null;
  readonly checkpointSeconds: number;
}

/** Trains runs, or goes on with them: those that stand at one step as one cohort, as `reproduce` does. */
export async function main(order: string): Promise<void> {
  const { runs, stopAt, checkpointSeconds } = JSON.parse(order) as TrainingOrder;
  const backend = await loadBackend({ device: 'cpu' });
  const waiting = runs.filter(({ folder }) => !isFinished(folder));
  // What is wrong with a checkpoint is told as it is passed over, below.
  const steps = waiting.map(({ folder, config }) => resumeStep(folder, config, () => undefined));
  // Those that are behind go first, so that each has its share of what happens to the program.
  for (const start of [...new Set(steps)].sort((a, b) => a - b)) {
    const cohort = waiting.filter((_run, index) => steps[index] === start);
    const stopping = new AbortController();
    await trainCohort(
      cohort.map(({ config }) => config),
      {
        backend,
        folders: cohort.map(({ folder }) => folder),
        signal: stopping.signal,
        onWarning: (message) => process.stderr.write(`${message}\n`),
        checkpointSeconds,
        onStep: ({ step }) => {
          if (step === stopAt) stopping.abort();
        },
      },
    );
  }
}

function isFinished(folder: string): boolean {
  if (!existsSync(join(folder, 'run.json'))) return false;
  return readRecord(folder, (config) => config).status === 'finished';
}
