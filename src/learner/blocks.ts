import type { DdpgState } from './ddpg.ts';
import type { Grain } from '../tensor/vectors.ts';
import type { NetworkSizes } from './networks.ts';

/** Consecutive learners that are computed together, in one lane of the program. */
export interface Block {
  readonly lane: number;
  readonly first: number;
  readonly count: number;
}

/** A block and the state of its learners. */
export interface StateBlock extends Block {
  readonly state: DdpgState;
}

/**
 * What a layer of a block takes, about: one and a half times the cache of a core, so that an operation
 * finds there what the one before wrote. Smaller blocks were no faster at the paper's sizes, and many
 * more operations cost small networks more than they win.
 */
const LAYER_BYTES = 1.5 * 2 ** 20;

/**
 * Divides learners among the lanes: as many blocks for each lane as keep a layer of a block, on a whole
 * batch, in the cache of its core; of grain `memory` one for each lane.
 */
export function blocksOf(
  learners: number,
  lanes: number,
  { hidden }: Pick<NetworkSizes, 'hidden'>,
  batch: number,
  grain: Grain = 'cache',
): Block[] {
  const layerBytes = grain === 'cache' ? 4 * batch * Math.max(...hidden) : 0;
  const perLane = Math.max(1, Math.round((learners * layerBytes) / lanes / LAYER_BYTES));
  const count = Math.min(learners, lanes * perLane);
  const starts = Array.from({ length: count + 1 }, (_, index) =>
    Math.round((index * learners) / count),
  );
  return starts.slice(0, -1).map((first, index) => ({
    lane: index % lanes,
    first,
    count: (starts[index + 1] ?? learners) - first,
  }));
}
