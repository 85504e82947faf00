import { UserError } from '../errors.ts';
import { bytesOf } from '../transport/arrays.ts';
import { TransportError, WorkerError } from '../transport/errors.ts';
import {
  type EnvSpec,
  observationsIn,
  specIn,
  statesIn,
  stepIn,
  type StepResult,
} from './answers.ts';
import { START_TIMEOUT_MS, type Transport } from './workerProcess.ts';
import { WorkerSession } from './workerSession.ts';

export type { EnvSpec, StepResult };

export interface EnvPoolOptions {
  /** A Gymnasium MuJoCo id, such as `HalfCheetah-v5`. */
  readonly task: string;
  /** The number of environments, 1 to 4096. */
  readonly count: number;
  /** `ipc` (default): a socket that only this user can reach. `tcp`: 127.0.0.1, encrypted. */
  readonly transport?: Transport;
  /** How long one request may take, in milliseconds. Default: 60,000. */
  readonly timeoutMs?: number;
  /** Default: the interpreter that set-up made. */
  readonly python?: string;
}

/** What acting in environments takes of a pool. `SupervisedPool` has it, too. */
export type Environments = Pick<
  EnvPool,
  'size' | 'spec' | 'reset' | 'step' | 'getState' | 'setState'
>;

/**
 * Environments of one task in a worker of their own. A finished environment stays finished until it is
 * reset. One request at a time; a refused one throws a `WorkerError` and changes nothing.
 */
export class EnvPool implements AsyncDisposable {
  readonly size: number;
  readonly spec: EnvSpec;
  readonly #session: WorkerSession;

  private constructor(size: number, spec: EnvSpec, session: WorkerSession) {
    this.size = size;
    this.spec = spec;
    this.#session = session;
  }

  /** Starts a worker and makes the environments. Throws a `UserError` where that cannot be done. */
  static async start(options: EnvPoolOptions): Promise<EnvPool> {
    const { task, count } = options;
    if (!Number.isInteger(count) || count < 1) {
      throw new UserError(`${task}: the number of environments is ${count}, expected 1 or more.`);
    }
    const session = await WorkerSession.start(options);
    try {
      return new EnvPool(count, await makeEnvironments(session, task, count), session);
    } catch (error) {
      await session.close();
      const isRefusal =
        error instanceof WorkerError && !error.isOfDamagedRequest && error.code !== 'INTERNAL';
      if (!isRefusal) throw error;
      throw new UserError(`task ${task}: ${error.workerMessage}`, { cause: error });
    }
  }

  /** The process number of the worker. */
  get pid(): number {
    return this.#session.pid;
  }

  /**
   * Starts episodes in `environments`, in whatever state they are; the first observations. With
   * `seeds`, one for each environment in [0, 2^32), their generators start anew; without, they go on.
   * The first reset needs seeds.
   */
  async reset(
    environments: readonly number[],
    seeds: readonly number[] = [],
  ): Promise<Float64Array> {
    if (environments.length === 0) return new Float64Array(0);
    const reply = await this.#session.connection.request('reset', {
      environments: uint32s('environments', environments),
      seeds: uint32s('seeds', seeds),
    });
    return this.#read(() => observationsIn(reply, environments.length, this.spec.observationSize));
  }

  /**
   * Moves `environments` (default: all) by one step. The message leaves at once: the promise may be
   * awaited after other work.
   */
  step(action_EA: Float32Array, environments?: readonly number[]): Promise<StepResult> {
    const result = this.#step(action_EA, environments);
    // Whoever awaits it later still sees a failure; until then it is not an unhandled one.
    result.catch(() => undefined);
    return result;
  }

  /** The state of every environment, as opaque bytes; see GetStateReply in the protocol. */
  async getState(): Promise<Uint8Array[]> {
    const reply = await this.#session.connection.request('getState', {});
    return this.#read(() => statesIn(reply, this.size));
  }

  /**
   * Puts every environment where it was when `getState` gave `states`, in this worker or another of
   * the same versions; the last observations. The next steps give the same bits.
   */
  async setState(states: readonly Uint8Array[]): Promise<Float64Array> {
    const reply = await this.#session.connection.request('setState', { states: [...states] });
    return this.#read(() => observationsIn(reply, this.size, this.spec.observationSize));
  }

  /** An error that says `what` happened to the worker, and the last that it wrote. */
  describe(what: string): string {
    return this.#session.describe(what);
  }

  /** Ends the worker at once, whatever it is doing; a request in flight is rejected. */
  async kill(): Promise<void> {
    await this.#session.kill();
  }

  /** Ends the worker and waits for its end. May be called again, and in any state. */
  async close(): Promise<void> {
    await this.#session.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #step(action_EA: Float32Array, environments?: readonly number[]): Promise<StepResult> {
    const count = environments?.length ?? this.size;
    const { task, actionSize } = this.spec;
    if (action_EA.length !== count * actionSize) {
      throw new RangeError(
        `step: action_EA holds ${action_EA.length} numbers, expected [${count}, ${actionSize}] for ${task}.`,
      );
    }
    if (count === 0) throw new RangeError('step: there is no environment to step.');
    const reply = await this.#session.connection.request('step', {
      environments: uint32s('environments', environments ?? []),
      actions: bytesOf(action_EA),
    });
    return this.#read(() => stepIn(reply, count, this.spec.observationSize));
  }

  /** An answer that does not fit is a fault of the worker like any other: it ends the connection. */
  #read<T>(answer: () => T): T {
    try {
      return answer();
    } catch (error) {
      if (error instanceof TransportError) this.#session.connection.close(error);
      throw error;
    }
  }
}

async function makeEnvironments(
  session: WorkerSession,
  task: string,
  count: number,
): Promise<EnvSpec> {
  const reply = await session.connection.request('make', { task, count }, START_TIMEOUT_MS);
  return specIn(reply, task, session.versions);
}

/** A copy that the wire can hold; protobuf would wrap other numbers without a word. */
function uint32s(name: string, values: readonly number[]): number[] {
  for (const value of values) {
    if (value >>> 0 === value) continue;
    throw new RangeError(`${name} holds ${value}, expected an integer in [0, 2^32).`);
  }
  return [...values];
}
