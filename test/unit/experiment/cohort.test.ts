import { describe, expect, test } from 'vitest';
import { formCohort } from '../../../src/experiment/cohort.ts';
import type { RunChoices } from '../../../src/experiment/createRunConfig.ts';
import { TINY_LEARNER, tinyRun } from '../../support/tinyRun.ts';

test('a run without an attack is its eight agents', () => {
  const { runs, members } = formCohort([tinyRun({ seed: 4 })]);
  expect(runs).toMatchObject([{ firstLearner: 0, agents: 8, virtualLearner: null }]);
  expect(members).toEqual(
    [0, 1, 2, 3, 4, 5, 6, 7].map((agent) => ({ run: 0, seed: 4, agent, isVirtual: false })),
  );
});

test('an attacked run has a ninth learner, the virtual agent', () => {
  const { runs, members } = formCohort([tinyRun({ attack: 'average' })]);
  expect(runs).toMatchObject([{ firstLearner: 0, agents: 8, virtualLearner: 8 }]);
  expect(members).toHaveLength(9);
  expect(members.at(-1)).toEqual({ run: 0, seed: 0, agent: 8, isVirtual: true });
});

test('runs stand one after the other on the learner axis', () => {
  const { runs, members } = formCohort([
    tinyRun({ attack: 'median' }),
    tinyRun({ rule: 'none', seed: 1 }),
    tinyRun({ attack: 'average', seed: 2 }),
  ]);
  expect(runs).toMatchObject([
    { firstLearner: 0, virtualLearner: 8 },
    { firstLearner: 9, virtualLearner: null },
    { firstLearner: 17, virtualLearner: 25 },
  ]);
  expect(members).toHaveLength(26);
  expect(members[17]).toEqual({ run: 2, seed: 2, agent: 0, isVirtual: false });
});

test('runs on different graphs have their own numbers of agents', () => {
  const pair = {
    name: 'custom',
    neighbors: [
      [0, 1],
      [1, 0],
    ],
  };
  const { runs, members } = formCohort([tinyRun({ graph: pair }), tinyRun()]);
  expect(runs).toMatchObject([{ agents: 2 }, { firstLearner: 2, agents: 8 }]);
  expect(members).toHaveLength(10);
});

describe('runs that differ in', () => {
  const others: [string, Partial<RunChoices>, string][] = [
    ['task', { task: 'HalfCheetah-v5' }, '"InvertedPendulum-v4" and "HalfCheetah-v5"'],
    ['steps', { steps: 200 }, '120 and 200'],
    ['warmup', { warmup: 50 }, '40 and 50'],
    ['period', { period: 10 }, '20 and 10'],
    ['aggregateDuringWarmup', { aggregateDuringWarmup: false }, 'true and false'],
    ['evaluationPeriod', { evaluationPeriod: 40 }, '20 and 40'],
    ['learner', { learner: { ...TINY_LEARNER, tau: 1 } }, '"tau":0.005'],
  ];
  test.each(others)('their %s are refused, with both values', (key, choices, values) => {
    const mixed = () => formCohort([tinyRun(), tinyRun({ seed: 1 }), tinyRun(choices)]);
    expect(mixed).toThrow(`Runs of one cohort share their ${key}: got `);
    expect(mixed).toThrow(values);
    expect(mixed).toThrow('Train them in separate cohorts.');
  });
});

test('there is no cohort without a run', () => {
  expect(() => formCohort([])).toThrow(RangeError);
});
