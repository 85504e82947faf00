import * as tf from '@tensorflow/tfjs';
import { inPlace } from '../compile/inPlace.ts';

/** Adam's constants: Kingma and Ba (https://arxiv.org/abs/1412.6980), as PyTorch sets them. */
export const ADAM = {
  // As float32 holds them, so that 1 - beta is the same number wherever it is computed.
  beta1: Math.fround(0.9),
  beta2: Math.fround(0.999),
  epsilon: 1e-8,
} as const;

/** Adam's state for one network: a first and a second moment for each tensor, and the step count. */
export interface AdamState {
  readonly firstMoments: readonly tf.Variable[];
  readonly secondMoments: readonly tf.Variable[];
  /** Steps taken, as a float32 scalar: exact up to 2^24. */
  readonly steps: tf.Variable;
}

/**
 * One step of Adam: m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g^2, and with the biases of both
 * corrected, x = x - lr m^ / (sqrt(v^) + eps). Algorithm 1 of Kingma and Ba.
 */
export function adamStep(
  parameters: readonly tf.Variable[],
  gradients: readonly tf.Tensor[],
  state: AdamState,
  learningRate: number,
): void {
  tf.tidy(() => {
    const steps = state.steps.add(1);
    state.steps.assign(steps);
    const correction1 = biasCorrection(ADAM.beta1, steps);
    const correction2 = tf.sqrt(biasCorrection(ADAM.beta2, steps));
    // Both corrections moved out of the elementwise work: x - a m / (sqrt(v) + e).
    const stepSize = tf.div(correction2, correction1).mul(learningRate);
    const epsilon = correction2.mul(ADAM.epsilon);
    const [zero, beta1, beta2] = [tf.scalar(0), tf.scalar(ADAM.beta1), tf.scalar(ADAM.beta2)];
    parameters.forEach((parameter, index) => {
      const gradient = gradients[index];
      const firstMoment = state.firstMoments[index];
      const secondMoment = state.secondMoments[index];
      if (!gradient || !firstMoment || !secondMoment) {
        throw new RangeError(`adamStep: tensor ${index} has no gradient or no moments.`);
      }
      const fused = {
        op: 'ResourceApplyAdam',
        variables: [parameter, firstMoment, secondMoment],
        // Its own bias correction is off, with both powers 0: ours is in the step size.
        inputs: [zero, zero, stepSize, beta1, beta2, epsilon, gradient],
      };
      inPlace(fused, () => {
        const m = firstMoment.mul(beta1).add(gradient.mul(1 - ADAM.beta1));
        const v = secondMoment.mul(beta2).add(gradient.square().mul(1 - ADAM.beta2));
        firstMoment.assign(m);
        secondMoment.assign(v);
        parameter.assign(parameter.sub(m.mul(stepSize).div(v.sqrt().add(epsilon))));
      });
    });
  });
}

/** 1 - beta^steps, by expm1: the difference itself would lose four digits while the steps are few. */
function biasCorrection(beta: number, steps: tf.Tensor): tf.Tensor {
  return tf.expm1(steps.mul(Math.log(beta))).neg();
}
