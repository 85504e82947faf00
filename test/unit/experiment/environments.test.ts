import { expect, test } from 'vitest';
import { formCohort } from '../../../src/experiment/cohort.ts';
import { envWorkersOf, workersFor } from '../../../src/experiment/environments.ts';
import { tinyRun } from '../../support/tinyRun.ts';

test.each([
  ['cpu', 8, 2, 1],
  ['cpu', 364, 16, 1],
  ['gpu', 8, 16, 1],
  ['gpu', 33, 16, 2],
  ['gpu', 164, 16, 6],
  ['gpu', 364, 16, 12],
  ['gpu', 1000, 16, 14],
  ['gpu', 364, 4, 2],
  ['gpu', 364, 2, 1],
  ['gpu', 364, 1, 1],
] as const)(
  'on a %s, %i environments and %i cores: %i workers',
  (device, environments, cores, expected) => {
    expect(workersFor(environments, cores, device)).toBe(expected);
  },
);

test('what is asked for counts, up to one an environment', () => {
  // Eight agents and a virtual one, which is not evaluated.
  const cohort = formCohort([tinyRun({ attack: 'average' })]);
  expect(envWorkersOf(cohort, 'cpu', undefined)).toEqual({ learning: 1, evaluation: 1 });
  expect(envWorkersOf(cohort, 'gpu', 3)).toEqual({ learning: 3, evaluation: 3 });
  expect(envWorkersOf(cohort, 'cpu', 20)).toEqual({ learning: 9, evaluation: 8 });
});

test.each([0, -1, 1.5, NaN])('%d workers are refused', (asked) => {
  expect(() => envWorkersOf(formCohort([tinyRun()]), 'cpu', asked)).toThrow(
    `--env-workers has to be a whole number of at least 1, got ${asked}.`,
  );
});
