import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Aggregator, RuleConfig, Weigher } from '../../../src/aggregation/aggregator.ts';
import { createRule } from '../../../src/aggregation/index.ts';
import { at, gaussianGroups, gaussianRows, rowsOf } from '../../support/vectors.ts';

/** Every rule, with the options that change what it computes. */
export const ruleConfigs: readonly RuleConfig[] = [
  { name: 'none' },
  { name: 'average' },
  { name: 'median', evenCount: 'midpoint' },
  { name: 'median', evenCount: 'lower' },
  { name: 'medoid' },
  { name: 'soft-medoid', temperature: 0.1 },
  { name: 'soft-medoid', temperature: 1 },
  { name: 'soft-medoid', temperature: 10 },
];

const SIZES = [1, 2, 3, 4, 5, 6, 7, 8];
const PARAMETERS = 5;

/** What every aggregation rule owes its callers, on the backend that the test file has chosen. */
export function describeAggregator(config: RuleConfig): void {
  const { label, aggregate, weigh } = createRule(config);
  describe(label, () => {
    describeCombination(aggregate);
    describeSymmetries(config);
    if (weigh) describeWeights(aggregate, weigh);
    if (config.name !== 'none') describeLeavingOut(aggregate);
  });
}

function describeCombination(aggregate: Aggregator): void {
  test('leaves neighbors that agree as they are', () => {
    forRandomGroups((groups) => {
      const first = groups.map((members) => at(members, 0));
      const agreeing = groups.map((members) => members.map(() => at(members, 0)));
      expectClose(combine(aggregate, agreeing), first, 1e-6);
    });
  });

  test('stays between the smallest and the largest value of each coordinate', () => {
    forRandomGroups((groups) => {
      combine(aggregate, groups).forEach((combined, g) => {
        combined.forEach((value, i) => {
          const heard = at(groups, g).map((member) => at(member, i));
          expect(value).toBeGreaterThanOrEqual(Math.min(...heard) - 1e-6);
          expect(value).toBeLessThanOrEqual(Math.max(...heard) + 1e-6);
        });
      });
    });
  });

  test.each(SIZES)('combines each of several groups of %i bit for bit as if alone', (size) => {
    const groups = gaussianGroups(7, 3, size, 400);
    const alone = groups.map((members) => at(combine(aggregate, [members]), 0));
    expect(combine(aggregate, groups)).toEqual(alone);
  });

  test('returns a new tensor, the only one left behind', () => {
    const received_GKP = tf.tensor3d(gaussianGroups(5, 2, 3, PARAMETERS));
    const before = received_GKP.arraySync();
    const count = tf.memory().numTensors;
    const combined_GP = aggregate(received_GKP);
    expect(tf.memory().numTensors).toBe(count + 1);
    expect(received_GKP.arraySync()).toEqual(before);
    const values = combined_GP.arraySync();
    received_GKP.dispose();
    expect(combined_GP.arraySync()).toEqual(values);
    combined_GP.dispose();
  });

  test.each([1e30, 3e38])('stays finite when a member holds %d', (huge) => {
    const groups = gaussianGroups(4, 2, 3, PARAMETERS);
    at(at(groups, 0), 1).fill(huge);
    at(at(groups, 1), 2).fill(-huge);
    expect(combine(aggregate, groups).flat().every(Number.isFinite)).toBe(true);
  });
}

function describeSymmetries(config: RuleConfig): void {
  const { aggregate } = createRule(config);

  test('does not mind the order of the neighbors', () => {
    forRandomGroups((groups) => {
      const reordered = groups.map(([self = [], ...others]) => [self, ...others.reverse()]);
      expectClose(combine(aggregate, reordered), combine(aggregate, groups));
    });
  });

  test('moves with its input', () => {
    forRandomGroups((groups, seed) => {
      const shift = at(gaussianRows(seed + 1, 1, PARAMETERS), 0);
      expectEquivariant(aggregate, groups, (row) => row.map((x, i) => x + at(shift, i)));
    });
  });

  test('scales with its input, and with its temperature where it has one', () => {
    const scaled = createRule(
      config.name === 'soft-medoid' ? { ...config, temperature: config.temperature * 8 } : config,
    );
    forRandomGroups((groups) => {
      const scale = (row: number[]): number[] => row.map((x) => 8 * x);
      const expected = combine(aggregate, groups).map(scale);
      expectClose(combine(scaled.aggregate, mapRows(groups, scale)), expected);
    });
  });

  // The median looks at one coordinate at a time, so that it depends on the axes.
  if (config.name === 'median') return;
  test('turns with its input', () => {
    forRandomGroups((groups, seed) => {
      const normal = at(gaussianRows(seed + 2, 1, PARAMETERS), 0);
      expectEquivariant(aggregate, groups, (row) => mirror(row, normal));
    });
  });
}

function describeWeights(aggregate: Aggregator, weigh: Weigher): void {
  test('is a convex combination: weights from 0 that sum to 1', () => {
    forRandomGroups((groups) => {
      const weights_GK = withReceived(groups, weigh);
      weights_GK.forEach((weights) => {
        expect(weights.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 6);
        expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
      });
      const sums = groups.map((members, g) =>
        at(members, 0).map((_value, i) =>
          members.reduce((sum, member, k) => sum + at(at(weights_GK, g), k) * at(member, i), 0),
        ),
      );
      expectClose(combine(aggregate, groups), sums);
    });
  });

  test.each([NaN, Infinity, -Infinity])('gives a member that holds %d the weight 0', (bad) => {
    const groups = gaussianGroups(3, 1, 3, PARAMETERS);
    at(at(groups, 0), 1)[2] = bad;
    const [[self = NaN, left, other = NaN] = []] = withReceived(groups, weigh);
    expect(left).toBe(0);
    expect(self + other).toBeCloseTo(1, 6);
  });
}

function describeLeavingOut(aggregate: Aggregator): void {
  describe.each([NaN, Infinity, -Infinity])('where members hold %d', (bad) => {
    test('combines the others as if it had heard nobody else', () => {
      forRandomGroups((groups, seed) => {
        const size = at(groups, 0).length;
        const isBad = at(gaussianRows(seed + 3, 1, size), 0).map((x) => x > 0);
        isBad[seed % size] = false;
        const spoiled = groups.map((members) =>
          members.map((row, k) => (isBad[k] ? row.with(seed % PARAMETERS, bad) : row)),
        );
        const finite = groups.map((members) => members.filter((_row, k) => !isBad[k]));
        expectClose(combine(aggregate, spoiled), combine(aggregate, finite), 1e-6);
      });
    });

    test('returns nothing that looks sound where all of them do', () => {
      const combined = combine(aggregate, [
        [
          [1, bad],
          [bad, 2],
        ],
      ]);
      expect(combined.flat().some(Number.isFinite)).toBe(false);
    });
  });
}

/** Tries a claim on random groups of every neighborhood size, always the same ones. */
function forRandomGroups(claim: (groups: number[][][], seed: number) => void): void {
  const seeds = fc.integer({ min: 0, max: 1e6 });
  fc.assert(
    fc.property(fc.constantFrom(...SIZES), seeds, (size, seed) => {
      claim(gaussianGroups(seed, 2, size, PARAMETERS), seed);
    }),
    { seed: 2022, numRuns: 16 },
  );
}

function expectEquivariant(
  aggregate: Aggregator,
  groups: number[][][],
  map: (row: number[]) => number[],
): void {
  expectClose(combine(aggregate, mapRows(groups, map)), combine(aggregate, groups).map(map));
}

function expectClose(actual: number[][], expected: number[][], tolerance = 1e-4): void {
  const differences = actual.flatMap((row, g) =>
    row.map((x, i) => Math.abs(x - at(at(expected, g), i))),
  );
  expect(Math.max(...differences)).toBeLessThan(tolerance);
}

function combine(aggregate: Aggregator, groups: number[][][]): number[][] {
  return withReceived(groups, aggregate);
}

function withReceived(
  groups: number[][][],
  compute: (received_GKP: tf.Tensor3D) => tf.Tensor2D,
): number[][] {
  const received_GKP = tf.tensor3d(groups);
  const rows = rowsOf(compute(received_GKP));
  received_GKP.dispose();
  return rows;
}

function mapRows(groups: number[][][], map: (row: number[]) => number[]): number[][][] {
  return groups.map((members) => members.map(map));
}

/** The reflection at the hyperplane with this normal: an orthogonal map. */
function mirror(row: number[], normal: number[]): number[] {
  const dot = (a: number[], b: number[]): number => a.reduce((sum, x, i) => sum + x * at(b, i), 0);
  const factor = (2 * dot(row, normal)) / dot(normal, normal);
  return row.map((x, i) => x - factor * at(normal, i));
}
