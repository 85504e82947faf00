import { availableParallelism, cpus } from 'node:os';

import * as tf from '@tensorflow/tfjs';

import { UserError, messageOf } from '../errors.ts';
import { chooseBuild, type Choice } from './chooseBuild.ts';
import { gpuModels } from './gpu.ts';
import { findNativeBuild, type Device, type NativeBuild } from './nativeBuild.ts';
import { lanesOf, setSwitches, switchesInForce } from './switches.ts';
import {
  createKernelBackend,
  loadBinding,
  type NodeJSKernelBackend,
  type TFJSBinding,
} from './tfjsNode.ts';

export interface BackendRequest {
  readonly device: 'auto' | Device;
  /** Threads that compute, on a CPU; by itself one a core. */
  readonly threads?: number;
}

/** What a run records about the machinery under it. */
export interface LoadedBackend {
  readonly device: Device;
  /** The model of the CPU with its number of cores, or of the GPU. */
  readonly deviceName: string;
  /** Why the request came out as this device. */
  readonly reason: string;
  readonly tensorflowVersion: string;
  readonly tfjsVersion: string;
  readonly bindingPath: string;
  /** Lanes that a compiled program should have: operations that run at once. */
  readonly lanes: number;
  /** Every TensorFlow switch in force: see `switches.ts`. */
  readonly switches: Record<string, string>;
}

let loaded: { readonly backend: LoadedBackend; readonly kernels: NodeJSKernelBackend } | null =
  null;

/**
 * Loads TensorFlow and makes it the backend of tf.js. A process has one TensorFlow: a later call
 * returns the same backend.
 *
 * Never a silent fall-back: throws `UserError` where the device that was asked for cannot be had or
 * set-up has not run.
 */
export async function loadBackend(request: BackendRequest): Promise<LoadedBackend> {
  loaded ??= load(request);
  const { device } = loaded.backend;
  if (request.device !== 'auto' && request.device !== device) {
    throw new Error(
      `loadBackend: this process computes on the ${device} already, and cannot change to the ${request.device}.`,
    );
  }
  await tf.setBackend('tensorflow');
  return loaded.backend;
}

/** The registered kernels and the binding below them; `loadBackend` comes first. */
export function kernelBackend(): NodeJSKernelBackend {
  if (loaded === null) throw new Error('kernelBackend: loadBackend has not been called.');
  return loaded.kernels;
}

function load(request: BackendRequest): NonNullable<typeof loaded> {
  const builds = { cpu: findNativeBuild('cpu'), gpu: findNativeBuild('gpu') };
  const choice = chooseBuild(request.device, builds);
  const device = request.device === 'cpu' ? 'cpu' : choice.build.device;
  setSwitches(process.env, device, request.threads);
  if (request.device === 'cpu') process.env['CUDA_VISIBLE_DEVICES'] = '-1';
  const binding = open(choice.build);
  const backend = describe(request, choice, binding);
  const kernels = createKernelBackend(binding);
  tf.registerBackend('tensorflow', () => kernels);
  return { backend, kernels };
}

function open(build: NativeBuild): TFJSBinding {
  try {
    return loadBinding(build.bindingPath);
  } catch (error) {
    const remedy = `npm run setup${build.device === 'gpu' ? ' -- --gpu' : ''}`;
    throw new UserError(
      `TensorFlow cannot be loaded: ${messageOf(error)}\nRun \`${remedy}\`, which makes it again.`,
      { cause: error },
    );
  }
}

function describe(request: BackendRequest, choice: Choice, binding: TFJSBinding): LoadedBackend {
  const device = binding.isUsingGpuDevice() ? 'gpu' : 'cpu';
  if (request.device === 'gpu' && device === 'cpu') throw new UserError(NO_GPU_LISTED);
  const isLetDown = request.device === 'auto' && choice.build.device === 'gpu' && device === 'cpu';
  return {
    device,
    deviceName: device === 'gpu' ? (gpuModels()[0] ?? 'NVIDIA GPU') : cpuName(),
    reason: isLetDown ? 'auto: TensorFlow lists no GPU' : choice.reason,
    tensorflowVersion: binding.TF_Version,
    tfjsVersion: tf.version.tfjs,
    bindingPath: choice.build.bindingPath,
    lanes: lanesOf(process.env, device),
    switches: switchesInForce(process.env),
  };
}

const NO_GPU_LISTED =
  'device gpu: the driver and all CUDA libraries can be opened, but TensorFlow lists no GPU.\n' +
  'Either CUDA_VISIBLE_DEVICES hides it, or its driver is too old for CUDA 12 (525 is the first), ' +
  'or its compute capability is too low (6.0 is the least).\n' +
  'TF_CPP_MIN_LOG_LEVEL=0 makes TensorFlow say more. Or take --device cpu.';

function cpuName(): string {
  return `${cpus()[0]?.model.trim() ?? 'CPU'}, ${availableParallelism()} cores`;
}
