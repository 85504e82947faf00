import { csv } from '../figures/curveData.ts';
import type { RuleConfig } from '../figures/legend.ts';
import { quantile } from '../metrics/statistics.ts';
import { COMBINING_RULES, PLACES, SCENARIOS, type BoundRow } from '../theory/bounds.ts';
import type { Limit } from '../theory/limits.ts';
import type { Study } from '../theory/study.ts';
import { ROUNDING, type TheoryVerdict } from './theoryVerdicts.ts';

/** The tables of `data/`, by file name. */
export function theoryTables(
  study: Study,
  limits: readonly Limit[],
  verdicts: readonly TheoryVerdict[],
): Record<string, string> {
  const combining = COMBINING_RULES.map(ruleCells);
  return {
    'verdicts.csv': csv(
      ['theorem', 'checked', 'rule', 'temperature', 'trials', 'result', 'verdict'],
      verdicts.map((row) => [
        row.theorem,
        row.checked,
        ...(row.rule === null ? [null, null] : ruleCells(row.rule)),
        row.trials,
        row.result,
        row.verdict,
      ]),
    ),
    'limits.csv': csv(
      ['theorem', 'mdps', 'rule', 'temperature', 'measure', 'seed', 't', 'value'],
      limits.flatMap(({ theorem, world, rule, measure, curves }) =>
        curves.flatMap((curve, seed) =>
          curve.map(({ t, value }) => [
            theorem,
            world,
            ...ruleCells(rule),
            measure,
            seed,
            t,
            value,
          ]),
        ),
      ),
    ),
    'bounds.csv': csv(
      [
        ...['rule', 'temperature', 'scenario', 'pairs', 'norm', 'trials'],
        ...['median_ratio', 'largest_ratio', 'above_1'],
      ],
      boundRows(study.bounds),
    ),
    'breakdown.csv': csv(
      ['rule', 'temperature', 'n', 'attacked', 'placement', 'distance', 'largest_norm'],
      study.breakdown.map((row) => [
        ...(combining[row.rule] ?? []),
        row.size,
        row.attacked,
        row.placement,
        row.distance,
        digits(row.displacement),
      ]),
    ),
  };
}

/** How ratios are spread, for each rule, scenario and choice of pairs, in both norms. */
function boundRows(bounds: readonly BoundRow[]): (string | number | null)[][] {
  return COMBINING_RULES.flatMap((rule, index) =>
    SCENARIOS.flatMap((scenario) =>
      PLACES.flatMap((place) => {
        const own = bounds.filter(
          (row) => row.rule === index && row.scenario === scenario && row.place === place,
        );
        return (['infinity', 'euclidean'] as const).map((norm) => {
          const ratios = own.map((row) => row[`${norm}Ratio`]);
          return [
            ...[...ruleCells(rule), scenario, place, norm, ratios.length],
            digits(quantile(ratios, 0.5)),
            digits(Math.max(...ratios)),
            ratios.filter((ratio) => ratio > 1 + ROUNDING).length,
          ];
        });
      }),
    ),
  );
}

/** Six digits. */
function digits(value: number): number {
  return Number(value.toPrecision(6));
}

function ruleCells(rule: RuleConfig): (string | number | null)[] {
  return [rule.name, rule.name === 'soft-medoid' ? rule.temperature : null];
}
