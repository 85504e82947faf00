import type { RunConfig } from '../experiment/config.ts';
import type { Run } from '../metrics/readRun.ts';
import {
  bootstrapInterval,
  mean,
  movingAverage,
  quantile,
  type Interval,
} from '../metrics/statistics.ts';
import type { RuleConfig } from './legend.ts';

/** Evaluations in the moving average of a plotted curve, as in the paper's first author's code. */
export const WINDOW = 10;

/** Evaluations, the last ones, that make up the final performance. */
export const FINAL_EVALUATIONS = 10;

/** A mean with the ends of its band: see `Curve.band`. */
interface Score extends Interval {
  readonly mean: number;
}

interface CurvePoint extends Score {
  /** Environment steps of each agent after the end of the warm-up. */
  readonly step: number;
}

/** The learning curve of one rule. */
export interface Curve {
  readonly rule: RuleConfig;
  readonly seeds: readonly number[];
  /** Whether all its runs came to their end; otherwise its scores are those of a part. */
  readonly isFinished: boolean;
  /**
   * What the band is. One seed says nothing about other seeds: there it is the middle half (the
   * interquartile range) of the agents. With more it is the 95 % bootstrap interval over seeds.
   */
  readonly band: 'agents' | 'seeds';
  /** Smoothed: the moving average of the last `WINDOW` evaluations. */
  readonly points: readonly CurvePoint[];
  /** Mean of the last `FINAL_EVALUATIONS` evaluations. */
  readonly final: Score;
  /** The highest mean of `points`. */
  readonly best: number;
}

/**
 * Runs of one rule, each with another seed, as one curve of the mean over `agents`; null where the
 * runs have no evaluation after the warm-up in common.
 */
export function learningCurve(
  runs: readonly Run<RunConfig>[],
  agents: readonly number[],
): Curve | null {
  const evaluations = runs.map((run) => returnsByStep(run, agents));
  const [first, ...others] = evaluations;
  const steps = [...(first?.keys() ?? [])].filter((step) => others.every((run) => run.has(step)));
  const config = runs[0]?.record.config;
  if (config === undefined || first === undefined || steps.length === 0) return null;

  // U units, whose spread is the band: the agents of the only seed, or else the seeds.
  const [band, returns_TU, spread] =
    others.length === 0
      ? (['agents', steps.map((step) => first.get(step) ?? []), middleHalf] as const)
      : ([
          'seeds',
          steps.map((step) => evaluations.map((run) => mean(run.get(step) ?? []))),
          seedInterval,
        ] as const);
  const score = (values_U: readonly number[]): Score => ({
    mean: mean(values_U),
    ...spread(values_U),
  });

  const returns_UT = transpose(returns_TU);
  const smoothed_TU = transpose(returns_UT.map((returns_T) => movingAverage(returns_T, WINDOW)));
  const points = smoothed_TU.map((values_U, t) => ({
    step: (steps[t] ?? NaN) - config.warmup,
    ...score(values_U),
  }));
  return {
    rule: config.rule,
    seeds: runs.map((run) => run.record.config.seed),
    isFinished: runs.every((run) => run.record.status === 'finished'),
    band,
    points,
    final: score(returns_UT.map((returns_T) => mean(returns_T.slice(-FINAL_EVALUATIONS)))),
    best: Math.max(...points.map((point) => point.mean)),
  };
}

/** The returns of `agents` at each evaluation after the warm-up in which all of them took part. */
function returnsByStep(
  run: Run<RunConfig>,
  agents: readonly number[],
): Map<number, readonly number[]> {
  const byStep = new Map<number, Map<number, number>>();
  for (const row of run.evaluations) {
    if (row.step < run.record.config.warmup) continue;
    const returns = byStep.get(row.step) ?? new Map<number, number>();
    byStep.set(row.step, returns.set(row.agent, row.return));
  }
  const complete = [...byStep].filter(([, returns]) => agents.every((agent) => returns.has(agent)));
  return new Map(
    complete.map(([step, returns]) => [step, agents.map((agent) => returns.get(agent) ?? NaN)]),
  );
}

function middleHalf(values_U: readonly number[]): Interval {
  return { low: quantile(values_U, 0.25), high: quantile(values_U, 0.75) };
}

function seedInterval(values_U: readonly number[]): Interval {
  return bootstrapInterval([values_U], (resample) => mean(resample.flat()));
}

function transpose(rows: readonly (readonly number[])[]): number[][] {
  return (rows[0] ?? []).map((_cell, column) => rows.map((row) => row[column] ?? NaN));
}
