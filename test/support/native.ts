import * as tf from '@tensorflow/tfjs';
import { beforeAll } from 'vitest';

import { loadBackend } from '../../src/backend/backend.ts';

/** The tests of this file compute on TensorFlow, on the CPU. */
export function useNativeBackend(): void {
  beforeAll(async () => {
    await loadBackend({ device: 'cpu' });
  });
}

/** The tests of this file compute on tf.js' pure JavaScript backend: for tiny nets only. */
export function useJsBackend(): void {
  beforeAll(async () => {
    // Silences tf.js' advice to install its node backend.
    tf.env().set('IS_TEST', true);
    await tf.setBackend('cpu');
  });
}
