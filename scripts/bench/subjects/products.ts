import * as tf from '@tensorflow/tfjs';
import { loadBackend } from '../../../src/backend/backend.ts';
import { compile } from '../../../src/compile/compile.ts';
import { inLane } from '../../../src/compile/lane.ts';
import { RandomStream } from '../../../src/random.ts';
import type { Operand, Product } from '../products.ts';
import type { Work } from './work.ts';

/** An update's matrix products and nothing else, in one graph call on our backend, in its lanes. */
export async function products({ products }: { products: readonly Product[] }): Promise<Work> {
  const backend = await loadBackend({ device: 'cpu' });
  const stream = new RandomStream({ seed: 0, agent: 0, purpose: 'sampling' });
  const lanes = Array.from({ length: backend.lanes }, (_, lane) =>
    laneOf(products, stream, (learners) => shareOf(learners, lane, backend.lanes)),
  );
  const program = compile(
    lanes.flatMap(({ variables }) => variables),
    {
      multiply: {
        inputs: {},
        fn: () => {
          lanes.forEach(({ multiply }, lane) => {
            inLane(lane, multiply);
          });
          return {};
        },
      },
    },
  );
  return {
    versions: { tensorflow: backend.tensorflowVersion, ...backend.switches },
    run: (count) => {
      for (let done = 0; done < count; done++) program.call.multiply({});
    },
  };
}

/** All products, of some of the learners. */
function laneOf(
  products: readonly Product[],
  stream: RandomStream,
  share: (learners: number) => number,
) {
  const operands = new Map<string, tf.Variable>();
  for (const { name, shape } of products.flatMap(({ a, b }) => [a, b])) {
    const [learners, rows, columns] = shape;
    if (operands.has(name)) continue;
    operands.set(name, randomVariable([share(learners), rows, columns], stream));
  }
  const valueOf = ({ name }: Operand): tf.Tensor => {
    const variable = operands.get(name);
    if (!variable) throw new RangeError(`No operand ${name}.`);
    return variable;
  };
  const product = ({ a, b }: Product) =>
    tf.matMul(valueOf(a), valueOf(b), a.isTransposed, b.isTransposed);
  // Assigned to state, a product is needed, and needs no pass to be copied anywhere.
  const results = products.map((one) => tf.variable(tf.tidy(() => product(one))));
  return {
    variables: [...operands.values(), ...results],
    multiply: () => {
      products.forEach((one, index) => results[index]?.assign(product(one)));
    },
  };
}

/** Learners of a lane. */
function shareOf(learners: number, lane: number, lanes: number): number {
  return Math.floor(((lane + 1) * learners) / lanes) - Math.floor((lane * learners) / lanes);
}

function randomVariable(shape: Operand['shape'], stream: RandomStream): tf.Variable {
  const size = shape.reduce((product, dimension) => product * dimension, 1);
  const values = Float32Array.from({ length: size }, () => 2 * stream.uniform() - 1);
  return tf.variable(tf.tensor(values, [...shape]));
}
