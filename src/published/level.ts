import { mean, type Interval } from '../metrics/statistics.ts';
import { studentQuantile } from '../metrics/studentT.ts';

/** Returns of some seeds at one point of a learning curve. */
export interface Level {
  /** Seeds. */
  readonly n: number;
  readonly mean: number;
  /** Standard deviation over the seeds, that of a population: published tables have this one. */
  readonly std: number;
  /** Null where a source gives mean and standard deviation alone. */
  readonly extremes: Interval | null;
}

/** The level of returns, one a seed. */
export function levelOf(returns: readonly number[]): Level {
  const center = mean(returns);
  const variance = mean(returns.map((value) => (value - center) ** 2));
  return {
    n: returns.length,
    mean: center,
    std: Math.sqrt(variance),
    extremes: { low: Math.min(...returns), high: Math.max(...returns) },
  };
}

/**
 * Student's 95 % interval of the mean, from mean, standard deviation and number of seeds alone, so that
 * every source has one. Null for one seed. It takes returns as normal, so that it may reach over the
 * ceiling of a task.
 */
export function meanInterval({ n, mean: center, std }: Level): Interval | null {
  if (n < 2) return null;
  // std / sqrt(n - 1) is the standard error: the sample's deviation is std sqrt(n / (n - 1)).
  const half = (studentQuantile(0.975, n - 1) * std) / Math.sqrt(n - 1);
  return { low: center - half, high: center + half };
}

/**
 * 95 % interval of the difference a - b of two means, whose spreads need not be equal: B. L. Welch, "The
 * generalization of Student's problem when several different population variances are involved" (1947).
 * Null for one seed, or where neither has a spread.
 */
export function differenceInterval(a: Level, b: Level): Interval | null {
  if (a.n < 2 || b.n < 2 || a.std + b.std === 0) return null;
  const [va, vb] = [a.std ** 2 / (a.n - 1), b.std ** 2 / (b.n - 1)];
  const degrees = (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1));
  const half = studentQuantile(0.975, degrees) * Math.sqrt(va + vb);
  return { low: a.mean - b.mean - half, high: a.mean - b.mean + half };
}
