import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadBackend } from '../../../src/backend/backend.ts';
import type { RunConfig } from '../../../src/experiment/config.ts';
import { trainCohort, type TrainOptions } from '../../../src/experiment/trainCohort.ts';
import { readRecord } from '../../../src/metrics/readRun.ts';
import { RandomStream } from '../../../src/random.ts';
import { workersOf } from '../../../scripts/chaos/program.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { tinyRun } from '../../support/tinyRun.ts';
import { readTables, trained } from './trained.ts';

let root: ReturnType<typeof temporaryFolder>;
let warnings: string[];

beforeEach(() => {
  root = temporaryFolder();
  warnings = [];
});
afterEach(() => {
  root[Symbol.dispose]();
});

function folderOf(run: number): string {
  return join(root.path, `run${run}`);
}

/** Trains runs as one cohort; `harm` is called after every step. Stops after `stopAt`, as Ctrl-C does. */
async function train(
  configs: readonly RunConfig[],
  harm: (step: number) => void,
  { stopAt, ...options }: Partial<TrainOptions> & { stopAt?: number } = {},
) {
  const controller = new AbortController();
  return trainCohort(configs, {
    backend: await loadBackend({ device: 'cpu' }),
    folders: configs.map((_config, run) => folderOf(run)),
    signal: controller.signal,
    onStep: ({ step }) => {
      harm(step);
      if (step === stopAt) controller.abort();
    },
    onWarning: (message) => warnings.push(message),
    workerTimeoutSeconds: 2,
    ...options,
  });
}

test.each([
  [
    'InvertedPendulum',
    [
      tinyRun({ rule: 'soft-medoid', attack: 'average' }),
      tinyRun({ rule: 'medoid', attack: 'median', seed: 3 }),
      tinyRun({ rule: 'none' }),
    ],
  ],
  ['HalfCheetah', [tinyRun({ task: 'HalfCheetah-v5', attack: 'median', evaluationPeriod: 60 })]],
])('a cohort whose workers fail ends with the same bytes: %s', async (_name, configs) => {
  const whole = await trained(configs);
  const random = new RandomStream({ seed: 5, agent: 0, purpose: 'sampling' });
  const harms = new Map<number, NodeJS.Signals>([
    [3 + random.integer(20), 'SIGKILL'],
    [25 + random.integer(15), 'SIGTERM'],
    [45 + random.integer(30), 'SIGSTOP'],
    [80 + random.integer(15), 'SIGKILL'],
  ]);
  const harm = (step: number) => {
    const signal = harms.get(step);
    if (!signal) return;
    const worker = learningWorker();
    if (signal === 'SIGSTOP') process.kill(worker, signal);
    // In the middle of the next step, or of what follows it.
    else setTimeout(() => process.kill(worker, signal), 4 * random.uniform());
  };
  const stopped = await train(configs, harm, { stopAt: 77 });
  const told = warnings.length;
  expect(told).toBeGreaterThanOrEqual(3);
  expect(stopped.map(({ workerRestarts }) => workerRestarts)).toEqual(configs.map(() => told));
  const records = await train(configs, harm);
  expect(configs.map((_config, run) => readTables(folderOf(run)))).toEqual(whole);
  // On a machine that is busy, a sound worker may be too late as well.
  expect(warnings.length).toBeGreaterThanOrEqual(told + 1);
  expect(records.map(({ status, workerRestarts }) => [status, workerRestarts])).toEqual(
    configs.map(() => ['finished', warnings.length]),
  );
  expect(readRecord(folderOf(0), (config) => config)).toEqual(records[0]);
  expect(warnings[0]).toMatch(/^A new environment worker \(pid \d+\) took over after \d+ steps of/);
});

/** The worker of the environments that are learned in, which started before that of the evaluations. */
function learningWorker(): number {
  const alive = workersOf(process.pid);
  const replacement = Number(/\(pid (\d+)\) took over/.exec(warnings.at(-1) ?? '')?.[1]);
  return alive.includes(replacement) ? replacement : (alive[0] ?? NaN);
}

test('a worker that is killed in an evaluation leaves the same bytes', async () => {
  const configs = [tinyRun()];
  const [whole] = await trained(configs);
  const [record] = await train(configs, (step) => {
    if (![59, 99].includes(step)) return;
    // The younger of the two workers plays the evaluations, which begin after the next step.
    const worker = workersOf(process.pid).at(-1);
    if (worker !== undefined) setTimeout(() => process.kill(worker, 'SIGKILL'), 3);
  });
  expect(readTables(folderOf(0))).toEqual(whole);
  expect(record?.workerRestarts).toBe(warnings.length);
  expect(warnings.length).toBeGreaterThanOrEqual(2);
});

test('a time that no worker can keep to is refused before anything is written', async () => {
  const training = train([tinyRun()], () => undefined, { workerTimeoutSeconds: 0.5 });
  await expect(training).rejects.toThrow(
    '--worker-timeout has to be a number of seconds from 1 to 86400, got 0.5.',
  );
});
