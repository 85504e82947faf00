import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { messageOf } from '../errors.ts';

/** What TensorFlow 2.21 opens by name at run time. With one missing it silently uses the CPU. */
export const CUDA_LIBRARIES = [
  'libcudart.so.12',
  'libcublas.so.12',
  'libcublasLt.so.12',
  'libcufft.so.11',
  'libcusolver.so.11',
  'libcusparse.so.12',
  'libcudnn.so.9',
] as const;

/**
 * What TensorFlow opens of the driver itself. A container may have the first without the second
 * (NVIDIA_DRIVER_CAPABILITIES=compute), and TensorFlow then sees no GPU.
 */
export const DRIVER_LIBRARIES = ['libcuda.so.1', 'libnvidia-ml.so.1'] as const;

const DRIVER_FOLDER = '/proc/driver/nvidia';

/**
 * Why the dynamic linker cannot open a library, or null where it can.
 *
 * Node opens the file, finds no add-on in it and closes it again, with an error that tells the two
 * cases apart.
 */
export function whyNotOpenable(library: string): string | null {
  try {
    process.dlopen({ exports: {} }, library);
    return null;
  } catch (error) {
    const message = messageOf(error);
    return message.includes('did not self-register') ? null : message;
  }
}

/** A CUDA library is taken from beside TensorFlow, or else from where the system's linker looks. */
export function cudaLibrary(name: string, libraryFolder: string): string {
  const beside = join(libraryFolder, name);
  return existsSync(beside) ? beside : name;
}

/** The NVIDIA driver's version (`580.65.06`), or null where no driver is loaded. */
export function driverVersion(driverFolder = DRIVER_FOLDER): string | null {
  const path = join(driverFolder, 'version');
  if (!existsSync(path)) return null;
  return /\b\d+\.\d+(\.\d+)?\b/.exec(readFileSync(path, 'utf8'))?.[0] ?? 'of unknown version';
}

/** The models of the GPUs that the driver lists. */
export function gpuModels(driverFolder = DRIVER_FOLDER): string[] {
  const gpus = join(driverFolder, 'gpus');
  if (!existsSync(gpus)) return [];
  return readdirSync(gpus)
    .map((bus) => readFileSync(join(gpus, bus, 'information'), 'utf8'))
    .map((text) => /^Model:\s*(.+)$/m.exec(text)?.[1] ?? 'NVIDIA GPU');
}

/** Everything that keeps TensorFlow from a GPU and can be seen without loading it; [] if nothing. */
export function gpuObstacles(libraryFolder: string, whyNot = whyNotOpenable): string[] {
  const libraries = CUDA_LIBRARIES.map((name) => cudaLibrary(name, libraryFolder));
  return [driverObstacle(whyNot), ...libraries.map(whyNot)].filter((why) => why !== null);
}

/** Why the driver cannot be used, or null where it can. */
export function driverObstacle(
  whyNot: (library: string) => string | null = whyNotOpenable,
): string | null {
  const why = DRIVER_LIBRARIES.map(whyNot).find((reason) => reason !== null);
  if (why === undefined) return null;
  const version = driverVersion();
  return version === null
    ? `no NVIDIA driver is installed (${why})`
    : `the NVIDIA driver ${version} is loaded, but not all of its libraries can be opened (${why})`;
}
