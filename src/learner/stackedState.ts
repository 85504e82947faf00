import type { Values } from '../compile/program.ts';
import type { StateBlock } from './blocks.ts';
import type { DdpgState } from './ddpg.ts';
import { variablesOf } from './state.ts';

/** Values of one state tensor for some learners, whatever blocks they lie in. */
export interface StateTensor {
  /** `[learners, ...]`, or `[]` for what all learners share. */
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** The whole state of some learners: online networks, targets, Adam. */
export type LearnerState = ReadonlyMap<string, StateTensor>;

/** Names of all variables of a state, in the order of `variablesOf`. */
function namesOf({ online }: DdpgState): string[] {
  return (['actor', 'critic'] as const).flatMap((network) => [
    ...['online', 'target', 'first_moment', 'second_moment'].flatMap((kind) =>
      online[network].map((_, index) => `${network}.${kind}.${index}`),
    ),
    `${network}.adam_steps`,
  ]);
}

/** The state of all learners from the values of all blocks, in the order of `variablesOf`. */
export function gatherState(
  blocks: readonly StateBlock[],
  values: readonly Values[],
  learners: number,
): LearnerState {
  return new Map(
    eachTensor(blocks, (tensor, index): [string, StateTensor] => {
      const parts = blocks.map((_, block) => values[block * tensor.count + index]);
      if (tensor.row.length === 0) return [tensor.name, { shape: [], data: floats(parts[0]) }];
      const width = sizeOf(tensor.row);
      const data = new Float32Array(learners * width);
      blocks.forEach(({ first }, block) => {
        data.set(floats(parts[block]), first * width);
      });
      return [tensor.name, { shape: [learners, ...tensor.row], data }];
    }),
  );
}

/** The values of all blocks, in the order of `variablesOf`, from the state of all learners. */
export function scatterState(blocks: readonly StateBlock[], state: LearnerState): Values[] {
  return blocks.flatMap((block) =>
    eachTensor([block], ({ name, row }) => {
      const tensor = state.get(name);
      if (!tensor) throw new RangeError(`The state has no ${name}.`);
      if (row.length === 0) return tensor.data;
      const width = sizeOf(row);
      return tensor.data.subarray(block.first * width, (block.first + block.count) * width);
    }).map((data) => data.slice()),
  );
}

interface TensorOfState {
  readonly name: string;
  /** Shape without the learner axis; empty for what all learners share. */
  readonly row: readonly number[];
  /** Tensors in the state of a block. */
  readonly count: number;
}

function eachTensor<T>(
  blocks: readonly StateBlock[],
  visit: (tensor: TensorOfState, index: number) => T,
): T[] {
  const state = blocks[0]?.state;
  if (!state) throw new RangeError('A learner has at least one block.');
  const variables = variablesOf(state);
  return namesOf(state).map((name, index) =>
    visit({ name, row: variables[index]?.shape.slice(1) ?? [], count: variables.length }, index),
  );
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}

function floats(values: Values | undefined): Float32Array {
  if (values instanceof Float32Array) return values;
  throw new RangeError('A state tensor holds floats.');
}
