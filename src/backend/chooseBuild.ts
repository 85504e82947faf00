import { UserError } from '../errors.ts';
import { CUDA_LIBRARIES, SET_UP, gpuObstacles, usableGpu, type Obstacle } from './gpu.ts';
import { askGpu, type GpuReport } from './gpuReport.ts';
import type { Device, NativeBuild } from './nativeBuild.ts';

export interface Choice {
  readonly build: NativeBuild;
  /** Why it is this one, for people. */
  readonly reason: string;
  /** What is known of the GPU that is to compute; null where it is the CPU. */
  readonly gpu: GpuReport | null;
}

/** Asks a build's driver, and the linker for some libraries. */
type Ask = (build: NativeBuild, libraries: readonly string[]) => GpuReport;

type Builds = Readonly<Record<Device, NativeBuild | null>>;

/**
 * The build that a request for `device` gets. `auto` takes a GPU that can be used, and else the CPU.
 *
 * Throws `UserError` where nothing is set up, or a GPU was asked for and cannot be used: it then
 * names all that stands in the way.
 */
export function chooseBuild(
  device: 'auto' | Device,
  builds: Builds,
  ask: Ask = askGpu,
  environment: NodeJS.ProcessEnv = process.env,
): Choice {
  if (device === 'cpu') return { build: cpuBuild(builds), reason: 'asked for', gpu: null };
  if (builds.gpu === null) {
    if (device === 'auto') {
      return { build: cpuBuild(builds), reason: `auto: ${NO_BUILD.what}`, gpu: null };
    }
    // Who lacks the driver as well should know before the download.
    const report = ask(cpuBuild(builds), []);
    throw noGpu([NO_BUILD, ...gpuObstacles(report, environment)]);
  }
  const report = ask(builds.gpu, CUDA_LIBRARIES);
  const obstacles = gpuObstacles(report, environment);
  if (obstacles.length === 0) {
    const reason = device === 'gpu' ? 'asked for' : `auto: ${usableText(report)}`;
    return { build: builds.gpu, reason, gpu: report };
  }
  if (device === 'gpu') throw noGpu(obstacles);
  const reason = `auto: ${obstacles.map(({ what }) => what).join('; ')}`;
  return { build: cpuBuild(builds), reason, gpu: null };
}

const NO_BUILD: Obstacle = { what: 'no GPU build is set up', remedy: SET_UP };

function usableText(report: GpuReport): string {
  const { computeCapability } = usableGpu(report)?.gpu ?? {};
  const versions = `compute capability ${computeCapability ?? '?'}, driver ${report.driverVersion ?? '?'}`;
  return `a GPU can be used, ${versions}`;
}

function noGpu(obstacles: readonly Obstacle[]): UserError {
  const remedies = new Set(obstacles.map(({ remedy }) => remedy));
  return new UserError(
    [
      'device gpu: no GPU can be used.',
      ...obstacles.map(({ what }) => `  - ${what}`),
      ...remedies,
      'Or take --device cpu.',
    ].join('\n'),
  );
}

/** TensorFlow's GPU build computes on the CPU just as well. */
function cpuBuild(builds: Builds): NativeBuild {
  const build = builds.cpu ?? builds.gpu;
  if (build !== null) return build;
  throw new UserError('TensorFlow is not set up in this folder. Run `npm run setup`.');
}
