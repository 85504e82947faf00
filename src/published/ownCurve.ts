import type { RunConfig } from '../experiment/config.ts';
import type { Run } from '../metrics/readRun.ts';
import { mean } from '../metrics/statistics.ts';

/**
 * Steps over which our evaluations are averaged, those up to the step in question. Published returns are
 * means of 10 episodes every 5,000 steps and ours one episode every 1,000: so a window has 5 episodes of
 * an agent, and the noise of single episodes does not pass for that of seeds (deviation 34).
 */
export const WINDOW_STEPS = 5000;

/** One agent, which is one seed: agents that do not cooperate share nothing. */
export interface Agent {
  /** Seed of the run. */
  readonly seed: number;
  readonly agent: number;
}

/** Our evaluations from the end of the warm-up on. */
export interface OwnCurve {
  readonly warmup: number;
  readonly agents: readonly Agent[];
  /** After the warm-up, in order: evaluations that every agent has. */
  readonly steps: readonly number[];
  /** Return of one episode for each step and agent. */
  readonly returns_TN: readonly (readonly number[])[];
}

/** The agents of runs that differ in the seed alone as one curve. */
export function ownCurve(runs: readonly Run<RunConfig>[]): OwnCurve {
  const [first] = runs;
  if (!first) throw new RangeError('ownCurve: got no run.');
  const { warmup } = first.record.config;
  const agents = runs.flatMap(({ record: { config } }) =>
    config.graph.neighbors.map((_list, agent): Agent => ({ seed: config.seed, agent })),
  );
  const byStep = new Map<number, Map<string, number>>();
  for (const { record, evaluations } of runs) {
    for (const { step, agent, return: value } of evaluations) {
      const returns = byStep.get(step) ?? new Map<string, number>();
      byStep.set(step, returns.set(`${record.config.seed}/${agent}`, value));
    }
  }
  const rows = [...byStep]
    .filter(([step, returns]) => step >= warmup && returns.size === agents.length)
    .sort(([a], [b]) => a - b);
  return {
    warmup,
    agents,
    steps: rows.map(([step]) => step - warmup),
    returns_TN: rows.map(([, returns]) =>
      agents.map(({ seed, agent }) => returns.get(`${seed}/${agent}`) ?? NaN),
    ),
  };
}

/**
 * Each agent's mean return over the evaluations in the `WINDOW_STEPS` up to `step` after the warm-up, the
 * step itself included and the other end not. Null where the window reaches before the end of the
 * warm-up, or the run has not come as far.
 */
export function windowReturns(curve: OwnCurve, step: number): number[] | null {
  const isReached = (curve.steps.at(-1) ?? -1) >= step;
  return isReached && step >= WINDOW_STEPS ? meansUpTo(curve, step) : null;
}

/** The same at every evaluation, to be drawn: at the start over those that there are. */
export function windowedCurve(curve: OwnCurve): { step: number; returns_N: number[] }[] {
  return curve.steps.map((step) => ({ step, returns_N: meansUpTo(curve, step) ?? [] }));
}

function meansUpTo({ steps, returns_TN, agents }: OwnCurve, step: number): number[] | null {
  const rows = returns_TN.filter((_row, t) => {
    const at = steps[t] ?? NaN;
    return at <= step && at > step - WINDOW_STEPS;
  });
  if (rows.length === 0) return null;
  return agents.map((_agent, n) => mean(rows.map((returns_N) => returns_N[n] ?? NaN)));
}
