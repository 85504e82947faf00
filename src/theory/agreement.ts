import * as tf from '@tensorflow/tfjs';
import { createRule } from '../aggregation/index.ts';
import { Combination, type WeighingRule } from './float64Rules.ts';

/** Vectors of all agents at one moment, before they are combined: `[L, W]`, row after row. */
export type Snapshot = Float64Array;

/**
 * The largest difference, in any coordinate, between what the project's rule on TensorFlow and the
 * float64 twin make of the same vectors, as a share of the largest of these vectors' coordinates, or of 1.
 * A medoid whose two least total distances lie within float32's rounding may differ by as much as the members do.
 */
export function largestDisagreement(
  rule: WeighingRule,
  neighbors: readonly (readonly number[])[],
  width: number,
  snapshots: readonly Snapshot[],
): number {
  const twin = new Combination(rule, neighbors, width);
  const combined = snapshots.map((from) => {
    const into = new Float64Array(from.length);
    twin.combine(from, into);
    return into;
  });
  const scale = snapshots.map((from) => from.reduce((most, x) => Math.max(most, Math.abs(x)), 1));
  let largest = 0;
  for (const size of new Set(neighbors.map(({ length }) => length))) {
    const agents = [...neighbors.keys()].filter((agent) => neighbors[agent]?.length === size);
    const received = snapshots.flatMap((from) =>
      agents.map((agent) => (neighbors[agent] ?? []).map((member) => rowOf(from, member, width))),
    );
    const result = aggregate(rule, received);
    snapshots.forEach((_from, s) => {
      agents.forEach((agent, place) => {
        const row = result[s * agents.length + place] ?? [];
        rowOf(combined[s] ?? new Float64Array(), agent, width).forEach((value, d) => {
          const difference = Math.abs(value - (row[d] ?? NaN)) / (scale[s] ?? NaN);
          // A comparison that NaN passes as large.
          if (!(difference <= largest)) largest = difference;
        });
      });
    });
  }
  return largest;
}

/** The project's rule on TensorFlow: groups of members, the agent itself first, to a vector for each. */
export function aggregate(
  rule: Parameters<typeof createRule>[0],
  received: readonly (readonly (readonly number[])[])[],
): number[][] {
  return tf.tidy(() =>
    createRule(rule)
      .aggregate(tf.tensor3d(received as number[][][]))
      .arraySync(),
  );
}

export function rowOf(vectors_LW: Float64Array, row: number, width: number): number[] {
  return [...vectors_LW.subarray(row * width, (row + 1) * width)];
}
