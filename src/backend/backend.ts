import { availableParallelism, cpus } from 'node:os';

import * as tf from '@tensorflow/tfjs';

import { UserError, messageOf } from '../errors.ts';
import { chooseBuild, type Choice } from './chooseBuild.ts';
import { CUDA_LIBRARIES, showing, usableGpu } from './gpu.ts';
import { gpuInUse, type GpuInUse } from './gpuInUse.ts';
import { askGpu, type GpuReport } from './gpuReport.ts';
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
  /** Null on a CPU. */
  readonly gpu: GpuInUse | null;
  readonly tensorflowVersion: string;
  readonly tfjsVersion: string;
  readonly bindingPath: string;
  /** Lanes that a compiled program should have: operations that run at once. */
  readonly lanes: number;
  /** Every TensorFlow switch in force: see `switches.ts`. */
  readonly switches: Record<string, string>;
}

interface Loaded {
  readonly backend: LoadedBackend;
  readonly kernels: NodeJSKernelBackend;
  readonly build: NativeBuild;
}

let loaded: Loaded | null = null;

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

/** The device and why it is this one, for people. */
export function deviceText({ device, deviceName, reason }: LoadedBackend): string {
  return `${device.toUpperCase()}: ${deviceName} (${reason})`;
}

/**
 * Memory of the GPU that this process computes on. `freeBytes` is what no process uses, this one
 * included: it takes more as it needs it. Null on a CPU, and where the driver does not tell.
 */
export function gpuMemory(): { readonly totalBytes: number; readonly freeBytes: number } | null {
  if (loaded?.backend.device !== 'gpu') return null;
  const { totalBytes, freeBytes } = usableGpu(askGpu(loaded.build))?.gpu ?? {};
  if (totalBytes === undefined || typeof freeBytes !== 'number') return null;
  return { totalBytes, freeBytes: Math.min(freeBytes, totalBytes) };
}

function load(request: BackendRequest): Loaded {
  const builds = { cpu: findNativeBuild('cpu'), gpu: findNativeBuild('gpu') };
  const choice = chooseBuild(request.device, builds);
  const device = choice.gpu === null ? 'cpu' : 'gpu';
  setSwitches(process.env, device, request.threads);
  if (choice.gpu !== null) showOneGpu(choice.gpu, process.env);
  // TensorFlow's GPU build would take one that it finds.
  else if (request.device === 'cpu' || choice.build.device === 'gpu') process.env[VISIBLE] = '-1';
  const binding = open(choice.build);
  const backend = describe(request, choice, binding);
  const kernels = createKernelBackend(binding);
  tf.registerBackend('tensorflow', () => kernels);
  return { backend, kernels, build: choice.build };
}

function showOneGpu(report: GpuReport, environment: NodeJS.ProcessEnv): void {
  const index = usableGpu(report)?.index ?? 0;
  if (report.visible.length <= 1) return;
  environment[VISIBLE] = showing(index, environment[VISIBLE]);
}

const VISIBLE = 'CUDA_VISIBLE_DEVICES';

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
  if (request.device === 'gpu' && device === 'cpu') throw new UserError(unlisted(choice));
  const gpu = device === 'gpu' && choice.gpu !== null ? gpuInUse(choice.gpu, process.env) : null;
  const isLetDown = choice.gpu !== null && device === 'cpu';
  return {
    device,
    deviceName: gpu?.name ?? cpuName(),
    reason: isLetDown ? 'auto: TensorFlow lists no GPU, though one could be used' : choice.reason,
    gpu,
    tensorflowVersion: binding.TF_Version,
    tfjsVersion: tf.version.tfjs,
    bindingPath: choice.build.bindingPath,
    lanes: lanesOf(process.env, device),
    switches: switchesInForce(process.env),
  };
}

/** Everything that can be seen from outside is there. */
function unlisted({ gpu }: Choice): string {
  const name = gpu === null ? 'a GPU' : (usableGpu(gpu)?.gpu.name ?? 'a GPU');
  return (
    `device gpu: ${name} is there, its driver ${gpu?.driverVersion ?? ''} and all of ` +
    `${CUDA_LIBRARIES.join(', ')} can be opened, and yet TensorFlow lists no GPU.\n` +
    'With TF_CPP_MIN_LOG_LEVEL=0 in the environment TensorFlow says why. Or take --device cpu.'
  );
}

function cpuName(): string {
  return `${cpus()[0]?.model.trim() ?? 'CPU'}, ${availableParallelism()} cores`;
}
