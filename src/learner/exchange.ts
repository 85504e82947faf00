import * as tf from '@tensorflow/tfjs';
import { inLane } from '../compile/lane.ts';
import type { Definition, InputSpec, Named } from '../compile/program.ts';
import {
  flattenParameters,
  pieceLayout,
  piecesToParameters,
  type ParameterShapes,
} from '../tensor/stack.ts';
import { Piece, type Grain, type Vectors } from '../tensor/vectors.ts';
import type { StateBlock } from './blocks.ts';
import { softUpdate } from './ddpg.ts';

export type NetworkName = 'actor' | 'critic';

export const NETWORK_NAMES: readonly NetworkName[] = ['actor', 'critic'];

/** New values of vectors: for each piece, for each block of rows. */
export type NewVectors = readonly (readonly tf.Tensor2D[])[];

/**
 * What learners make of each other's online parameters between updates: a pure function, which
 * becomes a part of the learner's program.
 */
export interface Exchange {
  readonly inputs: Named<InputSpec>;
  /** From everyone's parameters to new ones, and to what else is to be given out. */
  readonly fn: (
    parameters: Readonly<Record<NetworkName, Vectors>>,
    inputs: Named<tf.Tensor>,
  ) => {
    readonly parameters: Readonly<Record<NetworkName, NewVectors>>;
    readonly outputs: Named<tf.Tensor>;
  };
  /**
   * Which learners it changes. Their targets get one more soft update afterwards (deviation 8);
   * everyone else stays as it is.
   */
  readonly takesPart: readonly boolean[];
  /** Whether it follows each update: both then are one call. */
  readonly isInEachUpdate: boolean;
}

/** The function of a learner's program that lets learners exchange parameters. */
export function exchangeFunction(
  { inputs, fn, takesPart }: Exchange,
  blocks: readonly StateBlock[],
  shapes: Readonly<Record<NetworkName, ParameterShapes>>,
  { tau, grain }: { readonly tau: number; readonly grain: Grain },
): Definition {
  return {
    inputs,
    fn: (given) => {
      const before = {
        actor: vectorsOf(blocks, 'actor', shapes.actor, grain),
        critic: vectorsOf(blocks, 'critic', shapes.critic, grain),
      };
      const { parameters, outputs } = fn(before, given);
      blocks.forEach(({ lane, first, count, state }, index) => {
        const changes = takesPart.slice(first, first + count);
        if (!changes.includes(true)) return;
        inLane(lane, () => {
          for (const network of NETWORK_NAMES) {
            const pieces_LP = parameters[network].flatMap((blocks_LP) => blocks_LP[index] ?? []);
            piecesToParameters(pieces_LP, shapes[network]).forEach((tensor, place) =>
              state.online[network][place]?.assign(tensor),
            );
            softUpdate(state.targets[network], state.online[network], rateOf(changes, tau));
          }
        });
      });
      return outputs;
    },
  };
}

function vectorsOf(
  blocks: readonly StateBlock[],
  network: NetworkName,
  shapes: ParameterShapes,
  grain: Grain,
): Vectors {
  return pieceLayout(shapes).map((places) => {
    const blocks_LP = blocks.map(({ lane, state: { online } }) =>
      inLane(lane, () =>
        flattenParameters(places.flatMap((place) => online[network][place] ?? [])),
      ),
    );
    return new Piece(blocks_LP, grain);
  });
}

/** tau for those who take part and 0 for the others: one number, where they are all or none. */
function rateOf(takesPart: readonly boolean[], tau: number): number | tf.Tensor3D {
  if (!takesPart.includes(false)) return tau;
  return tf.tensor3d(
    takesPart.map((takes) => (takes ? tau : 0)),
    [takesPart.length, 1, 1],
  );
}
