import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyOfProgram } from '../../../scripts/chaos/copyOfProgram.ts';
import { runProgram } from '../../../scripts/chaos/program.ts';
import { findNativeBuild } from '../../../src/backend/nativeBuild.ts';
import {
  GTX_980,
  H100,
  driverEnvironment,
  makeDriver,
  type Staged,
} from '../../support/stagedDriver.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

/*
 * The program where a staged driver is installed. Its GPU build is this clone's CPU build under
 * another name, without CUDA libraries: the driver is asked as ever, and TensorFlow is never loaded
 * for a GPU, because the libraries are missing.
 */

let folder: ReturnType<typeof temporaryFolder>;
let root: string;
let driver: string;

beforeAll(() => {
  folder = temporaryFolder();
  root = copyOfProgram(join(folder.path, 'program'));
  driver = join(folder.path, 'driver');
  mkdirSync(driver);
  makeDriver(driver);
  const build = findNativeBuild('cpu');
  if (build === null) throw new Error('The CPU build is not set up.');
  const gpu = join(root, '.setup/native/gpu');
  mkdirSync(join(gpu, 'lib'), { recursive: true });
  cpSync(build.gpuInfoPath, join(gpu, 'gpuInfo'));
  symlinkSync(build.bindingPath, join(gpu, 'tfjs_binding.node'));
});
afterAll(() => {
  folder[Symbol.dispose]();
});

/** What `train --device gpu` says on standard error; nothing may be written. */
async function refusal(staged: Staged, env: Record<string, string> = {}): Promise<string[]> {
  const out = join(folder.path, 'out');
  const { code, stdout, stderr } = await runProgram(
    ['train', '--task', 'InvertedPendulum-v4', '--device', 'gpu', '--out', out],
    { root, env: { ...driverEnvironment(driver, staged), ...env } },
  );
  expect([code, stdout]).toEqual([2, '']);
  expect(existsSync(out)).toBe(false);
  const lines = stderr.trimEnd().split('\n');
  expect(lines[0]).toBe('resilient-marl: device gpu: no GPU can be used.');
  return lines.filter((line) => line.startsWith('  - '));
}

describe('--device gpu is refused with exit code 2, and says', () => {
  test('each library that cannot be opened', async () => {
    const lines = await refusal({ gpus: [H100] });
    expect(lines).toEqual(
      [
        'libcudart.so.12',
        'libcublas.so.12',
        'libcublasLt.so.12',
        'libcufft.so.11',
        'libcusolver.so.11',
        'libcusparse.so.12',
        'libcudnn.so.9',
      ].map((name) => `  - ${name}: cannot open shared object file: No such file or directory`),
    );
  });

  test('the compute capability of GPUs that are too old', async () => {
    const [first] = await refusal({ gpus: [GTX_980] });
    expect(first).toBe(
      '  - NVIDIA GeForce GTX 980 has compute capability 5.2, and TensorFlow needs 6.0',
    );
  });

  test('the version of a driver that is too old', async () => {
    const [first] = await refusal({ gpus: [H100], driver: '470.82.01', cuda: 11_040 });
    expect(first).toBe(
      '  - the NVIDIA driver 470.82.01 serves CUDA up to 11.4, and TensorFlow needs 12.0',
    );
  });

  test('that CUDA_VISIBLE_DEVICES hides the GPUs', async () => {
    const [first] = await refusal({ gpus: [H100] }, { CUDA_VISIBLE_DEVICES: '-1' });
    expect(first).toBe(
      '  - CUDA_VISIBLE_DEVICES=-1 hides every GPU of this machine (NVIDIA H100 80GB HBM3)',
    );
  });

  test('that the driver shows no GPU', async () => {
    const [first] = await refusal({ driver: '550.54.15' });
    expect(first).toBe(
      '  - the NVIDIA driver 550.54.15 shows no GPU (CUDA_ERROR_NO_DEVICE: no CUDA-capable device is detected)',
    );
  });
});

test('the doctor has the same in its table', async () => {
  const { stdout } = await runProgram(['doctor'], {
    root,
    env: driverEnvironment(driver, { gpus: [H100, GTX_980], driver: '550.54.15', cuda: 12_040 }),
  });
  for (const row of [
    /^ok +device +CPU: .*\(auto: libcudart\.so\.12: cannot open .*libcudnn\.so\.9: cannot open/m,
    /^ok +GPU driver +550\.54\.15, for CUDA up to 12\.4$/m,
    /^- +GPU 0 +NVIDIA H100 80GB HBM3, compute capability 9\.0, 85\.0 GB, 84\.0 GB of them free$/m,
    /^- +GPU 1 +NVIDIA GeForce GTX 980, compute capability 5\.2, 4\.0 GB, 3\.9 GB of them free$/m,
    /^MISSING +libcudnn\.so\.9 +libcudnn\.so\.9: cannot open shared object file/m,
  ]) {
    expect(stdout).toMatch(row);
  }
});
