import { describe, expect, test } from 'vitest';

import { gpuInUse } from '../../../src/backend/gpuInUse.ts';
import { setSwitches } from '../../../src/backend/switches.ts';
import { GTX_980, H100, report } from './reports.ts';

test('a run records the GPU, its driver, CUDA and cuDNN, under our switches', () => {
  const environment: NodeJS.ProcessEnv = {};
  setSwitches(environment, 'gpu');
  expect(gpuInUse(report({ visible: [GTX_980, H100] }), environment)).toEqual({
    name: 'NVIDIA H100 80GB HBM3',
    computeCapability: '9.0',
    memoryBytes: 85e9,
    driver: '580.65.06',
    cuda: '12.9',
    cudnn: '9.28.0',
    tf32: true,
    memoryGrowth: true,
    xla: false,
  });
});

describe('TF32', () => {
  test('is off where NVIDIA’s switch turns it off', () => {
    expect(gpuInUse(report(), { NVIDIA_TF32_OVERRIDE: '0' }).tf32).toBe(false);
    expect(gpuInUse(report(), { NVIDIA_TF32_OVERRIDE: '1' }).tf32).toBe(true);
  });

  test.each([
    ['7.5', false],
    ['8.0', true],
    ['12.0', true],
  ])('compute capability %s: %s', (computeCapability, has) => {
    expect(gpuInUse(report({ visible: [{ ...H100, computeCapability }] }), {}).tf32).toBe(has);
  });
});

test.each([
  ['', false],
  ['--tf_xla_auto_jit=0', false],
  ['--tf_xla_auto_jit=-1', false],
  ['--tf_xla_cpu_global_jit', false],
  ['--tf_xla_auto_jit=2 --tf_xla_min_cluster_size=4', true],
  ['--tf_xla_auto_jit=fusible', true],
])('XLA with TF_XLA_FLAGS=%s: %s', (flags, isOn) => {
  expect(gpuInUse(report(), { TF_XLA_FLAGS: flags }).xla).toBe(isOn);
});

test('memory grows only where TensorFlow reads true', () => {
  expect(gpuInUse(report(), { TF_FORCE_GPU_ALLOW_GROWTH: 'false' }).memoryGrowth).toBe(false);
});

test('a driver of which nothing says the version is recorded as unknown', () => {
  const { driver, cudnn } = gpuInUse(report({ driverVersion: null, libraries: [] }), {});
  expect([driver, cudnn]).toEqual(['unknown', 'unknown']);
});
