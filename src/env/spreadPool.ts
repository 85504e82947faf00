import { UserError } from '../errors.ts';
import { TransportError } from '../transport/errors.ts';
import { blocksOf, joinRows, joinSteps, sharesOf, takeRows, type Block } from './blocks.ts';
import type { Environments, EnvSpec, StepResult } from './envPool.ts';
import { SupervisedPool, type SupervisedPoolOptions } from './supervisedPool.ts';
import { OutOfStepError } from './workerFaults.ts';

export interface SpreadPoolOptions extends SupervisedPoolOptions {
  /** Processes among which the environments are divided; no more are started than there are environments. */
  readonly workers: number;
}

/** What a request does to where the environments stand. */
type Effect =
  | 'none'
  | 'moves'
  /** All of them stand afterwards where the request says, wherever they stood. */
  | 'places all';

/**
 * Environments of one task, divided among workers that step at the same time, each a `SupervisedPool`.
 * Row order is that of the environments: whoever acts in them sees the same bits with any number of
 * workers.
 *
 * A request that fails in some workers fails with the first of their errors, once all have answered.
 * Where others have moved meanwhile, the pool takes nothing but what places all environments.
 */
export class SpreadPool implements Environments, AsyncDisposable {
  readonly size: number;
  readonly spec: EnvSpec;
  readonly #pools: readonly SupervisedPool[];
  readonly #blocks: readonly Block[];
  #isBusy = false;
  /** What has put workers out of step with each other; null: they stand together. */
  #outOfStep: unknown = null;

  private constructor(pools: readonly SupervisedPool[], spec: EnvSpec, blocks: readonly Block[]) {
    this.size = pools.reduce((sum, pool) => sum + pool.size, 0);
    this.spec = spec;
    this.#pools = pools;
    this.#blocks = blocks;
  }

  /** Starts all workers at once. Throws where one does not start, as `EnvPool.start`; none is left then. */
  static async start({ workers, ...options }: SpreadPoolOptions): Promise<SpreadPool> {
    if (!Number.isSafeInteger(workers) || workers < 1) {
      throw new RangeError(`A pool has ${workers} workers, expected a whole number of at least 1.`);
    }
    const { task, count } = options;
    if (!Number.isSafeInteger(count) || count < 1) {
      throw new UserError(`${task}: the number of environments is ${count}, expected 1 or more.`);
    }
    const blocks = blocksOf(count, workers);
    const starts = await Promise.allSettled(
      blocks.map((block) => SupervisedPool.start({ ...options, count: block.count })),
    );
    const pools = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
    const failure = starts.find((start) => start.status === 'rejected');
    const [first] = pools;
    if (!failure && first) return new SpreadPool(pools, first.spec, blocks);
    await Promise.all(pools.map((pool) => pool.close()));
    throw failure?.reason;
  }

  /** The process numbers of the present workers, in the order of their environments. */
  get pids(): readonly number[] {
    return this.#pools.map(({ pid }) => pid);
  }

  /** As `EnvPool.reset`. */
  async reset(
    environments: readonly number[],
    seeds: readonly number[] = [],
  ): Promise<Float64Array> {
    if (environments.length === 0) return new Float64Array(0);
    this.#assertListed('reset', environments);
    assertSeeds(seeds, environments.length);
    const shares = sharesOf(environments, this.#blocks);
    const isOfAll = environments.length === this.size && seeds.length > 0;
    const answers = await this.#ask(
      'reset',
      isOfAll ? 'places all' : 'moves',
      shares.map(({ block, environments: own = [], places }) => {
        const ownSeeds = seeds.length === 0 ? [] : places.map((place) => seeds[place] ?? NaN);
        return () => this.#poolOf(block).reset(own, ownSeeds);
      }),
    );
    return joinRows(shares, answers, this.spec.observationSize);
  }

  /** As `EnvPool.step`: the messages leave at once, to all workers. */
  step(action_EA: Float32Array, environments?: readonly number[]): Promise<StepResult> {
    const result = this.#step(action_EA, environments && [...environments]);
    // Whoever awaits it later still sees a failure; until then it is not an unhandled one.
    result.catch(() => undefined);
    return result;
  }

  /** As `EnvPool.getState`. */
  async getState(): Promise<Uint8Array[]> {
    const states = await this.#ask(
      'getState',
      'none',
      this.#pools.map((pool) => () => pool.getState()),
    );
    return states.flat();
  }

  /** As `EnvPool.setState`. */
  async setState(states: readonly Uint8Array[]): Promise<Float64Array> {
    if (states.length !== this.size) {
      throw new RangeError(`setState: ${states.length} states for ${this.size} environments.`);
    }
    const shares = sharesOf(undefined, this.#blocks);
    const answers = await this.#ask(
      'setState',
      'places all',
      this.#blocks.map(({ first, count }, block) => {
        const own = states.slice(first, first + count);
        return () => this.#poolOf(block).setState(own);
      }),
    );
    return joinRows(shares, answers, this.spec.observationSize);
  }

  /** Ends all workers and waits for their end. May be called again, and in any state. */
  async close(): Promise<void> {
    await Promise.all(this.#pools.map((pool) => pool.close()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #step(
    action_EA: Float32Array,
    environments: readonly number[] | undefined,
  ): Promise<StepResult> {
    const { task, actionSize: width, observationSize } = this.spec;
    const count = environments?.length ?? this.size;
    if (action_EA.length !== count * width) {
      throw new RangeError(
        `step: action_EA holds ${action_EA.length} numbers, expected [${count}, ${width}] for ${task}.`,
      );
    }
    if (count === 0) throw new RangeError('step: there is no environment to step.');
    if (environments) this.#assertListed('step', environments);
    const shares = sharesOf(environments, this.#blocks);
    const answers = await this.#ask(
      'step',
      'moves',
      shares.map(({ block, environments: own, places }) => {
        const actions = takeRows(action_EA, places, width);
        return () => this.#poolOf(block).step(actions, own);
      }),
    );
    return joinSteps(shares, answers, observationSize);
  }

  /** Everything up to the first `await` happens at once: all messages leave before this returns. */
  async #ask<T>(
    kind: string,
    effect: Effect,
    sends: readonly (() => Promise<T>)[],
  ): Promise<readonly T[]> {
    if (this.#isBusy) {
      throw new TransportError('busy', `${kind}: the request before is still in flight; await it.`);
    }
    if (this.#outOfStep !== null && effect !== 'places all') {
      throw new OutOfStepError(kind, this.#outOfStep);
    }
    this.#isBusy = true;
    const failures: unknown[] = [];
    const answers: T[] = [];
    try {
      await Promise.all(
        sends.map(async (send, index) => {
          try {
            answers[index] = await send();
          } catch (error) {
            failures.push(error);
          }
        }),
      );
    } finally {
      this.#isBusy = false;
    }
    if (failures.length === 0) {
      if (effect === 'places all') this.#outOfStep = null;
      return answers;
    }
    // A worker in which a request fails stands where it stood.
    if (effect !== 'none' && failures.length < sends.length) [this.#outOfStep] = failures;
    throw failures[0];
  }

  /** What one worker would refuse is refused before any has moved. */
  #assertListed(kind: string, environments: readonly number[]): void {
    const listed = new Set(environments);
    const foreign = environments.find(
      (row) => !Number.isInteger(row) || row < 0 || row >= this.size,
    );
    if (foreign === undefined && listed.size === environments.length) return;
    const what = foreign === undefined ? 'an environment twice' : `environment ${foreign}`;
    throw new RangeError(`${kind}: the list holds ${what}; there are ${this.size}, from 0.`);
  }

  #poolOf(block: number): SupervisedPool {
    const pool = this.#pools[block];
    if (!pool) throw new RangeError(`There is no worker ${block} of ${this.#pools.length}.`);
    return pool;
  }
}

function assertSeeds(seeds: readonly number[], environments: number): void {
  if (seeds.length !== 0 && seeds.length !== environments) {
    throw new RangeError(`reset: ${seeds.length} seeds for ${environments} environments.`);
  }
  const wrong = seeds.find((seed) => seed >>> 0 !== seed);
  if (wrong === undefined) return;
  throw new RangeError(`reset: seeds holds ${wrong}, expected an integer in [0, 2^32).`);
}
