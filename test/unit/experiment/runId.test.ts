import { expect, test } from 'vitest';
import type { RunConfig } from '../../../src/experiment/config.ts';
import { configHash, runId } from '../../../src/experiment/runId.ts';
import { TINY_LEARNER, tinyRun } from '../../support/tinyRun.ts';

test('a run is named by what it is and by a hash', () => {
  const config = tinyRun({ rule: 'soft-medoid', temperature: 0.1, attack: 'average', seed: 12 });
  expect(runId(config)).toBe(
    `InvertedPendulum-v4_soft-medoid-T0.1_average-attack_seed12_${configHash(config)}`,
  );
  expect(configHash(config)).toMatch(/^[0-9a-f]{8}$/);
});

test('a name stays the same from version to version: runs on disk are found by it', () => {
  expect(runId(tinyRun())).toMatchInlineSnapshot(
    `"InvertedPendulum-v4_average_no-attack_seed0_92721f1e"`,
  );
});

test('the order of keys does not count', () => {
  const config = tinyRun({ attack: 'median' });
  const reversed = (value: unknown): unknown =>
    typeof value !== 'object' || value === null || Array.isArray(value)
      ? value
      : Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, entry]) => [key, reversed(entry)]),
        );
  expect(Object.keys(reversed(config) as RunConfig)).not.toEqual(Object.keys(config));
  expect(runId(reversed(config) as RunConfig)).toBe(runId(config));
});

test('a trip through JSON does not count', () => {
  const config = tinyRun({ attack: 'median' });
  expect(runId(JSON.parse(JSON.stringify(config)) as RunConfig)).toBe(runId(config));
});

test('every setting counts', () => {
  const changes = [
    {},
    { task: 'HalfCheetah-v5' },
    { seed: 1 },
    { rule: 'medoid' },
    { rule: 'soft-medoid', temperature: 1 },
    { rule: 'soft-medoid', temperature: 2 },
    { rule: 'median', medianEvenCount: 'lower' },
    { rule: 'median', medianEvenCount: 'midpoint' },
    { attack: 'average' },
    { attack: 'median' },
    { attack: 'average', beta: 0.1 },
    { attack: 'average', onset: 60 },
    { attack: 'average', victim: 5 },
    { attack: 'average', forged: 'actor' },
    {
      graph: {
        name: 'custom',
        neighbors: [
          [0, 1],
          [1, 0],
        ],
      },
    },
    { steps: 121 },
    { warmup: 41 },
    { period: 21 },
    { aggregateDuringWarmup: false },
    { evaluationPeriod: 21 },
    { learner: { ...TINY_LEARNER, hidden: [8, 9] } },
    { learner: { ...TINY_LEARNER, criticActionLayer: 1 } },
    { learner: { ...TINY_LEARNER, batch: 17 } },
    { learner: { ...TINY_LEARNER, replayCapacity: 100 } },
    { learner: { ...TINY_LEARNER, gamma: 0.9 } },
    { learner: { ...TINY_LEARNER, tau: 0.1 } },
    { learner: { ...TINY_LEARNER, actorLearningRate: 0.1 } },
    { learner: { ...TINY_LEARNER, criticLearningRate: 0.1 } },
    { learner: { ...TINY_LEARNER, noise: 0.2 } },
  ] as const;
  expect(new Set(changes.map((change) => configHash(tinyRun(change)))).size).toBe(changes.length);
});

test('a name is good for a folder', () => {
  const config = { ...tinyRun(), task: '../my module:Walker/v1' };
  expect(runId(config)).toMatch(/^\.\.-my-module-Walker-v1_[\w.-]+$/);
});
