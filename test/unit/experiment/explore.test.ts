import { describe, expect, test } from 'vitest';
import { addNoise, randomActions, withoutNaN } from '../../../src/experiment/explore.ts';
import { RandomStream } from '../../../src/random.ts';

const bound_A = new Float32Array([1, 3]);

function streams(learners: number, purpose: 'warmup' | 'exploration'): RandomStream[] {
  return Array.from(
    { length: learners },
    (_, agent) => new RandomStream({ seed: 1, agent, purpose }),
  );
}

/** The numbers of one action dimension, over all learners, in units of its bound. */
function column(action_LA: Float32Array, index: number): number[] {
  return [...action_LA]
    .filter((_, at) => at % 2 === index)
    .map((value) => value / (bound_A[index] ?? 0));
}

function moments(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
}

describe('during the warm-up', () => {
  const action_LA = randomActions(streams(20_000, 'warmup'), bound_A);

  test.each([0, 1])('action %i is uniform between its bounds', (index) => {
    const values = column(action_LA, index);
    expect(values.every((value) => value >= -1 && value < 1)).toBe(true);
    const { mean, deviation } = moments(values);
    expect(mean).toBeCloseTo(0, 1.5);
    expect(deviation).toBeCloseTo(1 / Math.sqrt(3), 1.5);
    expect(Math.max(...values)).toBeGreaterThan(0.99);
    expect(Math.min(...values)).toBeLessThan(-0.99);
  });
});

describe('after it', () => {
  test('the noise is Gaussian with the asked-for deviation, in units of each bound', () => {
    const noisy_LA = addNoise(
      new Float32Array(40_000),
      streams(20_000, 'exploration'),
      bound_A,
      0.1,
    );
    for (const index of [0, 1]) {
      const values = column(noisy_LA, index);
      const { mean, deviation } = moments(values);
      expect(mean).toBeCloseTo(0, 2);
      expect(deviation).toBeCloseTo(0.1, 2);
      const beyondTwo = values.filter((value) => Math.abs(value) > 0.2).length / values.length;
      expect(beyondTwo).toBeCloseTo(0.0455, 2);
    }
  });

  test('no action leaves its bounds', () => {
    const action_LA = Float32Array.from({ length: 2000 }, (_, at) => (at % 2 === 0 ? 1 : -3));
    const noisy_LA = addNoise(action_LA, streams(1000, 'exploration'), bound_A, 0.5);
    expect(column(noisy_LA, 0).every((value) => Math.abs(value) <= 1)).toBe(true);
    expect(column(noisy_LA, 1).every((value) => Math.abs(value) <= 1)).toBe(true);
    expect(column(noisy_LA, 0).filter((value) => value === 1).length).toBeGreaterThan(400);
  });

  test('without noise the actions are the policy’s own, in a new array', () => {
    const action_LA = new Float32Array([0.5, -2]);
    const noisy_LA = addNoise(action_LA, streams(1, 'exploration'), bound_A, 0);
    expect(noisy_LA).toEqual(action_LA);
    expect(noisy_LA).not.toBe(action_LA);
  });
});

test('a learner whose actions are not finite stands still', () => {
  const action_LA = new Float32Array([1, NaN, -Infinity, 2]);
  expect(withoutNaN(action_LA)).toEqual(new Float32Array([1, 0, 0, 2]));
  const finite_LA = new Float32Array([1, 2]);
  expect(withoutNaN(finite_LA)).toBe(finite_LA);
});
