import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { kernelBackend, loadBackend } from '../../../src/backend/backend.ts';
import { UserError } from '../../../src/errors.ts';
import { useNativeBackend } from '../../support/native.ts';

test('kernels before loadBackend are an error that names it', () => {
  expect(() => kernelBackend()).toThrow('loadBackend has not been called');
});

describe('the native backend on the CPU', () => {
  useNativeBackend();

  test('multiplies matrices', async () => {
    const product_BO = tf.tidy(() => tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])));
    expect(await product_BO.array()).toEqual([[11]]);
    product_BO.dispose();
  });

  test('says what computes, and with which switches', async () => {
    const backend = await loadBackend({ device: 'cpu' });
    expect(backend).toMatchObject({
      device: 'cpu',
      reason: 'asked for',
      tensorflowVersion: '2.21.0',
      tfjsVersion: '4.22.0',
      switches: { TF_ENABLE_ONEDNN_OPTS: '1', TF_FORCE_GPU_ALLOW_GROWTH: 'true' },
    });
    expect(backend.deviceName).toMatch(/, \d+ cores$/);
    expect(tf.getBackend()).toBe('tensorflow');
  });

  test('a tensor that is disposed leaves no handle in TensorFlow behind', () => {
    const before = kernelBackend().getNumOfTFTensors();
    const sum = tf.tidy(() => tf.ones([4, 4]).add(1).sum());
    expect(kernelBackend().getNumOfTFTensors()).toBe(before + 1);
    sum.dispose();
    expect(kernelBackend().getNumOfTFTensors()).toBe(before);
  });

  test('a second request gets the same backend', async () => {
    expect(await loadBackend({ device: 'auto' })).toBe(await loadBackend({ device: 'cpu' }));
  });

  test('a process that computes on the CPU cannot change to a GPU', async () => {
    const request = loadBackend({ device: 'gpu' });
    await expect(request).rejects.toThrow('cannot change to the gpu');
    await expect(request).rejects.not.toBeInstanceOf(UserError);
  });
});
