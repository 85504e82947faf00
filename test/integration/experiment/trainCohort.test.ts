import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadBackend } from '../../../src/backend/backend.ts';
import { EnvPool } from '../../../src/env/envPool.ts';
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

test('before everything works there is nothing but the lock', async () => {
  let seen: string[] = ['not called'];
  await train([tinyRun({ steps: 41 })], {
    onReady: () => {
      seen = readdirSync(root.path, { recursive: true, encoding: 'utf8' }).sort();
    },
  });
  expect(seen).toEqual(['run0', 'run0/run.lock']);
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

test('a parameter is looked at in the step that changes it, when no loss tells yet', async () => {
  // Of float32, this rate is infinite: the actor's loss, computed before its step, is not.
  const learner = { ...TINY_LEARNER, actorLearningRate: 1e39 };
  const losses: unknown[] = [];
  const records = await train([tinyRun({ rule: 'none', learner, steps: 60 })], {
    onStep: (event) => losses.push(...(event.losses ? [...event.losses.actor_L] : [])),
  });
  expect(losses.every(Number.isFinite)).toBe(true);
  const message = 'A parameter of agent 0 is not finite at step 41.';
  expect(records).toMatchObject([
    { status: 'failed', error: { message, step: 41, agent: 0 }, stepsDone: 41 },
  ]);
});

test.each([
  ['obs_EO', 2 * 4 + 1, Number.NaN, 'An observation of agent 2 is not finite at step 50.'],
  ['reward_E', 5, -Infinity, 'A reward of agent 5 is not finite at step 50.'],
] as const)('%s that are not finite are seen at once', async (name, place, value, message) => {
  const step: EnvPool['step'] = Reflect.get(EnvPool.prototype, 'step');
  let steps = 0;
  using stepped = vi.spyOn(EnvPool.prototype, 'step');
  stepped.mockImplementation(async function (this: EnvPool, action_EA, environments) {
    const result = await step.call(this, action_EA, environments);
    if (environments === undefined && ++steps === 50) result[name][place] = value;
    return result;
  });
  const records = await train([tinyRun()]);
  const [, agent] = /agent (\d)/.exec(message) ?? [];
  expect(records).toMatchObject([
    { status: 'failed', error: { message, step: 50, agent: Number(agent) }, stepsDone: 50 },
  ]);
});

describe('a message that is not finite, of a sender that is', () => {
  /** Forged from so large a virtual critic that it overflows; the critic is put right after the round at step 40. */
  const receiving = async (nonFinite: 'stop' | 'exclude') => {
    const config = tinyRun({ attack: 'average', onset: 20, nonFinite });
    using exchanged = vi.spyOn(StackedLearner.prototype, 'exchange');
    let before: tf.Tensor2D | null = null;
    return await train([config], {
      onStep: ({ step }) => {
        const learner: unknown = exchanged.mock.contexts[0];
        if (!(learner instanceof StackedLearner)) return;
        if (step === 39) {
          before = learner.readParameters('critic');
          replaceRow(learner, 8, 3e38);
        } else if (step === 40 && before) learner.assignParameters('critic', before);
      },
    });
  };

  test('ends the run by default, which names receiver, sender and step', async () => {
    const [record] = await receiving('stop');
    expect(record).toMatchObject({
      status: 'failed',
      error: { step: 40, agent: 0 },
      stepsDone: 40,
    });
    expect(record?.error?.message).toMatch(
      /^agent 0 received critic parameters from agent 6 with a number that is not finite, at step 40\. /,
    );
  });

  test('is left out with --non-finite exclude, which the table of rounds shows', async () => {
    const [record] = await receiving('exclude');
    expect(record).toMatchObject({ status: 'finished', config: { nonFinite: 'exclude' } });
    const table = readFileSync(join(root.path, 'run0/aggregation.csv'), 'utf8');
    expect(table).toMatch(/^40,0,5,critic,0.5,/m);
    expect(table).toMatch(/^40,0,6,critic,0,nan$/m);
  });
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
  replaceRow(learner, row, NaN);
}

/** Makes all of one learner's critic the same number. */
function replaceRow(learner: StackedLearner, row: number, value: number): void {
  tf.tidy(() => {
    const isReplaced_L = Array.from({ length: learner.learners }, (_, at) => [at === row]);
    const params_LP = learner.readParameters('critic');
    const replaced_LP = tf.where(tf.tensor2d(isReplaced_L, undefined, 'bool'), value, params_LP);
    learner.assignParameters('critic', replaced_LP);
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
