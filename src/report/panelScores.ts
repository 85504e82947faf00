import type { RunConfig } from '../experiment/config.ts';
import type { PanelRun } from '../figures/panel.ts';
import { inLegendOrder, styleOf } from '../figures/legend.ts';
import {
  aggregatesOf,
  pairedDifference,
  probabilityOfImprovement,
  type Estimate,
  type PairedDifference,
} from '../metrics/comparison.ts';
import type { Run } from '../metrics/readRun.ts';
import type { Interval } from '../metrics/statistics.ts';
import { details, number, signed, table } from './markdown.ts';
import { commonSeeds, scoresOf, type Cell, type Measure } from './scores.ts';

/** What a panel compares: finished runs of one task and attack, and whose mean is shown. */
export interface ComparedPanel {
  readonly title: string;
  readonly agents: readonly number[];
  readonly planned: readonly PanelRun[];
}

/** Aggregates of every rule of a panel, and how each does against two of them, as tables. */
export function panelScores({ title, agents, planned }: ComparedPanel): string {
  const cells = cellsOf(planned);
  const against = ['none', 'average'].flatMap((name) =>
    cells.filter(({ rule }) => rule.name === name).slice(0, 1),
  );
  const sections = (['final', 'area'] as const).map((measure) => {
    const rows = cells.map((cell) => [
      styleOf(cell.rule).label,
      String(cell.runs.size),
      ...aggregateCells(cell, agents, measure),
      ...against.flatMap((other) => comparisonCells(cell, other, agents, measure)),
    ]);
    const header = [
      'Rule',
      'Seeds',
      'Mean',
      'Median',
      'IQM',
      ...against.flatMap(({ rule }) => {
        const label = styleOf(rule).label.toLowerCase();
        return [`Less ${label}`, `P(above ${label})`];
      }),
    ];
    return `${MEASURES[measure]}\n\n${table(header, rows, 1)}`;
  });
  return details(`Statistics of ${title}`, sections.join('\n\n'));
}

const MEASURES: Readonly<Record<Measure, string>> = {
  final: '**Final performance**: mean return of the last 10 evaluations of each agent.',
  area: '**Area under the curve**, by its length: mean return of all evaluations after the warm-up.',
};

/** What to think of a bootstrap interval of few seeds; see docs/claims.md. */
const FEW_SEEDS =
  'A bootstrap interval of two or three seeds reaches from the lowest seed to the highest, and is too narrow: of three, ' +
  'it holds the truth 72 % of the time.';

/** How to read the tables of `panelScores`. */
export const PANEL_SCORES_NOTE =
  'Mean, median and interquartile mean (IQM) are over all agents of all seeds, with 95 % bootstrap ' +
  'intervals in which seeds are drawn again, each with all of its agents. Differences are paired: same ' +
  "seeds, same initial weights; their brackets are Student's 95 % intervals over seeds. P is the " +
  'probability that a run scores higher than a run of the other rule, over all pairs of seeds; it has no ' +
  `brackets where all pairs agree. One seed gives no interval. ${FEW_SEEDS} All pairs of rules: data/pairs.csv.`;

/** Finished runs of each rule, in the order of the legend. */
export function cellsOf(planned: readonly PanelRun[]): Cell[] {
  const finished = planned.flatMap(({ run }) => (run?.record.status === 'finished' ? [run] : []));
  const labels = inLegendOrder(finished.map(({ record }) => styleOf(record.config.rule)));
  return labels.flatMap(({ label }) => {
    const own = finished.filter(({ record }) => styleOf(record.config.rule).label === label);
    const [first] = own;
    return first ? [cellOf(first.record.config, own)] : [];
  });
}

function cellOf({ task, attack, rule }: RunConfig, runs: readonly Run<RunConfig>[]): Cell {
  const bySeed = runs.map((run) => [run.record.config.seed, run] as const);
  return {
    task,
    attack: attack?.name ?? null,
    rule,
    runs: new Map(bySeed.sort(([a], [b]) => a - b)),
  };
}

function aggregateCells(cell: Cell, agents: readonly number[], measure: Measure): string[] {
  const { mean, median, iqm } = aggregatesOf(
    scoresOf(cell, [...cell.runs.keys()], agents, measure),
  );
  return [mean, median, iqm].map((estimate) => estimateText(estimate, number));
}

function comparisonCells(
  cell: Cell,
  other: Cell,
  agents: readonly number[],
  measure: Measure,
): string[] {
  if (cell === other) return ['', ''];
  const seeds = commonSeeds([cell, other]);
  if (seeds.length === 0) return ['no common seed', ''];
  const [a, b] = [cell, other].map((each) => scoresOf(each, seeds, agents, measure));
  return [
    differenceText(pairedDifference(a ?? [], b ?? [])),
    probabilityText(probabilityOfImprovement(a ?? [], b ?? [])),
  ];
}

/** Where all pairs of seeds agree, drawing them again finds nothing else: no interval. */
function probabilityText({ value, interval }: Estimate): string {
  const isKnown = interval !== null && interval.low < interval.high;
  return estimateText({ value, interval: isKnown ? interval : null }, (each) => each.toFixed(2));
}

/** `829 [780, 863]`; the value alone where there is no interval. */
function estimateText({ value, interval }: Estimate, text: (value: number) => string): string {
  return interval === null ? text(value) : `${text(value)} ${bracketsText(interval, text)}`;
}

/** `+120 [-30, 270]`. */
export function differenceText({ value, t }: Pick<PairedDifference, 'value' | 't'>): string {
  return t === null ? signed(value) : `${signed(value)} ${bracketsText(t, signed)}`;
}

function bracketsText({ low, high }: Interval, text: (value: number) => string): string {
  return `[${text(low)}, ${text(high)}]`;
}
