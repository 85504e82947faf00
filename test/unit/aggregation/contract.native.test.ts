import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { createRule } from '../../../src/aggregation/index.ts';
import { useNativeBackend } from '../../support/native.ts';
import { describeAggregator, ruleConfigs } from './contract.ts';

useNativeBackend();
ruleConfigs.forEach(describeAggregator);

// Rows of 9601 numbers, those of the paper's networks that are not of the largest kernel, begin anywhere
// within what one instruction takes.
describe.each([
  { what: "vectors of the paper's length", groups: 2, parameters: 129_306 },
  { what: 'vectors of an odd length', groups: 24, parameters: 9601 },
])('$what', ({ groups, parameters }) => {
  const size = groups * 3 * parameters;
  const values = Float32Array.from({ length: size }, (_value, i) => Math.sin(i * i));

  test.each(ruleConfigs.map(createRule))('$label combines groups as if alone', (rule) => {
    const areEqual = tf.tidy(() => {
      const received_GKP = tf.tensor3d(values, [groups, 3, parameters]);
      const alone = tf
        .split<tf.Tensor3D>(received_GKP, groups)
        .map((group) => rule.aggregate(group));
      return rule.aggregate(received_GKP).equal(tf.concat(alone)).all().dataSync();
    });
    expect(areEqual[0]).toBe(1);
  });
});
