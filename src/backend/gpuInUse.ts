import { cudaText, usableGpu } from './gpu.ts';
import type { GpuReport } from './gpuReport.ts';

/** What a run records of the GPU that computed it. */
export interface GpuInUse {
  readonly name: string;
  /** Such as `9.0`. */
  readonly computeCapability: string;
  readonly memoryBytes: number;
  /** Version of the NVIDIA driver. */
  readonly driver: string;
  /** Versions of the CUDA runtime and of cuDNN, as their libraries say. */
  readonly cuda: string;
  readonly cudnn: string;
  /** Whether products of float32 matrices round their factors to 10 bits of mantissa. */
  readonly tf32: boolean;
  /** Whether memory is taken as it is needed, and not nearly all of it at the start. */
  readonly memoryGrowth: boolean;
  /** Whether TensorFlow compiles graphs with XLA. */
  readonly xla: boolean;
}

/** The GPU of a report that TensorFlow will use, under the switches of `environment`. */
export function gpuInUse(report: GpuReport, environment: NodeJS.ProcessEnv): GpuInUse {
  const gpu = usableGpu(report)?.gpu;
  if (gpu === undefined) throw new Error('gpuInUse: the report has no GPU that can be used.');
  const version = (name: string) =>
    report.libraries.find((library) => library.name.startsWith(name))?.version ?? null;
  const cuda = version('libcudart.');
  const cudnn = version('libcudnn.');
  return {
    name: gpu.name,
    computeCapability: gpu.computeCapability,
    memoryBytes: gpu.totalBytes,
    driver: report.driverVersion ?? UNKNOWN,
    cuda: cuda === null ? UNKNOWN : cudaText(cuda),
    cudnn: cudnn === null ? UNKNOWN : cudnnText(cudnn),
    tf32: usesTf32(gpu.computeCapability, environment),
    memoryGrowth: environment['TF_FORCE_GPU_ALLOW_GROWTH'] === 'true',
    xla: usesXla(environment),
  };
}

const UNKNOWN = 'unknown';

/** TensorFlow turns TF32 on, the GPUs that have it are Ampere and later, and NVIDIA's switch turns it off. */
function usesTf32(computeCapability: string, environment: NodeJS.ProcessEnv): boolean {
  return Number.parseFloat(computeCapability) >= 8 && environment['NVIDIA_TF32_OVERRIDE'] !== '0';
}

function usesXla(environment: NodeJS.ProcessEnv): boolean {
  const level = /--tf_xla_auto_jit=(\S+)/.exec(environment['TF_XLA_FLAGS'] ?? '')?.[1];
  return level !== undefined && !['0', '-1'].includes(level);
}

/** `9.28.0` of 92800. */
export function cudnnText(version: number): string {
  return `${Math.floor(version / 10_000)}.${Math.floor((version % 10_000) / 100)}.${version % 100}`;
}
