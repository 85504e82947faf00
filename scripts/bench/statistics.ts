import { bootstrapInterval, mean, quantile, type Interval } from '../../src/metrics/statistics.ts';

/** What a table shows of a measurement's rounds. */
export interface Summary {
  readonly median: number;
  readonly p10: number;
  readonly p90: number;
  readonly best: number;
}

export function summarize(rounds: readonly number[]): Summary {
  return {
    median: median(rounds),
    p10: quantile(rounds, 0.1),
    p90: quantile(rounds, 0.9),
    best: Math.min(...rounds),
  };
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** How many times as long one thing takes as another. */
export interface Ratio extends Interval {
  readonly ratio: number;
}

/**
 * The ratio of two medians, with a 95 % bootstrap interval: the rounds of each are drawn again with
 * replacement, the two independently.
 */
export function ratioOfMedians(above: readonly number[], below: readonly number[]): Ratio {
  const ratioOf = (first: readonly number[], second: readonly number[]): number =>
    median(first) / median(second);
  const interval = bootstrapInterval([above, below], ([first = [], second = []]) =>
    ratioOf(first, second),
  );
  return { ratio: ratioOf(above, below), ...interval };
}

/** The b of y = a x^b that fits best in the logarithms (least squares); NaN for fewer than two points. */
export function fitExponent(points: readonly { readonly x: number; readonly y: number }[]): number {
  const logs = points.map(({ x, y }) => ({ x: Math.log(x), y: Math.log(y) }));
  const x0 = mean(logs.map(({ x }) => x));
  const y0 = mean(logs.map(({ y }) => y));
  const covariance = logs.reduce((sum, { x, y }) => sum + (x - x0) * (y - y0), 0);
  const variance = logs.reduce((sum, { x }) => sum + (x - x0) ** 2, 0);
  return covariance / variance;
}
