import type { StepResult } from './answers.ts';

/** Consecutive environments of a pool, which one worker has. */
export interface Block {
  readonly first: number;
  readonly count: number;
}

/** Environments in as many blocks as there are workers, whose sizes differ by one at most; none is empty. */
export function blocksOf(environments: number, workers: number): Block[] {
  const count = Math.min(workers, environments);
  const firstOf = (block: number) => Math.ceil((block * environments) / count);
  return Array.from({ length: count }, (_, block) => ({
    first: firstOf(block),
    count: firstOf(block + 1) - firstOf(block),
  }));
}

/** What of a list of environments one worker has. */
export interface Share {
  /** Number of the block. */
  readonly block: number;
  /** By their numbers in the block; undefined: all of it. */
  readonly environments: readonly number[] | undefined;
  /** Where in the list each of them stands, in ascending order. */
  readonly places: readonly number[];
}

/** A list of environments, or all of them, by the workers that have them. */
export function sharesOf(
  environments: readonly number[] | undefined,
  blocks: readonly Block[],
): Share[] {
  return blocks.flatMap(({ first, count }, block): Share[] => {
    if (!environments) {
      const places = Array.from({ length: count }, (_, row) => first + row);
      return [{ block, environments, places }];
    }
    const places = [...environments.keys()].filter((place) => {
      const environment = environments[place] ?? NaN;
      return environment >= first && environment < first + count;
    });
    if (places.length === 0) return [];
    return [{ block, environments: places.map((at) => (environments[at] ?? 0) - first), places }];
  });
}

/** Rows at some places of an array `[rows, width]`. */
export function takeRows(
  rows: Float32Array,
  places: readonly number[],
  width: number,
): Float32Array {
  const taken = new Float32Array(places.length * width);
  places.forEach((place, row) => {
    taken.set(rows.subarray(place * width, (place + 1) * width), row * width);
  });
  return taken;
}

/** Observations `[count, width]` in the order of the list, from those of its shares. */
export function joinRows(
  shares: readonly Share[],
  answers: readonly Float64Array[],
  width: number,
): Float64Array {
  const whole = new Float64Array(width * countOf(shares));
  answers.forEach((rows, index) => {
    putRows(whole, rows, shares[index]?.places ?? [], width);
  });
  return whole;
}

/** The result of a step in the order of the list, from those of its shares. @param width of an observation */
export function joinSteps(
  shares: readonly Share[],
  answers: readonly StepResult[],
  width: number,
): StepResult {
  const count = countOf(shares);
  const whole = {
    obs_EO: new Float64Array(count * width),
    reward_E: new Float64Array(count),
    terminated_E: new Uint8Array(count),
    truncated_E: new Uint8Array(count),
  };
  answers.forEach(({ obs_EO, reward_E, terminated_E, truncated_E }, index) => {
    const places = shares[index]?.places ?? [];
    putRows(whole.obs_EO, obs_EO, places, width);
    putRows(whole.reward_E, reward_E, places);
    putRows(whole.terminated_E, terminated_E, places);
    putRows(whole.truncated_E, truncated_E, places);
  });
  return whole;
}

function countOf(shares: readonly Share[]): number {
  return shares.reduce((sum, { places }) => sum + places.length, 0);
}

/** Puts rows `[places.length, width]` at their places of an array. */
function putRows<T extends Float64Array | Uint8Array>(
  into: T,
  rows: T,
  places: readonly number[],
  width = 1,
): void {
  places.forEach((place, row) => {
    into.set(rows.subarray(row * width, (row + 1) * width), place * width);
  });
}
