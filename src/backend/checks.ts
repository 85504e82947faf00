import { messageOf } from '../errors.ts';
import { deviceText, loadBackend, type LoadedBackend } from './backend.ts';
import { cpuFlags } from './cpu.ts';
import { CUDA_LIBRARIES, cudaText, driverObstacles, gpuObstacles } from './gpu.ts';
import { cudnnText, type GpuInUse } from './gpuInUse.ts';
import { askGpu, type Gpu, type GpuReport, type Library } from './gpuReport.ts';
import { findNativeBuild } from './nativeBuild.ts';

/** One line of `doctor`. `missing` is a fault; `info` is worth knowing, and no fault. */
export interface Check {
  readonly name: string;
  readonly status: 'ok' | 'missing' | 'info';
  readonly detail: string;
  readonly remedy?: string;
}

/** Loads TensorFlow as `--device auto` would, and says what is there and what a GPU lacks. */
export async function backendChecks(): Promise<Check[]> {
  return [...(await tensorflowChecks()), cpuCheck(), ...gpuChecks()];
}

async function tensorflowChecks(): Promise<Check[]> {
  try {
    return describeLoaded(await loadBackend({ device: 'auto' }));
  } catch (error) {
    const detail = messageOf(error);
    return [{ name: 'TensorFlow', status: 'missing', detail, remedy: 'npm run setup' }];
  }
}

function describeLoaded(backend: LoadedBackend): Check[] {
  return [
    {
      name: 'TensorFlow',
      status: 'ok',
      detail: `${backend.tensorflowVersion}, tf.js ${backend.tfjsVersion}`,
    },
    {
      name: 'device',
      status: 'ok',
      detail: deviceText(backend),
    },
    ...(backend.gpu === null ? [] : switchesOfGpu(backend.gpu)),
    ...Object.entries(backend.switches).map(([name, value]): Check => ({
      name,
      status: 'info',
      detail: value,
    })),
  ];
}

/** What TensorFlow makes of the GPU. */
function switchesOfGpu(gpu: GpuInUse): Check[] {
  const onOff = (name: string, isOn: boolean): Check => ({
    name,
    status: 'info',
    detail: isOn ? 'on' : 'off',
  });
  return [onOff('TF32', gpu.tf32), onOff('memory growth', gpu.memoryGrowth), onOff('XLA', gpu.xla)];
}

function cpuCheck(): Check {
  return { name: 'CPU flags', status: 'info', detail: cpuFlags().join(' ') || 'none of note' };
}

/** A machine without a GPU is no fault, so what a GPU lacks is `info`, unless set-up should have brought it. */
function gpuChecks(): Check[] {
  const build = findNativeBuild('gpu');
  const asked = build ?? findNativeBuild('cpu');
  if (asked === null) return [];
  const report = askGpu(asked, build === null ? [] : CUDA_LIBRARIES);
  return [
    ...driverChecks(report),
    ...report.visible.map(gpuCheck),
    {
      name: 'GPU build',
      ...(build === null
        ? { status: 'info', detail: 'not set up', remedy: 'npm run setup -- --gpu' }
        : { status: 'ok', detail: build.bindingPath }),
    },
    ...report.libraries.map(libraryCheck),
  ];
}

function driverChecks(report: GpuReport): Check[] {
  const name = 'GPU driver';
  const obstacles = report.failure === null ? driverObstacles(report) : gpuObstacles(report);
  if (obstacles.length > 0) {
    return obstacles.map(({ what, remedy }) => ({ name, status: 'info', detail: what, remedy }));
  }
  const { driverVersion, cuda } = report;
  const served = cuda === null ? '' : `, for CUDA up to ${cudaText(cuda)}`;
  return [{ name, status: 'ok', detail: `${driverVersion ?? 'of unknown version'}${served}` }];
}

function gpuCheck({ name, computeCapability, totalBytes, freeBytes }: Gpu, index: number): Check {
  const free = freeBytes === null ? '' : `, ${gigabytes(freeBytes)} of them free`;
  return {
    name: `GPU ${index}`,
    status: 'info',
    detail: `${name}, compute capability ${computeCapability}, ${gigabytes(totalBytes)}${free}`,
  };
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

function libraryCheck({ name, why, version }: Library): Check {
  if (why !== null) {
    return { name, status: 'missing', detail: why, remedy: 'npm run setup -- --gpu' };
  }
  const text = name.startsWith('libcudnn.') ? cudnnText : cudaText;
  return {
    name,
    status: 'ok',
    detail: `can be opened${version === null ? '' : `, version ${text(version)}`}`,
  };
}
