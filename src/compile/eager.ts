import * as tf from '@tensorflow/tfjs';
import { EagerTables } from './eagerTables.ts';
import { programOf, withinScope, type Definition, type Program, type Values } from './program.ts';
import { keepingTables } from './table.ts';

/**
 * The same program as `compile` gives, operation by operation on whatever backend tf.js has: for unit
 * tests in plain JavaScript, and for comparing. The program owns the variables, which hold its state.
 */
export function runEagerly<Names extends string>(
  state: readonly tf.Variable[],
  functions: Readonly<Record<Names, Definition>>,
): Program<Names> {
  const tables = new EagerTables();
  return programOf(state, functions, {
    run: (name, inputs) =>
      keepingTables(tables, () => withinScope(() => run(functions[name], inputs))),
    readState: () => state.map(valuesOf),
    writeState: (values) => {
      tf.tidy(() => {
        state.forEach((variable, index) => {
          variable.assign(tf.tensor(copyOf(values[index]), variable.shape, variable.dtype));
        });
      });
    },
    [Symbol.dispose]: () => {
      tf.dispose([...state]);
    },
  });
}

function run({ inputs, fn }: Definition, values: readonly Values[]): Record<string, Values> {
  const tensors = Object.entries(inputs).map(
    ([name, { shape, dtype }], index) =>
      [name, tf.tensor(copyOf(values[index]), [...shape], dtype)] as const,
  );
  const outputs = Object.entries(fn(Object.fromEntries(tensors)));
  return Object.fromEntries(outputs.map(([name, tensor]) => [name, valuesOf(tensor)]));
}

/** A copy, since tensors may use the array that they are made from as their memory. */
function copyOf(values: Values | undefined): Values {
  return values?.slice() ?? new Float32Array();
}

/** A copy, since the JavaScript backend gives out the array that it computes with. */
function valuesOf(tensor: tf.Tensor): Values {
  return tensor.dataSync<'float32' | 'int32' | 'bool'>().slice();
}
