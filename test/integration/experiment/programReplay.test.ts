import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadBackend } from '../../../src/backend/backend.ts';
import type { RunConfig } from '../../../src/experiment/config.ts';
import type { ReplayPlace } from '../../../src/experiment/createLearner.ts';
import { trainCohort } from '../../../src/experiment/trainCohort.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { TINY_LEARNER, tinyRun } from '../../support/tinyRun.ts';
import { readTables, trained } from './trained.ts';

/*
 * On a GPU batches are drawn in the learner's program. That path runs here on the CPU, where it has to
 * give the tables of the other to the last byte.
 */

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

describe('a replay in the program', () => {
  test.each(CASES)('gives the bytes of one on the host: %s', async (_name, configs) => {
    const onHost = await trained(configs, { replayIn: 'host' });
    expect(await trained(configs, { replayIn: 'program' })).toEqual(onHost);
  });

  // More steps than are stored at once, in a ring that has begun to overwrite.
  test('is filled again when a run goes on, whichever it was begun with', async () => {
    const config = tinyRun({
      steps: 700,
      warmup: 660,
      aggregateDuringWarmup: false,
      learner: { ...TINY_LEARNER, replayCapacity: 600 },
    });
    const [whole] = await trained([config], { replayIn: 'host' });
    using root = temporaryFolder();
    const folder = join(root.path, 'run');
    const goOn = async (replayIn: ReplayPlace, stopAt: number) => {
      const controller = new AbortController();
      await trainCohort([config], {
        backend: await loadBackend({ device: 'cpu' }),
        folders: [folder],
        signal: controller.signal,
        replayIn,
        onStep: ({ step }) => {
          if (step === stopAt) controller.abort();
        },
      });
    };
    await goOn('host', 670);
    await goOn('program', 680);
    await goOn('program', 690);
    await goOn('host', 700);
    expect(readTables(folder)).toEqual(whole);
  });
});
