import { expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { explainMemory, OutOfMemoryError } from '../../../src/experiment/outOfMemory.ts';

/** As TensorFlow said it, with "GPU:0" for "CPU:0". */
const SAID =
  'update: Invalid TF_Status: 8\nMessage: OOM when allocating tensor with shape[364,300,400] and type float ' +
  'on /job:localhost/replica:0/task:0/device:GPU:0 by allocator GPU_0_bfc\nCurrent usage: ...';

test('where TensorFlow has no memory, the error says what to do, and what TensorFlow said', () => {
  const cause = new Error(SAID);
  const error = explainMemory(cause, 42, 'gpu') as Error;
  expect(error).toMatchObject({ name: 'OutOfMemoryError', cause });
  expect(error.message).toMatchInlineSnapshot(
    `"The GPU's memory ran out in a cohort of 42 runs. Train fewer runs at once: --runs-per-cohort 21, or take --device cpu. The same command goes on from the last checkpoints, which are kept. TensorFlow says: OOM when allocating tensor with shape[364,300,400] and type float on /job:localhost/replica:0/task:0/device:GPU:0 by allocator GPU_0_bfc"`,
  );
  expect((explainMemory(cause, 1, 'cpu') as Error).message).toMatchInlineSnapshot(
    `"The memory for tensors ran out in a run. End other programs that use it, or begin anew with a smaller --replay-capacity. The same command goes on from the last checkpoints, which are kept. TensorFlow says: OOM when allocating tensor with shape[364,300,400] and type float on /job:localhost/replica:0/task:0/device:GPU:0 by allocator GPU_0_bfc"`,
  );
  // What was explained once is not explained again.
  expect(explainMemory(error, 42, 'gpu')).toBe(error);
});

test.each([
  'RESOURCE_EXHAUSTED: failed to allocate memory [Op:Fill]',
  'Failed to allocate request for 1.00GiB (1073741824B) on device ordinal 0',
  'CUDA_ERROR_OUT_OF_MEMORY: out of memory',
])('is told by %s', (message) => {
  expect(explainMemory(new Error(`update: ${message}`), 2, 'gpu')).toBeInstanceOf(OutOfMemoryError);
});

test.each([
  new UserError('This run does not fit into memory.'),
  new Error('update: Incompatible shapes: [8,16] vs. [9,16]'),
  'text',
])('another failure stays as it is: %s', (failure) => {
  expect(explainMemory(failure, 2, 'gpu')).toBe(failure);
});
