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

/** Sets our switches in `environment`. `threads`, if given, is asked for explicitly and wins. */
export function setSwitches(environment: NodeJS.ProcessEnv, threads?: number): void {
  for (const { name, value } of SWITCHES) environment[name] ??= value;
  if (threads === undefined) return;
  environment['TF_NUM_INTRAOP_THREADS'] = String(threads);
  environment['TF_NUM_INTEROP_THREADS'] = String(threads);
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
