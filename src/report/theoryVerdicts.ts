import type { RuleConfig } from '../figures/legend.ts';
import type { Interval } from '../metrics/statistics.ts';
import { levelOf, meanInterval } from '../published/level.ts';
import type { Place, Scenario } from '../theory/bounds.ts';
import { COMBINING_RULES } from '../theory/bounds.ts';
import { AGENTS, type World } from '../theory/setting.ts';
import { CONVERGES_BELOW, STOPS_ABOVE, type Limit } from '../theory/limits.ts';
import type { Study } from '../theory/study.ts';

/** A row of the first table of the report. */
export interface TheoryVerdict {
  readonly theorem: string;
  /** Without the rule. */
  readonly checked: string;
  /** Null where a check is of no rule. */
  readonly rule: RuleConfig | null;
  readonly trials: string;
  readonly result: string;
  /** What is worse is greater. */
  readonly worst: number;
  readonly verdict: 'holds' | 'fails' | 'undecided';
}

/** What of Theorems 1 and 2 is judged, in the order of the table. */
const LIMITS: readonly (readonly [Limit['theorem'], World, Limit['measure'], string])[] = [
  [1, 'equal', 'ownError', 'farthest agent from its chi_k, equal MDPs'],
  [1, 'equal', 'consensusError', 'distance from consensus, equal MDPs'],
  [1, 'different', 'ownError', 'farthest agent from its chi_k, MDPs that differ'],
  [1, 'different', 'consensusError', 'distance from consensus, MDPs that differ'],
  [1, 'different', 'agreedError', 'distance from the limit of averaging, MDPs that differ'],
  [2, 'equal', 'gradientNorm', 'largest norm of grad J_k, equal MDPs'],
  [2, 'equal', 'shortfall', 'best J_k less J_k, equal MDPs'],
  [2, 'equal', 'consensusError', 'distance from consensus, equal MDPs'],
  [2, 'different', 'gradientNorm', 'largest norm of grad J_k, MDPs that differ'],
  [2, 'different', 'consensusError', 'distance from consensus, MDPs that differ'],
];

export function limitVerdicts(limits: readonly Limit[]): TheoryVerdict[] {
  return LIMITS.flatMap(([theorem, world, measure, checked]) =>
    limits
      .filter((one) => one.theorem === theorem && one.world === world && one.measure === measure)
      .filter(({ rule }) => rule.name !== 'none')
      .map((one) => ({
        theorem: String(theorem),
        checked,
        rule: one.rule,
        worst: levelOf(one.finals).mean,
        trials: `${one.finals.length} x ${AGENTS} agents`,
        result: `${withInterval(one.finals)} at the end; like t^p, p = ${withInterval(one.rates)}`,
        verdict: judgeRate(one.rates),
      })),
  );
}

/** By the 95 % interval of the rate over seeds. */
export function judgeRate(rates: readonly number[]): TheoryVerdict['verdict'] {
  const interval = intervalOf(rates);
  if (interval === null) return 'undecided';
  if (interval.high < CONVERGES_BELOW) return 'holds';
  return interval.low > STOPS_ABOVE ? 'fails' : 'undecided';
}

/** What of Theorems 3 and 4 is judged. */
const BOUNDS: readonly (readonly [readonly Scenario[], Place, 'infinity' | 'euclidean', string])[] =
  [
    [['clean', 'far member'], 'worst', 'infinity', 'infinity-norm, worst pair of each agent'],
    [['clean', 'far member'], 'same', 'infinity', 'infinity-norm, one pair for all agents'],
    [['clean', 'far member'], 'same', 'euclidean', '2-norm, one pair for all agents'],
    [['clean', 'far member'], 'own', 'infinity', 'infinity-norm, each agent at its own pair'],
    [['average attack'], 'same', 'infinity', 'infinity-norm, 6 -> 0 forged by the average attack'],
    [['median attack'], 'same', 'infinity', 'infinity-norm, 6 -> 0 forged by the median attack'],
  ];

/** Room for float32. */
export const ROUNDING = 1e-5;

export function boundVerdicts({ bounds, matrices }: Study): TheoryVerdict[] {
  const matrix = Math.max(...matrices.map(({ infinityRatio }) => infinityRatio));
  const rows = BOUNDS.flatMap(([scenarios, place, norm, text]) =>
    COMBINING_RULES.filter(isOfTheorems).map((rule): TheoryVerdict => {
      const index = COMBINING_RULES.indexOf(rule);
      const own = bounds.filter(
        (row) => row.rule === index && row.place === place && scenarios.includes(row.scenario),
      );
      const key = norm === 'infinity' ? 'infinityRatio' : 'euclideanRatio';
      const above = own.filter((row) => row[key] > 1 + ROUNDING).length;
      return {
        theorem: '3, 4',
        checked: `after / before, ${text}`,
        rule,
        worst: Math.max(...own.map((row) => row[key])),
        trials: own.length.toLocaleString('en-US'),
        result: `largest ratio ${Math.max(...own.map((row) => row[key])).toFixed(3)}; above 1 in ${percent(above / own.length)}`,
        verdict: above > 0 ? 'fails' : 'holds',
      };
    }),
  );
  return [
    {
      theorem: '3, 4',
      checked: 'C x / x, infinity-norm, random row-stochastic C on the graph',
      rule: null,
      worst: matrix,
      trials: matrices.length.toLocaleString('en-US'),
      result: `largest ratio ${matrix.toFixed(3)}`,
      verdict: matrix > 1 + ROUNDING ? 'fails' : 'holds',
    },
    ...rows,
  ];
}

/** The rules that the theorems are about. */
export function isOfTheorems(rule: RuleConfig): boolean {
  return rule.name === 'medoid' || rule.name === 'soft-medoid';
}

/** `0.0123 [0.011, 0.014]`: mean over seeds and its 95 % interval, where there is more than one seed. */
export function withInterval(values: readonly number[]): string {
  const { mean } = levelOf(values);
  const interval = intervalOf(values);
  if (interval === null) return short(mean);
  return `${short(mean)} [${short(interval.low)}, ${short(interval.high)}]`;
}

function intervalOf(values: readonly number[]): Interval | null {
  return meanInterval(levelOf(values));
}

/** Two digits. */
export function short(value: number): string {
  return String(Number(value.toPrecision(2)));
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(share > 0 && share < 0.01 ? 2 : 0)} %`;
}
