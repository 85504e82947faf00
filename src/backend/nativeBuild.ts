import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Device = 'cpu' | 'gpu';

/** What `scripts/setup.mjs` made: one folder for TensorFlow's CPU wheel, one for its GPU wheel. */
export interface NativeBuild {
  readonly device: Device;
  /** The compiled binding of `@tensorflow/tfjs-node-gpu`. */
  readonly bindingPath: string;
  /** TensorFlow's libraries, and CUDA's beside them. */
  readonly libraryFolder: string;
  /** The program that asks the NVIDIA driver: `scripts/setup/gpuInfo.cc`. */
  readonly gpuInfoPath: string;
}

const NATIVE_FOLDER = fileURLToPath(new URL('../../.setup/native/', import.meta.url));

/** The build for `device`, or null where set-up has not made one. */
export function findNativeBuild(device: Device, nativeFolder = NATIVE_FOLDER): NativeBuild | null {
  const folder = join(nativeFolder, device);
  const bindingPath = join(folder, 'tfjs_binding.node');
  if (!existsSync(bindingPath)) return null;
  return {
    device,
    bindingPath,
    libraryFolder: join(folder, 'lib'),
    gpuInfoPath: join(folder, 'gpuInfo'),
  };
}
