import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { loadBackend } from '../../../src/backend/backend.ts';
import { checkpointSteps } from '../../../src/checkpoint/checkpointFolder.ts';
import { trainCohort } from '../../../src/experiment/trainCohort.ts';
import { readRecord } from '../../../src/metrics/readRun.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { tinyRun } from '../../support/tinyRun.ts';
import { readTables, trained } from './trained.ts';

/** More numbers than a process can have addresses for: TensorFlow says so after ten seconds of trying. */
function askForTooMuch(): void {
  tf.tidy(() => tf.fill([2 ** 30, 2 ** 20], 1));
}

test('where memory runs out in training, the message says what to do, and the runs can go on', async () => {
  const configs = [tinyRun(), tinyRun({ seed: 1 })];
  const whole = await trained(configs);
  using root = temporaryFolder();
  const folders = configs.map((_config, run) => join(root.path, String(run)));
  const train = async (onStep: (step: number) => void) =>
    trainCohort(configs, {
      backend: await loadBackend({ device: 'cpu' }),
      folders,
      signal: new AbortController().signal,
      checkpointSeconds: 0,
      onStep: ({ step }) => {
        onStep(step);
      },
    });
  const message =
    /^The memory for tensors ran out in a cohort of 2 runs\. Train fewer runs at once: --runs-per-cohort 1\. The same command goes on .*TensorFlow says: OOM when allocating tensor with shape\[1073741824,1048576\]/;
  await expect(
    train((step) => {
      if (step === 70) askForTooMuch();
    }),
  ).rejects.toThrow(message);
  for (const folder of folders) {
    const { status, error } = readRecord(folder, (config) => config);
    expect(status).toBe('failed');
    expect(error?.message).toMatch(message);
    expect(checkpointSteps(folder).length).toBeGreaterThan(0);
  }
  const steps: number[] = [];
  await train((step) => steps.push(step));
  expect(steps[0]).toBeGreaterThan(1);
  expect(folders.map(readTables)).toEqual(whole);
});
