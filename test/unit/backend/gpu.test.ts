import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import {
  CUDA_LIBRARIES,
  cudaLibrary,
  driverVersion,
  gpuModels,
  gpuObstacles,
  whyNotOpenable,
} from '../../../src/backend/gpu.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resilient-marl-gpu-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('opening libraries by name', () => {
  test('a library of the system can be opened', () => {
    expect(whyNotOpenable('libm.so.6')).toBeNull();
  });

  test('one that is not there is named', () => {
    expect(whyNotOpenable('libnowhere.so.7')).toContain('libnowhere.so.7');
  });

  test('one that is damaged is named', () => {
    const path = join(folder, 'libcudart.so.12');
    writeFileSync(path, 'not a library');
    expect(whyNotOpenable(cudaLibrary('libcudart.so.12', folder))).toContain(path);
  });
});

describe('what keeps TensorFlow from a GPU', () => {
  test('nothing, where all libraries open', () => {
    expect(gpuObstacles(folder, () => null)).toEqual([]);
  });

  test('every library that does not open, and the driver, each in a line of its own', () => {
    const obstacles = gpuObstacles(folder, (library) => `${library}: not found`);
    expect(obstacles).toHaveLength(1 + CUDA_LIBRARIES.length);
    expect(obstacles[0]).toContain('NVIDIA driver');
    for (const name of CUDA_LIBRARIES) expect(obstacles).toContain(`${name}: not found`);
  });

  test('libraries beside TensorFlow go before those of the system', () => {
    writeFileSync(join(folder, 'libcudart.so.12'), '');
    expect(cudaLibrary('libcudart.so.12', folder)).toBe(join(folder, 'libcudart.so.12'));
    expect(cudaLibrary('libcudnn.so.9', folder)).toBe('libcudnn.so.9');
  });
});

describe('what the driver tells', () => {
  test('its version', () => {
    writeFileSync(
      join(folder, 'version'),
      'NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Tue Mar  5 22:23:56 UTC 2024\n',
    );
    expect(driverVersion(folder)).toBe('550.54.15');
  });

  test('the models of its GPUs', () => {
    mkdirSync(join(folder, 'gpus', '0000:01:00.0'), { recursive: true });
    writeFileSync(
      join(folder, 'gpus', '0000:01:00.0', 'information'),
      'Model: \t\t NVIDIA H100 80GB HBM3\nIRQ: 42\n',
    );
    expect(gpuModels(folder)).toEqual(['NVIDIA H100 80GB HBM3']);
  });

  test('nothing, where there is none', () => {
    expect(driverVersion(join(folder, 'absent'))).toBeNull();
    expect(gpuModels(join(folder, 'absent'))).toEqual([]);
  });
});
