import { describe, expect, test } from 'vitest';
import {
  SIZES,
  WAYS,
  following,
  learnerOn,
  parametersOf,
  randomBatch,
  relativeError,
  useAllBackends,
  type Way,
} from './ways.ts';

/*
 * The learner is written once and runs in three ways; here all three do the same updates from the
 * same weights. `reference.test.ts` compares them with NumPy.
 */

useAllBackends();

const UPDATES = 8;
const batches = Array.from({ length: UPDATES }, (_, step) => randomBatch(100 + step));

/** All that can be seen of a training: losses, parameters and actions. */
async function train(way: Way, criticActionLayer: 1 | 2): Promise<Record<string, number[]>> {
  using learner = await learnerOn(way, {
    sizes: { ...SIZES, criticActionLayer },
    exchange: following([true, false]),
  });
  const losses = batches.map((batch) => learner.update(batch).losses);
  learner.exchange({});
  losses.push(learner.update(randomBatch(99)).losses);
  const { actor, critic } = parametersOf(learner);
  return {
    criticLosses: losses.flatMap(({ critic_L }) => [...critic_L]),
    actorLosses: losses.flatMap(({ actor_L }) => [...actor_L]),
    actor: actor.flat(),
    critic: critic.flat(),
    actions: [...learner.act(Float32Array.of(0.1, -0.2, 0.3, 0.4, -0.5, 0.6))],
  };
}

describe.each([1, 2] as const)('with the action at layer %i of the critic', (criticActionLayer) => {
  const [javaScript, tensorFlow, compiled] = WAYS;

  // Adam is one fused operation in a graph, and rounds otherwise than its parts.
  test(`the compiled learner is the learner on TensorFlow to 2e-6 after ${UPDATES} updates`, async () => {
    const expected = await train(tensorFlow, criticActionLayer);
    for (const [name, values] of Object.entries(await train(compiled, criticActionLayer))) {
      expect(relativeError(values, expected[name] ?? []), name).toBeLessThan(2e-6);
    }
  });

  // float32 rounds to 6e-8; sums of other orders and other tanhs make it about 3e-7 here.
  test(`TensorFlow agrees with JavaScript to 2e-6 after ${UPDATES} updates`, async () => {
    const expected = await train(javaScript, criticActionLayer);
    for (const [name, values] of Object.entries(await train(tensorFlow, criticActionLayer))) {
      expect(relativeError(values, expected[name] ?? []), name).toBeLessThan(2e-6);
    }
  });
});
