import { RandomStream } from '../random.ts';

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The p-quantile, linear between order statistics: type 7 of Hyndman and Fan, NumPy's default. */
export function quantile(values: readonly number[], p: number): number {
  const sorted = Float64Array.from(values).sort();
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] ?? NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN;
  return low + (position - below) * (high - low);
}

/**
 * Mean of the middle half: a quarter of the values, rounded down, is left out at each end. The
 * aggregate that Agarwal et al. recommend for few runs (https://arxiv.org/abs/2108.13264);
 * `scipy.stats.trim_mean(values, 0.25)`.
 */
export function interquartileMean(values: readonly number[]): number {
  const cut = Math.floor(values.length / 4);
  const sorted = Float64Array.from(values).sort();
  return mean([...sorted.subarray(cut, sorted.length - cut)]);
}

/** Trailing mean over `window` values; over those that there are, at the start. */
export function movingAverage(values: readonly number[], window: number): number[] {
  return values.map((_value, last) => mean(values.slice(Math.max(0, last + 1 - window), last + 1)));
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface BootstrapOptions {
  /** Default 0.95. */
  readonly confidence?: number;
  /** Default 2000. */
  readonly resamples?: number;
  /** Seed of the resampling. Equal seeds draw equal resamples, so that curves come out smooth. */
  readonly seed?: number;
}

/**
 * Percentile bootstrap interval of `statistic`: members of each stratum are drawn again with
 * replacement, stratum by stratum. Efron and Tibshirani, "An introduction to the bootstrap" (1993),
 * chapter 13; strata as in rliable (https://arxiv.org/abs/2108.13264), where a stratum is a task and
 * its members are seeds. A stratum of one member contributes no spread: an interval over one seed
 * says nothing, and the caller must not print one.
 */
export function bootstrapInterval<Member extends number | object>(
  strata: readonly (readonly Member[])[],
  statistic: (resample: readonly (readonly Member[])[]) => number,
  { confidence = 0.95, resamples = 2000, seed = 0 }: BootstrapOptions = {},
): Interval {
  const stream = new RandomStream({ seed, agent: 0, purpose: 'bootstrap' });
  const draw = (members: readonly Member[]): Member[] =>
    members.map((member) => members[stream.integer(members.length)] ?? member);
  const statistics = Array.from({ length: resamples }, () => statistic(strata.map(draw)));
  const tail = (1 - confidence) / 2;
  return { low: quantile(statistics, tail), high: quantile(statistics, 1 - tail) };
}
