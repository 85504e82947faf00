import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { kernelBackend } from '../../src/backend/backend.ts';
import { compile } from '../../src/compile/compile.ts';
import { useNativeBackend } from '../support/native.ts';

useNativeBackend();

const MEBIBYTE = 2 ** 20;

/** What a program of this test takes in: 64 KiB, so that 1 % of 20,000 leaked would be 13 MiB. */
const SHAPE = [128, 128];
const SIZE = 128 * 128;

function descend() {
  const x = tf.variable(tf.zeros(SHAPE));
  const program = compile([x], {
    step: {
      inputs: { goal: { shape: SHAPE, dtype: 'float32' } },
      fn: ({ goal }) => {
        const { value, grads } = tf.variableGrads(
          () => tf.squaredDifference(x, goal ?? 0).mean(),
          [x],
        );
        x.assign(x.sub(tf.mul(grads[x.name] ?? 0, 100)));
        return { loss: value, x };
      },
    },
  });
  x.dispose();
  return program;
}

test('20,000 calls leave the number of tensors and the resident memory as they were', () => {
  using program = descend();
  const count = () => [tf.memory().numTensors, kernelBackend().getNumOfTFTensors()];
  const call = (times: number) => {
    for (let index = 0; index < times; index++) {
      program.call.step({ goal: new Float32Array(SIZE).fill(index % 7) });
    }
  };
  // What TensorFlow and V8 allocate once they have allocated by now.
  call(4000);
  const [tensors, before] = [count(), process.memoryUsage.rss()];
  call(20_000);
  expect(count()).toEqual(tensors);
  const grown = process.memoryUsage.rss() - before;
  expect(grown).toBeLessThan(32 * MEBIBYTE);
});

test('100 programs made and disposed of leave the resident memory as it was', () => {
  const make = (times: number) => {
    for (let index = 0; index < times; index++) {
      using program = descend();
      program.call.step({ goal: new Float32Array(SIZE) });
    }
  };
  make(50);
  const before = process.memoryUsage.rss();
  make(100);
  expect(process.memoryUsage.rss() - before).toBeLessThan(32 * MEBIBYTE);
  expect(kernelBackend().binding.getNumOfSavedModels()).toBe(0);
});
