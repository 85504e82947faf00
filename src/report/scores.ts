import type { RunConfig } from '../experiment/config.ts';
import { FINAL_EVALUATIONS } from '../figures/curves.ts';
import type { Scores } from '../metrics/comparison.ts';
import type { Run } from '../metrics/readRun.ts';
import { mean } from '../metrics/statistics.ts';

export type AttackName = NonNullable<RunConfig['attack']>['name'];

/** What a run is judged by: a number for each of its agents. */
export type Measure = 'final' | 'area';

/** Runs of one task, rule and attack, one a seed, in the order of the seeds. */
export interface Cell {
  readonly task: string;
  readonly attack: AttackName | null;
  readonly rule: RunConfig['rule'];
  readonly runs: ReadonlyMap<number, Run<RunConfig>>;
}

/** What a rule is in the paper's figures. */
export interface RuleRole {
  readonly name: RunConfig['rule']['name'];
  readonly temperature?: number;
}

/** What soft-medoid is measured against. */
export const RIVALS: readonly RuleRole[] = [
  { name: 'none' },
  { name: 'average' },
  { name: 'median' },
  { name: 'medoid' },
];

/** Finished runs by what they compare. */
export class ScoreTable {
  readonly #cells = new Map<string, Cell>();

  /** Throws a `RangeError` where two runs differ in neither task, rule, attack nor seed. */
  constructor(runs: readonly Run<RunConfig>[]) {
    for (const run of runs) {
      const { config, status } = run.record;
      if (status !== 'finished') continue;
      const { task, rule, seed } = config;
      const attack = config.attack?.name ?? null;
      const key = keyOf(task, attack, rule);
      const known = this.#cells.get(key)?.runs ?? new Map<number, Run<RunConfig>>();
      if (known.has(seed)) {
        throw new RangeError(
          `Two runs of ${key}, seed ${seed}: they differ in a setting, and are no two samples of one.`,
        );
      }
      const runsOf = new Map([...known, [seed, run] as const].sort(([a], [b]) => a - b));
      this.#cells.set(key, { task, attack, rule, runs: runsOf });
    }
  }

  get tasks(): string[] {
    return [...new Set([...this.#cells.values()].map(({ task }) => task))];
  }

  /** No attack reaches agents that do not cooperate (deviation 28). */
  cell(task: string, attack: AttackName | null, rule: RuleRole): Cell | undefined {
    return this.#cells.get(keyOf(task, rule.name === 'none' ? null : attack, rule));
  }
}

/** A rule's options other than the temperature are settings of all runs, and compare nothing. */
function keyOf(task: string, attack: AttackName | null, rule: RuleRole): string {
  const temperature = rule.temperature === undefined ? '' : ` T=${rule.temperature}`;
  return `${task}, ${rule.name}${temperature}, ${attack ?? 'no'} attack`;
}

/** Scores of some seeds of a cell, `[S, A]`. Every seed has to be there. */
export function scoresOf(
  { runs }: Cell,
  seeds: readonly number[],
  agents: readonly number[],
  measure: Measure,
): Scores {
  return seeds.map((seed) => {
    const run = runs.get(seed);
    if (!run) throw new RangeError(`The cell has no seed ${seed}.`);
    return agents.map((agent) => scoreOf(run, agent, measure));
  });
}

/**
 * final: the mean return of the last evaluations. area: the mean return of all evaluations after the
 * warm-up, which is the area under the learning curve by its length.
 */
function scoreOf({ record, evaluations }: Run<RunConfig>, agent: number, measure: Measure): number {
  const returns = evaluations
    .filter((row) => row.agent === agent && row.step >= record.config.warmup)
    .map((row) => row.return);
  return mean(measure === 'final' ? returns.slice(-FINAL_EVALUATIONS) : returns);
}

/** Seeds that all cells have. */
export function commonSeeds(cells: readonly Cell[]): number[] {
  const [first, ...others] = cells;
  return [...(first?.runs.keys() ?? [])].filter((seed) =>
    others.every(({ runs }) => runs.has(seed)),
  );
}
