import type { RunConfig } from '../experiment/config.ts';
import { PAPER_ATTACKS, PAPER_RULES } from '../experiment/defaults.ts';
import { REACHED_AGENTS } from '../experiment/paperPlan.ts';
import { bootstrapInterval, mean, type Interval } from '../metrics/statistics.ts';
import { ScoreTable, scoresOf, type AttackName } from './scores.ts';
import type { VariantRuns } from './variantVerdicts.ts';

/** Whose mean a score is. */
export type AgentsShown = 'all' | 'reached';

/** Final performance of a rule under an attack in a variant. */
export interface VariantScore {
  readonly variant: string;
  readonly label: string;
  readonly attack: AttackName | null;
  /** The rule in its place in the paper's legend: with the options of the base. */
  readonly rule: RunConfig['rule'];
  /** All agents, or those that the attack on 6 -> 0 reaches. */
  readonly agents: AgentsShown;
  readonly seeds: number;
  readonly mean: number;
  /** 95 % bootstrap over seeds; null with one seed. */
  readonly interval: Interval | null;
}

/** Every score that some variants have runs for. */
export function variantScores(variants: readonly VariantRuns[]): VariantScore[] {
  return variants.flatMap(({ name, label, runs }) => {
    const table = new ScoreTable(runs);
    const everyone = [...(runs[0]?.record.config.graph.neighbors.keys() ?? [])];
    const shown = {
      all: everyone,
      reached: REACHED_AGENTS.filter((agent) => agent < everyone.length),
    };
    return table.tasks.flatMap((task) =>
      [null, ...PAPER_ATTACKS].flatMap((attack) =>
        PAPER_RULES.flatMap((rule) => {
          const cell = table.cell(task, attack, rule);
          if (!cell) return [];
          const seeds = [...cell.runs.keys()];
          return (['all', 'reached'] as const).map((agents): VariantScore => {
            const scores_S = scoresOf(cell, seeds, shown[agents], 'final').map(mean);
            const of = { variant: name, label, attack, rule, agents, seeds: seeds.length };
            return { ...of, mean: mean(scores_S), interval: intervalOf(scores_S) };
          });
        }),
      ),
    );
  });
}

function intervalOf(scores_S: readonly number[]): Interval | null {
  if (scores_S.length < 2) return null;
  return bootstrapInterval([scores_S], (resample) => mean(resample.flat()));
}
