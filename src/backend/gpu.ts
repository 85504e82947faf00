import type { Gpu, GpuReport, Library } from './gpuReport.ts';

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

/** TensorFlow's wheel has code for 6.0, 7.0, 8.0, 8.9, 9.0 and, compiled by the driver, for later ones. */
const LEAST_COMPUTE_CAPABILITY = 6;

/** The first driver of CUDA 12, whose later minor versions run on it as well. */
const LEAST_CUDA = 12_000;
const LEAST_DRIVER = '525.60.13';

/** Something that keeps TensorFlow from a GPU. */
export interface Obstacle {
  readonly what: string;
  readonly remedy: string;
}

export const SET_UP = '`npm run setup -- --gpu` brings all but the driver.';

/** Everything that keeps TensorFlow from a GPU and can be seen without loading it; [] if nothing. */
export function gpuObstacles(report: GpuReport, environment = process.env): Obstacle[] {
  const { failure, libraries } = report;
  if (failure !== null) return [{ what: failure, remedy: 'Does `nvidia-smi` answer?' }];
  const closed = libraries.flatMap(({ why }) => (why === null ? [] : [why]));
  return [
    ...driverObstacles(report, environment),
    ...closed.map((what) => ({ what, remedy: SET_UP })),
  ];
}

/** What keeps any CUDA program from a GPU, or TensorFlow from those that there are. */
export function driverObstacles(report: GpuReport, environment = process.env): Obstacle[] {
  const { driver, driverVersion, cuda, error, visible } = report;
  const closed = closedText(driver);
  const install = `Install the NVIDIA driver, ${LEAST_DRIVER} or later.`;
  if (closed !== '') {
    return driverVersion === null
      ? [{ what: `no NVIDIA driver is installed (${closed})`, remedy: install }]
      : [
          {
            what: `the NVIDIA driver ${driverVersion} is loaded, but not all of its libraries can be opened (${closed})`,
            remedy:
              'Install its libraries; give a container NVIDIA_DRIVER_CAPABILITIES=compute,utility.',
          },
        ];
  }
  const name = `the NVIDIA driver ${driverVersion ?? 'of unknown version'}`;
  if (cuda !== null && cuda < LEAST_CUDA) {
    const what = `${name} serves CUDA up to ${cudaText(cuda)}, and TensorFlow needs 12.0`;
    return [{ what, remedy: install }];
  }
  if (error !== null || visible.length === 0) return [noGpuShown(report, name, environment)];
  if (visible.some(isUsable)) return [];
  return visible.map((gpu) => ({
    what: `${gpu.name} has compute capability ${gpu.computeCapability}, and TensorFlow needs ${LEAST_COMPUTE_CAPABILITY}.0`,
    remedy: 'Take another GPU.',
  }));
}

/** `libcuda.so.1, libnvidia-ml.so.1: no such file`: which libraries cannot be opened, by reason. */
function closedText(libraries: readonly Library[]): string {
  const names = new Map<string, string[]>();
  for (const { name, why } of libraries) {
    if (why === null) continue;
    const reason = why.replace(`${name}: `, '');
    names.set(reason, [...(names.get(reason) ?? []), name]);
  }
  return [...names].map(([reason, those]) => `${those.join(', ')}: ${reason}`).join('; ');
}

/** CUDA starts with no GPU, or does not start. */
function noGpuShown(
  { error, installed }: GpuReport,
  name: string,
  environment: NodeJS.ProcessEnv,
): Obstacle {
  const choice = environment['CUDA_VISIBLE_DEVICES'];
  const isNone = error === null || error.code === NO_DEVICE;
  if (isNone && choice !== undefined && installed.length > 0) {
    return {
      what: `CUDA_VISIBLE_DEVICES=${choice} hides every GPU of this machine (${installed.join(', ')})`,
      remedy: 'Unset CUDA_VISIBLE_DEVICES, or name a GPU in it: 0 is the first.',
    };
  }
  const why = error === null ? 'it lists none' : `${error.name}: ${error.text}`;
  return {
    what: `${name} shows no GPU (${why})`,
    remedy: 'Does `nvidia-smi` list one? Give a container its GPUs (--gpus all).',
  };
}

/** CUDA_ERROR_NO_DEVICE. */
const NO_DEVICE = 100;

function isUsable({ computeCapability }: Gpu): boolean {
  return Number.parseFloat(computeCapability) >= LEAST_COMPUTE_CAPABILITY;
}

/** The GPU to compute on, the first that TensorFlow can use, with its number in CUDA's order. */
export function usableGpu({ visible }: GpuReport): { index: number; gpu: Gpu } | null {
  const index = visible.findIndex(isUsable);
  const gpu = visible[index];
  return gpu === undefined ? null : { index, gpu };
}

/**
 * A value of CUDA_VISIBLE_DEVICES that shows one GPU only: that with number `index` among those that
 * `now`, its present value, shows.
 *
 * tf.js puts its tensors on the last GPU and a compiled program computes on the first, so that with
 * two in sight every step would copy everything between them.
 */
export function showing(index: number, now: string | undefined): string {
  return now?.split(',')[index]?.trim() ?? String(index);
}

/** `12.9` of 12090. */
export function cudaText(version: number): string {
  return `${Math.floor(version / 1000)}.${Math.floor((version % 1000) / 10)}`;
}
