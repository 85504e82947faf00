import * as tf from '@tensorflow/tfjs';
import { describe, test } from 'vitest';
import { useNativeBackend } from '../../support/native.ts';
import { check, type Operation } from './operations.ts';

/*
 * Every kind of kernel once through a graph, which needs attributes that eager execution infers.
 */

useNativeBackend();

const elementwise: Record<string, Operation> = {
  abs: ({ x }) => x.abs(),
  acos: ({ x }) => x.clipByValue(-1, 1).acos(),
  acosh: ({ v }) => v.acosh(),
  asin: ({ x }) => x.clipByValue(-1, 1).asin(),
  asinh: ({ x }) => x.asinh(),
  atan: ({ x }) => x.atan(),
  atan2: ({ x, y }) => tf.atan2(x, y),
  atanh: ({ x }) => x.clipByValue(-0.9, 0.9).atanh(),
  ceil: ({ x }) => x.ceil(),
  cos: ({ x }) => x.cos(),
  cosh: ({ x }) => x.cosh(),
  elu: ({ x }) => x.elu(),
  erf: ({ x }) => x.erf(),
  exp: ({ x }) => x.exp(),
  expm1: ({ x }) => x.expm1(),
  floor: ({ x }) => x.floor(),
  isFinite: ({ x }) => x.isFinite(),
  isInf: ({ x }) => x.isInf(),
  isNaN: ({ x }) => x.isNaN(),
  leakyRelu: ({ x }) => tf.leakyRelu(x),
  log: ({ v }) => v.log(),
  log1p: ({ v }) => v.log1p(),
  logSigmoid: ({ x }) => x.logSigmoid(),
  neg: ({ x }) => x.neg(),
  onesLike: ({ x }) => tf.onesLike(x),
  prelu: ({ x, y }) => tf.prelu(x, y),
  reciprocal: ({ x }) => x.reciprocal(),
  relu: ({ x }) => x.relu(),
  relu6: ({ x }) => x.relu6(),
  round: ({ x }) => x.round(),
  rsqrt: ({ v }) => v.rsqrt(),
  selu: ({ x }) => x.selu(),
  sigmoid: ({ x }) => x.sigmoid(),
  sign: ({ x }) => x.sign(),
  sin: ({ x }) => x.sin(),
  sinh: ({ x }) => x.sinh(),
  softplus: ({ x }) => x.softplus(),
  sqrt: ({ v }) => v.sqrt(),
  square: ({ x }) => x.square(),
  step: ({ x }) => tf.step(x, 0),
  tan: ({ x }) => x.tan(),
  tanh: ({ x }) => x.tanh(),
  zerosLike: ({ x }) => tf.zerosLike(x),
  'abs of int32': ({ i }) => i.sub(3).abs(),
  'cast float32 to int32': ({ x }) => x.cast('int32'),
  'cast float32 to bool': ({ x }) => x.cast('bool'),
  'cast int32 to float32': ({ i }) => i.cast('float32'),
  'cast bool to float32': ({ b }) => b.cast('float32'),
  'cast bool to int32': ({ b }) => b.cast('int32'),
};

const binary: Record<string, Operation> = {
  add: ({ x, y }) => x.add(y),
  'add, broadcast': ({ x, y }) => x.add(y.sum(1, true)),
  'add int32 and float32': ({ i, x }) => i.add(x),
  addN: ({ x, y }) => tf.addN([x, y, x]),
  div: ({ x, y }) => x.div(y),
  'div by a constant of int32': ({ i }) => i.div(tf.scalar(2, 'int32')),
  divNoNan: ({ x, y }) => x.divNoNan(y),
  floorDiv: ({ x, y }) => x.floorDiv(y),
  maximum: ({ x, y }) => x.maximum(y),
  minimum: ({ x, y }) => x.minimum(y),
  mod: ({ x, y }) => x.mod(y),
  mul: ({ x, y }) => x.mul(y),
  'mul of int32': ({ i }) => i.mul(i),
  pow: ({ y, v }) => v.pow(y.sum()),
  squaredDifference: ({ x, y }) => x.squaredDifference(y),
  sub: ({ x, y }) => x.sub(y),
  equal: ({ i }) => i.equal(3),
  greater: ({ x, y }) => x.greater(y),
  greaterEqual: ({ x, y }) => x.greaterEqual(y),
  less: ({ x, y }) => x.less(y),
  lessEqual: ({ x, y }) => x.lessEqual(y),
  notEqual: ({ x, y }) => x.notEqual(y),
  logicalAnd: ({ b, x }) => b.logicalAnd(x.greater(0)),
  logicalNot: ({ b }) => b.logicalNot(),
  logicalOr: ({ b, x }) => b.logicalOr(x.greater(0)),
  logicalXor: ({ b, x }) => b.logicalXor(x.greater(0)),
  where: ({ b, x, y }) => tf.where(b, x, y),
};

const reductions: Record<string, Operation> = {
  all: ({ b }) => b.all(1),
  any: ({ b }) => b.any(1),
  argMax: ({ x }) => x.argMax(1),
  argMin: ({ x }) => x.argMin(0),
  cumprod: ({ x }) => tf.cumprod(x, 1),
  cumsum: ({ x }) => tf.cumsum(x, 1, true, true),
  euclideanNorm: ({ x }) => tf.euclideanNorm(x, 1),
  logSoftmax: ({ x }) => x.logSoftmax(),
  logSumExp: ({ x }) => x.logSumExp(1),
  max: ({ x }) => x.max(1),
  mean: ({ x }) => x.mean(0),
  'mean of int32': ({ i }) => i.mean(1),
  min: ({ x }) => x.min(1, true),
  moments: ({ x }) => tf.moments(x, 1).variance,
  norm: ({ x }) => x.norm('euclidean', 1),
  'norm, one': ({ x }) => x.norm(1, 1),
  'norm, infinite': ({ x }) => x.norm(Infinity, 1),
  prod: ({ i }) => i.prod(1),
  softmax: ({ x }) => x.softmax(),
  sum: ({ x }) => x.sum(1, true),
  'sum of int32': ({ i }) => i.sum(),
  topk: ({ x }) => x.topk(2).indices,
  unsortedSegmentSum: ({ x }) => x.unsortedSegmentSum(tf.tensor1d([0, 1], 'int32'), 3),
};

const matrices: Record<string, Operation> = {
  dot: ({ x, y }) => x.dot(y.transpose()),
  einsum: ({ x, y }) => tf.einsum('ij,kj->ik', x, y),
  eye: ({ x }) => tf.eye(2).matMul(x),
  'fused matMul': ({ x, y, v }) =>
    tf.fused.matMul({ a: x, b: y, transposeB: true, bias: v.slice(0, 2), activation: 'relu' }),
  matMul: ({ x, y }) => x.matMul(y, false, true),
  'matMul, batched': ({ x, y }) => x.expandDims(0).matMul(y.expandDims(0), true),
  outerProduct: ({ v }) => tf.outerProduct(v, v),
  bandPart: ({ x }) => tf.linalg.bandPart(x, 0, 1),
  diag: ({ v }) => tf.diag(v),
};

const shapes: Record<string, Operation> = {
  broadcastTo: ({ v }) => v.broadcastTo([3, 4]),
  concat: ({ x, y }) => tf.concat([x, y], 1),
  'concat of int32': ({ i }) => tf.concat([i, i], 0),
  expandDims: ({ x }) => x.expandDims(1),
  'expandDims of int32': ({ i }) => i.expandDims(-1),
  'expandDims of bool': ({ b }) => b.expandDims(0),
  gather: ({ x }) => x.gather(tf.tensor1d([2, 0], 'int32'), 1),
  gatherND: ({ x }) => tf.gatherND(x, tf.tensor2d([[0, 1]], [1, 2], 'int32')),
  mirrorPad: ({ x }) => x.mirrorPad([[0, 1], [1, 1]], 'reflect'), // prettier-ignore
  oneHot: ({ i }) => tf.oneHot(i, 8),
  'oneHot of float32': ({ i }) => tf.oneHot(i, 8, 1, 0, 'float32'),
  pad: ({ x }) => x.pad([[0, 1], [1, 0]]), // prettier-ignore
  reshape: ({ x }) => x.reshape([3, 2]),
  reverse: ({ x }) => x.reverse(1),
  scatterND: ({ v }) => tf.scatterND(tf.tensor2d([[0], [2], [4], [5]], [4, 1], 'int32'), v, [7]),
  slice: ({ x }) => x.slice([0, 1], [2, 2]),
  split: ({ x }) => tf.split(x, [1, 2], 1)[1] ?? x,
  'split, even': ({ x }) => tf.split(x, 3, 1)[2] ?? x,
  squeeze: ({ x }) => x.expandDims(1).squeeze([1]),
  'squeeze of all': ({ x }) => x.expandDims(1).squeeze(),
  stack: ({ x, y }) => tf.stack([x, y], 1),
  stridedSlice: ({ x }) => x.stridedSlice([0, 0], [2, 3], [1, 2]),
  tensorScatterUpdate: ({ v }) =>
    tf.tensorScatterUpdate(v, tf.tensor2d([[0]], [1, 1], 'int32'), tf.tensor1d([9])),
  tile: ({ x }) => x.tile([2, 1]),
  transpose: ({ x }) => x.expandDims(0).transpose([2, 0, 1]),
  unstack: ({ x }) => tf.unstack(x, 1)[1] ?? x,
};

const made: Record<string, Operation> = {
  fill: () => tf.fill([2, 2], 3),
  linspace: () => tf.linspace(0, 1, 5),
  ones: () => tf.ones([2]),
  range: () => tf.range(0, 5, 1, 'int32'),
  zeros: () => tf.zeros([2], 'bool'),
};

const images: Record<string, Operation> = {
  avgPool: ({ image }) => tf.avgPool(image, 2, 2, 'same'),
  batchNorm: ({ x }) => tf.batchNorm(x, x.mean(0), x.square().mean(0)),
  conv2d: ({ image, filter }) => tf.conv2d(image, filter, 1, 'same'),
  depthwiseConv2d: ({ image, filter }) => tf.depthwiseConv2d(image, filter, 1, 'same'),
  maxPool: ({ image }) => tf.maxPool(image, 2, 2, 'same'),
  resizeBilinear: ({ image }) => tf.image.resizeBilinear(image, [3, 3]),
  resizeNearestNeighbor: ({ image }) => tf.image.resizeNearestNeighbor(image, [3, 3]),
  spaceToBatchND: ({ image }) => tf.spaceToBatchND(image, [2, 2], [[0, 0], [0, 0]]), // prettier-ignore
};

const spectra: Record<string, Operation> = {
  complexAbs: ({ v }) => tf.abs(tf.complex(v, v)),
  fft: ({ v }) => tf.real(tf.spectral.fft(tf.complex(v, v))),
  imag: ({ v }) => tf.imag(tf.complex(v, v)),
};

describe.each(
  Object.entries({ elementwise, binary, reductions, matrices, shapes, made, images, spectra }),
)('%s operations', (_, operations) => {
  test.each(Object.entries(operations))(
    '%s gives compiled what it gives eagerly',
    (_name, operation) => {
      check(operation);
    },
  );
});
