import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { createRule } from '../../../src/aggregation/index.ts';
import { useJsBackend } from '../../support/native.ts';
import { runReference } from '../../support/python.ts';
import { at, gaussianRows, rowsOf } from '../../support/vectors.ts';
import { ruleConfigs } from './contract.ts';

useJsBackend();

test('the rules agree with NumPy float64 on random vectors of all neighborhood sizes', () => {
  const cases = ruleConfigs
    .filter(({ name }) => name !== 'none')
    .flatMap((config) =>
      [1, 2, 3, 4, 5, 6, 7, 8].map((size) => ({ config, received: gaussianRows(size, size, 30) })),
    );
  const expected = runReference(
    'rules.py',
    cases.map(({ config, received }) => ({
      compute: config.name,
      received_kp: received,
      ...(config.name === 'median' && { even_count: config.evenCount }),
      ...(config.name === 'soft-medoid' && { temperature: config.temperature }),
    })),
  ) as number[][];
  cases.forEach(({ config, received }, index) => {
    const [combined = []] = rowsOf(createRule(config).aggregate(tf.tensor3d([received])));
    combined.forEach((value, i) => {
      expect(value).toBeCloseTo(at(at(expected, index), i), 4);
    });
  });
});
