import * as tf from '@tensorflow/tfjs';
import type { RandomStream } from '../random.ts';
import type { ParameterShapes } from '../tensor/stack.ts';

/*
 * Two hidden layers of ReLU, of all learners at once. Three things make them fast, and change nothing
 * of what they compute:
 * - A layer's bias is one more row of its kernel, for an input that is always 1: its gradient comes with
 *   the kernel's, in one product. Biases without a kernel are products with that 1, too: TensorFlow adds
 *   up a batch in an order that depends on a learner's place among others, and a product in one order.
 * - What enters late, at the second layer, has rows of its own. So the actor's gradient goes through
 *   the few columns of the action alone, and not through all those of the layer.
 * - ReLU's gradient is one operation where TensorFlow computes.
 */

/**
 * One network of every learner, five tensors: the first layer `[L, inputs + 1, units]`; the second from
 * the first, `[L, units, units]`, and from late inputs, `[L, late + 1, units]`; the last
 * `[L, units, outputs]` and its bias `[L, 1, outputs]`. The last row of the first and the third is the bias.
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

/** Inputs of a network, those that enter at its second layer, and outputs. */
interface Ends {
  readonly early: number;
  readonly late: number;
  readonly outputs: number;
}

/** Shapes of one learner's actor: observation -> hidden -> hidden -> action. */
export function actorShapes({ observation, action, hidden }: NetworkSizes): ParameterShapes {
  return shapesOf(hidden, { early: observation, late: 0, outputs: action });
}

/** Shapes of one learner's critic, the action entering at `criticActionLayer`. */
export function criticShapes(sizes: NetworkSizes): ParameterShapes {
  const { observation, action, hidden, criticActionLayer } = sizes;
  return shapesOf(
    hidden,
    criticActionLayer === 1
      ? { early: observation + action, late: 0, outputs: 1 }
      : { early: observation, late: action, outputs: 1 },
  );
}

function shapesOf(
  [first, second]: NetworkSizes['hidden'],
  { early, late, outputs }: Ends,
): ParameterShapes {
  return [
    [early + 1, first],
    [first, second],
    [late + 1, second],
    [second, outputs],
    [1, outputs],
  ];
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
  return tf.tanh(perceptron(network, obs_LBO, null)).mul(bound_A);
}

/** Q(s, a) of every learner for every row of its batch: `[L, B]`. */
export function critic(
  network: StackedNetwork,
  obs_LBO: tf.Tensor3D,
  action_LBA: tf.Tensor3D,
  actionLayer: NetworkSizes['criticActionLayer'],
): tf.Tensor2D {
  const q_LBO =
    actionLayer === 1
      ? perceptron(network, tf.concat([obs_LBO, action_LBA], 2), null)
      : perceptron(network, obs_LBO, action_LBA);
  return tf.squeeze<tf.Tensor2D>(q_LBO, [2]);
}

/** A network's outputs, `[L, B, outputs]`, before anything bounds them. */
function perceptron(
  network: StackedNetwork,
  early_LBO: tf.Tensor3D,
  late_LBA: tf.Tensor3D | null,
): tf.Tensor3D {
  const [first, second, late, last, lastBias] = tensorsOf(network);
  const hidden1_LBH = relu(tf.matMul(withOne(early_LBO), first));
  const late_LBH = late_LBA ? withOne(late_LBA) : onesFor(early_LBO);
  const hidden2_LBH = relu(tf.matMul(hidden1_LBH, second).add(tf.matMul(late_LBH, late)));
  return tf.matMul(hidden2_LBH, last).add(tf.matMul(onesFor(early_LBO), lastBias));
}

/** The inputs and a 1, which the bias is for. */
function withOne(input_LBO: tf.Tensor3D): tf.Tensor3D {
  return tf.concat([input_LBO, onesFor(input_LBO)], 2);
}

/** A 1 for each row of a batch: `[L, B, 1]`. */
function onesFor({ shape: [learners, batch] }: tf.Tensor3D): tf.Tensor3D {
  return tf.ones([learners, batch, 1]);
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

type FiveTensors = [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];

function tensorsOf(network: StackedNetwork): FiveTensors {
  if (network.length !== 5) {
    throw new RangeError(`A network has five tensors, got ${network.length}.`);
  }
  return [...network] as FiveTensors;
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
  const bounds = inputsOf(shapes).map((inputs) => 1 / Math.sqrt(inputs));
  streams.forEach((stream, learner) => {
    values.forEach((tensor, index) => {
      const size = tensor.length / streams.length;
      const bound = bounds[index] ?? NaN;
      for (let element = learner * size; element < (learner + 1) * size; element++) {
        tensor[element] = (2 * stream.uniform() - 1) * bound;
      }
    });
  });
  return values;
}

/** How many inputs the layer of each tensor has, the constant 1 not counted. */
function inputsOf(shapes: ParameterShapes): number[] {
  const [first = 0, second = 0, late = 0, last = 0] = shapes.map(([rows]) => rows);
  return [first - 1, second + late - 1, second + late - 1, last, last];
}
