import { describe, expect, test } from 'vitest';

import { cudaText, gpuObstacles, showing, usableGpu } from '../../../src/backend/gpu.ts';
import type { GpuReport } from '../../../src/backend/gpuReport.ts';
import { GTX_980, H100, NO_DRIVER, absent, report } from './reports.ts';

const NO_DEVICE = { code: 100, name: 'CUDA_ERROR_NO_DEVICE', text: 'no GPU is detected' };

function obstacles(change: Partial<GpuReport>, environment: NodeJS.ProcessEnv = {}): string[] {
  return gpuObstacles(report(change), environment).map(({ what }) => what);
}

describe('what keeps TensorFlow from a GPU', () => {
  test('nothing, where there is one and all libraries open', () => {
    expect(obstacles({})).toEqual([]);
  });

  test('no driver, and every library that does not open, in a line of its own', () => {
    const libraries = [absent('libcudart.so.12'), absent('libcudnn.so.9')];
    expect(obstacles({ ...NO_DRIVER, libraries })).toEqual([
      'no NVIDIA driver is installed (libcuda.so.1, libnvidia-ml.so.1: ' +
        'cannot open shared object file)',
      'libcudart.so.12: cannot open shared object file',
      'libcudnn.so.9: cannot open shared object file',
    ]);
  });

  test('a driver of which each library fails in its own way', () => {
    const driver = [
      absent('libcuda.so.1'),
      { name: 'libnvidia-ml.so.1', why: 'libnvidia-ml.so.1: file too short', version: null },
    ];
    expect(obstacles({ ...NO_DRIVER, driver })).toEqual([
      'no NVIDIA driver is installed (libcuda.so.1: cannot open shared object file; ' +
        'libnvidia-ml.so.1: file too short)',
    ]);
  });

  test('a driver in the kernel of which the libraries are not there, as in a container', () => {
    const driver = [
      { name: 'libcuda.so.1', why: null, version: null },
      absent('libnvidia-ml.so.1'),
    ];
    expect(obstacles({ driver })).toEqual([
      'the NVIDIA driver 580.65.06 is loaded, but not all of its libraries can be opened ' +
        '(libnvidia-ml.so.1: cannot open shared object file)',
    ]);
  });

  test('a driver that is too old for CUDA 12, and the first that is not', () => {
    const [obstacle] = gpuObstacles(report({ driverVersion: '470.82', cuda: 11_040 }), {});
    expect(obstacle?.what).toBe(
      'the NVIDIA driver 470.82 serves CUDA up to 11.4, and TensorFlow needs 12.0',
    );
    expect(obstacle?.remedy).toContain('525.60.13 or later');
    expect(obstacles({ cuda: 12_000 })).toEqual([]);
  });

  test('a GPU that is too old, with its compute capability', () => {
    expect(obstacles({ visible: [GTX_980] })).toEqual([
      'NVIDIA GeForce GTX 980 has compute capability 5.2, and TensorFlow needs 6.0',
    ]);
    expect(obstacles({ visible: [GTX_980, H100] })).toEqual([]);
  });

  test.each(['', '-1', '7'])('CUDA_VISIBLE_DEVICES=%s, where the machine has GPUs', (choice) => {
    const change = { error: NO_DEVICE, visible: [] };
    expect(obstacles(change, { CUDA_VISIBLE_DEVICES: choice })).toEqual([
      `CUDA_VISIBLE_DEVICES=${choice} hides every GPU of this machine (NVIDIA H100 80GB HBM3)`,
    ]);
  });

  test('a driver that shows no GPU, in CUDA’s own words', () => {
    const nowhere = { error: NO_DEVICE, visible: [], installed: [] };
    expect(obstacles(nowhere, { CUDA_VISIBLE_DEVICES: '0' })).toEqual([
      'the NVIDIA driver 580.65.06 shows no GPU (CUDA_ERROR_NO_DEVICE: no GPU is detected)',
    ]);
    const unknown = { code: 999, name: 'CUDA_ERROR_UNKNOWN', text: 'unknown error' };
    expect(obstacles({ error: unknown, visible: [] }, { CUDA_VISIBLE_DEVICES: '0' })).toEqual([
      'the NVIDIA driver 580.65.06 shows no GPU (CUDA_ERROR_UNKNOWN: unknown error)',
    ]);
  });

  test('a driver that could not be asked', () => {
    expect(obstacles({ failure: 'it crashed', ...NO_DRIVER })).toEqual(['it crashed']);
  });
});

describe('the GPU that is used', () => {
  test('is the first that TensorFlow can use', () => {
    expect(usableGpu(report({ visible: [GTX_980, H100, H100] }))).toEqual({ index: 1, gpu: H100 });
    expect(usableGpu(report({ visible: [GTX_980] }))).toBeNull();
  });

  test.each([
    [1, undefined, '1'],
    [0, '3,2', '3'],
    [1, '3, 2', '2'],
    [1, 'GPU-aa,GPU-bb', 'GPU-bb'],
  ])('number %i of CUDA_VISIBLE_DEVICES=%s is shown alone by %s', (index, now, alone) => {
    expect(showing(index, now)).toBe(alone);
  });
});

test('CUDA versions are written as people write them', () => {
  expect([12_090, 12_000, 11_040].map(cudaText)).toEqual(['12.9', '12.0', '11.4']);
});
