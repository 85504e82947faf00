import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { kernelBackend, loadBackend } from '../../../src/backend/backend.ts';
import type { EnvSpec } from '../../../src/env/envPool.ts';
import { formCohort } from '../../../src/experiment/cohort.ts';
import { createCommunication } from '../../../src/experiment/communication.ts';
import { createLearner } from '../../../src/experiment/createLearner.ts';
import type { RunConfig } from '../../../src/experiment/config.ts';
import type { Layout } from '../../../src/experiment/layout.ts';
import { trainCohort } from '../../../src/experiment/trainCohort.ts';
import { useNativeBackend } from '../../support/native.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { TINY_LEARNER, tinyRun } from '../../support/tinyRun.ts';
import { readTables, trained } from './trained.ts';

/*
 * On a GPU batches are drawn in the learner's program, and all learners are one block. That path runs
 * here on the CPU, where it gives the tables of the other to the last byte.
 */

useNativeBackend();

const HOST: Layout = { lanes: 2, grain: 'cache', replayIn: 'host' };
const PROGRAM: Layout = { ...HOST, replayIn: 'program' };
const GPU: Layout = { lanes: 1, grain: 'memory', replayIn: 'program' };

const CASES: readonly (readonly [string, readonly RunConfig[]])[] = [
  ['HalfCheetah, attacked', [tinyRun({ task: 'HalfCheetah-v5', attack: 'median', steps: 90 })]],
  ['period 1', [tinyRun({ period: 1, rule: 'soft-medoid', attack: 'average' })]],
  ['without overlap', [tinyRun({ overlap: false })]],
  ['rings that are full', [tinyRun({ learner: { ...TINY_LEARNER, replayCapacity: 30 } })]],
  [
    'a cohort',
    [
      tinyRun({ rule: 'average', attack: 'average' }),
      tinyRun({ rule: 'soft-medoid', temperature: 0.1, seed: 3 }),
      tinyRun({ rule: 'none' }),
    ],
  ],
];

test.each(CASES)('where batches come from changes no byte: %s', async (_name, configs) => {
  const onHost = await trained(configs, { layout: HOST });
  expect(await trained(configs, { layout: PROGRAM })).toEqual(onHost);
  expect(await trained(configs, { layout: GPU })).toEqual(onHost);
});

describe('a replay in the program', () => {
  // More steps than are stored at once, in a ring that has begun to overwrite.
  test('is filled again when a run goes on, whichever it was begun with', async () => {
    const config = tinyRun({
      steps: 700,
      warmup: 660,
      aggregateDuringWarmup: false,
      learner: { ...TINY_LEARNER, replayCapacity: 600 },
    });
    const [whole] = await trained([config], { layout: HOST });
    using root = temporaryFolder();
    const folder = join(root.path, 'run');
    const goOn = async (layout: Layout, stopAt: number) => {
      const controller = new AbortController();
      await trainCohort([config], {
        backend: await loadBackend({ device: 'cpu' }),
        folders: [folder],
        signal: controller.signal,
        layout,
        onStep: ({ step }) => {
          if (step === stopAt) controller.abort();
        },
      });
    };
    await goOn(HOST, 670);
    await goOn(PROGRAM, 680);
    await goOn(PROGRAM, 690);
    await goOn(HOST, 700);
    expect(readTables(folder)).toEqual(whole);
  });
});

describe('the layout of a GPU', () => {
  // Each costs a launch, one after the other; a CPU is faster with more and smaller ones.
  test('has as many operations for many runs as for one', () => {
    const learner = { ...TINY_LEARNER, hidden: [300, 250] } as const;
    const runs = (count: number) =>
      Array.from({ length: count }, (_, seed) =>
        tinyRun({ period: 1, rule: 'soft-medoid', attack: 'average', seed, learner }),
      );
    const one = operationsOf(runs(1), GPU);
    expect(operationsOf(runs(4), GPU)).toBe(one);
    expect(operationsOf(runs(4), HOST)).toBeGreaterThan(2 * one);
  });
});

const SPEC: EnvSpec = {
  task: 'InvertedPendulum-v4',
  observationSize: 4,
  actionSize: 1,
  actionLow_A: Float32Array.of(-3),
  actionHigh_A: Float32Array.of(3),
  maxEpisodeSteps: 1000,
  versions: {},
};

/** Operations of all functions of a cohort's learner. */
function operationsOf(configs: readonly RunConfig[], layout: Layout): number {
  const cohort = formCohort(configs);
  const kernels = Object.getPrototypeOf(kernelBackend()) as ReturnType<typeof kernelBackend>;
  const executions = [
    vi.spyOn(kernels, 'executeSingleOutput'),
    vi.spyOn(kernels, 'executeMultipleOutputs'),
  ];
  try {
    const communication = createCommunication(cohort, layout.lanes);
    createLearner(cohort, SPEC, { ...communication, ...layout })[Symbol.dispose]();
    return executions.reduce((sum, { mock }) => sum + mock.calls.length, 0);
  } finally {
    for (const execution of executions) execution.mockRestore();
  }
}
