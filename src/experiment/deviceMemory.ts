import { UserError } from '../errors.ts';
import { transitionWidth } from '../learner/programReplay.ts';
import type { Cohort } from './cohort.ts';
import { gigabytes, learnerBytes, replaySizes, type Widths } from './memory.ts';

/** What training a cohort takes of a GPU's memory, in bytes. The host's own need comes on top. */
export interface DeviceMemoryNeed {
  /** Transitions in the learner's program. */
  readonly replay: number;
  /** An estimate: parameters, targets, Adam's moments, and what an update needs besides. */
  readonly learning: number;
  /** CUDA's context, the kernels that are loaded, and the work space of its libraries. */
  readonly besides: number;
}

/** Not measured yet on a GPU: what a process of TensorFlow with cuBLAS and cuDNN is known to hold. */
const CUDA_BYTES = 1.5e9;

/** Of what is free. The allocator cannot use all of it: its pieces do not fit together without gaps. */
const USABLE_SHARE = 0.9;

/** What training a cohort takes on a GPU, from what is known before anything large is made. */
export function deviceMemoryNeed(cohort: Cohort, widths: Widths): DeviceMemoryNeed {
  const { learners, capacity, ...sizes } = replaySizes(cohort, widths);
  return {
    replay: learners * capacity * transitionWidth(sizes) * Float32Array.BYTES_PER_ELEMENT,
    learning: learners * learnerBytes(cohort, widths),
    besides: CUDA_BYTES,
  };
}

/** @param free bytes on the device; null: nobody knows, which counts as enough */
export function fitsDevice(need: DeviceMemoryNeed, free: number | null): boolean {
  return free === null || totalOf(need) <= USABLE_SHARE * free;
}

/**
 * Throws a `UserError` where a cohort needs more of the GPU's memory than there is.
 *
 * @param free bytes on the device; null: nobody knows
 */
export function assertFitsDevice(
  cohort: Cohort,
  need: DeviceMemoryNeed,
  free: number | null,
): void {
  if (free === null || fitsDevice(need, free)) return;
  const { runs, members, shared } = cohort;
  const capacity = Math.min(shared.learner.replayCapacity, shared.steps);
  const left = USABLE_SHARE * free - need.learning - need.besides;
  const fitting = Math.max(0, Math.floor((capacity * left) / need.replay));
  const what = runs.length === 1 ? 'This run' : `A cohort of ${runs.length} runs`;
  const fewer = runs.length === 1 ? '' : 'train fewer runs at once (--runs-per-cohort), ';
  throw new UserError(
    `${what} does not fit into the GPU's memory. It needs ${deviceMemoryText(need, free)}. Each of ` +
      `${members.length} learners would remember ${capacity} transitions, and there is room for ${fitting}: ` +
      `${fewer}give a smaller --replay-capacity, end other programs on the GPU, or take --device cpu.`,
  );
}

/** Such as `22.9 GB (13.8 GB of replay, 7.5 GB of learning, 1.5 GB of CUDA); of 80.0 GB free 72.0 GB are taken at most`. */
export function deviceMemoryText(need: DeviceMemoryNeed, free: number | null): string {
  const parts = [
    `${gigabytes(need.replay)} of replay`,
    `${gigabytes(need.learning)} of learning`,
    `${gigabytes(need.besides)} of CUDA`,
  ];
  const text = `${gigabytes(totalOf(need))} (${parts.join(', ')})`;
  if (free === null) return `${text}; how much is free is not known`;
  return `${text}; of ${gigabytes(free)} free ${gigabytes(USABLE_SHARE * free)} are taken at most`;
}

function totalOf({ replay, learning, besides }: DeviceMemoryNeed): number {
  return replay + learning + besides;
}
