import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import {
  actor,
  actorShapes,
  critic,
  criticShapes,
  initialParameters,
  type NetworkSizes,
} from '../../../src/learner/networks.ts';
import { parameterCount } from '../../../src/tensor/stack.ts';
import { useJsBackend } from '../../support/native.ts';
import { SIZES, streams } from './ways.ts';

useJsBackend();

const HALF_CHEETAH: NetworkSizes = {
  observation: 17,
  action: 6,
  hidden: [400, 300],
  criticActionLayer: 2,
};

describe('the sizes of the networks', () => {
  test.each([
    { task: 'HalfCheetah', observation: 17, action: 6, actorCount: 129_306, criticCount: 129_601 },
    {
      task: 'InvertedPendulum',
      observation: 4,
      action: 1,
      actorCount: 122_601,
      criticCount: 122_901,
    },
  ])("are the paper's for $task", ({ observation, action, actorCount, criticCount }) => {
    const sizes = { ...HALF_CHEETAH, observation, action };
    expect(parameterCount(actorShapes(sizes))).toBe(actorCount);
    expect(parameterCount(criticShapes(sizes))).toBe(criticCount);
  });

  test('have the action enter the critic where they are told', () => {
    expect(criticShapes({ ...HALF_CHEETAH, criticActionLayer: 1 })).toEqual([
      [23 + 1, 400],
      [400, 300],
      [1, 300],
      [300, 1],
      [1, 1],
    ]);
    expect(criticShapes(HALF_CHEETAH)[2]).toEqual([6 + 1, 300]);
  });
});

describe('initial parameters', () => {
  const shapes = criticShapes(HALF_CHEETAH);

  test('fill, but do not leave, +-1/sqrt(inputs), biases as well as kernels', () => {
    // Of n uniform numbers the largest misses the bound by more than 1 % with probability 0.99^n.
    const inputs = [17, 406, 406, 300, 300];
    initialParameters(shapes, streams(1, 3)).forEach((values, index) => {
      const bound = 1 / Math.sqrt(inputs[index] ?? 0);
      const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      expect(largest).toBeLessThanOrEqual(Math.fround(bound));
      if (values.length > 1000) expect(largest).toBeGreaterThan(0.99 * bound);
    });
  });

  test('have the deviation of a uniform distribution, bound / sqrt(3)', () => {
    const [kernel = new Float32Array()] = initialParameters(shapes, streams(1, 1));
    const variance = kernel.reduce((sum, value) => sum + value * value, 0) / kernel.length;
    expect(variance * 17 * 3).toBeCloseTo(1, 1);
  });

  test('are the same for the same seed, others for another, and differ between learners', () => {
    const draw = (seed: number) => initialParameters(actorShapes(SIZES), streams(seed, 2));
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    const [kernel = new Float32Array()] = draw(1);
    expect(kernel.slice(0, kernel.length / 2)).not.toEqual(kernel.slice(kernel.length / 2));
  });

  test('of a learner do not depend on who else there is', () => {
    const [together = new Float32Array()] = initialParameters(actorShapes(SIZES), streams(1, 3));
    const [alone = new Float32Array()] = initialParameters(actorShapes(SIZES), streams(1, 1));
    expect(together.slice(0, alone.length)).toEqual(alone);
  });
});

describe('the networks', () => {
  // One unit a layer: h1 = max(2 s, 0), h2 = max(0.5 h1 + 0.1, 0), mu = 3 tanh(h2 - 0.2).
  const actorTensors = [[[[2], [0]]], [[[0.5]]], [[[0.1]]], [[[1]]], [[[-0.2]]]];
  // Action at layer 2: h1 = max(s + 0.5, 0), h2 = max(2 h1 - a, 0), Q = 3 h2 - 1.
  const criticTensors2 = [[[[1], [0.5]]], [[[2]]], [[[-1], [0]]], [[[3]]], [[[-1]]]];
  // Action at layer 1: h1 = max(s - a + 0.5, 0), h2 = max(2 h1, 0), Q = 3 h2 - 1.
  const criticTensors1 = [[[[1], [-1], [0.5]]], [[[2]]], [[[0]]], [[[3]]], [[[-1]]]];
  const network = (values: number[][][][]) => values.map((value) => tf.tensor3d(value));

  test.each([
    { s: 1, mu: 3 * Math.tanh(2 / 2 + 0.1 - 0.2) },
    { s: -1, mu: 3 * Math.tanh(0.1 - 0.2) },
  ])('give the action worked out by hand for $s', ({ s, mu }) => {
    const [action = Number.NaN] = actor(
      network(actorTensors),
      tf.tensor3d([[[s]]]),
      tf.tensor1d([3]),
    ).dataSync();
    expect(action).toBeCloseTo(mu, 6);
  });

  test.each([
    { layer: 2 as const, parameters: criticTensors2, s: 1, a: 2, q: 3 * (2 * 1.5 - 2) - 1 },
    { layer: 2 as const, parameters: criticTensors2, s: -1, a: 2, q: -1 },
    { layer: 1 as const, parameters: criticTensors1, s: 1, a: 0.25, q: 3 * 2 * 1.25 - 1 },
    { layer: 1 as const, parameters: criticTensors1, s: 1, a: 2, q: -1 },
  ])(
    'give the value worked out by hand: layer $layer, s $s, a $a',
    ({ layer, parameters, s, a, q }) => {
      const q_LB = critic(network(parameters), tf.tensor3d([[[s]]]), tf.tensor3d([[[a]]]), layer);
      expect(q_LB.arraySync()).toEqual([[q]]);
    },
  );

  test('keep actions within the bound of each dimension, whatever the observation', () => {
    const parameters = initialParameters(actorShapes(SIZES), streams(1, 2)).map((values, index) => {
      const [rows, columns] = actorShapes(SIZES)[index] ?? [0, 0];
      return tf.tensor3d(values, [2, rows, columns]).mul<tf.Tensor3D>(100);
    });
    const obs_LBO = tf.tensor3d(
      Float32Array.from({ length: 60 }, (_, i) => 50 * Math.sin(i)),
      [2, 10, 3],
    );
    const actions = actor(parameters, obs_LBO, tf.tensor1d([1, 3]))
      .abs()
      .max([0, 1])
      .dataSync();
    expect([...actions]).toEqual([1, 3]);
  });

  test('are refused with a tensor too few', () => {
    const broken = network(actorTensors).slice(1);
    const obs_LBO = tf.tensor3d([[[1]]]);
    expect(() => actor(broken, obs_LBO, tf.tensor1d([1]))).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: A network has five tensors, got 4.]`,
    );
  });
});
