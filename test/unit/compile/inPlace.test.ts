import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { compile } from '../../../src/compile/compile.ts';
import { inPlace } from '../../../src/compile/inPlace.ts';
import { useNativeBackend } from '../../support/native.ts';

useNativeBackend();

/** x = x - rate * gradient, as TensorFlow's operation in place or as plain operations. */
function descend(x: tf.Variable, rate: tf.Tensor, gradient: tf.Tensor): void {
  const fused = { op: 'ResourceApplyGradientDescent', variables: [x], inputs: [rate, gradient] };
  inPlace(fused, () => {
    x.assign(x.sub(gradient.mul(rate)));
  });
}

const vector = { shape: [2], dtype: 'float32' } as const;

function programOf(fn: (x: tf.Variable, g: tf.Tensor) => Record<string, tf.Tensor>) {
  const x = tf.variable(tf.tensor1d([1, 2]));
  const program = compile([x], {
    call: { inputs: { g: vector }, fn: ({ g = tf.scalar(0) }) => fn(x, g) },
  });
  x.dispose();
  return program;
}

const half = () => tf.scalar(0.5);

test('outside a recording the plain operations run', () => {
  const x = tf.variable(tf.tensor1d([1, 2]));
  descend(x, half(), tf.tensor1d([2, 4]));
  expect(Array.from(x.dataSync())).toEqual([0, 0]);
});

test('changes state, and what is read before and after is what was there before and after', () => {
  using program = programOf((x, g) => {
    const before = x.mul(1);
    descend(x, half(), g);
    return { before, after: x.mul(1) };
  });
  const { before, after } = program.call.call({ g: Float32Array.of(2, 2) });
  expect(Array.from(before ?? [])).toEqual([1, 2]);
  expect(Array.from(after ?? [])).toEqual([0, 1]);
  expect(program.readState().map((values) => Array.from(values))).toEqual([[0, 1]]);
});

test('may come twice, after an assignment and before one', () => {
  using program = programOf((x, g) => {
    x.assign(x.add(10));
    descend(x, half(), g);
    descend(x, half(), g);
    x.assign(x.mul(2));
    return {};
  });
  program.call.call({ g: Float32Array.of(2, 4) });
  // ((1 + 10) - 1 - 1) * 2 and ((2 + 10) - 2 - 2) * 2.
  expect(program.readState().map((values) => Array.from(values))).toEqual([[18, 16]]);
});

test('of a variable that is not state is refused by name', () => {
  const other = tf.variable(tf.tensor1d([0, 0]), true, 'stranger');
  expect(() =>
    programOf((_, g) => {
      descend(other, half(), g);
      return {};
    }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[CompileError: compile: ResourceApplyGradientDescent changes the variable stranger, which is not state of the program. Make it before, and list it as state.]`,
  );
});
