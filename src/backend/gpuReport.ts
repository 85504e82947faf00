import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { NativeBuild } from './nativeBuild.ts';

/** A shared library, and whether the dynamic linker can open it. */
export interface Library {
  readonly name: string;
  /** The linker's reason where it cannot; null where it can. */
  readonly why: string | null;
  /** As the library itself numbers it: 12090 is CUDA 12.9, 92800 is cuDNN 9.28.0. Null where it tells none. */
  readonly version: number | null;
}

/** A GPU, as CUDA shows it to this process. */
export interface Gpu {
  readonly name: string;
  /** Such as `9.0`. */
  readonly computeCapability: string;
  readonly totalBytes: number;
  /** Bytes that no process uses; null where the driver does not tell. */
  readonly freeBytes: number | null;
}

/** What the NVIDIA driver and the dynamic linker say: the output of `scripts/setup/gpuInfo.cc`. */
export interface GpuReport {
  /** Why nothing could be found out at all; null where the rest holds. */
  readonly failure: string | null;
  /** The driver's own libraries. */
  readonly driver: readonly Library[];
  /** Such as `580.65.06`; null where no driver is loaded. */
  readonly driverVersion: string | null;
  /** The highest CUDA that the driver serves: 12040 is 12.4. */
  readonly cuda: number | null;
  /** Why CUDA does not start, though its driver can be opened. */
  readonly error: { readonly code: number; readonly name: string; readonly text: string } | null;
  /** The GPUs of this machine, those that CUDA_VISIBLE_DEVICES hides included. */
  readonly installed: readonly string[];
  /** The GPUs that CUDA shows, in its order. */
  readonly visible: readonly Gpu[];
  /** The libraries that were asked for. */
  readonly libraries: readonly Library[];
}

/** A driver may need some seconds for each GPU that no other process has woken. */
const PATIENCE_MS = 60_000;

const NOTHING: GpuReport = {
  failure: null,
  driver: [],
  driverVersion: null,
  cuda: null,
  error: null,
  installed: [],
  visible: [],
  libraries: [],
};

/**
 * Asks the driver for its GPUs, and the linker whether it can open `libraries`, each from beside
 * TensorFlow or else from where the system has it. In a process of its own, which has this one's
 * environment.
 */
export function askGpu(build: NativeBuild, libraries: readonly string[] = []): GpuReport {
  const { status, signal, error, stdout, stderr } = spawnSync(
    build.gpuInfoPath,
    [build.libraryFolder, ...libraries],
    { encoding: 'utf8', timeout: PATIENCE_MS },
  );
  if (status === 0) {
    const report = JSON.parse(stdout) as Omit<GpuReport, 'failure'>;
    return { ...NOTHING, ...report, driverVersion: report.driverVersion ?? kernelDriver() };
  }
  const end = error?.message ?? signal ?? `exit code ${status ?? '?'}`;
  // Null, whatever its type says, where the program could not be started.
  const words = (stderr as string | null)?.trim() ?? '';
  const why = words === '' ? end : `${end}, ${words}`;
  const failure = `the NVIDIA driver could not be asked (${build.gpuInfoPath}: ${why})`;
  return { ...NOTHING, driverVersion: kernelDriver(), failure };
}

/**
 * The version of the NVIDIA driver in the kernel, or null where none is loaded. It is there also where
 * the driver's libraries are not, as in a container that was not given them.
 */
export function kernelDriver(folder = '/proc/driver/nvidia'): string | null {
  const path = join(folder, 'version');
  if (!existsSync(path)) return null;
  return /\b\d+\.\d+(\.\d+)?\b/.exec(readFileSync(path, 'utf8'))?.[0] ?? 'of unknown version';
}
