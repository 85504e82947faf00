import type * as tf from '@tensorflow/tfjs';
import type { Rule } from './aggregator.ts';
import { totalDistances } from './distance.ts';
import { weighted } from './weighted.ts';

/** The least temperature that float32 can divide by. Below it the softmax is the medoid anyway. */
const COLDEST = 2 ** -126;

/** At least the float32 numbers that one instruction takes, on any CPU. */
const PACKET = 16;

/**
 * Soft-medoid, eqs. (15), (16) and (20)-(22): a softmax over negative total distances. The sum in
 * the denominator of eq. (16) runs over q, as in (20) (deviation 19). The medoid for T -> 0, the average for
 * T -> infinity.
 *
 * The least distance is subtracted before the exponential, because exp(-distance / T) alone is 0 for
 * every member at the paper's T = 0.1.
 */
export function softMedoid(temperature: number): Rule {
  const divisor = Math.max(temperature, COLDEST);
  return {
    key: `soft-medoid-T${String(temperature)}`,
    label: `Soft-medoid (T = ${String(temperature)})`,
    ...weighted((distances) => {
      const total_GK = totalDistances(distances);
      const excess_GK = total_GK.sub<tf.Tensor2D>(total_GK.min(1, true));
      return exponential(excess_GK.div(-divisor));
    }),
  };
}

/**
 * exp, with bits that do not depend on a number's place: TensorFlow has one code for whole packets
 * and another for the end of a tensor. Every number gets a packet of its own, so that a run weighs
 * neighbors the same alone and in a cohort.
 */
function exponential(values_GK: tf.Tensor2D): tf.Tensor2D {
  const packets = values_GK.expandDims(2).tile([1, 1, PACKET]).exp();
  return packets.slice([0, 0, 0], [-1, -1, 1]).reshape(values_GK.shape);
}
