import { messageOf } from '../errors.ts';
import { loadBackend, type LoadedBackend } from './backend.ts';
import { cpuFlags } from './cpu.ts';
import {
  CUDA_LIBRARIES,
  cudaLibrary,
  driverObstacle,
  driverVersion,
  gpuModels,
  whyNotOpenable,
} from './gpu.ts';
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
      detail: `${backend.device}: ${backend.deviceName} (${backend.reason})`,
    },
    ...Object.entries(backend.switches).map(([name, value]): Check => ({
      name,
      status: 'info',
      detail: value,
    })),
  ];
}

function cpuCheck(): Check {
  return { name: 'CPU flags', status: 'info', detail: cpuFlags().join(' ') || 'none of note' };
}

/** A machine without a GPU is no fault, so everything that is absent here is `info`. */
function gpuChecks(): Check[] {
  const build = findNativeBuild('gpu');
  const driver = driverObstacle();
  return [
    {
      name: 'GPU driver',
      ...(driver === null
        ? { status: 'ok', detail: [driverVersion() ?? 'found', ...gpuModels()].join(', ') }
        : { status: 'info', detail: driver, remedy: 'install the NVIDIA driver' }),
    },
    {
      name: 'GPU build',
      ...(build === null
        ? { status: 'info', detail: 'not set up', remedy: 'npm run setup -- --gpu' }
        : { status: 'ok', detail: build.bindingPath }),
    },
    ...(build === null ? [] : CUDA_LIBRARIES).map((name): Check => {
      const why = whyNotOpenable(cudaLibrary(name, build?.libraryFolder ?? ''));
      return why === null
        ? { name, status: 'ok', detail: 'can be opened' }
        : { name, status: 'missing', detail: why, remedy: 'npm run setup -- --gpu' };
    }),
  ];
}
