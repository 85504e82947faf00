import * as tf from '@tensorflow/tfjs';
import {
  betweenFinite,
  distancesFrom,
  squaredDistances,
  type Distances,
} from '../aggregation/distance.ts';
import { overLanes } from '../compile/lane.ts';
import { chunksOf, type Vectors } from '../tensor/vectors.ts';

/** What is known of messages before they are combined: each row, and each pair, measured once. */
export interface Measures {
  /** Distances within neighborhoods of one size, given by their rows. */
  readonly within: (rows_GK: readonly (readonly number[])[]) => Distances;
  /** ||x_k - x_0|| from each member to the agent itself: `[G, K]`, NaN where one is left out. */
  readonly toSelf: (rows_GK: readonly (readonly number[])[]) => tf.Tensor2D;
  /** ||a - b|| of single pairs of rows. */
  readonly between: (pairs: readonly (readonly [number, number])[]) => tf.Tensor1D;
  /** Bool `[G, K]`: which members hold finite numbers only. */
  readonly areFinite: (rows_GK: readonly (readonly number[])[]) => tf.Tensor2D;
}

/**
 * Measures messages: which are finite, and how far the given pairs of rows are apart. Inside of a tidy
 * scope, in which the measures are used.
 */
export function measure(
  sent: Vectors,
  pairs: readonly (readonly [number, number])[],
  lanes: number,
): Measures {
  const isFinite_L = sent
    .map((piece) =>
      tf.concat(overLanes(lanes, piece.blocks_LP, (block) => tf.isFinite(block).all(1))),
    )
    .reduce((all, finite) => tf.logicalAnd(all, finite));
  const place = new Map(pairs.map((pair, index) => [keyOf(...pair), index + 1]));
  const placeOf = (a: number, b: number) => {
    const index = a === b ? 0 : place.get(keyOf(a, b));
    if (index === undefined) throw new RangeError(`measure: ${a} and ${b} are no pair.`);
    return index;
  };
  // Place 0 is the distance of a vector from itself.
  const distance = tf.concat([tf.tensor1d([0]), distancesOf(sent, pairs, lanes)]);
  const areFinite: Measures['areFinite'] = (rows_GK) => tf.gather(isFinite_L, asTable(rows_GK));
  return {
    areFinite,
    between: (pairs) =>
      tf.gather(
        distance,
        tf.tensor1d(
          pairs.map(([a, b]) => placeOf(a, b)),
          'int32',
        ),
      ),
    within: (rows_GK) => {
      const places_GKK = rows_GK.map((rows) => rows.map((a) => rows.map((b) => placeOf(a, b))));
      const isFinite_GK = areFinite(rows_GK);
      const distance_GKK = tf.gather<tf.Tensor>(
        distance,
        tf.tensor3d(places_GKK, undefined, 'int32'),
      );
      return { distance_GKK: betweenFinite(distance_GKK as tf.Tensor3D, isFinite_GK), isFinite_GK };
    },
    toSelf: (rows_GK) => {
      const places_GK = rows_GK.map((rows) => rows.map((row) => placeOf(rows[0] ?? NaN, row)));
      const isFinite_GK = areFinite(rows_GK);
      const counts_GK = isFinite_GK.logicalAnd(isFinite_GK.slice([0, 0], [-1, 1]));
      return tf.where(
        counts_GK,
        tf.gather<tf.Tensor>(distance, asTable(places_GK)),
        NaN,
      ) as tf.Tensor2D;
    },
  };
}

/** Every pair of rows within the neighborhoods, once. */
export function pairsWithin(neighborhoods: readonly (readonly number[])[]): [number, number][] {
  const pairs = new Map<string, [number, number]>();
  for (const rows of neighborhoods) {
    rows.forEach((a, index) => {
      for (const b of rows.slice(index + 1)) pairs.set(keyOf(a, b), [a, b]);
    });
  }
  return [...pairs.values()];
}

/** Distances of pairs of rows, one after the other. */
function distancesOf(
  sent: Vectors,
  pairs: readonly (readonly [number, number])[],
  lanes: number,
): tf.Tensor1D {
  if (pairs.length === 0) return tf.tensor1d([]);
  const squares = sent.map((piece) => {
    const parts = overLanes(lanes, chunksOf(pairs, piece.rowsAtOnce), (chunk) =>
      squaredDistances(piece.take(chunk.map(([a]) => a)), piece.take(chunk.map(([, b]) => b))),
    );
    return tf.concat(parts);
  });
  return distancesFrom(tf.addN(squares));
}

function keyOf(a: number, b: number): string {
  return `${Math.min(a, b)} ${Math.max(a, b)}`;
}

function asTable(numbers_GK: readonly (readonly number[])[]): tf.Tensor2D {
  return tf.tensor2d(
    numbers_GK.map((row) => [...row]),
    undefined,
    'int32',
  );
}
