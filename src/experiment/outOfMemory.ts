import { messageOf } from '../errors.ts';

/** TensorFlow found no memory for a tensor. The message says what to do. */
export class OutOfMemoryError extends Error {
  override readonly name = 'OutOfMemoryError';
}

/** What TensorFlow, its allocator and CUDA say then. */
const SIGNS =
  /OOM when allocating|ResourceExhausted|RESOURCE_EXHAUSTED|Resource exhausted|ran out of memory|CUDA_ERROR_OUT_OF_MEMORY|cudaErrorMemoryAllocation|failed to alloc/i;

/**
 * The error to tell of a failure in training: one that says what to do where memory ran out in
 * TensorFlow, and else the error itself.
 *
 * @param runs of the cohort
 * @param device where it computed
 */
export function explainMemory(error: unknown, runs: number, device: 'cpu' | 'gpu'): unknown {
  const said = messageOf(error);
  if (error instanceof OutOfMemoryError || !SIGNS.test(said)) return error;
  const where = device === 'gpu' ? "The GPU's memory" : 'The memory for tensors';
  const what = runs === 1 ? 'a run' : `a cohort of ${runs} runs`;
  const orCpu = device === 'gpu' ? ', or take --device cpu' : '';
  const advice =
    runs === 1
      ? `End other programs that use it${orCpu}, or begin anew with a smaller --replay-capacity`
      : `Train fewer runs at once: --runs-per-cohort ${Math.ceil(runs / 2)}${orCpu}`;
  return new OutOfMemoryError(
    `${where} ran out in ${what}. ${advice}. The same command goes on from the ` +
      `last checkpoints, which are kept. TensorFlow says: ${telling(said)}`,
    { cause: error },
  );
}

/** The line that tells: a status stands before it, and tables of the allocator may follow. */
function telling(text: string): string {
  const lines = text.split('\n').map((line) => line.trim().replace(/^Message: /, ''));
  return (lines.find((line) => SIGNS.test(line)) ?? '').slice(0, LONGEST_LINE);
}

const LONGEST_LINE = 400;
