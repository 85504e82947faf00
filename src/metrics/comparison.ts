import {
  bootstrapInterval,
  interquartileMean,
  mean,
  quantile,
  type Interval,
} from './statistics.ts';
import { studentQuantile } from './studentT.ts';

/**
 * One number for each agent of each seed, `[S, A]`, such as its final return. Agents of one network
 * depend on each other, so that seeds are what is drawn again, each with all of its agents.
 */
export type Scores = readonly (readonly number[])[];

/** A statistic; without an interval where one seed says nothing about others. */
export interface Estimate {
  readonly value: number;
  /** 95 %. */
  readonly interval: Interval | null;
}

/** The aggregates of https://arxiv.org/abs/2108.13264, over all agents of all seeds. */
export interface Aggregates {
  readonly mean: Estimate;
  readonly median: Estimate;
  /** Interquartile mean. */
  readonly iqm: Estimate;
}

/** Aggregates with bootstrap intervals over seeds. */
export function aggregatesOf(scores_SA: Scores): Aggregates {
  const estimate = (statistic: (values: readonly number[]) => number): Estimate => ({
    value: statistic(scores_SA.flat()),
    interval:
      scores_SA.length < 2
        ? null
        : bootstrapInterval([scores_SA], (resample) => statistic(resample.flat(2))),
  });
  return {
    mean: estimate(mean),
    median: estimate((values) => quantile(values, 0.5)),
    iqm: estimate(interquartileMean),
  };
}

/** How one rule does against another on the same seeds. */
export interface PairedDifference {
  /** Mean over seeds of the differences between the means over agents. */
  readonly value: number;
  /** Of each seed. */
  readonly differences_S: readonly number[];
  /** Percentile bootstrap over seeds. Three seeds make it much too narrow: see docs/claims.md. */
  readonly bootstrap: Interval | null;
  /** Student's t: exact where differences are normal, also for few seeds. */
  readonly t: Interval | null;
}

/** The difference a - b; row s of both has the same seed. */
export function pairedDifference(a_SA: Scores, b_SA: Scores, confidence = 0.95): PairedDifference {
  if (a_SA.length !== b_SA.length) {
    throw new RangeError(`pairedDifference: ${a_SA.length} and ${b_SA.length} seeds.`);
  }
  return differenceOf(
    a_SA.map((a, seed) => mean(a) - mean(b_SA[seed] ?? [])),
    confidence,
  );
}

/** The same from the differences of each seed. */
export function differenceOf(
  differences_S: readonly number[],
  confidence = 0.95,
): PairedDifference {
  const hasInterval = differences_S.length >= 2;
  return {
    value: mean(differences_S),
    differences_S,
    bootstrap: hasInterval
      ? bootstrapInterval([differences_S], (resample) => mean(resample.flat()), { confidence })
      : null,
    t: hasInterval ? studentInterval(differences_S, confidence) : null,
  };
}

/** mean -+ t s / sqrt(n): Student, "The probable error of a mean" (1908). */
export function studentInterval(values: readonly number[], confidence = 0.95): Interval {
  const n = values.length;
  const half =
    (studentQuantile((1 + confidence) / 2, n - 1) * standardDeviation(values)) / Math.sqrt(n);
  return { low: mean(values) - half, high: mean(values) + half };
}

/** With n - 1 in the denominator. */
export function standardDeviation(values: readonly number[]): number {
  const center = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - center) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

/**
 * Seeds that it takes until the t interval of a difference like this one leaves zero out: the least n
 * with t(n - 1) s / sqrt(n) < |d|. At most `most`; null where more would be needed.
 */
export function seedsNeeded(
  { differences_S, value }: PairedDifference,
  confidence = 0.95,
  most = 1000,
): number | null {
  const deviation = standardDeviation(differences_S);
  for (let n = 2; n <= most; n++) {
    if ((studentQuantile((1 + confidence) / 2, n - 1) * deviation) / Math.sqrt(n) < Math.abs(value))
      return n;
  }
  return null;
}

/**
 * P(a run of a scores higher than a run of b), ties counting half: the probability of improvement of
 * https://arxiv.org/abs/2108.13264, over all pairs of seeds; a run's score is its mean over agents.
 */
export function probabilityOfImprovement(a_SA: Scores, b_SA: Scores): Estimate {
  const [a_S, b_S] = [a_SA.map(mean), b_SA.map(mean)];
  return {
    value: improvement(a_S, b_S),
    interval:
      Math.min(a_S.length, b_S.length) < 2
        ? null
        : bootstrapInterval([a_S, b_S], ([a = [], b = []]) => improvement(a, b)),
  };
}

function improvement(a_S: readonly number[], b_S: readonly number[]): number {
  return mean(a_S.flatMap((a) => b_S.map((b) => (a > b ? 1 : a === b ? 0.5 : 0))));
}
