import * as tf from '@tensorflow/tfjs';
import type { Rule } from '../aggregation/aggregator.ts';
import { sumOfProducts, weightedSum, weightsOf } from '../aggregation/weighted.ts';
import { overLanes } from '../compile/lane.ts';
import {
  chunksOf,
  cutWhole,
  takeWhole,
  type NewRows,
  type Piece,
  type Vectors,
} from '../tensor/vectors.ts';
import type { LinkTensors } from './links.ts';
import { measure, pairsWithin, type Measures } from './measure.ts';
import { virtualPairs, type RoundPlan } from './plan.ts';
import { tamper } from './tamper.ts';

/** What one communication round makes of one network's parameters. Assigning is the caller's. */
export interface Round extends LinkTensors {
  /**
   * Everyone's parameters after it, for each piece, for each of its blocks of rows. Rows that take no
   * part equal their input bit for bit.
   */
  readonly combined: readonly (readonly tf.Tensor2D[])[];
}

export interface RoundInputs {
  /** Everyone's parameters of `network` after the update step. */
  readonly vectors: Vectors;
  readonly network: 'actor' | 'critic';
  /** Bool, for each edge of the plan's forgeries: whether its attack has begun. */
  readonly isForged_E: tf.Tensor1D;
  /** Lanes of the program that the round is a part of. */
  readonly lanes: number;
}

/** A round half done: all messages have been sent, and everyone knows what it received. */
export interface SharedMessages {
  readonly groups: readonly ReceivingGroup[];
  readonly measures: Measures;
  readonly inputs: RoundInputs;
  readonly toVirtual: ReturnType<typeof virtualPairs>;
}

/** Agents that combine in one call, and what each has received. */
interface ReceivingGroup {
  readonly rule: Rule;
  readonly received: Received;
  /** Each member's place in the order of agent numbers. */
  readonly ranks_GK: readonly (readonly number[])[];
}

/**
 * Share and tamper: the first half of a round, eqs. (4) and (5), with all that is measured of the
 * messages. Both halves are pure, for use inside of a tidy scope or of a program that is being
 * recorded. Two networks share before the first is combined, so that no lane waits for measures.
 */
export function share(plan: RoundPlan, inputs: RoundInputs): SharedMessages {
  const { vectors, network, isForged_E, lanes } = inputs;
  const { sent, rowsFor } = tamper(plan, vectors, network, isForged_E);
  const groups = plan.groups.map(({ rule, neighborhoods }): ReceivingGroup => {
    const rows_GK = neighborhoods.map(rowsFor);
    const own_G = neighborhoods.map(({ rows }) => rows[0] ?? NaN);
    const ranks_GK = neighborhoods.map(({ agents }) => ranksOf(agents));
    return { rule, ranks_GK, received: { sent, rows_GK, own_G, lanes } };
  });
  const toVirtual = virtualPairs(plan);
  const pairs = [...pairsWithin(groups.flatMap(({ received }) => received.rows_GK)), ...toVirtual];
  return { groups, measures: measure(sent, pairs, lanes), inputs, toVirtual };
}

/** Aggregate: the second half of a round, in which each agent combines what it received. */
export function aggregate({ groups, measures, inputs, toVirtual }: SharedMessages): Round {
  const outcomes = groups.map(({ rule, ranks_GK, received }) => {
    const { rows_GK } = received;
    const { changes, weights_GK } = rule.score
      ? combineByWeights(
          received,
          weightsOf(rule.score, measures.within(rows_GK), asTable(ranks_GK)),
        )
      : combineWhole(received, rule);
    return {
      changes,
      weights_GK: weights_GK ?? tf.fill<tf.Rank.R2>([rows_GK.length, rows_GK[0]?.length ?? 0], NaN),
      distances_GK: measures.toSelf(rows_GK),
      isFinite_GK: measures.areFinite(rows_GK),
    };
  });
  const sent = groups[0]?.received.sent ?? inputs.vectors;
  return {
    combined: inputs.vectors.map(({ blocks_LP }, index) => {
      const changes = outcomes.flatMap((outcome) => outcome.changes[index] ?? []);
      return sent[index]?.replace(blocks_LP.length, changes) ?? blocks_LP;
    }),
    weight_E: join(outcomes.map(({ weights_GK }) => weights_GK)),
    distance_E: join(outcomes.map(({ distances_GK }) => distances_GK)),
    isFinite_E: join(outcomes.map(({ isFinite_GK }) => isFinite_GK)),
    virtualDistance_V: measures.between(toVirtual),
  };
}

/** What the agents of a group hold: each the rows of its neighborhood, its own first. */
interface Received {
  readonly sent: Vectors;
  readonly rows_GK: readonly (readonly number[])[];
  readonly own_G: readonly number[];
  readonly lanes: number;
}

interface Combination {
  /** For each piece, the new rows of the group's agents. */
  readonly changes: readonly (readonly NewRows[])[];
  readonly weights_GK?: tf.Tensor2D | undefined;
}

/** A rule that only weighs: the weights are known, and each piece is summed by itself. */
function combineByWeights(received: Received, weights_GK: tf.Tensor2D): Combination {
  const changes = received.sent.map((piece) =>
    overChunks(received, piece.rowsAtOnce, ({ first, rows_GK }) => {
      const own_GK = weights_GK.slice([first, 0], [rows_GK.length, -1]);
      return sumOfProducts(membersOf(piece, rows_GK), own_GK);
    }),
  );
  return { changes, weights_GK };
}

/** Any other rule: it gets the vectors whole. */
function combineWhole(received: Received, rule: Rule): Combination {
  const { sent } = received;
  const size = received.rows_GK[0]?.length ?? 0;
  const weights: tf.Tensor2D[] = [];
  const rowsAtOnce = Math.min(...sent.map((piece) => piece.rowsAtOnce));
  const whole = overChunks(received, rowsAtOnce, ({ rows_GK }) => {
    const members_GP = Array.from({ length: size }, (_, k) =>
      takeWhole(sent, columnOf(rows_GK, k)),
    );
    const received_GKP = tf.stack(members_GP, 1) as tf.Tensor3D;
    const weights_GK = rule.weigh?.(received_GKP);
    if (!weights_GK) return rule.aggregate(received_GKP);
    weights.push(weights_GK);
    return weightedSum(received_GKP, weights_GK);
  });
  const cut = whole.map(({ rows, values_GP }) => ({ rows, pieces: cutWhole(sent, values_GP) }));
  return {
    changes: sent.map((_, index) =>
      cut.flatMap(({ rows, pieces }) => {
        const values_GP = pieces[index];
        return values_GP ? [{ rows, values_GP }] : [];
      }),
    ),
    weights_GK: weights.length > 0 ? tf.concat(weights) : undefined,
  };
}

/** Computes the agents of a group some at a time, the chunks dealt out to the lanes. */
function overChunks(
  { rows_GK, own_G, lanes }: Received,
  size: number,
  fn: (chunk: { first: number; rows_GK: readonly (readonly number[])[] }) => tf.Tensor2D,
): NewRows[] {
  const chunks = chunksOf(rows_GK, size);
  return overLanes(lanes, chunks, (chunk, index) => ({
    rows: own_G.slice(index * size, (index + 1) * size),
    values_GP: fn({ first: index * size, rows_GK: chunk }),
  }));
}

/** The place of each number in their order. */
function ranksOf(numbers: readonly number[]): number[] {
  return numbers.map((number) => numbers.filter((other) => other < number).length);
}

function asTable(ranks_GK: readonly (readonly number[])[]): tf.Tensor2D {
  return tf.tensor2d(ranks_GK.map((row) => [...row]));
}

function membersOf(piece: Piece, rows_GK: readonly (readonly number[])[]): tf.Tensor2D[] {
  return (rows_GK[0] ?? []).map((_, k) => piece.take(columnOf(rows_GK, k)));
}

function columnOf(rows_GK: readonly (readonly number[])[], k: number): number[] {
  return rows_GK.map((rows) => rows[k] ?? NaN);
}

function join(values_GK: readonly tf.Tensor[]): tf.Tensor1D {
  if (values_GK.length === 0) return tf.tensor1d([]);
  return tf.concat(values_GK.map((values) => values.reshape<tf.Tensor1D>([-1])));
}
