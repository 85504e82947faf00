import * as tf from '@tensorflow/tfjs';
import { afterEach, describe, expect, test } from 'vitest';
import { compile } from '../../../src/compile/compile.ts';
import type { InputSpec } from '../../../src/compile/program.ts';
import { useNativeBackend } from '../../support/native.ts';
import { the, variable } from './compare.ts';

useNativeBackend();
afterEach(() => {
  tf.disposeVariables();
});

const VECTOR: InputSpec = { shape: [3], dtype: 'float32' };
const ONES = Float32Array.of(1, 1, 1);

describe('the state', () => {
  test('is read and written bit for bit, in all types', () => {
    using program = compile(
      [variable([0, 0, 0]), variable([0, 0], 'int32'), variable([false, false], 'bool')],
      { nothing: { inputs: {}, fn: () => ({}) } },
    );
    const values = [
      Float32Array.of(-0, Number.NaN, 1e-45),
      Int32Array.of(2 ** 31 - 1, -(2 ** 31)),
      Uint8Array.of(1, 0),
    ];
    program.writeState(values);
    expect(program.readState()).toEqual(values);
    expect(Object.is(program.readState()[0]?.[0], -0)).toBe(true);
  });

  test('begins as the variables were, and goes its own way', () => {
    const x = variable([1, 2, 3]);
    using program = compile([x], {
      double: {
        inputs: {},
        fn: () => {
          x.assign(x.mul(2));
          return {};
        },
      },
    });
    expect(x.arraySync()).toEqual([1, 2, 3]);
    program.call.double({});
    program.call.double({});
    expect(program.readState()).toEqual([Float32Array.of(4, 8, 12)]);
    expect(x.arraySync()).toEqual([1, 2, 3]);
  });

  test('is shared by the functions of a program, and by no other program', () => {
    const x = variable([0, 0, 0]);
    const functions = {
      put: {
        inputs: { value: VECTOR },
        fn: (given: Readonly<Record<string, tf.Tensor>>) => {
          x.assign(the(given, 'value'));
          return {};
        },
      },
      get: { inputs: {}, fn: () => ({ x: x.add(0.5) }) },
    };
    using first = compile([x], functions);
    using second = compile([x], functions);
    first.call.put({ value: ONES });
    expect(first.call.get({})['x']).toEqual(Float32Array.of(1.5, 1.5, 1.5));
    expect(second.call.get({})['x']).toEqual(Float32Array.of(0.5, 0.5, 0.5));
  });

  test('may be assigned twice, and read before, between and after', () => {
    const x = variable([1, 2, 3]);
    using program = compile([x], {
      f: {
        inputs: {},
        fn: () => {
          const before = x.clone();
          x.assign(x.add(1));
          const between = x.clone();
          x.assign(x.mul(10));
          return { before, between, after: x };
        },
      },
    });
    expect(program.call.f({})).toEqual({
      before: Float32Array.of(1, 2, 3),
      between: Float32Array.of(2, 3, 4),
      after: Float32Array.of(20, 30, 40),
    });
    expect(program.readState()).toEqual([Float32Array.of(20, 30, 40)]);
  });

  test('can be exchanged between variables', () => {
    const [x, y] = [variable([1, 1]), variable([2, 2])];
    using program = compile([x, y], {
      swap: {
        inputs: {},
        fn: () => {
          const old = x.clone();
          x.assign(y);
          y.assign(old);
          return { x, y };
        },
      },
    });
    expect(program.call.swap({})).toEqual({ x: Float32Array.of(2, 2), y: Float32Array.of(1, 1) });
    program.call.swap({});
    program.call.swap({});
    expect(program.readState()).toEqual([Float32Array.of(2, 2), Float32Array.of(1, 1)]);
  });

  test('of variables that begin with the same data are two', () => {
    const x = variable([1, 2]);
    const y = tf.variable(x.clone());
    using program = compile([x, y], {
      f: {
        inputs: {},
        fn: () => {
          x.assign(x.add(1));
          return { y };
        },
      },
    });
    expect(program.call.f({})['y']).toEqual(Float32Array.of(1, 2));
    expect(program.readState()).toEqual([Float32Array.of(2, 3), Float32Array.of(1, 2)]);
  });

  test('that is only returned stays as it was', () => {
    const x = variable([1, 2, 3]);
    using program = compile([x], { f: { inputs: {}, fn: () => ({ x }) } });
    expect(program.call.f({})['x']).toEqual(Float32Array.of(1, 2, 3));
    expect(program.readState()).toEqual([Float32Array.of(1, 2, 3)]);
  });

  test('is updated by gradient descent as it is eagerly', () => {
    const w = variable([[0.5], [-0.3]]);
    const step = (x: tf.Tensor2D) => {
      const { value, grads } = tf.variableGrads(
        () =>
          tf
            .matMul(x, w as tf.Tensor2D)
            .square()
            .mean(),
        [w],
      );
      w.assign(w.sub(the(grads, w.name).mul(0.1)));
      return value;
    };
    using program = compile([w], {
      step: {
        inputs: { x: { shape: [2, 2], dtype: 'float32' } },
        fn: (given) => ({ loss: step(the(given, 'x') as tf.Tensor2D) }),
      },
    });
    const x = Float32Array.of(1, 2, -1, 0.5);
    for (let count = 0; count < 3; count++) {
      const loss = tf.tidy(() => step(tf.tensor2d(x, [2, 2])).dataSync());
      expect(program.call.step({ x })['loss']).toEqual(loss);
    }
    expect(program.readState()[0]).toEqual(w.dataSync());
  });

  // TensorFlow may use as its memory an array that it is given, where that array is well aligned.
  test('does not change with the arrays that were written or read', () => {
    const size = 4096;
    const x = variable(new Array<number>(size).fill(0));
    using program = compile([x], {
      put: {
        inputs: { value: { shape: [size], dtype: 'float32' } },
        fn: (given) => {
          x.assign(the(given, 'value'));
          return { value: x };
        },
      },
    });
    for (let offset = 0; offset < 16; offset++) {
      const value = new Float32Array(new ArrayBuffer(4 * (size + 16)), 4 * offset, size).fill(7);
      const output = program.call.put({ value })['value'];
      value.fill(8);
      output?.fill(9);
      program.readState()[0]?.fill(10);
      expect(program.readState()[0]?.every((entry) => entry === 7)).toBe(true);
      program.writeState([value]);
      value.fill(9);
      expect(program.readState()[0]?.every((entry) => entry === 8)).toBe(true);
    }
  });
});
