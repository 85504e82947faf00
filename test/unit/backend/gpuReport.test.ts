import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';

import { gpuObstacles } from '../../../src/backend/gpu.ts';
import { askGpu, kernelDriver, type GpuReport } from '../../../src/backend/gpuReport.ts';
import { findNativeBuild, type NativeBuild } from '../../../src/backend/nativeBuild.ts';
import {
  GTX_980,
  H100,
  driverEnvironment,
  makeDriver,
  type Staged,
} from '../../support/stagedDriver.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

let folder: ReturnType<typeof temporaryFolder>;
let build: NativeBuild;
beforeAll(() => {
  folder = temporaryFolder();
  makeDriver(folder.path);
  const found = findNativeBuild('cpu');
  if (found === null) throw new Error('The CPU build is not set up.');
  build = found;
});
afterEach(() => {
  vi.unstubAllEnvs();
});
afterAll(() => {
  folder[Symbol.dispose]();
});

/** What the program says where the staged driver is installed. */
function staged(what: Staged, shown?: string): GpuReport {
  for (const [name, value] of Object.entries(driverEnvironment(folder.path, what))) {
    vi.stubEnv(name, value);
  }
  vi.stubEnv('CUDA_VISIBLE_DEVICES', shown);
  return askGpu(build);
}

describe('a driver is asked for', () => {
  test('its versions and its GPUs, with what they can and how much memory they have', () => {
    expect(staged({ gpus: [H100, GTX_980], driver: '550.54.15', cuda: 12_040 })).toMatchObject({
      failure: null,
      driverVersion: '550.54.15',
      cuda: 12_040,
      error: null,
      installed: ['NVIDIA H100 80GB HBM3', 'NVIDIA GeForce GTX 980'],
      visible: [
        {
          name: 'NVIDIA H100 80GB HBM3',
          computeCapability: '9.0',
          totalBytes: 85e9,
          freeBytes: 84e9,
        },
        {
          name: 'NVIDIA GeForce GTX 980',
          computeCapability: '5.2',
          totalBytes: 4e9,
          freeBytes: 3.9e9,
        },
      ],
    });
  });

  test('the GPUs that CUDA_VISIBLE_DEVICES shows, in its order', () => {
    const { visible } = staged({ gpus: [H100, GTX_980] }, '1,0');
    expect(visible.map(({ name, freeBytes }) => [name, freeBytes])).toEqual([
      ['NVIDIA GeForce GTX 980', 3.9e9],
      ['NVIDIA H100 80GB HBM3', 84e9],
    ]);
  });

  test('the GPUs that CUDA_VISIBLE_DEVICES hides', () => {
    const report = staged({ gpus: [H100] }, '');
    expect(report).toMatchObject({ installed: ['NVIDIA H100 80GB HBM3'], visible: [] });
    expect(gpuObstacles(report)[0]?.what).toBe(
      'CUDA_VISIBLE_DEVICES= hides every GPU of this machine (NVIDIA H100 80GB HBM3)',
    );
  });

  test('why CUDA does not start', () => {
    const report = staged({ gpus: [H100], error: 999 });
    expect(report.error).toEqual({ code: 999, name: 'CUDA_ERROR_UNKNOWN', text: 'unknown error' });
  });

  test('names with any letters in them', () => {
    const odd = 'a "quoted" \\ GPU\twith µ';
    expect(staged({ gpus: [`${odd}|9|0|1|1`] }).visible[0]?.name).toBe(odd);
  });
});

describe('the linker is asked for', () => {
  test('libraries of the system, and those that are nowhere', () => {
    expect(askGpu(build, ['libm.so.6', 'libnowhere.so.7']).libraries).toEqual([
      { name: 'libm.so.6', why: null, version: null },
      {
        name: 'libnowhere.so.7',
        why: expect.stringContaining('libnowhere.so.7: cannot open') as string,
        version: null,
      },
    ]);
  });

  test('libraries beside TensorFlow before those of the system, damaged or not', () => {
    using beside = temporaryFolder();
    writeFileSync(join(beside.path, 'libm.so.6'), 'no library');
    const [library] = askGpu({ ...build, libraryFolder: beside.path }, ['libm.so.6']).libraries;
    expect(library?.why).toContain(join(beside.path, 'libm.so.6'));
  });
});

describe('a program that', () => {
  function failing(script: string): GpuReport {
    const path = join(folder.path, 'gpuInfo');
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return askGpu({ ...build, gpuInfoPath: path });
  }

  test('crashes is an obstacle that names it', () => {
    const report = failing('echo oh dear >&2; kill -SEGV $$');
    expect(report.failure).toMatch(/^the NVIDIA driver could not be asked \(.*gpuInfo: SIGSEGV/);
    expect(gpuObstacles(report)).toHaveLength(1);
  });

  test('fails is told with its exit code and its words', () => {
    expect(failing('echo oh dear >&2; exit 3').failure).toContain('exit code 3, oh dear');
  });

  test('is not there is told', () => {
    expect(askGpu({ ...build, gpuInfoPath: '/nowhere/gpuInfo' }).failure).toContain('ENOENT');
  });
});

describe('the driver in the kernel', () => {
  test('tells its version', () => {
    using proc = temporaryFolder();
    writeFileSync(
      join(proc.path, 'version'),
      'NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Tue Mar  5 22:23:56 UTC 2024\n',
    );
    expect(kernelDriver(proc.path)).toBe('550.54.15');
  });

  test('is none where it has no folder', () => {
    using proc = temporaryFolder();
    mkdirSync(join(proc.path, 'empty'));
    expect(kernelDriver(join(proc.path, 'empty'))).toBeNull();
  });
});
