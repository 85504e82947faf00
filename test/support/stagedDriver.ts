import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { compiler } from '../../scripts/setup/compiler.mjs';

const SOURCE = fileURLToPath(new URL('stagedDriver.cc', import.meta.url));

export const H100 = 'NVIDIA H100 80GB HBM3|9|0|85000000000|84000000000';
export const GTX_980 = 'NVIDIA GeForce GTX 980|5|2|4000000000|3900000000';

/** What a driver without a GPU behind it says. */
export interface Staged {
  /** `name|major|minor|total bytes|free bytes` each. */
  readonly gpus?: readonly string[];
  readonly driver?: string;
  /** Such as 12040. */
  readonly cuda?: number;
  /** What `cuInit` returns. */
  readonly error?: number;
}

/** Compiles the staged driver's two libraries into a folder. */
export function makeDriver(folder: string): void {
  const [command = '', ...first] = compiler();
  const library = join(folder, 'libcuda.so.1');
  execFileSync(command, [
    ...first,
    ...['-std=c++17', '-Wall', '-Wextra', '-shared', '-fPIC', SOURCE, '-o', library],
  ]);
  copyFileSync(library, join(folder, 'libnvidia-ml.so.1'));
}

/** The environment of a process that is to find the driver in `folder`; all its GPUs are shown. */
export function driverEnvironment(
  folder: string,
  { gpus = [], driver = '580.65.06', cuda = 13_000, error = 0 }: Staged,
): Record<string, string> {
  return {
    LD_LIBRARY_PATH: folder,
    STAGED_GPUS: gpus.join(';'),
    STAGED_DRIVER: driver,
    STAGED_CUDA: String(cuda),
    STAGED_ERROR: String(error),
  };
}
