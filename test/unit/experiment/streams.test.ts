import { describe, expect, test } from 'vitest';
import { formCohort } from '../../../src/experiment/cohort.ts';
import type { RunConfig } from '../../../src/experiment/config.ts';
import { environmentSeeds, streamsFor } from '../../../src/experiment/streams.ts';
import { PURPOSES, type Purpose } from '../../../src/random.ts';
import { tinyRun } from '../../support/tinyRun.ts';

const purposes = Object.keys(PURPOSES) as Purpose[];

/** The first numbers of each learner's stream of a run. */
function drawn(config: RunConfig, purpose: Purpose): number[][] {
  return streamsFor(formCohort([config]).members, purpose).map((stream) =>
    Array.from({ length: 5 }, () => stream.uniform()),
  );
}

describe.each(purposes)('what is drawn for %s', (purpose) => {
  test('is the same whatever the rule and the attack', () => {
    const clean = drawn(tinyRun(), purpose);
    expect(drawn(tinyRun({ rule: 'medoid' }), purpose)).toEqual(clean);
    expect(drawn(tinyRun({ rule: 'medoid', attack: 'median' }), purpose).slice(0, 8)).toEqual(
      clean,
    );
  });

  test('differs between seeds, and between agents', () => {
    const numbers = [
      ...drawn(tinyRun({ attack: 'average' }), purpose),
      ...drawn(tinyRun({ seed: 1 }), purpose),
    ];
    expect(new Set(numbers.map(([first]) => first)).size).toBe(9 + 8);
  });

  test('does not depend on who else is in the cohort', () => {
    const config = tinyRun({ seed: 5 });
    const { members } = formCohort([tinyRun({ attack: 'average' }), config]);
    const inCohort = streamsFor(members, purpose)
      .slice(9)
      .map((stream) => stream.uniform());
    expect(inCohort).toEqual(drawn(config, purpose).map(([first]) => first));
  });
});

test('environments for training and for evaluation are seeded apart', () => {
  const { members } = formCohort([tinyRun({ attack: 'average' })]);
  const seeds = [
    ...environmentSeeds(members, 'environment'),
    ...environmentSeeds(members, 'evaluation'),
  ];
  expect(new Set(seeds).size).toBe(18);
  expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31)).toBe(true);
});

test('an environment is seeded alike in every run of a seed', () => {
  const seedsOf = (config: RunConfig) =>
    environmentSeeds(formCohort([config]).members, 'environment').slice(0, 8);
  expect(seedsOf(tinyRun({ rule: 'medoid', attack: 'median' }))).toEqual(seedsOf(tinyRun()));
});
