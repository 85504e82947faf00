import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { assertRunConfig } from '../../../src/experiment/assertRunConfig.ts';
import type { LearnerConfig } from '../../../src/experiment/config.ts';
import type { RunChoices } from '../../../src/experiment/createRunConfig.ts';
import { TINY_LEARNER, tinyRun } from '../../support/tinyRun.ts';

const learner = (change: Partial<LearnerConfig>) => ({ learner: { ...TINY_LEARNER, ...change } });

describe('a run is refused with what is wrong, what was given and what is allowed:', () => {
  const mistakes: [string, Partial<RunChoices>, string][] = [
    ['a part of a seed', { seed: 1.5 }, '--seed has to be a whole number of at least 0, got 1.5.'],
    ['a negative seed', { seed: -1 }, '--seed has to be a whole number of at least 0, got -1.'],
    ['no steps', { steps: 0 }, '--steps has to be a whole number of at least 1, got 0.'],
    ['NaN steps', { steps: NaN }, '--steps has to be a whole number of at least 1, got NaN.'],
    [
      'endless steps',
      { steps: Infinity },
      '--steps has to be a whole number of at least 1, got Infinity.',
    ],
    ['no warm-up', { warmup: 0 }, '--warmup has to be a whole number of at least 1, got 0.'],
    [
      'a warm-up of all steps',
      { warmup: 120 },
      '--warmup 120 leaves no step to learn in: --steps is 120, warm-up included. Give more steps or a shorter warm-up.',
    ],
    [
      'an attack that nobody hears',
      { rule: 'none', attack: 'average' },
      '--attack average has no effect without cooperation: nobody listens to a message. Give another --rule, or leave the attack out.',
    ],
    [
      'a first round after the end',
      { rule: 'average', period: 121 },
      '--period 121 is longer than the run of 120 steps, so that no round would take place. Give a shorter period or more steps, or --rule none.',
    ],
    [
      'an attack after the end',
      { rule: 'average', attack: 'average', onset: 121 },
      '--onset 121 comes after the end of the run of 120 steps. Give an earlier onset.',
    ],
    ['a period of zero', { period: 0 }, '--period has to be a whole number of at least 1, got 0.'],
    [
      'half an evaluation',
      { evaluationPeriod: 0.5 },
      '--evaluation-period has to be a whole number of at least 1, got 0.5.',
    ],
    [
      'an empty batch',
      learner({ batch: 0 }),
      '--batch has to be a whole number of at least 1, got 0.',
    ],
    [
      'a batch that the warm-up does not fill',
      learner({ batch: 41 }),
      '--batch 41 is larger than the warm-up of 40 steps, so that the first update would lack transitions. Give a smaller batch or a longer warm-up.',
    ],
    [
      'a memory of less than a batch',
      learner({ replayCapacity: 15 }),
      '--replay-capacity 15 is less than the batch of 16 transitions. Give a larger capacity or a smaller batch.',
    ],
    [
      'half a transition',
      learner({ replayCapacity: 20.5 }),
      '--replay-capacity has to be a whole number of at least 1, got 20.5.',
    ],
    [
      'an empty layer',
      learner({ hidden: [8, 0] }),
      '--hidden has to be a whole number of at least 1, got 0.',
    ],
    [
      'a discount above 1',
      learner({ gamma: 1.01 }),
      '--gamma has to be between 0 and 1, got 1.01.',
    ],
    ['a negative tau', learner({ tau: -0.1 }), '--tau has to be between 0 and 1, got -0.1.'],
    [
      'no learning rate',
      learner({ actorLearningRate: 0 }),
      '--actor-learning-rate has to be a positive number, got 0.',
    ],
    [
      'an endless learning rate',
      learner({ criticLearningRate: Infinity }),
      '--critic-learning-rate has to be a positive number, got Infinity.',
    ],
    [
      'negative noise',
      learner({ noise: -1 }),
      '--noise has to be zero or a positive number, got -1.',
    ],
    [
      'T = 0',
      { rule: 'soft-medoid', temperature: 0 },
      'soft-medoid: the temperature is 0, but it has to be a positive number.',
    ],
    [
      'T that is no number',
      { rule: 'soft-medoid', temperature: NaN },
      'soft-medoid: the temperature is NaN',
    ],
    [
      'a temperature without its rule',
      { rule: 'median', temperature: 1 },
      '--temperature 1 has no effect without --rule soft-medoid. Add that, or leave it out.',
    ],
    [
      'a median choice without its rule',
      { rule: 'medoid', medianEvenCount: 'lower' },
      '--median-even-count lower has no effect without --rule median. Add that, or leave it out.',
    ],
    [
      'beta without an attack',
      { beta: 0.1 },
      '--beta 0.1 has no effect without --attack average or --attack median. Add that, or leave it out.',
    ],
    [
      'a target without an attack',
      { target: 3 },
      '--target 3 has no effect without --attack average',
    ],
    [
      'a policy for messages that nobody gets',
      { rule: 'none', nonFinite: 'exclude' },
      '--non-finite exclude has no effect without a --rule that listens to others.',
    ],
    [
      'beta = 0',
      { attack: 'average', beta: 0 },
      'attack: beta is 0, but this step towards the virtual agent has to be in (0, 1].',
    ],
    ['beta above 1', { attack: 'average', beta: 1.5 }, 'attack: beta is 1.5'],
    [
      'a negative onset',
      { attack: 'average', onset: -1 },
      'attack: the onset is -1, but it has to be an environment step: 0, 1, 2, ...',
    ],
    [
      'a target that is not there',
      { attack: 'average', target: 8 },
      'attack: there is no target agent 8; the graph has agents 0 to 7.',
    ],
    [
      'a victim that the target does not hear',
      { attack: 'median', victim: 4 },
      'attack: the victim 4 is no neighbor of the target 0, which hears agents 5, 6: choose one of them.',
    ],
    [
      'a victim that is the target',
      { attack: 'median', target: 0, victim: 0 },
      'attack: the victim 0 is no neighbor of the target 0',
    ],
  ];
  test.each(mistakes)('%s', (_mistake, choices, message) => {
    expect(() => tinyRun(choices)).toThrow(UserError);
    expect(() => tinyRun(choices)).toThrow(message);
  });
});

describe('what is left open', () => {
  test('is the same run as before there was a policy for what is not finite', () => {
    expect(tinyRun({ nonFinite: 'stop' })).toEqual(tinyRun());
    expect(tinyRun()).not.toHaveProperty('nonFinite');
    expect(tinyRun({ nonFinite: 'exclude' })).toMatchObject({ nonFinite: 'exclude' });
  });

  test('takes T = 1, the midpoint, and the paper’s edge after the warm-up', () => {
    expect(tinyRun({ rule: 'soft-medoid' }).rule).toEqual({ name: 'soft-medoid', temperature: 1 });
    expect(tinyRun({ rule: 'median' }).rule).toEqual({ name: 'median', evenCount: 'midpoint' });
    expect(tinyRun({ attack: 'median' }).attack).toEqual({
      name: 'median',
      beta: 0.5,
      onset: 41,
      target: 0,
      victim: 6,
      networks: 'both',
    });
  });

  test('follows the period: at period 1 a small beta, and no rounds during the warm-up', () => {
    const literal = tinyRun({ period: 1, attack: 'average' });
    expect(literal.attack?.beta).toBe(0.05);
    expect(literal.aggregateDuringWarmup).toBe(false);
    expect(tinyRun().aggregateDuringWarmup).toBe(true);
    expect(tinyRun({ period: 1, aggregateDuringWarmup: true }).aggregateDuringWarmup).toBe(true);
  });
});

test('a batch as large as the warm-up and gamma, tau and noise at their ends are allowed', () => {
  const edges = learner({ batch: 40, replayCapacity: 40, gamma: 1, tau: 0, noise: 0 });
  expect(() => {
    assertRunConfig(tinyRun(edges));
  }).not.toThrow();
});
