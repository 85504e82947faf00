import * as tf from '@tensorflow/tfjs';
import { test } from 'vitest';
import { useNativeBackend } from '../../support/native.ts';
import { check, type Given, type Operation } from './operations.ts';

useNativeBackend();

/** The sum of an operation's squares, differentiated. */
function gradient<T extends tf.Tensor>(
  by: (given: Given) => T,
  operation: (x: T, given: Given) => tf.Tensor,
): Operation {
  return (given) =>
    tf.grad((x) =>
      operation(x as T, given)
        .square()
        .sum(),
    )(by(given));
}

const gradients: Record<string, Operation> = {
  broadcastTo: gradient(
    ({ v }) => v,
    (v) => v.broadcastTo([3, 4]),
  ),
  clipByValue: gradient(
    ({ x }) => x,
    (x) => x.clipByValue(-0.3, 0.5),
  ),
  concat: gradient(
    ({ x }) => x,
    (x, { y }) => tf.concat([x, y], 1),
  ),
  conv2d: gradient(
    ({ filter }) => filter,
    (filter, { image }) => tf.conv2d(image, filter, 1, 'same'),
  ),
  cumsum: gradient(
    ({ x }) => x,
    (x) => x.cumsum(1),
  ),
  div: gradient(
    ({ x }) => x,
    (x, { y }) => y.div(x),
  ),
  gather: gradient(
    ({ x }) => x,
    (x) => x.gather(tf.tensor1d([1, 0, 1], 'int32')),
  ),
  huberLoss: gradient(
    ({ x }) => x,
    (x, { y }) => tf.losses.huberLoss(y, x),
  ),
  logSumExp: gradient(
    ({ x }) => x,
    (x) => x.logSumExp(1),
  ),
  matMul: gradient(
    ({ x }) => x,
    (x, { y }) => x.matMul(y, true),
  ),
  max: gradient(
    ({ x }) => x,
    (x) => x.max(1),
  ),
  maximum: gradient(
    ({ x }) => x,
    (x, { y }) => x.maximum(y),
  ),
  maxPool: gradient(
    ({ image }) => image,
    (image) => tf.maxPool(image, 2, 2, 'same'),
  ),
  mean: gradient(
    ({ x }) => x,
    (x) => x.mean(0),
  ),
  norm: gradient(
    ({ x }) => x,
    (x) => x.norm('euclidean', 1),
  ),
  pad: gradient(({ x }) => x, (x) => x.pad([[0, 1], [1, 0]])), // prettier-ignore
  relu: gradient(
    ({ x }) => x,
    (x) => x.relu(),
  ),
  slice: gradient(
    ({ x }) => x,
    (x) => x.slice([0, 1], [2, 2]),
  ),
  softmax: gradient(
    ({ x }) => x,
    (x) => x.softmax(),
  ),
  split: gradient(
    ({ x }) => x,
    (x) => tf.split(x, [1, 2], 1)[1] ?? x,
  ),
  stack: gradient(
    ({ x }) => x,
    (x, { y }) => tf.stack([x, y], 1),
  ),
  tanh: gradient(
    ({ x }) => x,
    (x) => x.tanh(),
  ),
  tile: gradient(
    ({ x }) => x,
    (x) => x.tile([2, 1]),
  ),
  transpose: gradient(
    ({ x }) => x,
    (x) => x.transpose(),
  ),
  where: gradient(
    ({ x }) => x,
    (x, { b, y }) => tf.where(b, x, y),
  ),
};

test.each(Object.entries(gradients))(
  'the gradient of %s is compiled what it is eagerly',
  (_, operation) => {
    check(operation);
  },
);
