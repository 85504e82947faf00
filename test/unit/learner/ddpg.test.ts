import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { adamStep, type AdamState } from '../../../src/learner/adam.ts';
import { softUpdate, tdTarget, type Batch, type DdpgSettings } from '../../../src/learner/ddpg.ts';
import { useJsBackend } from '../../support/native.ts';

useJsBackend();

test("tdTarget is r + gamma Q(s', mu(s')), and r alone where the episode terminated", () => {
  // mu(s') = 2 tanh(max(0.5 max(2 s', 0) + 0.1, 0)), Q(s', a) = 3 max(2 max(s' + 0.5, 0) - a, 0) - 1.
  const network = (values: number[][][][]) => values.map((value) => tf.tensor3d(value));
  const targets = {
    actor: network([[[[2], [0]]], [[[0.5]]], [[[0.1]]], [[[1]]], [[[0]]]]),
    critic: network([[[[1], [0.5]]], [[[2]]], [[[-1], [0]]], [[[3]]], [[[-1]]]]),
  };
  const settings: DdpgSettings = {
    criticActionLayer: 2,
    bound_A: tf.tensor1d([2]),
    actorLearningRate: 0,
    criticLearningRate: 0,
    tau: 0,
  };
  const batch: Batch = {
    obs_LBO: tf.zeros([1, 2, 1]),
    action_LBA: tf.zeros([1, 2, 1]),
    reward_LB: tf.tensor2d([[0.5, 0.5]]),
    nextObs_LBO: tf.tensor3d([[[1], [1]]]),
    discount_LB: tf.tensor2d([[0.9, 0]]),
  };
  // mu(1) = 2 tanh(1.1) = 1.600998; h2 = 3 - 1.600998 = 1.399002; Q = 3.197006; y = 3.377305.
  const [bootstrapped = Number.NaN, terminal] = tdTarget(targets, batch, settings).dataSync();
  expect(bootstrapped).toBeCloseTo(3.377305, 5);
  expect(terminal).toBe(0.5);
});

describe('adamStep', () => {
  function adamState(size: number): AdamState {
    return {
      firstMoments: [tf.variable(tf.zeros([size]))],
      secondMoments: [tf.variable(tf.zeros([size]))],
      steps: tf.variable(tf.scalar(0)),
    };
  }

  test('moves as worked out by hand', () => {
    const x = tf.variable(tf.tensor1d([1]));
    const state = adamState(1);
    // m = 0.05, v = 0.00025; corrected 0.5 and 0.25; x = 1 - 0.1 * 0.5 / 0.5.
    adamStep([x], [tf.tensor1d([0.5])], state, 0.1);
    expect(x.dataSync()[0]).toBeCloseTo(0.9, 6);
    // m = -0.055, v = 0.00124975; corrected -0.28947368 and 0.62518759; x = 0.9 + 0.1 * 0.36610354.
    adamStep([x], [tf.tensor1d([-1])], state, 0.1);
    expect(x.dataSync()[0]).toBeCloseTo(0.936610354, 6);
    expect(state.firstMoments[0]?.dataSync()[0]).toBeCloseTo(-0.055, 7);
    // float32 holds 0.999 as 0.99900001287, so that 1 - beta2 is 1.287e-5 smaller than 0.001.
    expect(state.secondMoments[0]?.dataSync()[0]).toBeCloseTo(0.00124975 * (1 - 1.287e-5), 9);
    expect(state.steps.dataSync()[0]).toBe(2);
  });

  test('makes a first step of the learning rate, whatever the size of the gradient', () => {
    const x = tf.variable(tf.tensor1d([0, 0, 0]));
    adamStep([x], [tf.tensor1d([1e-4, -3, 200])], adamState(3), 0.25);
    const [small = Number.NaN, ...others] = x.dataSync();
    expect(small).toBeCloseTo(-0.25 / (1 + 1e-4), 6);
    expect(others).toEqual([0.25, -0.25].map((step) => expect.closeTo(step, 6) as number));
  });

  test('stands still where the gradient is zero', () => {
    const x = tf.variable(tf.tensor1d([0.3]));
    adamStep([x], [tf.tensor1d([0])], adamState(1), 0.1);
    expect(x.dataSync()).toEqual(Float32Array.of(0.3));
  });

  test('leaves no tensor behind', () => {
    const x = tf.variable(tf.tensor1d([1]));
    const state = adamState(1);
    const gradient = tf.tensor1d([1]);
    const before = tf.memory().numTensors;
    adamStep([x], [gradient], state, 0.1);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('refuses to go without a gradient', () => {
    const x = tf.variable(tf.tensor1d([1]));
    const state = adamState(1);
    expect(() => {
      adamStep([x], [], state, 0.1);
    }).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: adamStep: tensor 0 has no gradient or no moments.]`,
    );
  });
});

describe('softUpdate', () => {
  const target = () => tf.variable(tf.tensor3d([[[1, 2]], [[3, 4]]]));
  const online = () => tf.tensor3d([[[3, 6]], [[-1, 0]]]);

  test('goes the part tau of the way from the target to the online network', () => {
    const slow = target();
    softUpdate([slow], [online()], 0.25);
    expect(slow.arraySync()).toEqual([[[1.5, 3]], [[2, 3]]]);
  });

  test('goes at the rate of each learner', () => {
    const slow = target();
    softUpdate([slow], [online()], tf.tensor3d([[[0.5]], [[0]]]));
    expect(slow.arraySync()).toEqual([[[2, 4]], [[3, 4]]]);
  });

  test('refuses networks of different lengths', () => {
    const slow = target();
    expect(() => {
      softUpdate([slow], [], 0.5);
    }).toThrowErrorMatchingInlineSnapshot(`[RangeError: softUpdate: no online tensor 0.]`);
  });
});
