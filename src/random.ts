/**
 * Every random number of a run comes from here: one counter-based stream for each (seed, agent,
 * purpose). Runs that differ only in rule or attack therefore share initial weights, warm-up actions
 * and noise, whatever order they draw in.
 *
 * The generator is Philox4x32-10: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
 * 1, 2, 3" (SC 2011, https://doi.org/10.1145/2063384.2063405).
 */

/** What a stream is for. A number here is part of the results: never reuse or renumber one. */
export const PURPOSES = {
  initialization: 1,
  warmup: 2,
  exploration: 3,
  sampling: 4,
  environment: 5,
  evaluation: 6,
  bootstrap: 7,
} as const;

export type Purpose = keyof typeof PURPOSES;

export interface StreamId {
  /** The run's seed: an integer in [0, 2^53). */
  readonly seed: number;
  /** The agent's number in its run; the virtual agent's number is the number of agents. */
  readonly agent: number;
  readonly purpose: Purpose;
}

/** Where a stream stands: the number of 32-bit words drawn so far. */
export interface StreamState {
  readonly words: number;
  /** The second normal of the last Box-Muller pair, where it is still to be given out. */
  readonly spareNormal: number | null;
}

const WORDS_PER_BLOCK = 4;
const TWO_32 = 2 ** 32;

/** High 32 bits of the product of two unsigned 32-bit integers. */
function multiplyHigh(a: number, b: number): number {
  const aHigh = a >>> 16;
  const aLow = a & 0xffff;
  const bHigh = b >>> 16;
  const bLow = b & 0xffff;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const other = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(other / 0x10000)) >>> 0;
}

/** One block of Philox4x32-10, written into `out`. All words are unsigned 32-bit integers. */
export function philox(
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
  out: Uint32Array,
): void {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(0xd2511f53, c0);
    const low0 = Math.imul(0xd2511f53, c0) >>> 0;
    const high1 = multiplyHigh(0xcd9e8d57, c2);
    const low1 = Math.imul(0xcd9e8d57, c2) >>> 0;
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0;
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/** A named stream of random numbers. Drawing advances it; `state` and `restore` move it exactly. */
export class RandomStream {
  readonly id: StreamId;
  #words = 0;
  #spareNormal: number | null = null;
  readonly #block = new Uint32Array(WORDS_PER_BLOCK);
  #blockIndex = -1;

  constructor(id: StreamId) {
    if (!Number.isSafeInteger(id.seed) || id.seed < 0) {
      throw new RangeError(`seed must be an integer in [0, 2^53), got ${id.seed}.`);
    }
    if (!Number.isInteger(id.agent) || id.agent < 0 || id.agent >= TWO_32) {
      throw new RangeError(`agent must be an integer in [0, 2^32), got ${id.agent}.`);
    }
    this.id = id;
  }

  /** A uniform integer in [0, 2^32). */
  word(): number {
    const blockIndex = Math.floor(this.#words / WORDS_PER_BLOCK);
    if (blockIndex !== this.#blockIndex) {
      const { seed, agent, purpose } = this.id;
      philox(
        [blockIndex >>> 0, Math.floor(blockIndex / TWO_32), agent, PURPOSES[purpose]],
        [seed >>> 0, Math.floor(seed / TWO_32)],
        this.#block,
      );
      this.#blockIndex = blockIndex;
    }
    return this.#block[this.#words++ % WORDS_PER_BLOCK] ?? 0;
  }

  /** A uniform number in [0, 1) with 32 random bits. */
  uniform(): number {
    return this.word() / TWO_32;
  }

  /** A uniform integer in [0, bound), for a bound far below 2^32 (bias below bound / 2^32). */
  integer(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > TWO_32) {
      throw new RangeError(`bound must be an integer in [1, 2^32], got ${bound}.`);
    }
    return Math.floor(this.uniform() * bound);
  }

  /** A standard normal number (Box-Muller; both numbers of a pair are used). */
  normal(): number {
    if (this.#spareNormal !== null) {
      const spare = this.#spareNormal;
      this.#spareNormal = null;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.#spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  get state(): StreamState {
    return { words: this.#words, spareNormal: this.#spareNormal };
  }

  /** Continues where a stream of the same id stood. */
  restore(state: StreamState): void {
    if (!Number.isSafeInteger(state.words) || state.words < 0) {
      throw new RangeError(`words must be an integer in [0, 2^53), got ${state.words}.`);
    }
    this.#words = state.words;
    this.#spareNormal = state.spareNormal;
    this.#blockIndex = -1;
  }
}
