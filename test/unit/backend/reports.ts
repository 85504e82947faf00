import type { Gpu, GpuReport } from '../../../src/backend/gpuReport.ts';

export const H100: Gpu = {
  name: 'NVIDIA H100 80GB HBM3',
  computeCapability: '9.0',
  totalBytes: 85e9,
  freeBytes: 84e9,
};

export const GTX_980: Gpu = {
  name: 'NVIDIA GeForce GTX 980',
  computeCapability: '5.2',
  totalBytes: 4e9,
  freeBytes: 3.9e9,
};

/** A report of a machine on which a GPU can be used, with changes. */
export function report(change: Partial<GpuReport> = {}): GpuReport {
  return {
    failure: null,
    driver: [
      { name: 'libcuda.so.1', why: null, version: null },
      { name: 'libnvidia-ml.so.1', why: null, version: null },
    ],
    driverVersion: '580.65.06',
    cuda: 13_000,
    error: null,
    installed: [H100.name],
    visible: [H100],
    libraries: [
      { name: 'libcudart.so.12', why: null, version: 12_090 },
      { name: 'libcudnn.so.9', why: null, version: 92_800 },
    ],
    ...change,
  };
}

/** The linker's words for a library that is not there. */
export function absent(name: string): GpuReport['libraries'][number] {
  return { name, why: `${name}: cannot open shared object file`, version: null };
}

export const NO_DRIVER: Partial<GpuReport> = {
  driver: [absent('libcuda.so.1'), absent('libnvidia-ml.so.1')],
  driverVersion: null,
  cuda: null,
  installed: [],
  visible: [],
};
