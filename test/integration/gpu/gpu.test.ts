import * as tf from '@tensorflow/tfjs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { runProgram } from '../../../scripts/chaos/program.ts';
import { gpuMemory, loadBackend } from '../../../src/backend/backend.ts';
import { CUDA_LIBRARIES, gpuObstacles, usableGpu } from '../../../src/backend/gpu.ts';
import { askGpu } from '../../../src/backend/gpuReport.ts';
import { findNativeBuild } from '../../../src/backend/nativeBuild.ts';
import type { RunConfig } from '../../../src/experiment/config.ts';
import type { RunRecord } from '../../../src/metrics/runRecord.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import {
  WAYS,
  learnerOn,
  parametersOf,
  randomBatch,
  relativeError,
  type Way,
} from '../../unit/learner/ways.ts';

/* What only a GPU can show. Where none can be used, the name of the tests says that and why. */

const build = findNativeBuild('gpu');
const report = build === null ? null : askGpu(build, CUDA_LIBRARIES);
const obstacle =
  report === null ? 'npm run setup -- --gpu has not run here' : gpuObstacles(report)[0]?.what;

const [onCpu, eager, compiled] = WAYS;

/**
 * Largest relative difference after some updates. Float32 rounds to 6e-8, and on CPUs the three are
 * within 3e-7 of each other; a GPU's sums have yet other orders.
 */
const TOLERANCE = 1e-5;

const UPDATES = 8;

/** All that can be seen of a training: losses, parameters and actions. */
async function train(way: Way): Promise<Record<string, number[]>> {
  // A GPU has one lane.
  using learner = await learnerOn(way, { lanes: 1 });
  const losses = Array.from(
    { length: UPDATES },
    (_, step) => learner.update(randomBatch(100 + step)).losses,
  );
  const { actor, critic } = parametersOf(learner);
  return {
    losses: losses.flatMap(({ critic_L, actor_L }) => [...critic_L, ...actor_L]),
    actor: actor.flat(),
    critic: critic.flat(),
    actions: [...learner.act(Float32Array.of(0.1, -0.2, 0.3, 0.4, -0.5, 0.6))],
  };
}

const skipped = obstacle === undefined ? '' : ` (SKIPPED, no GPU can be used: ${obstacle})`;

describe.skipIf(obstacle !== undefined)(`on a GPU${skipped}`, () => {
  beforeAll(async () => {
    // Silences tf.js' advice to install its node backend.
    tf.env().set('IS_TEST', true);
    vi.stubEnv('NVIDIA_TF32_OVERRIDE', '0');
    await loadBackend({ device: 'gpu' });
  });

  test.each([
    ['eager', eager],
    ['compiled', compiled],
  ])('the %s learner is that on the CPU', async (_name, way) => {
    const expected = await train(onCpu);
    for (const [name, values] of Object.entries(await train(way))) {
      expect(relativeError(values, expected[name] ?? []), name).toBeLessThan(TOLERANCE);
    }
  });

  test('its memory is that of the GPU which the driver told of', () => {
    const memory = gpuMemory();
    expect(memory?.totalBytes).toBe(report && usableGpu(report)?.gpu.totalBytes);
    expect(memory?.freeBytes).toBeGreaterThan(0);
  });

  test('a run trains, says so, and records what computed it', async () => {
    using folder = temporaryFolder();
    const out = join(folder.path, 'run');
    const { code, stdout, stderr } = await runProgram([
      ...'train --device gpu --task InvertedPendulum-v4 --rule soft-medoid --attack average'.split(
        ' ',
      ),
      ...'--steps 120 --warmup 40 --period 20 --evaluation-period 20'.split(' '),
      ...['--batch', '16', '--hidden', '8,8', '--out', out],
    ]);
    const gpu = report && usableGpu(report)?.gpu;
    expect(code, stderr).toBe(0);
    expect(stdout).toContain(`on GPU: ${gpu?.name ?? '?'}`);
    expect(stderr).toContain(`device: GPU: ${gpu?.name ?? '?'} (asked for)`);
    const record = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as RunRecord<RunConfig>;
    expect(record.gpu).toMatchObject({
      name: gpu?.name,
      computeCapability: gpu?.computeCapability,
      memoryBytes: gpu?.totalBytes,
      driver: report?.driverVersion,
      cuda: expect.stringMatching(/^12\.\d+$/) as string,
      cudnn: expect.stringMatching(/^9\.\d+\.\d+$/) as string,
      memoryGrowth: true,
    });
  });
});
