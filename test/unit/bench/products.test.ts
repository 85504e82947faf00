import { expect, test } from 'vitest';
import {
  floatingPointOperations,
  parameterBytes,
  updateProducts,
} from '../../../scripts/bench/products.ts';

const PAPER = { learners: 8, batch: 100, observation: 17, action: 6, hidden: [400, 300] } as const;

test("an update at HalfCheetah's shapes is 2.3 MFLOP a sample and learner", () => {
  const operations = floatingPointOperations(updateProducts(PAPER));
  expect(operations / (8 * 100)).toBe(2_301_644);
});

test('the inner dimensions of all products agree', () => {
  for (const { a, b } of updateProducts(PAPER)) {
    const inner = a.isTransposed ? a.shape[1] : a.shape[2];
    expect(b.isTransposed ? b.shape[2] : b.shape[1]).toBe(inner);
  }
});

test('no product is asked for twice, which a compiler would compute once', () => {
  const keys = updateProducts(PAPER).map(({ a, b }) => JSON.stringify([a, b]));
  expect(new Set(keys).size).toBe(keys.length);
});

test('the parameters are kernels and biases of actor and critic', () => {
  const actor = 17 * 400 + 400 + 400 * 300 + 300 + 300 * 6 + 6;
  const critic = 17 * 400 + 400 + 406 * 300 + 300 + 300 + 1;
  expect(parameterBytes(PAPER)).toBe(4 * 8 * (actor + critic));
});
