import * as tf from '@tensorflow/tfjs';
import { loadBackend } from '../../../src/backend/backend.ts';
import { compile } from '../../../src/compile/compile.ts';
import { RandomStream } from '../../../src/random.ts';
import type { Operand, Product } from '../products.ts';
import type { Work } from './work.ts';

/** An update's matrix products and nothing else, in one graph call on our backend. */
export async function products({ products }: { products: readonly Product[] }): Promise<Work> {
  const backend = await loadBackend({ device: 'cpu' });
  const stream = new RandomStream({ seed: 0, agent: 0, purpose: 'sampling' });
  const operands = new Map<string, tf.Variable>();
  for (const { name, shape } of products.flatMap(({ a, b }) => [a, b])) {
    if (!operands.has(name)) operands.set(name, randomVariable(shape, stream));
  }
  const multiply = ({ a, b }: Product) =>
    tf.matMul(valueOf(a), valueOf(b), a.isTransposed, b.isTransposed);
  const valueOf = ({ name }: Operand): tf.Tensor => {
    const variable = operands.get(name);
    if (!variable) throw new RangeError(`No operand ${name}.`);
    return variable;
  };
  // Assigned to state, a product is needed, and needs no pass to be copied anywhere.
  const results = products.map((product) => tf.variable(tf.tidy(() => multiply(product))));
  const program = compile([...operands.values(), ...results], {
    multiply: {
      inputs: {},
      fn: () => {
        products.forEach((product, index) => results[index]?.assign(multiply(product)));
        return {};
      },
    },
  });
  return {
    versions: { tensorflow: backend.tensorflowVersion, ...backend.switches },
    run: (count) => {
      for (let done = 0; done < count; done++) program.call.multiply({});
    },
  };
}

function randomVariable(shape: Operand['shape'], stream: RandomStream): tf.Variable {
  const size = shape.reduce((product, dimension) => product * dimension, 1);
  const values = Float32Array.from({ length: size }, () => 2 * stream.uniform() - 1);
  return tf.variable(tf.tensor(values, [...shape]));
}
