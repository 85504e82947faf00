import { availableParallelism } from 'node:os';
import type { Device } from './nativeBuild.ts';

/**
 * TensorFlow reads its switches from the environment once, as its library is loaded. Ours are set
 * just before that, and only where the user has not set them.
 */

interface Switch {
  readonly name: string;
  readonly value: string;
  readonly why: string;
}

/** The switches of every run. */
export const SWITCHES: readonly Switch[] = [
  {
    name: 'TF_ENABLE_ONEDNN_OPTS',
    value: '1',
    why: 'By itself TensorFlow uses oneDNN only on CPUs with AVX-512 VNNI. It halves an update elsewhere, and rounding should not depend on which of them a run met.',
  },
  {
    name: 'TF_CPP_MIN_LOG_LEVEL',
    value: '3',
    why: 'Its log would tear the progress line; what matters of it we find out and say ourselves.',
  },
  {
    name: 'TF_FORCE_GPU_ALLOW_GROWTH',
    value: 'true',
    why: 'Otherwise one process takes nearly all memory of the GPU.',
  },
];

/**
 * What TensorFlow and the libraries that it brings along read. Other programs share its `TF_`
 * (Terraform keeps passwords in `TF_VAR_...`), and a run's record is made to be shown around.
 */
const READ_BY_TENSORFLOW = [
  /^TF_(CPP|CUBLAS|CUDA|CUDNN|DETERMINISTIC|DISABLE|ENABLE|FORCE|GPU|MIN_GPU|MLIR|NUM)_/,
  /^TF_(ONEDNN|PER_DEVICE|SET_ONEDNN|USE|XLA)_/,
  /^(CUDA_VISIBLE_DEVICES|NVIDIA_TF32_OVERRIDE|OMP_NUM_THREADS|ONEDNN_MAX_CPU_ISA|XLA_FLAGS)$/,
];

/**
 * On a CPU an operation takes one thread, and as many operations run at once as there are threads: a
 * thread follows one lane of a compiled program (src/compile/lane.ts), which is faster than to divide
 * each operation among the threads (docs/benchmarks.md, "Choices"). A sum has then one order,
 * however many threads there are.
 */
function setThreads(environment: NodeJS.ProcessEnv, threads: number | undefined): void {
  const ours = { [LANES]: String(threads ?? availableParallelism()), TF_NUM_INTRAOP_THREADS: '1' };
  for (const [name, value] of Object.entries(ours)) {
    if (threads === undefined) environment[name] ??= value;
    else environment[name] = value;
  }
}

/** Operations that TensorFlow runs at once. */
const LANES = 'TF_NUM_INTEROP_THREADS';

/**
 * Sets our switches in `environment`, and on a CPU the threads; `threads`, if given, is asked for
 * explicitly and wins.
 */
export function setSwitches(
  environment: NodeJS.ProcessEnv,
  device: Device,
  threads?: number,
): void {
  for (const { name, value } of SWITCHES) environment[name] ??= value;
  if (device === 'cpu') setThreads(environment, threads);
}

/** How many lanes a compiled program should have: one on a GPU, which takes one operation at a time. */
export function lanesOf(environment: NodeJS.ProcessEnv, device: Device): number {
  const lanes = Number(environment[LANES]);
  return device === 'cpu' && Number.isSafeInteger(lanes) && lanes > 0 ? lanes : 1;
}

/** Every switch in force, sorted by name: they may change a run's speed and its last bits. */
export function switchesInForce(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment)
      .filter((entry): entry is [string, string] => entry[1] !== undefined)
      .filter(([name]) => READ_BY_TENSORFLOW.some((pattern) => pattern.test(name)))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
