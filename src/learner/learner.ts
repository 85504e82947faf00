import * as tf from '@tensorflow/tfjs';
import { compile } from '../compile/compile.ts';
import { runEagerly } from '../compile/eager.ts';
import type { Named, Program, Traffic, Values } from '../compile/program.ts';
import type { RandomStream } from '../random.ts';
import type { SampledBatch } from '../replay/replay.ts';
import { ANY, assertShape } from '../tensor/shape.ts';
import type { Grain } from '../tensor/vectors.ts';
import { blocksOf, type StateBlock } from './blocks.ts';
import type { DdpgSettings } from './ddpg.ts';
import type { Exchange, NetworkName } from './exchange.ts';
import { functionsOf, type FunctionName } from './functions.ts';
import type { NetworkSizes } from './networks.ts';
import { gatherState, scatterState, type LearnerState } from './stackedState.ts';
import { createState, variablesOf } from './state.ts';

export interface LearnerOptions extends Omit<DdpgSettings, 'bound_A'> {
  readonly sizes: NetworkSizes;
  readonly bound_A: Float32Array;
  /** Transitions in an update. */
  readonly batch: number;
  /** One stream a learner, for its initial weights. */
  readonly initialization: readonly RandomStream[];
  /** What the learners make of each other's parameters; null: each is alone. */
  readonly exchange: Exchange | null;
  /** Transitions that the program remembers of each learner; null: batches are given to it. */
  readonly replayCapacity: number | null;
  /** Lanes of the program: see `src/compile/lane.ts`. */
  readonly lanes: number;
  readonly grain: Grain;
  /** `eager` runs on any backend of tf.js; `compiled` needs TensorFlow. The numbers agree. */
  readonly execution: 'compiled' | 'eager';
}

/** A batch of each learner: its transitions, or the slots of those that the program remembers. */
export type Drawn = SampledBatch | { readonly slot_LB: Int32Array };

/** Mean losses of each learner before an update. */
export interface LossValues {
  readonly critic_L: Values;
  readonly actor_L: Values;
}

/** What an update or an exchange came to. */
export interface Changed {
  /** Rows of the learners whose online parameters hold a number that is not finite. */
  readonly nonFinite: readonly number[];
}

export interface Updated extends Changed {
  readonly losses: LossValues;
}

export interface Exchanged extends Changed {
  /** Outputs of the exchange. */
  readonly exchanged: Named<Values>;
}

/**
 * L independent DDPG learners, stacked: the state around the pure functions of `ddpg.ts`. It knows
 * nothing of runs, agents or cooperation. Dispose it to free its state.
 */
export class StackedLearner implements Disposable {
  readonly learners: number;
  readonly #program: Program<FunctionName>;
  readonly #blocks: readonly StateBlock[];
  /** Whether the program remembers transitions itself, and draws batches by their slots. */
  readonly hasReplay: boolean;

  constructor(options: LearnerOptions) {
    const { initialization, sizes, batch, lanes, grain, execution } = options;
    this.learners = initialization.length;
    this.hasReplay = options.replayCapacity !== null;
    assertSizes(options);
    const blocks = blocksOf(this.learners, lanes, sizes, batch, grain).map((block): StateBlock => {
      const streams = initialization.slice(block.first, block.first + block.count);
      return { ...block, state: createState(sizes, streams) };
    });
    this.#blocks = blocks;
    const variables = blocks.flatMap(({ state }) => variablesOf(state));
    const functions = functionsOf(blocks, options);
    if (execution === 'eager') {
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

  /** Bytes that have moved in and out of the program so far. */
  get traffic(): Traffic {
    return this.#program.traffic;
  }

  /**
   * Lets the program remember transitions of every learner, one or `STORED_AT_ONCE` each, in slots of
   * which no two of a learner are equal. Only where the program has a replay.
   */
  store(slot_LB: Int32Array, transitions: SampledBatch): void {
    const isOne = slot_LB.length === this.learners;
    this.#program.call[isOne ? 'store' : 'storeMany']({ slot_LB, ...transitions });
  }

  /** One DDPG update of every learner on its own batch: given, or by slots of the program's replay. */
  update(batch: Drawn): Updated {
    const outputs = this.#program.call.update({ ...batch });
    return { losses: lossesOf(outputs), nonFinite: this.#nonFinite(outputs) };
  }

  /** Does what the option `exchange` says, with its inputs. */
  exchange(inputs: Named<Values>): Exchanged {
    const exchanged = this.#program.call.exchange(inputs);
    return { exchanged, nonFinite: this.#nonFinite(exchanged) };
  }

  /** An update and the exchange after it in one call, where the exchange is in each update. */
  updateAndExchange(batch: Drawn, inputs: Named<Values>): Updated & Exchanged {
    const outputs = this.#program.call.updateAndExchange({ ...batch, ...inputs });
    return { losses: lossesOf(outputs), exchanged: outputs, nonFinite: this.#nonFinite(outputs) };
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

  /** Rows of the learners whose online parameters hold a number that is not finite. */
  nonFiniteLearners(): number[] {
    const areFinite_L = output(this.#program.call.areFinite({}), 'areFinite_L');
    return Array.from(areFinite_L.keys()).filter((row) => !areFinite_L[row]);
  }

  /** All that decides how the learners go on, bit for bit. The arrays are copies. */
  readState(): LearnerState {
    return gatherState(this.#blocks, this.#program.readState(), this.learners);
  }

  /** Puts all learners where they were when `readState` gave `state`, whatever lanes it came from. */
  writeState(state: LearnerState): void {
    this.#program.writeState(scatterState(this.#blocks, state));
  }

  /** Sums are a cheap sign; finite parameters may overflow one, so that each is then looked at. */
  #nonFinite({ parameterSum_L }: Named<Values>): number[] {
    const isSound = parameterSum_L === undefined || parameterSum_L.every(Number.isFinite);
    return isSound ? [] : this.nonFiniteLearners();
  }

  [Symbol.dispose](): void {
    this.#program[Symbol.dispose]();
  }
}

function assertSizes({ bound_A, sizes, exchange, initialization }: LearnerOptions): void {
  if (bound_A.length !== sizes.action) {
    throw new RangeError(`bound_A has ${bound_A.length} values, expected ${sizes.action}.`);
  }
  const takingPart = exchange?.takesPart.length ?? initialization.length;
  if (takingPart !== initialization.length) {
    throw new RangeError(`takesPart has ${takingPart} values, expected ${initialization.length}.`);
  }
}

function lossesOf(outputs: Named<Values>): LossValues {
  return { critic_L: output(outputs, 'critic_L'), actor_L: output(outputs, 'actor_L') };
}

function output(outputs: Named<Values>, name: string): Values {
  const values = outputs[name];
  if (!values) throw new RangeError(`The program gave no ${name}.`);
  return values;
}
