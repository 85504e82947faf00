import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as tf from '@tensorflow/tfjs';
import { afterEach, describe, expect, test } from 'vitest';
import { kernelBackend } from '../../../src/backend/backend.ts';
import { compile } from '../../../src/compile/compile.ts';
import { runEagerly } from '../../../src/compile/eager.ts';
import type { InputSpec } from '../../../src/compile/program.ts';
import { useNativeBackend } from '../../support/native.ts';
import { the, variable, type TensorFunction } from './compare.ts';

useNativeBackend();
afterEach(() => {
  tf.disposeVariables();
});

const VECTOR: InputSpec = { shape: [3], dtype: 'float32' };

/** Compiles a function of `x` with the state `w`. */
function record(fn: (x: tf.Tensor, w: tf.Variable) => tf.Tensor) {
  const w = variable([1, 2, 3]);
  return compile([w], {
    f: { inputs: { x: VECTOR }, fn: (given) => ({ y: fn(the(given, 'x'), w) }) },
  });
}

describe('while recording, refused is', () => {
  test('to read a value that depends on an input', () => {
    expect(() =>
      record((x) => x.mul(x.relu().sum().dataSync()[0] ?? 0)),
    ).toThrowErrorMatchingInlineSnapshot(
      `[CompileError: compile: the function reads the value of f/Sum_7, which depends on inputs or state. Compute with tensors (tf.where instead of if), or read it from the outputs after the call.]`,
    );
  });

  test('to read a value that depends on state', () => {
    expect(() => record((x, w) => x.mul(w.arraySync()))).toThrowErrorMatchingInlineSnapshot(
      `[CompileError: compile: the function reads the value of f/state.0, which depends on inputs or state. Compute with tensors (tf.where instead of if), or read it from the outputs after the call.]`,
    );
  });

  test('to read a value that depends on assigned state', () => {
    const fn = (x: tf.Tensor, w: tf.Variable) => {
      w.assign(x.add(1));
      return x.mul(w.bufferSync().get(0));
    };
    expect(() => record(fn)).toThrow('reads the value of f/Add_');
  });

  test('to gather by indices that depend on an input', () => {
    expect(() => record((x, w) => w.gather(x.argMin().expandDims(0)))).toThrow(
      'reads the value of f/ExpandDims_',
    );
  });

  test('a shape that depends on an input', () => {
    expect(() => record((x) => tf.scalar(tf.unique(x).values.size))).toThrow(
      'calls UniqueV2, whose result has a shape that depends on inputs or state',
    );
    const constant = () => tf.unique(tf.tensor1d([1, 2, 2])).values;
    expect(() => record((x) => x.add(constant().sum()))).not.toThrow();
  });

  test('to wait for a value', () => {
    const fn = (async ({ x }: Record<string, tf.Tensor>) => ({
      y: tf.mul(x ?? 0, (await x?.data())?.[0] ?? 0),
    })) as unknown as TensorFunction;
    expect(() =>
      compile([], { f: { inputs: { x: VECTOR }, fn } }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[CompileError: compile: f is asynchronous. Compute with tensors alone.]`,
    );
  });

  /* eslint-disable no-restricted-syntax -- what is refused has to be called */
  test.each([
    { name: 'tf.randomNormal', draw: () => tf.randomNormal([3]) },
    { name: 'tf.randomNormal', draw: () => tf.randomNormal([3], 0, 1, 'float32', 7) },
    { name: 'tf.randomUniform', draw: () => tf.randomUniform([3]) },
    { name: 'tf.randomUniform', draw: () => tf.randomUniform([3], 0, 1, 'float32', 7) },
    { name: 'tf.randomUniformInt', draw: () => tf.randomUniformInt([3], 0, 9, 7) },
    { name: 'tf.randomStandardNormal', draw: () => tf.randomStandardNormal([3]) },
    { name: 'tf.randomGamma', draw: () => tf.randomGamma([3], 1) },
    { name: 'tf.truncatedNormal', draw: () => tf.truncatedNormal([3]) },
    { name: 'tf.rand', draw: () => tf.rand([3], () => 0.5) },
    { name: 'tf.dropout', draw: (x: tf.Tensor) => tf.dropout(x, 0.5) },
    { name: 'tf.dropout', draw: (x: tf.Tensor) => tf.dropout(x, 0.5, undefined, 7) },
    { name: 'tf.multinomial', draw: () => tf.multinomial(tf.tensor1d([0.2, 0.3, 0.5]), 3, 7) },
  ])('to draw by $name', ({ name, draw }) => {
    expect(() => record((x) => x.add(draw(x)))).toThrow(
      `compile: the function calls ${name}, whose one draw the graph would repeat for ever. ` +
        'Draw the numbers outside and give them as an input.',
    );
  });
  /* eslint-enable no-restricted-syntax */

  test('to draw by an operation of TensorFlow itself', () => {
    const shuffle = (x: tf.Tensor) => kernelBackend().executeSingleOutput('RandomShuffle', [], [x]);
    expect(() => record(shuffle)).toThrow('the function calls RandomShuffle, whose');
  });

  test('to assign a variable that is not state', () => {
    const other = variable([1, 1, 1]);
    const fn = (x: tf.Tensor) => {
      other.assign(x);
      return x;
    };
    expect(() => record(fn)).toThrow(
      `compile: the function makes or assigns the variable ${other.name}, which is not state of the ` +
        'program. Make it before, and list it as state.',
    );
    expect(other.arraySync()).toEqual([1, 1, 1]);
  });

  test('to make a variable, which does not stay', () => {
    const before = tf.memory().numTensors;
    expect(() => record((x) => x.add(tf.variable(tf.zeros([3]))))).toThrow(
      'makes or assigns the variable',
    );
    tf.disposeVariables();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a constant of strings', () => {
    expect(() => record((x) => x.add(tf.tensor(['a', 'b']).equal('a').sum()))).toThrow(
      'compile: a constant of type string cannot stand in a graph.',
    );
  });

  test.each(['', '1st', 'with space', 'a/b', 'a.b', 'a,b'])("the name '%s'", (name) => {
    const fn = () => ({});
    const output = () => ({ [name]: tf.scalar(1) });
    expect(() => compile([], { [name]: { inputs: {}, fn } })).toThrow(
      `function is called '${name}'`,
    );
    expect(() => compile([], { f: { inputs: { [name]: VECTOR }, fn } })).toThrow(
      `f: input is called '${name}'`,
    );
    expect(() => compile([], { f: { inputs: {}, fn: output } })).toThrow(
      `f: output is called '${name}'`,
    );
  });

  test("another backend than TensorFlow's", async () => {
    await tf.setBackend('cpu');
    try {
      expect(() => compile([], {})).toThrowErrorMatchingInlineSnapshot(
        `[CompileError: compile: the backend is cpu, only TensorFlow's can.]`,
      );
    } finally {
      await tf.setBackend('tensorflow');
    }
  });

  test('state of a type that is not numbers', () => {
    expect(() => compile([variable(['a'], 'string')], {})).toThrowErrorMatchingInlineSnapshot(
      `[CompileError: State of type string is not supported, only float32, int32 and bool.]`,
    );
  });
});

test('a function that throws leaves the backend, the variables and the disk as they were', () => {
  // What recording puts on the kernels, it takes away: their methods stand on the prototype.
  const own = () => Object.keys(kernelBackend());
  const folders = () =>
    readdirSync(tmpdir()).filter((name) => name.startsWith('tensorflow-graph-'));
  const w = variable([1, 2, 3]);
  const before = [own(), folders(), tf.memory().numTensors, kernelBackend().getNumOfTFTensors()];
  const fn: TensorFunction = (given) => {
    w.assign(the(given, 'x').add(w));
    throw new Error('halfway');
  };
  expect(() => compile([w], { f: { inputs: { x: VECTOR }, fn } })).toThrow('halfway');
  expect(w.arraySync()).toEqual([1, 2, 3]);
  expect([own(), folders(), tf.memory().numTensors, kernelBackend().getNumOfTFTensors()]).toEqual(
    before,
  );
});

describe.each([
  { name: 'compiled', run: compile },
  { name: 'run eagerly', run: runEagerly },
])('a program $name refuses', ({ run }) => {
  const program = () => {
    const w = variable([1, 2, 3]);
    return run([w], {
      f: { inputs: { x: VECTOR }, fn: (given) => ({ y: the(given, 'x').add(w) }) },
    });
  };

  test('a call with an input of another length', () => {
    using made = program();
    expect(() => made.call.f({ x: new Float32Array(4) })).toThrow(
      'f: input x is a Float32Array of 4 values, expected float32 [3]: a Float32Array of 3 values.',
    );
  });

  test('a call with an input of another type', () => {
    using made = program();
    expect(() => made.call.f({ x: new Int32Array(3) })).toThrow(
      'f: input x is a Int32Array of 3 values, expected float32 [3]: a Float32Array of 3 values.',
    );
  });

  test('a call without an input', () => {
    using made = program();
    expect(() => made.call.f({})).toThrow(
      'f: input x is missing, expected float32 [3]: a Float32Array of 3 values.',
    );
  });

  test('a call with an input that there is not', () => {
    using made = program();
    const x = new Float32Array(3);
    expect(() => made.call.f({ x, z: x })).toThrow('f: there is no input z. The inputs are: x.');
  });

  test('state of another number, length or type, and keeps what it has', () => {
    using made = program();
    const three = new Float32Array(3);
    for (const [values, message] of [
      [[], 'input state 0 is missing'],
      [[three, three], 'there is no input state 1'],
      [[new Float32Array(2)], 'input state 0 is a Float32Array of 2 values, expected float32 [3]'],
      [[new Int32Array(3)], 'input state 0 is a Int32Array of 3 values, expected float32 [3]'],
    ] as const) {
      expect(() => {
        made.writeState(values);
      }).toThrow(`writeState: ${message}`);
    }
    expect(made.readState()).toEqual([Float32Array.of(1, 2, 3)]);
  });

  test('everything once it is disposed of, but not to be disposed of twice', () => {
    const made = program();
    made[Symbol.dispose]();
    made[Symbol.dispose]();
    expect(() => made.call.f({ x: new Float32Array(3) })).toThrow(
      'f: the program has been disposed of.',
    );
    expect(() => made.readState()).toThrow('readState: the program has been disposed of.');
    expect(() => {
      made.writeState([]);
    }).toThrow('writeState: the program has been disposed of.');
  });
});

test('what TensorFlow finds wrong in a call is said with the function', () => {
  using program = compile([], {
    divide: {
      inputs: { x: { shape: [1], dtype: 'int32' } },
      fn: (given) => ({
        y: tf.scalar(1, 'int32').floorDiv(the(given, 'x').add(tf.scalar(1, 'int32'))),
      }),
    },
  });
  expect(() => program.call.divide({ x: Int32Array.of(-1) })).toThrow(
    /^divide: .*division by zero/is,
  );
  expect(program.call.divide({ x: Int32Array.of(0) })['y']).toEqual(Int32Array.of(1));
});
