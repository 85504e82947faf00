import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadBackend } from '../../../src/backend/backend.ts';
import { trainCohort } from '../../../src/experiment/trainCohort.ts';
import { workersOf } from '../../../scripts/chaos/program.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { tinyRun } from '../../support/tinyRun.ts';
import { readTables, trained } from './trained.ts';

test('a cohort has the same bytes with any number of workers, also where each of them is killed', async () => {
  const configs = [
    tinyRun({ rule: 'soft-medoid', attack: 'average' }),
    tinyRun({ rule: 'median', seed: 3 }),
  ];
  const whole = await trained(configs);
  using root = temporaryFolder();
  const folders = configs.map((_config, run) => join(root.path, String(run)));
  const others = workersOf(process.pid);
  const warnings: string[] = [];
  let workers: readonly number[] = [];
  const records = await trainCohort(configs, {
    backend: await loadBackend({ device: 'cpu' }),
    folders,
    envWorkers: 3,
    signal: new AbortController().signal,
    onWarning: (message) => warnings.push(message),
    onReady: () => {
      workers = workersOf(process.pid).filter((pid) => !others.includes(pid));
    },
    onStep: ({ step }) => {
      // Three of the environments that are learned in, three of the evaluations.
      const worker = step % 20 === 7 ? workers[(step - 7) / 20] : undefined;
      if (worker !== undefined) process.kill(worker, 'SIGKILL');
    },
  });
  expect(workers).toHaveLength(6);
  expect(warnings.length).toBeGreaterThanOrEqual(6);
  expect(folders.map(readTables)).toEqual(whole);
  expect(records.map(({ workerRestarts, cohort }) => [workerRestarts, cohort])).toEqual(
    configs.map(() => [warnings.length, { runs: 2, learners: 17, envWorkers: 3 }]),
  );
  expect(workersOf(process.pid)).toEqual(others);
});
