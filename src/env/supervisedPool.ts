import { messageOf } from '../errors.ts';
import { TransportError, WorkerError } from '../transport/errors.ts';
import {
  EnvPool,
  type EnvPoolOptions,
  type Environments,
  type EnvSpec,
  type StepResult,
} from './envPool.ts';
import { RequestJournal, type Replayed } from './requestJournal.ts';
import {
  assertSameVersions,
  isFault,
  leavesUnknownState,
  lostError,
  MAX_WORKERS,
  RestartError,
  RestoreError,
} from './workerFaults.ts';
import { WorkerExitError } from './workerProcess.ts';

export interface SupervisedPoolOptions extends EnvPoolOptions {
  /** Told in words each time that a new worker has taken over. */
  readonly onRestart?: (message: string) => void;
  /** Requests after which the environments' states are asked for, to go on from. Default: 1,024. */
  readonly journalLength?: number;
}

const DEFAULT_JOURNAL_LENGTH = 1024;

/**
 * An `EnvPool` that outlives its worker. Where one ends, hangs, or answers what is no answer, it is
 * killed, and a new one is put where the environments stood at the last answer and asked again: whoever
 * acts in them sees the same bits. Observations that were returned may not be written to.
 */
export class SupervisedPool implements Environments, AsyncDisposable {
  readonly size: number;
  readonly spec: EnvSpec;
  readonly #options: SupervisedPoolOptions;
  readonly #journal: RequestJournal;
  #pool: EnvPool;
  /** The next worker, until it has started. */
  #starting: Promise<EnvPool> | null = null;
  #isBusy = false;
  #isClosed = false;
  #stepsDone = 0;

  private constructor(pool: EnvPool, options: SupervisedPoolOptions) {
    this.size = pool.size;
    this.spec = pool.spec;
    this.#pool = pool;
    this.#options = options;
    this.#journal = new RequestJournal(options.journalLength ?? DEFAULT_JOURNAL_LENGTH);
  }

  /** As `EnvPool.start`; a worker that is lost before it has made the environments is replaced, too. */
  static async start(options: SupervisedPoolOptions): Promise<SupervisedPool> {
    for (let tried = 1; ; tried++) {
      try {
        return new SupervisedPool(await EnvPool.start(options), options);
      } catch (error) {
        if (!isFault(error)) throw error;
        if (tried === MAX_WORKERS) throw lostError('start', error, messageOf(error));
        options.onRestart?.(
          `An environment worker was lost while it started, and another is started. ${messageOf(error)}`,
        );
      }
    }
  }

  /** The process number of the present worker. */
  get pid(): number {
    return this.#pool.pid;
  }

  /** As `EnvPool.reset`. */
  async reset(
    environments: readonly number[],
    seeds: readonly number[] = [],
  ): Promise<Float64Array> {
    const [listed, given] = [[...environments], [...seeds]];
    if (listed.length === 0) return new Float64Array(0);
    const send: Replayed = (pool) => pool.reset(listed, given);
    return this.#ask('reset', send, (obs_EO) => {
      // All begin anew: nothing of before matters any more. No number occurs twice in an accepted list.
      if (listed.length === this.size && given.length > 0) this.#journal.begin();
      this.#journal.add(send, { environments: listed, obs_EO }, listed.length + given.length);
    });
  }

  /** As `EnvPool.step`: the message leaves at once. */
  step(action_EA: Float32Array, environments?: readonly number[]): Promise<StepResult> {
    const actions = action_EA.slice();
    const listed = environments && [...environments];
    const send = (pool: EnvPool) => pool.step(actions, listed);
    const result = this.#ask('step', send, ({ obs_EO }) => {
      const replayed: Replayed = async (pool) => (await send(pool)).obs_EO;
      const numbers = actions.length + (listed?.length ?? 0);
      this.#journal.add(replayed, { environments: listed, obs_EO }, numbers);
      this.#stepsDone += 1;
    });
    // Whoever awaits it later still sees a failure; until then it is not an unhandled one.
    result.catch(() => undefined);
    return result;
  }

  /** As `EnvPool.getState`. */
  getState(): Promise<Uint8Array[]> {
    return this.#ask(
      'getState',
      (pool) => pool.getState(),
      (states) => {
        this.#journal.beginAt([...states]);
      },
    );
  }

  /** As `EnvPool.setState`. */
  setState(states: readonly Uint8Array[]): Promise<Float64Array> {
    const base = [...states];
    return this.#ask(
      'setState',
      (pool) => pool.setState(base),
      (obs_EO) => {
        this.#journal.beginAt(base, { obs_EO });
      },
    );
  }

  /** Ends the worker and waits for its end. May be called again, and in any state. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const starting = this.#starting;
    await this.#pool.close();
    await starting?.then(
      (pool) => pool.close(),
      () => undefined,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Everything up to the first `await` happens at once: the message leaves before this returns. */
  async #ask<T>(
    kind: string,
    send: (pool: EnvPool) => Promise<T>,
    acknowledge: (reply: T) => void,
  ): Promise<T> {
    if (this.#isBusy) {
      throw new TransportError('busy', `${kind}: the request before is still in flight; await it.`);
    }
    this.#isBusy = true;
    try {
      const reply = await this.#persist(kind, send);
      acknowledge(reply);
      if (this.#journal.isLong) {
        this.#journal.beginAt(await this.#persist('getState', (pool) => pool.getState()));
      }
      return reply;
    } finally {
      this.#isBusy = false;
    }
  }

  /** Sends a request to the worker, and where that fails to new ones. */
  async #persist<T>(kind: string, send: (pool: EnvPool) => Promise<T>): Promise<T> {
    const faults: string[] = [];
    for (let workers = 1; ; workers++) {
      try {
        if (workers > 1) await this.#replaceWorker(faults);
        return await send(this.#pool);
      } catch (error) {
        if (this.#isClosed) throw error;
        if (!isFault(error)) {
          if (leavesUnknownState(error)) await this.#pool.kill();
          throw error;
        }
        const fault = await this.#endWorker(error);
        faults.push(fault);
        if (workers === MAX_WORKERS) throw lostError(kind, error, fault);
      }
    }
  }

  /** Starts a worker and puts its environments where they stood. */
  async #replaceWorker(faults: string[]): Promise<void> {
    const pool = await this.#startWorker();
    this.#pool = pool;
    try {
      if (this.#isClosed) throw closedError();
      assertSameVersions(this.spec, pool.spec);
      await this.#journal.restore(pool);
    } catch (error) {
      if (isFault(error) || !(error instanceof WorkerError)) throw error;
      const message = `The environments of a new worker could not be put back: ${messageOf(error)}`;
      throw new RestoreError(message, { cause: error });
    } finally {
      if (this.#isClosed) await pool.close();
    }
    const where = `after ${this.#stepsDone} steps of ${this.size} ${this.spec.task}`;
    this.#options.onRestart?.(
      `A new environment worker (pid ${pool.pid}) took over ${where}; results are the same as without ` +
        `this. ${faults.join('\n')}`,
    );
    faults.length = 0;
  }

  async #startWorker(): Promise<EnvPool> {
    if (this.#isClosed) throw closedError();
    this.#starting = EnvPool.start(this.#options);
    try {
      return await this.#starting;
    } catch (cause) {
      throw new RestartError(messageOf(cause), { cause });
    } finally {
      this.#starting = null;
    }
  }

  /** Kills the worker for good; what happened to it, and the last that it wrote. */
  async #endWorker(fault: Error): Promise<string> {
    await this.#pool.kill();
    if (fault instanceof WorkerExitError || fault instanceof RestartError) return fault.message;
    return this.#pool.describe(`failed: ${fault.message.replace(/\.$/, '')}`);
  }
}

function closedError(): TransportError {
  return new TransportError('closed', 'The environments are closed.');
}
