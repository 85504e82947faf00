import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import { jobsOf } from '../../../../src/cli/reproduce/options.ts';

describe('processes that train at once', () => {
  test.each([
    ['what is asked for', { jobs: 3, device: 'auto', threads: 1 }, 3],
    ['what is asked for, on a GPU too', { jobs: 2, device: 'gpu', threads: undefined }, 2],
    ['one on a GPU', { jobs: undefined, device: 'gpu', threads: undefined }, 1],
    ['one on one thread', { jobs: undefined, device: 'cpu', threads: 1 }, 1],
    ['two on many threads', { jobs: undefined, device: 'cpu', threads: 8 }, 2],
  ] as const)('%s', (_, args, expected) => {
    expect(jobsOf(args)).toBe(expected);
  });

  test('by default two, or one on one core', () => {
    const jobs = jobsOf({ jobs: undefined, device: 'auto', threads: undefined });
    expect(jobs).toBe(Math.min(2, availableParallelism()));
  });

  test('0 is refused', () => {
    expect(() => jobsOf({ jobs: 0, device: 'auto', threads: undefined })).toThrow(
      '--jobs has to be a whole number of at least 1, got 0.',
    );
  });
});
