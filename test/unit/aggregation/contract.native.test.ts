import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { createRule } from '../../../src/aggregation/index.ts';
import { useNativeBackend } from '../../support/native.ts';
import { describeAggregator, ruleConfigs } from './contract.ts';

useNativeBackend();
ruleConfigs.forEach(describeAggregator);

describe("vectors of the paper's length", () => {
  const parameters = 129_306;
  const values = Float32Array.from({ length: 2 * 3 * parameters }, (_value, i) => Math.sin(i * i));

  test.each(ruleConfigs.map(createRule))('$label combines two groups as if alone', (rule) => {
    const areEqual = tf.tidy(() => {
      const received_GKP = tf.tensor3d(values, [2, 3, parameters]);
      const alone = tf.split<tf.Tensor3D>(received_GKP, 2).map((group) => rule.aggregate(group));
      return rule.aggregate(received_GKP).equal(tf.concat(alone)).all().dataSync();
    });
    expect(areEqual[0]).toBe(1);
  });
});
