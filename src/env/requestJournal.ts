import type { EnvPool } from './envPool.ts';
import { RestoreError } from './workerFaults.ts';

/** Sends one request, as it was sent before, to a worker; what it shows. */
export type Replayed = (pool: EnvPool) => Promise<Float64Array>;

/** What a request showed: row e of `obs_EO` is of the environment listed at e. */
export interface Shown {
  /** Undefined: all of them. */
  readonly environments?: readonly number[] | undefined;
  readonly obs_EO: Float64Array;
}

/** Numbers that the requests of a journal may hold: 32 MB, which is far above what cohorts need. */
const MAX_NUMBERS = 2 ** 22;

/**
 * Where the environments of a pool stand: their states at some time, and the requests that were
 * answered since. Another worker comes to the same bits by them.
 */
export class RequestJournal {
  readonly #maxRequests: number;
  /** One state an environment; null: fresh environments. */
  #base: readonly Uint8Array[] | null = null;
  #requests: Replayed[] = [];
  #numbers = 0;
  #lastShown: Shown | null = null;

  /** @param maxRequests from this many on the journal is long */
  constructor(maxRequests: number) {
    this.#maxRequests = maxRequests;
  }

  /** Whether it is time for a new base, so that the journal does not grow without bounds. */
  get isLong(): boolean {
    return this.#requests.length >= this.#maxRequests || this.#numbers >= MAX_NUMBERS;
  }

  /** Begins with fresh environments: what follows decides everything. */
  begin(): void {
    this.#start(null);
  }

  /** Begins with the environments where `states` say that they stand. */
  beginAt(states: readonly Uint8Array[], shown: Shown | null = this.#lastShown): void {
    this.#start(states);
    this.#lastShown = shown;
  }

  /** @param numbers that `request` holds */
  add(request: Replayed, shown: Shown, numbers: number): void {
    this.#requests.push(request);
    this.#numbers += numbers;
    this.#lastShown = shown;
  }

  /**
   * Puts the fresh environments of `pool` where the journal says. Throws a `RestoreError` where they show
   * other observations then than they did before.
   */
  async restore(pool: EnvPool): Promise<void> {
    const last = this.#lastShown;
    let obs_EO: Float64Array | null = null;
    if (this.#base) {
      obs_EO = rowsOf(await pool.setState(this.#base), last?.environments, pool.spec);
    }
    for (const request of this.#requests) obs_EO = await request(pool);
    if (!obs_EO || !last || sameBits(obs_EO, last.obs_EO)) return;
    const at = obs_EO.findIndex((value, index) => !Object.is(value, last.obs_EO[index]));
    throw new RestoreError(
      `${pool.spec.task}: the environments of a new worker show other observations than those of the ` +
        `one before it (number ${at} is ${obs_EO[at]}, and was ${last.obs_EO[at]}). Going on would ` +
        'change results. Was the machine or its software changed meanwhile?',
    );
  }

  #start(base: readonly Uint8Array[] | null): void {
    this.#base = base;
    this.#requests = [];
    this.#numbers = 0;
    this.#lastShown = null;
  }
}

function rowsOf(
  obs: Float64Array,
  environments: readonly number[] | undefined,
  { observationSize: width }: EnvPool['spec'],
): Float64Array {
  if (!environments) return obs;
  const rows = new Float64Array(environments.length * width);
  environments.forEach((environment, row) => {
    rows.set(obs.subarray(environment * width, (environment + 1) * width), row * width);
  });
  return rows;
}

function sameBits(a: Float64Array, b: Float64Array): boolean {
  return bytesOf(a).equals(bytesOf(b));
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
