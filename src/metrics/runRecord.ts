/** How far a run has come. Anything but `finished` is no result yet. */
export const RUN_STATUSES = ['running', 'finished', 'interrupted', 'failed'] as const;

export type RunStatus = (typeof RUN_STATUSES)[number];

/** A run's `run.json`: what was computed, where, with what, and how far it came. */
export interface RunRecord<Config> {
  /** Version of the folder's layout. */
  readonly format: 1;
  readonly id: string;
  readonly status: RunStatus;
  /** Why the run failed; null where it did not. */
  readonly error: RunFailure | null;
  readonly config: Config;
  /** Size of the cohort that the run was trained in, itself included. */
  readonly cohort: {
    readonly runs: number;
    readonly learners: number;
    /** Processes among which the environments were divided; not there in runs of before there was a choice. */
    readonly envWorkers?: number;
  };
  /** What computed the updates, in words: `CPU` or the name of a GPU. */
  readonly device: string;
  /** The GPU that computed the updates and how; null on a CPU, and in runs of before it was recorded. */
  readonly gpu: GpuRecord | null;
  /** Versions of this program, Node, TensorFlow, Gymnasium, MuJoCo ... */
  readonly versions: Readonly<Record<string, string>>;
  /** TensorFlow's switches, from the environment variables that set them. */
  readonly switches: Readonly<Record<string, string>>;
  readonly cpu: {
    readonly model: string;
    readonly cores: number;
    /** Instruction sets that change results, such as `avx2` and `fma`. */
    readonly flags: readonly string[];
  };
  readonly code: {
    /** Null where the code is not in a git repository. */
    readonly commit: string | null;
    readonly dirty: boolean | null;
    /** SHA-256 over the sources that decide a run's numbers; null in runs of before there was one. */
    readonly hash: string | null;
  };
  /** Each time the run went on from a checkpoint. */
  readonly resumptions: readonly Resumption[];
  /** How often an environment worker failed and another took over, without a change to the results. */
  readonly workerRestarts: number;
  /** Checkpoints of the run's cohort, and the seconds of `wallSeconds` that went into them. */
  readonly checkpoints: { readonly written: number; readonly seconds: number };
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt: string | null;
  /** Seconds from the start to the last record. A cohort's runs share this time. */
  readonly wallSeconds: number;
  /** Environment steps of each agent so far, warm-up included. */
  readonly stepsDone: number;
}

/** Whatever of a GPU and its libraries decides speed and last bits. */
export interface GpuRecord {
  readonly name: string;
  /** Such as `9.0`. */
  readonly computeCapability: string;
  readonly memoryBytes: number;
  /** Versions of the NVIDIA driver, the CUDA runtime and cuDNN. */
  readonly driver: string;
  readonly cuda: string;
  readonly cudnn: string;
  /** Whether products of float32 matrices round their factors to 10 bits of mantissa. */
  readonly tf32: boolean;
  /** Whether memory was taken as it was needed, and not nearly all of it at the start. */
  readonly memoryGrowth: boolean;
  /** Whether TensorFlow compiled graphs with XLA. */
  readonly xla: boolean;
}

/** A run that went on from a checkpoint. */
export interface Resumption {
  /** Steps that were done. */
  readonly step: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** What had changed since, by name: before and now. Bits may differ from then on. */
  readonly changed: Readonly<Record<string, { readonly before: string; readonly now: string }>>;
}

export interface RunFailure {
  readonly message: string;
  readonly step?: number;
  readonly agent?: number;
}
