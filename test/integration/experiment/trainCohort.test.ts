import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadBackend } from '../../../src/backend/backend.ts';
import type { RunConfig } from '../../../src/experiment/config.ts';
import type { StepEvent } from '../../../src/experiment/loop.ts';
import { trainCohort, type TrainOptions } from '../../../src/experiment/trainCohort.ts';
import { StackedLearner } from '../../../src/learner/learner.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { TINY_LEARNER, tinyRun } from '../../support/tinyRun.ts';

let root: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  root = temporaryFolder();
});
afterEach(() => {
  root[Symbol.dispose]();
});

async function train(configs: readonly RunConfig[], options: Partial<TrainOptions> = {}) {
  return trainCohort(configs, {
    backend: await loadBackend({ device: 'cpu' }),
    folders: configs.map((_config, run) => join(root.path, `run${run}`)),
    signal: new AbortController().signal,
    onStep: () => undefined,
    ...options,
  });
}

test('every step is told, with losses after the warm-up, rounds and evaluations when they are due', async () => {
  const events: StepEvent[] = [];
  const [record] = await train([tinyRun({ evaluationPeriod: 60 })], {
    onStep: (event) => events.push(event),
  });
  const steps = (isIt: (event: StepEvent) => boolean) =>
    events.filter(isIt).map(({ step }) => step);
  expect(events.map(({ step }) => step)).toEqual(
    Array.from({ length: 120 }, (_, index) => index + 1),
  );
  expect(steps(({ losses }) => losses === null).at(-1)).toBe(40);
  expect(steps(({ losses }) => losses !== null)[0]).toBe(41);
  expect(steps(({ round }) => round !== null)).toEqual([20, 40, 60, 80, 100, 120]);
  expect(steps(({ evaluation }) => evaluation !== null)).toEqual([60, 120]);
  expect(record).toMatchObject({ status: 'finished', stepsDone: 120 });
});

test('a run that cannot be written fails all of its cohort, and is what is thrown', async () => {
  const configs = [0, 1, 2].map((seed) => tinyRun({ seed }));
  const training = train(configs, {
    onStep: ({ step }) => {
      if (step === 50) renameSync(join(root.path, 'run0'), join(root.path, 'gone'));
    },
  });
  const message = `Cannot write ${join(root.path, 'run0/run.json')}: ENOENT`;
  await expect(training).rejects.toThrow(message);
  for (const run of ['run1', 'run2']) {
    const record = JSON.parse(readFileSync(join(root.path, run, 'run.json'), 'utf8')) as unknown;
    expect(record).toMatchObject({
      status: 'failed',
      error: { message: expect.stringContaining(message) as string },
    });
  }
});

test('a run that cannot be opened fails those that were', async () => {
  mkdirSync(join(root.path, 'run1'));
  symlinkSync('/dev/full', join(root.path, 'run1/training.csv'));
  const training = train([tinyRun(), tinyRun({ seed: 1 })]);
  await expect(training).rejects.toThrow(/run1\/training\.csv: ENOSPC/);
  const first = readFileSync(join(root.path, 'run0/run.json'), 'utf8');
  expect(JSON.parse(first)).toMatchObject({ status: 'failed' });
});

test('the folders are made once everything works, and not before', async () => {
  let seen: string[] = ['not called'];
  await train([tinyRun({ steps: 41 })], {
    onReady: () => {
      seen = readdirSync(root.path);
    },
  });
  expect(seen).toEqual([]);
  expect(existsSync(join(root.path, 'run0/run.json'))).toBe(true);
});

test.each([
  [tinyRun({ task: 'NoSuchTask-v1' }), "there is no MuJoCo task 'NoSuchTask-v1'"],
  [{ ...tinyRun(), steps: -1 }, '--steps has to be a whole number of at least 1, got -1.'],
])('nothing is written of a run that cannot start (%#)', async (config, message) => {
  await expect(train([config])).rejects.toThrow(message);
  expect(readdirSync(root.path)).toEqual([]);
});

test('a cohort that is aborted ends after the step under way, all of its runs interrupted', async () => {
  const controller = new AbortController();
  const records = await train([tinyRun(), tinyRun({ seed: 1 })], {
    signal: controller.signal,
    onStep: ({ step }) => {
      if (step === 70) controller.abort();
    },
  });
  expect(records).toMatchObject([
    { status: 'interrupted', stepsDone: 70, error: null, cohort: { runs: 2, learners: 16 } },
    { status: 'interrupted', stepsDone: 70, error: null, cohort: { runs: 2, learners: 16 } },
  ]);
});

test('a fault in the middle fails all runs, is on record, and is thrown', async () => {
  const fault = new Error('The disk is on fire.');
  const failing = train([tinyRun()], {
    onStep: ({ step }) => {
      if (step === 50) throw fault;
    },
  });
  await expect(failing).rejects.toBe(fault);
  const record: unknown = JSON.parse(readFileSync(join(root.path, 'run0/run.json'), 'utf8'));
  expect(record).toMatchObject({
    status: 'failed',
    error: { message: 'The disk is on fire.' },
    stepsDone: 50,
  });
});

test('a run whose numbers are not finite fails with the step and the agent', async () => {
  const learner = { ...TINY_LEARNER, criticLearningRate: 1e38 };
  const records = await train([tinyRun({ learner, rule: 'none' }), tinyRun({ learner, seed: 1 })]);
  expect(records).toMatchObject([
    { status: 'failed', error: { step: 41, agent: 0 }, stepsDone: 41 },
    { status: 'failed', error: { step: 41, agent: 0 }, stepsDone: 41 },
  ]);
});

test('a run whose last update breaks it is not finished', async () => {
  const losses = { critic_L: new Float32Array(8), actor_L: new Float32Array(8) };
  using updated = vi.spyOn(StackedLearner.prototype, 'update');
  updated.mockImplementation(() => {
    const learner: unknown = updated.mock.contexts[0];
    if (learner instanceof StackedLearner) poison(learner, 3);
    return losses;
  });
  const records = await train([tinyRun({ rule: 'none', steps: 41 })]);
  expect(records).toMatchObject([{ status: 'failed', error: { step: 41, agent: 3 } }]);
});

test('a run that breaks fails alone: the others go on as if it were not there', async () => {
  const [broken, sound] = [tinyRun(), tinyRun({ seed: 1 })];
  using exchanged = vi.spyOn(StackedLearner.prototype, 'exchange');
  const records = await train([broken, sound], {
    onStep: ({ step }) => {
      const learner: unknown = exchanged.mock.contexts[0];
      if (step === 59 && learner instanceof StackedLearner) poison(learner, 2);
    },
  });
  expect(records).toMatchObject([
    { status: 'failed', error: { step: 60, agent: 2 }, stepsDone: 60 },
    { status: 'finished', error: null, stepsDone: 120 },
  ]);
  await train([sound], { folders: [join(root.path, 'alone')] });
  for (const table of ['evaluations.csv', 'training.csv', 'aggregation.csv']) {
    const read = (folder: string) => readFileSync(join(root.path, folder, table), 'utf8');
    expect(read('run1')).toBe(read('alone'));
  }
});

test('a broken agent is found in its own round, before neighbors heal it, and at an evaluation', async () => {
  // The warm-up ends at step 40: no loss could tell.
  const [cooperating, lone] = [tinyRun({ rule: 'median' }), tinyRun({ rule: 'none' })];
  using exchanged = vi.spyOn(StackedLearner.prototype, 'exchange');
  const records = await train([cooperating, lone], {
    onStep: ({ step }) => {
      const learner: unknown = exchanged.mock.contexts[0];
      if (step !== 39 || !(learner instanceof StackedLearner)) return;
      poison(learner, 3);
      poison(learner, 8 + 5);
    },
  });
  expect(records).toMatchObject([
    { status: 'failed', error: { step: 40, agent: 3 }, stepsDone: 40 },
    { status: 'failed', error: { step: 40, agent: 5 }, stepsDone: 40 },
  ]);
});

/** Makes NaN of all of one learner's critic. */
function poison(learner: StackedLearner, row: number): void {
  tf.tidy(() => {
    const isPoisoned_L = Array.from({ length: learner.learners }, (_, at) => [at === row]);
    const params_LP = learner.readParameters('critic');
    const poisoned_LP = tf.where(tf.tensor2d(isPoisoned_L, undefined, 'bool'), NaN, params_LP);
    learner.assignParameters('critic', poisoned_LP);
  });
}

test('no tensor is left behind', async () => {
  await train([tinyRun({ steps: 60, attack: 'median', rule: 'soft-medoid' })]);
  const { numTensors } = tf.memory();
  const folders = [join(root.path, 'again')];
  mkdirSync(join(root.path, 'again'));
  await train([tinyRun({ steps: 60, attack: 'median', rule: 'soft-medoid' })], { folders });
  expect(tf.memory().numTensors).toBe(numTensors);
});
