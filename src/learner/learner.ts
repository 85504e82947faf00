import * as tf from '@tensorflow/tfjs';
import { compile } from '../compile/compile.ts';
import { runEagerly } from '../compile/eager.ts';
import type { Definition, InputSpec, Program, Values } from '../compile/program.ts';
import type { RandomStream } from '../random.ts';
import type { SampledBatch } from '../replay/replay.ts';
import { ANY, assertShape } from '../tensor/shape.ts';
import {
  flattenParameters,
  parameterCount,
  unflattenParameters,
  type ParameterShapes,
} from '../tensor/stack.ts';
import { softUpdate, updateDdpg, type Batch, type DdpgSettings, type DdpgState } from './ddpg.ts';
import { actor, actorShapes, criticShapes, type NetworkSizes } from './networks.ts';
import { createState, variablesOf } from './state.ts';

export type NetworkName = 'actor' | 'critic';

export const NETWORK_NAMES: readonly NetworkName[] = ['actor', 'critic'];

export interface LearnerOptions extends Omit<DdpgSettings, 'bound_A'> {
  readonly sizes: NetworkSizes;
  readonly bound_A: Float32Array;
  /** Transitions in an update. */
  readonly batch: number;
  /** One stream a learner, for its initial weights. */
  readonly initialization: readonly RandomStream[];
  /** `eager` runs on any backend of tf.js; `compiled` needs TensorFlow. The numbers agree. */
  readonly execution: 'compiled' | 'eager';
}

/** Mean losses of each learner before an update. */
export interface LossValues {
  readonly critic_L: Values;
  readonly actor_L: Values;
}

type FunctionName =
  | 'act'
  | 'update'
  | 'softUpdateTargets'
  | 'areFinite'
  | `${NetworkName}Parameters`
  | `${NetworkName}Assign`;

/**
 * L independent DDPG learners, stacked: the state around the pure functions of `ddpg.ts`. It knows
 * nothing of runs, agents or cooperation. Dispose it to free its state.
 */
export class StackedLearner implements Disposable {
  readonly learners: number;
  readonly #program: Program<FunctionName>;

  constructor(options: LearnerOptions) {
    this.learners = options.initialization.length;
    assertBound(options);
    const state = createState(options.sizes, options.initialization);
    const variables = variablesOf(state);
    const functions = functionsOf(state, options, this.learners);
    if (options.execution === 'eager') {
      this.#program = runEagerly(variables, functions);
      return;
    }
    try {
      this.#program = compile(variables, functions);
    } finally {
      tf.dispose(variables);
    }
  }

  /**
   * mu(s) of every learner for its own observation, without noise.
   *
   * @param obs_LO row-major observations
   * @returns actions `[L, A]`, row-major, within the action bound
   */
  act(obs_LO: Float32Array): Float32Array {
    return output(this.#program.call.act({ obs_LO }), 'action_LA') as Float32Array;
  }

  /** One DDPG update of every learner on its own batch. */
  update(batch: SampledBatch): LossValues {
    const losses = this.#program.call.update({ ...batch });
    return { critic_L: output(losses, 'critic_L'), actor_L: output(losses, 'actor_L') };
  }

  /** The online parameters of one network, `[L, P]`. The caller disposes them. */
  readParameters(network: NetworkName): tf.Tensor2D {
    const params_LP = output(this.#program.call[`${network}Parameters`]({}), 'params_LP');
    return tf.tensor2d(params_LP, [this.learners, params_LP.length / this.learners]);
  }

  /** Replaces the online parameters of one network by `params_LP`. Adam's state stays. */
  assignParameters(network: NetworkName, params_LP: tf.Tensor2D): void {
    assertShape('params_LP', params_LP, [this.learners, ANY]);
    this.#program.call[`${network}Assign`]({ params_LP: params_LP.dataSync<'float32'>() });
  }

  /**
   * One more soft update of the target networks of some learners: those that took part in a round
   * (deviation 8). The others' targets stay as they are.
   */
  softUpdateTargets(tookPart: readonly boolean[], tau: number): void {
    const rate_L = Float32Array.from(tookPart, (took) => (took ? tau : 0));
    this.#program.call.softUpdateTargets({ rate_L });
  }

  /** Rows of the learners whose online parameters hold a number that is not finite. */
  nonFiniteLearners(): number[] {
    const areFinite_L = output(this.#program.call.areFinite({}), 'areFinite_L');
    return Array.from(areFinite_L.keys()).filter((row) => !areFinite_L[row]);
  }

  [Symbol.dispose](): void {
    this.#program[Symbol.dispose]();
  }
}

function functionsOf(
  state: DdpgState,
  options: LearnerOptions,
  learners: number,
): Readonly<Record<FunctionName, Definition>> {
  const { sizes, batch } = options;
  // Made anew in each call, so that it lives no longer; in a graph it is a constant.
  const bound = () => tf.tensor1d(options.bound_A);
  const shapes = { actor: actorShapes(sizes), critic: criticShapes(sizes) };
  return {
    act: {
      inputs: { obs_LO: float([learners, sizes.observation]) },
      fn: ({ obs_LO }) => {
        const obs_LBO = tf.expandDims<tf.Tensor3D>(given(obs_LO), 1);
        return { action_LA: tf.squeeze(actor(state.online.actor, obs_LBO, bound()), [1]) };
      },
    },
    update: {
      inputs: {
        obs_LBO: float([learners, batch, sizes.observation]),
        action_LBA: float([learners, batch, sizes.action]),
        reward_LB: float([learners, batch]),
        nextObs_LBO: float([learners, batch, sizes.observation]),
        discount_LB: float([learners, batch]),
      },
      fn: (inputs) => ({
        ...updateDdpg(state, inputs as unknown as Batch, { ...options, bound_A: bound() }),
      }),
    },
    softUpdateTargets: {
      inputs: { rate_L: float([learners]) },
      fn: ({ rate_L }) => {
        const rate_LIJ = given(rate_L).reshape<tf.Tensor3D>([learners, 1, 1]);
        for (const network of NETWORK_NAMES) {
          softUpdate(state.targets[network], state.online[network], rate_LIJ);
        }
        return {};
      },
    },
    areFinite: {
      inputs: {},
      fn: () => ({
        areFinite_L: [...state.online.actor, ...state.online.critic]
          .map((parameter) => tf.isFinite(parameter).all([1, 2]))
          .reduce((all, finite) => tf.logicalAnd(all, finite)),
      }),
    },
    actorParameters: readFunction(state.online.actor),
    criticParameters: readFunction(state.online.critic),
    actorAssign: assignFunction(state.online.actor, shapes.actor, learners),
    criticAssign: assignFunction(state.online.critic, shapes.critic, learners),
  };
}

function assertBound({ bound_A, sizes }: LearnerOptions): void {
  if (bound_A.length === sizes.action) return;
  throw new RangeError(`bound_A has ${bound_A.length} values, expected ${sizes.action}.`);
}

function readFunction(network: readonly tf.Tensor3D[]): Definition {
  return { inputs: {}, fn: () => ({ params_LP: flattenParameters(network) }) };
}

function assignFunction(
  network: readonly tf.Variable<tf.Rank.R3>[],
  shapes: ParameterShapes,
  learners: number,
): Definition {
  return {
    inputs: { params_LP: float([learners, parameterCount(shapes)]) },
    fn: ({ params_LP }) => {
      const values = unflattenParameters(given(params_LP) as tf.Tensor2D, shapes);
      network.forEach((variable, index) => {
        const value = values[index];
        if (value) variable.assign(value);
      });
      return {};
    },
  };
}

function float(shape: readonly number[]): InputSpec {
  return { shape, dtype: 'float32' };
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('An input of a program is missing.');
  return value;
}

function output(outputs: Record<string, Values>, name: string): Values {
  const values = outputs[name];
  if (!values) throw new RangeError(`The program gave no ${name}.`);
  return values;
}
