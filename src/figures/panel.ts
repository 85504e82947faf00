import type { RunConfig } from '../experiment/config.ts';
import type { Run } from '../metrics/readRun.ts';
import { learningCurve, type Curve } from './curves.ts';
import { distinct } from './distinct.ts';
import { inLegendOrder, styleOf } from './legend.ts';

/** A run that a panel wants, and what there is of it: null where it was never started. */
export interface PanelRun {
  readonly config: RunConfig;
  readonly run: Run<RunConfig> | null;
}

/** One panel of a figure: a curve for each rule. */
export interface Panel {
  /** The paper's letter of the panel, where it is one of the paper's. */
  readonly letter?: string;
  readonly title: string;
  /** Whose mean is drawn: `mean of 8 agents`, `mean of agents 0, 1, 3, 5, 6`. */
  readonly measure: string;
  /** In the legend's order. */
  readonly curves: readonly Curve[];
  /** What was planned and is not (wholly) drawn, a phrase for each fate: `not run: Medoid (seed 1)`. */
  readonly missing: readonly string[];
}

/**
 * A panel from the runs that it wants. A rule is drawn from its finished runs; where none has finished
 * it is drawn as far as its runs came. What is missing is said. `agents`: all of them by default.
 */
export function panelOf(
  title: string,
  planned: readonly PanelRun[],
  agents?: readonly number[],
): Panel {
  const agentCount = planned[0]?.config.graph.neighbors.length ?? 0;
  const shown = agents ?? Array.from({ length: agentCount }, (_none, agent) => agent);
  const rules = inLegendOrder(planned.map(({ config }) => styleOf(config.rule)));
  const curves = rules.flatMap(({ label }) => {
    const runs = planned.flatMap(({ config, run }) =>
      run !== null && styleOf(config.rule).label === label ? [run] : [],
    );
    const finished = runs.filter((run) => run.record.status === 'finished');
    const curve = learningCurve(finished.length > 0 ? finished : runs, shown);
    return curve === null ? [] : [curve];
  });
  const measure =
    shown.length === agentCount
      ? `mean of ${agentCount} agents`
      : `mean of agents ${shown.join(', ')}`;
  return { title, measure, curves, missing: missingOf(planned) };
}

/** Unfinished runs, those with the same fate in one phrase. */
function missingOf(planned: readonly PanelRun[]): string[] {
  const fates = distinct(planned.map(fateOf)).filter((fate) => fate !== null);
  return fates.map((fate) => {
    const runs = planned.filter((run) => fateOf(run) === fate);
    const all = distinct(planned.map(({ config }) => styleOf(config.rule).label)).length;
    const seeds = distinct(runs.map(({ config }) => config.seed));
    const rulesOf = (seed: number): string => {
      const own = runs.filter(({ config }) => config.seed === seed);
      const rules = own.map(({ config }) => styleOf(config.rule).label);
      return all > 1 && rules.length === all ? 'all rules' : rules.join(', ');
    };
    const names = distinct(seeds.map(rulesOf)).map((rules) => {
      const own = seeds.filter((seed) => rulesOf(seed) === rules);
      return `${rules} (${own.length === 1 ? 'seed' : 'seeds'} ${own.join(', ')})`;
    });
    return `${fate}: ${names.join('; ')}`;
  });
}

/** What became of a run; null where it finished. */
export function fateOf({ config, run }: PanelRun): string | null {
  if (run === null) return 'not run';
  const { status, error, stepsDone } = run.record;
  const where = `${stepsDone.toLocaleString('en-US')} of ${config.steps.toLocaleString('en-US')} steps`;
  switch (status) {
    case 'finished':
      return null;
    case 'failed':
      return `failed after ${where} (${error?.message ?? 'no reason is on record'})`;
    case 'interrupted':
      return `interrupted after ${where}`;
    case 'running':
      return `still running, ${where}`;
  }
}
