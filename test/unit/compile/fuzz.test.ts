import { expect, test } from 'vitest';
import { RandomStream } from '../../../src/random.ts';
import { useNativeBackend } from '../../support/native.ts';
import { bothWays, float } from './compare.ts';
import { randomFunction } from './randomFunction.ts';

useNativeBackend();

/*
 * Two functions in three come out bit for bit. In the others TensorFlow's rewriting has moved or folded
 * constants or taken another kernel, whose last bit up to 30 operations carry on: 1,500 functions
 * differed by 3e-6 at most.
 */
const TOLERANCE = 1e-5;
const FUNCTIONS = 120;

test(`${FUNCTIONS} random functions give compiled what they give eagerly`, () => {
  for (let seed = 0; seed < FUNCTIONS; seed++) {
    const stream = new RandomStream({ seed, agent: 0, purpose: 'evaluation' });
    const normals = () =>
      float(
        [3, 4],
        Array.from({ length: 12 }, () => stream.normal()),
      );
    const inputs = { a: normals(), b: normals() };
    const { eager, compiled } = bothWays(inputs, randomFunction(stream, 1 + stream.integer(30)));
    expect(Object.keys(compiled)).toEqual(Object.keys(eager));
    for (const [name, values] of Object.entries(eager)) {
      values.forEach((value, index) => {
        const error = Math.abs((compiled[name]?.[index] ?? Number.NaN) - value);
        expect(error / Math.max(1, Math.abs(value)), `${name} of function ${seed}`).toBeLessThan(
          TOLERANCE,
        );
      });
    }
  }
});
