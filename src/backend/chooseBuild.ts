import { UserError } from '../errors.ts';
import { gpuObstacles } from './gpu.ts';
import type { Device, NativeBuild } from './nativeBuild.ts';

export interface Choice {
  readonly build: NativeBuild;
  /** Why it is this one, for people. */
  readonly reason: string;
}

/**
 * The build that a request for `device` gets. `auto` takes a GPU that can be used, and else the CPU.
 *
 * Throws `UserError` where nothing is set up, or a GPU was asked for and cannot be used.
 */
export function chooseBuild(
  device: 'auto' | Device,
  builds: Readonly<Record<Device, NativeBuild | null>>,
  obstaclesIn: (libraryFolder: string) => string[] = gpuObstacles,
): Choice {
  if (device === 'cpu') return { build: cpuBuild(builds), reason: 'asked for' };

  const { gpu } = builds;
  const obstacles = gpu === null ? ['no GPU build is set up'] : obstaclesIn(gpu.libraryFolder);
  if (gpu !== null && obstacles.length === 0) {
    return { build: gpu, reason: device === 'gpu' ? 'asked for' : 'auto: a GPU can be used' };
  }
  if (device === 'auto')
    return { build: cpuBuild(builds), reason: `auto: ${obstacles.join('; ')}` };

  throw new UserError(
    [
      'device gpu: no GPU can be used.',
      ...obstacles.map((obstacle) => `  - ${obstacle}`),
      '`npm run setup -- --gpu` brings everything but the driver. Or take --device cpu.',
    ].join('\n'),
  );
}

/** TensorFlow's GPU build computes on the CPU just as well. */
function cpuBuild(builds: Readonly<Record<Device, NativeBuild | null>>): NativeBuild {
  const build = builds.cpu ?? builds.gpu;
  if (build !== null) return build;
  throw new UserError('TensorFlow is not set up in this folder. Run `npm run setup`.');
}
