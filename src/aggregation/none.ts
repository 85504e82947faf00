import * as tf from '@tensorflow/tfjs';
import type { Rule } from './aggregator.ts';

/** No cooperation: an agent keeps its own vector, whatever it hears. */
export const none: Rule = {
  key: 'none',
  label: 'No cooperation',
  aggregate: (received_GKP) => {
    const [groups, , parameters] = received_GKP.shape;
    return tf.tidy(() => received_GKP.slice([0, 0, 0], [-1, 1, -1]).reshape([groups, parameters]));
  },
};
