import * as tf from '@tensorflow/tfjs';
import { gatherRows, MOST_NUMBERS, scatterRows, Table } from '../compile/table.ts';
import type { Batch } from './ddpg.ts';
import type { NetworkSizes } from './networks.ts';

type Widths = Pick<NetworkSizes, 'observation' | 'action'>;

/** Numbers of a transition: observation, action, reward, discount, next observation. */
export function transitionWidth({ observation, action }: Widths): number {
  return 2 * observation + action + 2;
}

/** Consecutive learners that share a table. */
interface Group {
  readonly first: number;
  readonly count: number;
  readonly table: Table;
}

/**
 * The rings of some learners, where the program is: on a GPU no batch has to move. A transition is a
 * row, and nobody's rows are told apart but by their numbers: learner times capacity plus slot.
 */
export class ProgramReplay {
  readonly #groups: readonly Group[];
  readonly #capacity: number;
  readonly #sizes: Widths;

  /** @param limit a table has fewer numbers; learners whose rings are larger together get several */
  constructor(learners: number, capacity: number, sizes: Widths, limit = MOST_NUMBERS) {
    this.#capacity = capacity;
    this.#sizes = sizes;
    const width = transitionWidth(sizes);
    const most = Math.max(1, Math.floor((limit - 1) / (capacity * width)));
    const groups = Math.ceil(learners / most);
    const starts = Array.from({ length: groups + 1 }, (_, group) =>
      Math.round((group * learners) / groups),
    );
    this.#groups = starts.slice(0, -1).map((first, group) => {
      const count = (starts[group + 1] ?? learners) - first;
      return { first, count, table: new Table(count * capacity, width) };
    });
  }

  /** The transitions in the slots of each learner. A slot that was never written is all zeros. */
  gather(slot_LB: tf.Tensor2D): Batch {
    const [learners, batch] = slot_LB.shape;
    const { observation, action } = this.#sizes;
    const parts = this.#groups.map(({ first, count, table }) =>
      tf.reshape<tf.Rank.R3>(gatherRows(table, this.#rows(slot_LB, first, count)), [
        count,
        batch,
        table.width,
      ]),
    );
    const widths = [observation, action, 1, 1, observation];
    const columns = tf.split<tf.Tensor3D>(tf.concat(parts), widths, 2);
    const [obs_LBO, action_LBA, rewards, discounts, nextObs_LBO] = columns;
    if (!obs_LBO || !action_LBA || !rewards || !discounts || !nextObs_LBO) {
      throw new RangeError('A transition has five parts.');
    }
    return {
      obs_LBO,
      action_LBA,
      reward_LB: rewards.reshape([learners, batch]),
      discount_LB: discounts.reshape([learners, batch]),
      nextObs_LBO,
    };
  }

  /** Writes transitions into slots, of which no two of a learner are equal. */
  scatter(slot_LB: tf.Tensor2D, batch: Batch): void {
    const { obs_LBO, action_LBA, reward_LB, discount_LB, nextObs_LBO } = batch;
    const [rewards, discounts] = [reward_LB.expandDims(2), discount_LB.expandDims(2)];
    const row_LBW = tf.concat([obs_LBO, action_LBA, rewards, discounts, nextObs_LBO], 2);
    for (const { first, count, table } of this.#groups) {
      const own = tf.slice(row_LBW, first, count).reshape<tf.Tensor2D>([-1, table.width]);
      scatterRows(table, this.#rows(slot_LB, first, count), own);
    }
  }

  /** Numbers of the rows of a group's learners, counted in its table. */
  #rows(slot_LB: tf.Tensor2D, first: number, count: number): tf.Tensor1D {
    const starts = Int32Array.from({ length: count }, (_, learner) => learner * this.#capacity);
    return tf
      .slice(slot_LB, first, count)
      .add(tf.tensor2d(starts, [count, 1], 'int32'))
      .as1D();
  }
}
