import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import { assertTrainable, jobsOn } from '../../../../src/cli/reproduce/options.ts';

describe('processes that train at once', () => {
  test.each([
    ['what is asked for', 'auto', { jobs: 3, threads: 1 }, 3],
    ['what is asked for, on a GPU too', 'gpu', { jobs: 2, threads: undefined }, 2],
    ['one on a GPU', 'gpu', { jobs: undefined, threads: undefined }, 1],
    ['one on one thread', 'cpu', { jobs: undefined, threads: 1 }, 1],
    ['two on many threads', 'cpu', { jobs: undefined, threads: 8 }, 2],
  ] as const)('%s', (_, device, args, expected) => {
    expect(jobsOn(device, args)).toBe(expected);
  });

  test.each(['auto', 'cpu'] as const)('by default two, or one on one core: %s', (device) => {
    const jobs = jobsOn(device, { jobs: undefined, threads: undefined });
    expect(jobs).toBe(Math.min(2, availableParallelism()));
  });
});

test.each(['jobs', 'env-workers', 'runs-per-cohort'])('--%s of 0 or 1.5 is refused', (name) => {
  for (const value of [0, 1.5]) {
    expect(() => {
      assertTrainable({ [name]: value });
    }).toThrow(`--${name} has to be a whole number of at least 1, got ${value}.`);
  }
  assertTrainable({ [name]: 1 });
  assertTrainable({});
});
