import * as tf from '@tensorflow/tfjs';
import { afterEach, describe, expect, test } from 'vitest';
import { kernelBackend } from '../../../src/backend/backend.ts';
import { compile } from '../../../src/compile/compile.ts';
import type { InputSpec } from '../../../src/compile/program.ts';
import { useNativeBackend } from '../../support/native.ts';
import { bool, bothWays, float, int, the, variable } from './compare.ts';

useNativeBackend();
afterEach(() => {
  tf.disposeVariables();
});

const VECTOR: InputSpec = { shape: [3], dtype: 'float32' };
const ONES = Float32Array.of(1, 1, 1);

describe('a compiled function', () => {
  test('computes with the inputs of each call', () => {
    using program = compile([], {
      double: { inputs: { x: VECTOR }, fn: ({ x }) => ({ y: tf.mul(x ?? 0, 2) }) },
    });
    expect(program.call.double({ x: Float32Array.of(1, 2, 3) })['y']).toEqual(
      Float32Array.of(2, 4, 6),
    );
    expect(program.call.double({ x: Float32Array.of(0, -1, 9) })['y']).toEqual(
      Float32Array.of(0, -2, 18),
    );
  });

  test('takes and gives float32, int32 and bool', () => {
    const inputs = { f: float([2], [0.5, -1.5]), i: int([2], [7, -8]), b: bool([2], [1, 0]) };
    const { eager, compiled } = bothWays(inputs, (given) => ({
      f: the(given, 'f').neg(),
      i: the(given, 'i').add(tf.scalar(1, 'int32')),
      b: the(given, 'b').logicalNot(),
    }));
    expect(compiled).toEqual(eager);
    expect(compiled).toEqual({
      f: Float32Array.of(-0.5, 1.5),
      i: Int32Array.of(8, -7),
      b: Uint8Array.of(0, 1),
    });
  });

  test('gives back an input, a clone, a constant and several outputs of one operation', () => {
    const { compiled } = bothWays({ x: float([4], [1, 2, 3, 4]) }, (given) => {
      const x = the(given, 'x') as tf.Tensor1D;
      const [first = x, second = x] = tf.split(x, 2);
      return { x, clone: x.clone(), constant: tf.tensor1d([5, 6]), first, second, again: second };
    });
    expect(compiled).toEqual({
      x: Float32Array.of(1, 2, 3, 4),
      clone: Float32Array.of(1, 2, 3, 4),
      constant: Float32Array.of(5, 6),
      first: Float32Array.of(1, 2),
      second: Float32Array.of(3, 4),
      again: Float32Array.of(3, 4),
    });
  });

  test('keeps tensors from outside as the constants that they were', () => {
    const outside = tf.tensor1d([1, 2, 3]);
    using program = compile([], {
      add: { inputs: { x: VECTOR }, fn: ({ x }) => ({ y: tf.add(x ?? 0, outside) }) },
    });
    outside.dispose();
    expect(program.call.add({ x: ONES })['y']).toEqual(Float32Array.of(2, 3, 4));
  });

  test('may read values that depend on constants alone', () => {
    const { eager, compiled } = bothWays({ x: float([3], [1, 2, 3]) }, (given) => {
      const scale = tf.scalar(2).add(tf.scalar(3)).dataSync()[0] ?? 0;
      return { y: the(given, 'x').mul(scale) };
    });
    expect(compiled).toEqual(eager);
  });

  test('differentiates, through custom gradients and nested tidies as well', () => {
    const clipped = tf.customGrad((x) => ({
      value: (x as tf.Tensor).clipByValue(-1, 1),
      gradFunc: (dy: tf.Tensor) => tf.tidy(() => tf.tidy(() => dy.mul(0.5))),
    }));
    const { eager, compiled } = bothWays({ x: float([3], [0.5, 2, -3]) }, (given) => {
      const { value, grads } = tf.tidy(() => {
        const loss = tf.valueAndGrads((x: tf.Tensor) => clipped(x.mul(3).tanh()).square().sum());
        return loss([the(given, 'x')]);
      });
      return { value, gradient: grads[0] ?? value };
    });
    expect(compiled).toEqual(eager);
    expect(compiled['gradient']?.some((value) => value !== 0)).toBe(true);
  });

  test('of no inputs, outputs and state does nothing', () => {
    using program = compile([], { nothing: { inputs: {}, fn: () => ({}) } });
    expect(program.call.nothing({})).toEqual({ done: Uint8Array.of(0) });
    expect(program.readState()).toEqual([]);
  });

  test('may leave an input unused', () => {
    using program = compile([], { f: { inputs: { x: VECTOR }, fn: () => ({ y: tf.scalar(1) }) } });
    expect(program.call.f({ x: ONES })['y']).toEqual(Float32Array.of(1));
  });

  test('may call its inputs and outputs what the nodes of its graph could be called', () => {
    const spec = VECTOR;
    using program = compile([variable([1, 2, 3])], {
      read: {
        inputs: { state_0: spec, Const_1: spec, Add_2: spec, output_y: spec },
        fn: (given) => ({ done: tf.addN(Object.values(given)), assign_0: the(given, 'Add_2') }),
      },
      write: { inputs: { state: spec }, fn: (given) => ({ state: the(given, 'state') }) },
    });
    const given = { state_0: ONES, Const_1: ONES, Add_2: ONES, output_y: ONES };
    expect(program.call.read(given)).toEqual({ done: Float32Array.of(4, 4, 4), assign_0: ONES });
    expect(program.call.write({ state: ONES })).toEqual({ state: ONES });
  });
});

describe('what a program takes', () => {
  const count = () => [tf.memory().numTensors, kernelBackend().getNumOfTFTensors()];

  test('is given back when it is disposed of', () => {
    const x = variable([1, 2, 3]);
    const before = [...count(), kernelBackend().binding.getNumOfSavedModels()];
    {
      using program = compile([x], { f: { inputs: {}, fn: () => ({ y: x.add(1) }) } });
      program.call.f({});
    }
    expect([...count(), kernelBackend().binding.getNumOfSavedModels()]).toEqual(before);
  });

  test('does not grow with calls, also with those that fail', () => {
    const x = variable([1, 2, 3]);
    using program = compile([x], {
      f: { inputs: { a: VECTOR, b: VECTOR }, fn: ({ a, b }) => ({ y: tf.add(a ?? 0, b ?? 0) }) },
    });
    const before = count();
    for (let call = 0; call < 20; call++) {
      program.call.f({ a: ONES, b: ONES });
      expect(() => program.call.f({ a: ONES })).toThrow();
      program.writeState(program.readState());
    }
    expect(count()).toEqual(before);
  });
});
