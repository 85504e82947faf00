import * as tf from '@tensorflow/tfjs';
import type { RandomStream } from '../random.ts';
import type { ParameterShapes } from '../tensor/stack.ts';
import type { AdamState } from './adam.ts';
import type { DdpgState } from './ddpg.ts';
import { actorShapes, criticShapes, initialParameters, type NetworkSizes } from './networks.ts';

/** All that learners begin with: weights drawn from a stream each, targets equal to them, Adam at zero. */
export function createState(
  sizes: NetworkSizes,
  initialization: readonly RandomStream[],
): DdpgState {
  const online = {
    actor: createNetwork(actorShapes(sizes), initialization),
    critic: createNetwork(criticShapes(sizes), initialization),
  };
  return {
    online,
    targets: { actor: online.actor.map(copyOf), critic: online.critic.map(copyOf) },
    adam: { actor: createAdamState(online.actor), critic: createAdamState(online.critic) },
  };
}

/** All variables of a state, in the order in which it is read and written. */
export function variablesOf({ online, targets, adam }: DdpgState): tf.Variable[] {
  return (['actor', 'critic'] as const).flatMap((network) => [
    ...online[network],
    ...targets[network],
    ...adam[network].firstMoments,
    ...adam[network].secondMoments,
    adam[network].steps,
  ]);
}

function createNetwork(
  shapes: ParameterShapes,
  streams: readonly RandomStream[],
): tf.Variable<tf.Rank.R3>[] {
  return initialParameters(shapes, streams).map((values, index) => {
    const [inputs, units] = shapes[index] ?? [0, 0];
    return variableOf(tf.tensor3d(values, [streams.length, inputs, units]));
  });
}

function createAdamState(parameters: readonly tf.Variable[]): AdamState {
  const zeros = () => parameters.map((parameter) => variableOf(tf.zerosLike(parameter)));
  return { firstMoments: zeros(), secondMoments: zeros(), steps: variableOf(tf.scalar(0)) };
}

function copyOf(variable: tf.Variable<tf.Rank.R3>): tf.Variable<tf.Rank.R3> {
  return variableOf(variable.clone());
}

function variableOf<R extends tf.Rank>(initial: tf.Tensor<R>): tf.Variable<R> {
  const variable = tf.variable(initial);
  initial.dispose();
  return variable;
}
