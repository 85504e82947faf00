import * as tf from '@tensorflow/tfjs';
import { compile } from '../../../src/compile/compile.ts';
import { runEagerly } from '../../../src/compile/eager.ts';
import type { Definition, InputSpec, Named, Values } from '../../../src/compile/program.ts';

export type TensorFunction = Definition['fn'];

/** Outputs of a function of `inputs`, run operation by operation and as a graph. */
export function bothWays(
  inputs: Named<{ spec: InputSpec; values: Values }>,
  fn: TensorFunction,
): { eager: Record<string, Values>; compiled: Record<string, Values> } {
  const definition = { inputs: mapValues(inputs, ({ spec }) => spec), fn };
  const values = mapValues(inputs, (input) => input.values);
  using eager = runEagerly([], { f: definition });
  using compiled = compile([], { f: definition });
  return { eager: eager.call.f(values), compiled: compiled.call.f(values) };
}

export function float(shape: readonly number[], values: readonly number[]) {
  return { spec: { shape, dtype: 'float32' as const }, values: Float32Array.from(values) };
}

export function int(shape: readonly number[], values: readonly number[]) {
  return { spec: { shape, dtype: 'int32' as const }, values: Int32Array.from(values) };
}

export function bool(shape: readonly number[], values: readonly number[]) {
  return { spec: { shape, dtype: 'bool' as const }, values: Uint8Array.from(values) };
}

/** The input or output that has to be there. */
export function the(tensors: Named<tf.Tensor>, name: string): tf.Tensor {
  const tensor = tensors[name];
  if (!tensor) throw new RangeError(`There is no ${name}.`);
  return tensor;
}

/** A variable of these values; tests dispose of theirs by `tf.disposeVariables`. */
export function variable(values: tf.TensorLike, dtype?: tf.DataType): tf.Variable {
  const tensor = tf.tensor(values, undefined, dtype);
  const made = tf.variable(tensor);
  tensor.dispose();
  return made;
}

/** Whether two arrays hold the same bits; NaN is NaN, whatever its payload. */
export function areSameBits(a: Values, b: Values): boolean {
  return a.length === b.length && a.every((value, index) => Object.is(value, b[index]));
}

function mapValues<A, B>(record: Named<A>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
