import * as tf from '@tensorflow/tfjs';

/** Shape and type of an input. */
export interface InputSpec {
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32' | 'bool';
}

/** Values of an input or an output, row-major. bool is one byte a value. */
export type Values = Float32Array | Int32Array | Uint8Array;

export type Named<T> = Readonly<Record<string, T>>;

/** A function of tensors by name to tensors by name; it may read and assign the program's state. */
export interface Definition {
  readonly inputs: Named<InputSpec>;
  readonly fn: (inputs: Named<tf.Tensor>) => Named<tf.Tensor>;
}

/** A function of a program, from values to values. The arrays stay the caller's. */
export type Call = (inputs: Named<Values>) => Record<string, Values>;

/** Bytes that crossed the door of a program: inputs on their way in, outputs on their way out. */
export interface Traffic {
  readonly in: number;
  readonly out: number;
}

/** Functions that share state. Dispose it to free the state. */
export interface Program<Names extends string> extends Disposable {
  readonly call: Readonly<Record<Names, Call>>;
  /** What calls have moved so far. */
  readonly traffic: Traffic;
  /** Values of the state, in the order it was given in, bit for bit. */
  readonly readState: () => Values[];
  readonly writeState: (values: readonly Values[]) => void;
}

/** What cannot be compiled, or a call that does not fit. */
export class CompileError extends Error {
  override readonly name = 'CompileError';
}

/** What computes a program, once its inputs are known to fit. */
export interface Executor<Names extends string> extends Disposable {
  /** Runs a function; `inputs` are in the order of its definition. */
  readonly run: (name: Names, inputs: readonly Values[]) => Record<string, Values>;
  readonly readState: () => Values[];
  readonly writeState: (values: readonly Values[]) => void;
}

/** The program of an executor: it refuses what does not fit, and every use after `dispose`. */
export function programOf<Names extends string>(
  state: readonly tf.Variable[],
  functions: Readonly<Record<Names, Definition>>,
  executor: Executor<Names>,
): Program<Names> {
  const stateSpecs = Object.fromEntries(
    state.map((variable, index) => [`state ${index}`, specOf(variable)]),
  );
  let isDisposed = false;
  const traffic = { in: 0, out: 0 };
  const assertLives = (use: string) => {
    if (isDisposed) throw new CompileError(`${use}: the program has been disposed of.`);
  };
  const callOf = (name: Names): Call => {
    const { inputs } = functions[name];
    return (values) => {
      assertLives(name);
      const given = requireInputs(name, inputs, values);
      const outputs = executor.run(name, given);
      traffic.in += bytesOf(given);
      traffic.out += bytesOf(Object.values(outputs));
      return outputs;
    };
  };
  const names = Object.keys(functions) as Names[];
  return {
    call: Object.fromEntries(names.map((name) => [name, callOf(name)])) as Record<Names, Call>,
    traffic,
    readState: () => {
      assertLives('readState');
      return executor.readState();
    },
    writeState: (values) => {
      assertLives('writeState');
      const named = Object.fromEntries(values.map((value, index) => [`state ${index}`, value]));
      executor.writeState(requireInputs('writeState', stateSpecs, named));
    },
    [Symbol.dispose]: () => {
      if (!isDisposed) executor[Symbol.dispose]();
      isDisposed = true;
    },
  };
}

function bytesOf(arrays: readonly Values[]): number {
  return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** Shape and type of a state variable. */
export function specOf({ shape, dtype }: tf.Variable): InputSpec {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return { shape, dtype };
  throw new CompileError(`State of type ${dtype} is not supported, only float32, int32 and bool.`);
}

const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

/** The inputs of a call in the order of `specs`; throws a `CompileError` that shows both shapes. */
function requireInputs(fn: string, specs: Named<InputSpec>, given: Named<Values>): Values[] {
  const unknown = Object.keys(given).find((input) => !Object.hasOwn(specs, input));
  if (unknown !== undefined) {
    const known = Object.keys(specs).join(', ') || 'none';
    throw new CompileError(`${fn}: there is no input ${unknown}. The inputs are: ${known}.`);
  }
  return Object.entries(specs).map(([input, spec]) => requireInput(fn, input, spec, given[input]));
}

function requireInput(
  fn: string,
  input: string,
  { shape, dtype }: InputSpec,
  given: Values | undefined,
): Values {
  const size = shape.reduce((product, dimension) => product * dimension, 1);
  const array = ARRAYS[dtype];
  if (given instanceof array && given.length === size) return given;
  const got = given ? `a ${given.constructor.name} of ${given.length} values` : 'missing';
  throw new CompileError(
    `${fn}: input ${input} is ${got}, expected ${dtype} [${shape.join(', ')}]: ` +
      `a ${array.name} of ${size} values.`,
  );
}

/** `tf.tidy` for a function that returns values, not tensors. */
export function withinScope<T>(fn: () => T): T {
  const engine = tf.engine();
  engine.startScope();
  try {
    return fn();
  } finally {
    engine.endScope();
  }
}
