import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyOfProgram } from '../../../scripts/chaos/copyOfProgram.ts';
import { runProgram } from '../../../scripts/chaos/program.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const TRAIN = ['train', '--task', 'InvertedPendulum-v4', '--quiet'];

test('here everything works: versions, device, switches, worker and both tasks', async () => {
  const { code, stdout, stderr } = await runProgram(['doctor']);
  expect([code, stderr]).toEqual([0, '']);
  for (const part of [
    /^ok +resilient-marl +\d+\.\d+\.\d+ \(/m,
    /^ok +Node +v\d+/m,
    /^ok +TensorFlow +2\.\d+\.\d+, tf\.js \d/m,
    /^ok +device +[CG]PU: /m,
    /^- +TF_ENABLE_ONEDNN_OPTS +1$/m,
    /^- +CPU flags +/m,
    /GPU build/,
    /^ok +worker +.*gymnasium \d.*mujoco \d/m,
    /^ok +HalfCheetah-v5 +17 observations, 6 actions, steps$/m,
    /^ok +InvertedPendulum-v4 +4 observations, 1 actions, steps$/m,
  ]) {
    expect(stdout).toMatch(part);
  }
  expect(stdout).not.toContain('MISSING');
});

describe('in a folder', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let root: string;

  beforeAll(() => {
    folder = temporaryFolder();
    root = copyOfProgram(folder.path);
  });
  afterAll(() => {
    folder[Symbol.dispose]();
  });

  test.each(['train', 'reproduce'])(
    'whose GPU build is missing, %s --device gpu is refused and writes nothing',
    async (command) => {
      const out = join(root, 'out');
      const args = [command, '--device', 'gpu', '--out', out, '--quiet'];
      const { code, stdout, stderr } = await runProgram(args, { root });
      expect([code, stdout]).toEqual([2, '']);
      // What follows is the driver's lack, where there is none.
      expect(stderr).toMatch(
        /^resilient-marl: device gpu: no GPU can be used\.\n {2}- no GPU build is set up\n/,
      );
      expect(stderr).toMatch(/^`npm run setup -- --gpu` brings all but the driver\.$/m);
      expect(stderr).toMatch(/\nOr take --device cpu\.\n$/);
      expect(existsSync(out)).toBe(false);
    },
  );

  test('whose Python is missing, the doctor says so and training is refused', async () => {
    const doctor = await runProgram(['doctor'], { root });
    expect(doctor.code).toBe(1);
    expect(doctor.stdout).toMatch(/^MISSING +worker +.*venv\/bin\/python does not exist/m);
    expect(doctor.stdout).toContain('npm run setup');
    expect(doctor.stdout).toMatch(/^ok +TensorFlow/m);
    const train = await runProgram([...TRAIN, '--out', join(root, 'out')], { root });
    expect(train.code).toBe(2);
    expect(train.stderr).toMatch(
      /^resilient-marl: The environment worker needs Python, and .* does not exist\. Run `npm run setup`\.\n$/,
    );
  });

  test('whose worker ends at once, its last words are passed on', async () => {
    const bin = join(root, '.setup/venv/bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'python'), '#!/bin/sh\necho no module named mujoco >&2\nexit 3\n', {
      mode: 0o755,
    });
    const doctor = await runProgram(['doctor'], { root });
    expect(doctor.code).toBe(1);
    expect(doctor.stdout).toMatch(
      /^MISSING +worker +The environment worker .* ended with exit code 3\./m,
    );
    expect(doctor.stdout).toContain('no module named mujoco');
    const train = await runProgram([...TRAIN, '--out', join(root, 'out')], { root });
    expect(train.code).toBe(2);
    expect(train.stderr).toContain('no module named mujoco');
    expect(train.stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  });
});
