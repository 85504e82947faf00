import * as tf from '@tensorflow/tfjs';
import type { RandomStream } from '../../../src/random.ts';
import { at } from '../../support/vectors.ts';
import type { TensorFunction } from './compare.ts';

/** A step of a random function: it takes some of the tensors made so far, and makes one more. */
type Step = (made: readonly tf.Tensor2D[]) => tf.Tensor2D;

const ROWS = 3;
const COLUMNS = 4;

/**
 * A random function of `[3, 4]` inputs, of `length` operations on values that came before. All its
 * choices are made here: the same function comes out however often it is called. Values stay about 1.
 */
export function randomFunction(stream: RandomStream, length: number): TensorFunction {
  const steps = Array.from({ length }, (_, index) => {
    const step = at(STEPS, stream.integer(STEPS.length));
    // One of the last few: long chains rather than many short ones.
    const pick = () => Math.max(0, index + 2 - 1 - stream.integer(5));
    return step(pick(), pick(), stream);
  });
  return (inputs) => {
    const made = Object.values(inputs) as tf.Tensor2D[];
    for (const step of steps) made.push(step(made));
    return Object.fromEntries(made.slice(-3).map((tensor, index) => [`y${index}`, tensor]));
  };
}

/** An operation on two tensors made before and on the inputs `a` and `b`. */
type Operation = (x: tf.Tensor2D, y: tf.Tensor2D, a: tf.Tensor2D, b: tf.Tensor2D) => tf.Tensor;

/** Lifts an operation on `[3, 4]` tensors to a step. */
function step(operation: Operation): (i: number, j: number) => Step {
  return (i, j) => (made) =>
    operation(at(made, i), at(made, j), at(made, 0), at(made, 1)) as tf.Tensor2D;
}

/**
 * Each of these takes `[3, 4]` to `[3, 4]`, so that any can follow any. What jumps (comparing, indices,
 * integers) looks at the inputs: they are the same to the last bit both ways, other values may not be.
 */
const STEPS: readonly ((i: number, j: number, stream: RandomStream) => Step)[] = [
  step((x, y) => x.add(y).mul(0.5)),
  step((x, y) => x.sub(y)),
  step((x, y) => x.mul(y).tanh()),
  step((x, y) => x.div(y.abs().add(0.5)).tanh()),
  step((x, y) => x.maximum(y)),
  step((x, y) => x.minimum(y.neg())),
  step((x) => x.relu()),
  step((x) => x.tanh()),
  step((x) => x.clipByValue(-3, 2).exp().sub(1)),
  step((x) => x.square().tanh()),
  step((x) => x.abs().sqrt()),
  step((x, y) => x.matMul(y, false, true).tanh().matMul(y)),
  step((x) => x.transpose().reshape([ROWS, COLUMNS])),
  step((x, y) => tf.concat([x, y], 1).slice([0, 2], [ROWS, COLUMNS])),
  step((x, y) => tf.concat([...tf.split(x, [1, 3], 1), y], 1).slice([0, 0], [ROWS, COLUMNS])),
  step((x) => x.gather(tf.tensor1d([3, 1, 1, 0], 'int32'), 1)),
  step((x) => x.sub(x.mean(1, true))),
  step((x, y) => x.add(y.sum(0).tanh())),
  step((x, y) => x.sub(y.max())),
  step((x, _, a) => x.mul(tf.oneHot(a.argMin(1), COLUMNS, 1, 0, 'float32'))),
  step((x, y, a, b) => tf.where(a.greater(b), x, y.neg())),
  step((x, _, a, b) => a.less(b).logicalOr(a.greater(1)).cast('float32').sub(x)),
  step((x) => x.softmax()),
  step((x, y) => tf.tile(x.slice([1, 0], [1, COLUMNS]), [ROWS, 1]).add(y)),
  step((x, y) => x.expandDims(0).mul(y.expandDims(1)).mean([0])),
  step((x) => x.expandDims(1).squeeze([1]).clone()),
  step((x, _, a) => a.cast('int32').mod(tf.scalar(3, 'int32')).cast('float32').div(3).add(x)),
  step((x, y) => tf.grad((z: tf.Tensor) => z.mul(y).tanh().sum())(x)),
  (i, _, stream) => {
    const constant = Array.from({ length: ROWS * COLUMNS }, () => stream.normal());
    return (made) => at(made, i).add(tf.tensor2d(constant, [ROWS, COLUMNS]));
  },
];
