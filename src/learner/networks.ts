import * as tf from '@tensorflow/tfjs';
import type { RandomStream } from '../random.ts';
import type { ParameterShapes } from '../tensor/stack.ts';

/**
 * One network of every learner: kernel `[L, inputs, units]` and bias `[L, 1, units]` of each layer in
 * turn. Gradients through broadcast batch dimensions are not to be had, hence the bias's middle axis.
 */
export type StackedNetwork = readonly tf.Tensor3D[];

/** What decides the shape of the two networks. */
export interface NetworkSizes {
  readonly observation: number;
  readonly action: number;
  readonly hidden: readonly [number, number];
  /** The layer at which the critic takes the action. */
  readonly criticActionLayer: 1 | 2;
}

/** Shapes of one learner's actor: observation -> hidden -> hidden -> action. */
export function actorShapes({ observation, action, hidden }: NetworkSizes): ParameterShapes {
  return denseShapes([observation, hidden[0], hidden[1]], [hidden[0], hidden[1], action]);
}

/** Shapes of one learner's critic, the action entering at `criticActionLayer`. */
export function criticShapes(sizes: NetworkSizes): ParameterShapes {
  const { observation, action, hidden, criticActionLayer } = sizes;
  const atFirst = criticActionLayer === 1 ? action : 0;
  const atSecond = criticActionLayer === 2 ? action : 0;
  return denseShapes(
    [observation + atFirst, hidden[0] + atSecond, hidden[1]],
    [hidden[0], hidden[1], 1],
  );
}

function denseShapes(inputs: readonly number[], units: readonly number[]): ParameterShapes {
  return inputs.flatMap((input, layer): [number, number][] => {
    const output = units[layer] ?? 0;
    return [
      [input, output],
      [1, output],
    ];
  });
}

/**
 * mu(s): tanh of the last layer, scaled to the action bound.
 *
 * @param obs_LBO observations
 * @param bound_A largest absolute action, `[A]`
 * @returns actions `[L, B, A]`
 */
export function actor(
  network: StackedNetwork,
  obs_LBO: tf.Tensor3D,
  bound_A: tf.Tensor1D,
): tf.Tensor3D {
  const [k1, b1, k2, b2, k3, b3] = layersOf(network);
  const first = relu(dense(obs_LBO, k1, b1));
  const second = relu(dense(first, k2, b2));
  return tf.tanh(dense(second, k3, b3)).mul(bound_A);
}

/** Q(s, a) of every learner for every row of its batch: `[L, B]`. */
export function critic(
  network: StackedNetwork,
  obs_LBO: tf.Tensor3D,
  action_LBA: tf.Tensor3D,
  actionLayer: NetworkSizes['criticActionLayer'],
): tf.Tensor2D {
  const [k1, b1, k2, b2, k3, b3] = layersOf(network);
  const input = actionLayer === 1 ? tf.concat([obs_LBO, action_LBA], 2) : obs_LBO;
  const first = relu(dense(input, k1, b1));
  const joined = actionLayer === 2 ? tf.concat([first, action_LBA], 2) : first;
  const second = relu(dense(joined, k2, b2));
  return tf.squeeze<tf.Tensor2D>(dense(second, k3, b3), [2]);
}

function dense(input_LBI: tf.Tensor3D, kernel: tf.Tensor3D, bias: tf.Tensor3D): tf.Tensor3D {
  return tf.matMul(input_LBI, kernel).add(bias);
}

/** max(x, 0), with its gradient in one operation where TensorFlow computes: tf.js takes eight. */
const relu = tf.customGrad((x, save) => {
  const y = tf.relu(x as tf.Tensor);
  (save as tf.GradSaveFunc)([y]);
  return { value: y, gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => reluGradient(dy, saved[0]) };
}) as (x: tf.Tensor3D) => tf.Tensor3D;

function reluGradient(dy: tf.Tensor, y = dy): tf.Tensor {
  // The types deny that a kernel may be missing.
  const kernel = tf.getKernel('ReluGrad', tf.getBackend()) as tf.KernelConfig | undefined;
  return kernel
    ? tf.engine().runKernel('ReluGrad', { dy, y })
    : dy.mul(tf.greater(y, 0).cast('float32'));
}

type SixTensors = [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D, tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];

function layersOf(network: StackedNetwork): SixTensors {
  if (network.length !== 6) {
    throw new RangeError(`A network has 3 kernels and 3 biases, got ${network.length} tensors.`);
  }
  return [...network] as SixTensors;
}

/**
 * Initial parameters of every learner, each from its own stream: uniform in +-1/sqrt(inputs) for
 * kernels and biases, as PyTorch does by default (deviation 4).
 *
 * @returns for each tensor of `shapes` the values `[L, rows, columns]`, row-major
 */
export function initialParameters(
  shapes: ParameterShapes,
  streams: readonly RandomStream[],
): Float32Array[] {
  const values = shapes.map(([rows, columns]) => new Float32Array(streams.length * rows * columns));
  streams.forEach((stream, learner) => {
    let inputs = 1;
    values.forEach((tensor, index) => {
      const [rows, columns] = shapes[index] ?? [0, 0];
      const isKernel = index % 2 === 0;
      if (isKernel) inputs = rows;
      const bound = 1 / Math.sqrt(inputs);
      const size = rows * columns;
      for (let element = learner * size; element < (learner + 1) * size; element++) {
        tensor[element] = (2 * stream.uniform() - 1) * bound;
      }
    });
  });
  return values;
}
