import type * as tf from '@tensorflow/tfjs';
import type { Distances } from './distance.ts';

/**
 * Combines parameter vectors after a communication round: row g of the result is what group g's own
 * agent holds afterwards. `received_GKP[g]` has one row per neighbor, the agent itself first.
 *
 * An aggregator is pure, knows no agent numbers, and returns a new tensor, never a view of a row of
 * its input. A member with a non-finite number is left out (see `finite.ts`); a group without a
 * finite member gives NaN.
 */
export type Aggregator = (received_GKP: tf.Tensor3D) => tf.Tensor2D;

/** A row of the paper's C_t for each group: `[G, K]`, non-negative, each row sums to 1. */
export type Weigher = (received_GKP: tf.Tensor3D) => tf.Tensor2D;

/**
 * Scores members by how far they are from each other: `[G, K]`, non-negative. Divided by their sum,
 * scores are weights. A rule that has such a score is computed without ever putting the vectors of a
 * neighborhood side by side.
 *
 * @param rank_GK which of several equal members a rule prefers, the least first: their agents' order;
 * missing where members have no order but that of the list
 */
export type Scorer = (distances: Distances, rank_GK?: tf.Tensor2D) => tf.Tensor2D;

/** An aggregation rule under its name, with its weights where it only weighs neighbors. */
export interface Rule {
  /** Stable and fit for file names: `soft-medoid-T0.1`. Rules with equal keys compute the same. */
  readonly key: string;
  /** What a reader sees, as in the paper's Fig. 1: `Soft-medoid (T = 0.1)`. */
  readonly label: string;
  readonly aggregate: Aggregator;
  /** Missing where the rule is no weighing of neighbors (none, median). */
  readonly weigh?: Weigher;
  /** What the weights come from, where they depend on distances alone. */
  readonly score?: Scorer;
}

/** A rule and its options, as they stand in a run's configuration. */
export type RuleConfig =
  | { readonly name: 'none' }
  | { readonly name: 'average' }
  | { readonly name: 'median'; readonly evenCount: EvenCount }
  | { readonly name: 'medoid'; readonly tie?: MedoidTie }
  | { readonly name: 'soft-medoid'; readonly temperature: number };

export type RuleName = RuleConfig['name'];

/**
 * Which of several medoids a neighborhood has: the agent itself where it is one, else the first in the
 * list; or the one of the lowest agent number.
 */
export type MedoidTie = 'self' | 'lowest';

/** What the median of an even count is: the middle of the two middle values, or the lower one. */
export type EvenCount = 'midpoint' | 'lower';
