import { expect, test } from 'vitest';

import { chooseBuild } from '../../../src/backend/chooseBuild.ts';
import { CUDA_LIBRARIES } from '../../../src/backend/gpu.ts';
import type { GpuReport } from '../../../src/backend/gpuReport.ts';
import type { NativeBuild } from '../../../src/backend/nativeBuild.ts';
import { UserError } from '../../../src/errors.ts';
import { NO_DRIVER, absent, report } from './reports.ts';

const build = (device: 'cpu' | 'gpu'): NativeBuild => ({
  device,
  bindingPath: `/${device}.node`,
  libraryFolder: `/${device}`,
  gpuInfoPath: `/${device}/gpuInfo`,
});
const CPU = build('cpu');
const GPU = build('gpu');

const good = report();
const usable = (): GpuReport => good;
const noDriver = (_build: NativeBuild, libraries: readonly string[]): GpuReport =>
  report({ ...NO_DRIVER, libraries: libraries.slice(-1).map(absent) });
const never = (): GpuReport => {
  throw new Error('asked');
};

test('auto takes the GPU where nothing stands in its way', () => {
  const choice = chooseBuild('auto', { cpu: CPU, gpu: GPU }, usable, {});
  const reason = 'auto: a GPU can be used, compute capability 9.0, driver 580.65.06';
  expect(choice).toEqual({ build: GPU, reason, gpu: good });
});

test('auto takes the CPU where something does, and says what', () => {
  const choice = chooseBuild('auto', { cpu: CPU, gpu: GPU }, noDriver, {});
  expect(choice.build).toBe(CPU);
  expect(choice.gpu).toBeNull();
  expect(choice.reason).toBe(
    'auto: no NVIDIA driver is installed (libcuda.so.1, libnvidia-ml.so.1: ' +
      'cannot open shared object file); ' +
      'libcudnn.so.9: cannot open shared object file',
  );
});

test('auto without a GPU build asks no driver', () => {
  const choice = chooseBuild('auto', { cpu: CPU, gpu: null }, never, {});
  expect(choice).toEqual({ build: CPU, reason: 'auto: no GPU build is set up', gpu: null });
});

test('cpu takes the CPU build and asks no driver', () => {
  const choice = chooseBuild('cpu', { cpu: CPU, gpu: GPU }, never, {});
  expect(choice).toEqual({ build: CPU, reason: 'asked for', gpu: null });
});

test('cpu takes the GPU build where it is the only one', () => {
  expect(chooseBuild('cpu', { cpu: null, gpu: GPU }, never, {}).build).toBe(GPU);
});

test('gpu asks for all that TensorFlow opens', () => {
  let asked: readonly string[] = [];
  const choice = chooseBuild(
    'gpu',
    { cpu: CPU, gpu: GPU },
    (of, libraries) => {
      expect(of).toBe(GPU);
      asked = libraries;
      return good;
    },
    {},
  );
  expect(asked).toEqual(CUDA_LIBRARIES);
  expect(choice).toEqual({ build: GPU, reason: 'asked for', gpu: good });
});

test('gpu lists everything that is missing', () => {
  const choose = (): unknown => chooseBuild('gpu', { cpu: CPU, gpu: GPU }, noDriver, {});
  expect(choose).toThrow(UserError);
  expect(choose).toThrowErrorMatchingInlineSnapshot(`
    [UserError: device gpu: no GPU can be used.
      - no NVIDIA driver is installed (libcuda.so.1, libnvidia-ml.so.1: cannot open shared object file)
      - libcudnn.so.9: cannot open shared object file
    Install the NVIDIA driver, 525.60.13 or later.
    \`npm run setup -- --gpu\` brings all but the driver.
    Or take --device cpu.]
  `);
});

test('gpu without a GPU build tells of a missing driver before 3 GB are downloaded', () => {
  const choose = (): unknown => chooseBuild('gpu', { cpu: CPU, gpu: null }, noDriver, {});
  expect(choose).toThrow(UserError);
  expect(choose).toThrowErrorMatchingInlineSnapshot(`
    [UserError: device gpu: no GPU can be used.
      - no GPU build is set up
      - no NVIDIA driver is installed (libcuda.so.1, libnvidia-ml.so.1: cannot open shared object file)
    \`npm run setup -- --gpu\` brings all but the driver.
    Install the NVIDIA driver, 525.60.13 or later.
    Or take --device cpu.]
  `);
});

test('without any build, set-up is what to run', () => {
  for (const device of ['auto', 'cpu', 'gpu'] as const) {
    const choose = (): unknown => chooseBuild(device, { cpu: null, gpu: null }, never, {});
    expect(choose).toThrow(UserError);
    expect(choose).toThrow('Run `npm run setup`');
  }
});
