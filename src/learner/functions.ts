import * as tf from '@tensorflow/tfjs';
import { inLane } from '../compile/lane.ts';
import type { Definition, InputSpec, Named } from '../compile/program.ts';
import {
  flattenParameters,
  parameterCount,
  unflattenParameters,
  type ParameterShapes,
} from '../tensor/stack.ts';
import type { Grain } from '../tensor/vectors.ts';
import type { StateBlock } from './blocks.ts';
import { updateDdpg, type Batch, type DdpgSettings } from './ddpg.ts';
import { exchangeFunction, type Exchange, type NetworkName } from './exchange.ts';
import { actor, actorShapes, criticShapes, type NetworkSizes } from './networks.ts';
import { ProgramReplay } from './programReplay.ts';

export type FunctionName =
  | 'act'
  | 'store'
  | 'storeMany'
  | 'update'
  | 'exchange'
  | 'updateAndExchange'
  | 'areFinite'
  | `${NetworkName}Parameters`
  | `${NetworkName}Assign`;

export interface FunctionSettings extends Omit<DdpgSettings, 'bound_A'> {
  readonly sizes: NetworkSizes;
  readonly bound_A: Float32Array;
  readonly batch: number;
  readonly exchange: Exchange | null;
  readonly replayCapacity: number | null;
  readonly grain: Grain;
}

/** All that a learner's program can do: functions of the blocks' states, each block in its lane. */
export function functionsOf(
  blocks: readonly StateBlock[],
  settings: FunctionSettings,
): Readonly<Record<FunctionName, Definition>> {
  const { sizes, batch, exchange, replayCapacity } = settings;
  const learners = blocks.reduce((sum, { count }) => sum + count, 0);
  const shapes = { actor: actorShapes(sizes), critic: criticShapes(sizes) };
  // Made anew in each call, so that it lives no longer; in a graph it is a constant.
  const bound = () => tf.tensor1d(settings.bound_A);
  const replays = new Map(
    replayCapacity === null
      ? []
      : blocks.map((block) => [block, new ProgramReplay(block.count, replayCapacity, sizes)]),
  );
  const slots = (count: number): InputSpec => ({ shape: [learners, count], dtype: 'int32' });
  const update: Definition = {
    inputs:
      replayCapacity === null ? batchInputs(learners, batch, sizes) : { slot_LB: slots(batch) },
    fn: (inputs) =>
      inBlocks(blocks, inputs, (block, own) => {
        const drawn = replays.get(block)?.gather(given(own['slot_LB']) as tf.Tensor2D);
        return {
          ...updateDdpg(block.state, drawn ?? batchIn(own), { ...settings, bound_A: bound() }),
        };
      }),
  };
  const store = (count: number): Definition => ({
    inputs: { slot_LB: slots(count), ...batchInputs(learners, count, sizes) },
    fn: (inputs) =>
      inBlocks(blocks, inputs, (block, own) => {
        replays.get(block)?.scatter(given(own['slot_LB']) as tf.Tensor2D, batchIn(own));
        return {};
      }),
  });
  const exchanging = exchange ? exchangeFunction(exchange, blocks, shapes, settings) : NOTHING;
  const summed = (definition: Definition) => withSums(blocks, definition);
  return {
    act: {
      inputs: { obs_LO: float([learners, sizes.observation]) },
      fn: (inputs) =>
        inBlocks(blocks, inputs, ({ state }, { obs_LO }) => {
          const obs_LBO = tf.expandDims<tf.Tensor3D>(given(obs_LO), 1);
          return { action_LA: tf.squeeze(actor(state.online.actor, obs_LBO, bound()), [1]) };
        }),
    },
    store: replayCapacity === null ? NOTHING : store(1),
    storeMany: replayCapacity === null ? NOTHING : store(STORED_AT_ONCE),
    update: summed(update),
    exchange: exchange ? summed(exchanging) : NOTHING,
    updateAndExchange: exchange?.isInEachUpdate ? summed(inTurn(update, exchanging)) : NOTHING,
    areFinite: {
      inputs: {},
      fn: () =>
        inBlocks(blocks, {}, ({ state: { online } }) => ({
          areFinite_L: [...online.actor, ...online.critic]
            .map((parameter) => tf.isFinite(parameter).all([1, 2]))
            .reduce((all, finite) => tf.logicalAnd(all, finite)),
        })),
    },
    actorParameters: readFunction(blocks, 'actor'),
    criticParameters: readFunction(blocks, 'critic'),
    actorAssign: assignFunction(blocks, 'actor', shapes.actor),
    criticAssign: assignFunction(blocks, 'critic', shapes.critic),
  };
}

/** Transitions of each learner that are stored in one call where there are many. */
export const STORED_AT_ONCE = 256;

function batchInputs(
  learners: number,
  batch: number,
  { observation, action }: NetworkSizes,
): Named<InputSpec> {
  return {
    obs_LBO: float([learners, batch, observation]),
    action_LBA: float([learners, batch, action]),
    reward_LB: float([learners, batch]),
    nextObs_LBO: float([learners, batch, observation]),
    discount_LB: float([learners, batch]),
  };
}

function batchIn(inputs: Named<tf.Tensor>): Batch {
  return inputs as unknown as Batch;
}

const NOTHING: Definition = { inputs: {}, fn: () => ({}) };

/** Computes each block from its rows of the inputs, and joins the rows of the outputs. */
function inBlocks(
  blocks: readonly StateBlock[],
  inputs: Named<tf.Tensor>,
  fn: (block: StateBlock, inputs: Named<tf.Tensor>) => Named<tf.Tensor>,
): Named<tf.Tensor> {
  const outputs = blocks.map((block) => inLane(block.lane, () => fn(block, rowsOf(block, inputs))));
  const [first = {}] = outputs;
  return Object.fromEntries(
    Object.keys(first).map((name) => [name, tf.concat(outputs.map((own) => given(own[name])))]),
  );
}

function rowsOf({ first, count }: StateBlock, inputs: Named<tf.Tensor>): Named<tf.Tensor> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, tensor]) => [name, tf.slice(tensor, first, count)]),
  );
}

/** Two functions, one after the other. */
function inTurn(first: Definition, second: Definition): Definition {
  const run = ({ inputs, fn }: Definition, all: Named<tf.Tensor>) =>
    fn(Object.fromEntries(Object.keys(inputs).map((name) => [name, given(all[name])])));
  return {
    inputs: { ...first.inputs, ...second.inputs },
    fn: (all) => ({ ...run(first, all), ...run(second, all) }),
  };
}

/**
 * A function, and the sum of each learner's online parameters after it: not finite where one of them is
 * not. Gradients are looked at with it: one that is not finite leaves no finite parameter, for Adam divides it by
 * itself. A finite one over 6e20, whose square is not, goes unseen: it moves its parameter by nothing.
 */
function withSums(blocks: readonly StateBlock[], { inputs, fn }: Definition): Definition {
  return {
    inputs,
    fn: (given) => ({
      ...fn(given),
      ...inBlocks(blocks, {}, ({ state: { online } }) => ({
        parameterSum_L: [...online.actor, ...online.critic]
          .map((parameter) => parameter.sum<tf.Tensor1D>([1, 2]))
          .reduce((sum, own) => sum.add(own)),
      })),
    }),
  };
}

function readFunction(blocks: readonly StateBlock[], network: NetworkName): Definition {
  return {
    inputs: {},
    fn: () =>
      inBlocks(blocks, {}, ({ state }) => ({
        params_LP: flattenParameters(state.online[network]),
      })),
  };
}

function assignFunction(
  blocks: readonly StateBlock[],
  network: NetworkName,
  shapes: ParameterShapes,
): Definition {
  const learners = blocks.reduce((sum, { count }) => sum + count, 0);
  return {
    inputs: { params_LP: float([learners, parameterCount(shapes)]) },
    fn: (inputs) =>
      inBlocks(blocks, inputs, ({ state }, { params_LP }) => {
        unflattenParameters(given(params_LP) as tf.Tensor2D, shapes).forEach((tensor, index) =>
          state.online[network][index]?.assign(tensor),
        );
        return {};
      }),
  };
}

function float(shape: readonly number[]): InputSpec {
  return { shape, dtype: 'float32' };
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('An input of a program is missing.');
  return value;
}
