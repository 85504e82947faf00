import * as tf from '@tensorflow/tfjs';
import type { Rule } from './aggregator.ts';
import { weighted } from './weighted.ts';

/** Average, eq. (9): every member weighs the same. */
export const average: Rule = {
  key: 'average',
  label: 'Average',
  ...weighted(({ isFinite_GK }) => tf.ones(isFinite_GK.shape)),
};
