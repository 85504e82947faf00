import type { RunConfig } from '../experiment/config.ts';
import type { Run } from '../metrics/readRun.ts';
import { readAggregation } from '../metrics/readTable.ts';
import { mean } from '../metrics/statistics.ts';
import type { AggregationRow, NetworkName } from '../metrics/tables.ts';
import { inLegendOrder, styleOf } from './legend.ts';
import type { Point, SeriesStyle, SmallMultiples } from './smallMultiples.ts';

/** A finished run with the rounds that it logged. */
export interface RunRounds {
  readonly config: RunConfig;
  readonly rows: readonly AggregationRow[];
}

/** Reads the rounds of finished runs that cooperate. */
export function readRounds(runs: readonly Run<RunConfig>[]): RunRounds[] {
  return runs
    .filter(({ record }) => record.status === 'finished' && record.config.rule.name !== 'none')
    .map(({ folder, record }) => ({ config: record.config, rows: readAggregation(folder) }));
}

/** A picture of rounds: its file's name, and what it shows. */
export interface RoundsPicture {
  readonly name: string;
  readonly figure: SmallMultiples;
}

const NETWORK: NetworkName = 'actor';
const CONDITIONS = ['without attack', 'average attack', 'median attack'] as const;

/** What rounds show of one task, in as many pictures as there are runs for. */
export function roundsPictures(task: string, runs: readonly RunRounds[]): RoundsPicture[] {
  const own = runs.filter(({ config }) => config.task === task);
  const seeds = new Set(own.map(({ config }) => config.seed)).size;
  const common = {
    footnote: `${seeds} ${seeds === 1 ? 'seed' : 'seeds'}. Lines: mean over seeds; bands: from the least seed to the greatest. ${NETWORK === 'actor' ? 'Actors' : 'Critics'}. Before each round.`,
  };
  return [
    weightsPicture(task, own, common),
    distancesPicture(task, own, common),
    virtualPicture(task, own, common),
  ].filter(({ figure }) => figure.points.length > 0);
}

interface Common {
  readonly footnote: string;
}

/** What agent 0 makes of itself, of its honest neighbor and of the one whose message is forged. */
function weightsPicture(task: string, runs: readonly RunRounds[], common: Common): RoundsPicture {
  const soft = runs.filter(({ config }) => config.rule.name === 'soft-medoid');
  const series: SeriesStyle[] = [
    { label: 'itself', color: '#000000', dash: [1, 0], width: 1.8 },
    { label: 'agent 5, honest', color: '#3f9ce3', dash: [5, 2.5], width: 1.8 },
    { label: 'agent 6, forged under attack', color: '#d1495b', dash: [8, 2, 2, 2], width: 1.8 },
  ];
  const neighbors = [0, 5, 6];
  const columns = temperaturesOf(soft).map((temperature) => `T = ${temperature}`);
  const points = neighbors.flatMap((neighbor, index) =>
    pointsOf(
      soft,
      ({ config }) => ({
        row: conditionOf(config),
        column: config.rule.name === 'soft-medoid' ? `T = ${config.rule.temperature}` : '',
        series: series[index]?.label ?? '',
      }),
      (row) => (row.agent === 0 && row.neighbor === neighbor ? row.weight : null),
    ),
  );
  return {
    name: `weights-${task}`,
    figure: {
      ...common,
      title: `What agent 0 weighs in its soft-medoid (${task})`,
      subtitle:
        'Agent 0 hears agents 5 and 6; under attack the message from 6 is forged. A low temperature takes the member nearest to all whole, a high one their mean.',
      rows: CONDITIONS,
      columns,
      series,
      points,
      yTitle: 'weight',
      isLog: false,
      yDomain: [0, 1],
    },
  };
}

/** How far neighbors are from each other, under each rule. */
function distancesPicture(task: string, runs: readonly RunRounds[], common: Common): RoundsPicture {
  return {
    name: `distances-${task}`,
    figure: {
      ...common,
      title: `How far neighbors are from each other (${task})`,
      subtitle:
        'Mean Euclidean distance between the parameters of an agent and those that it receives, honest or forged. Soft-medoid at T is near the medoid where distances are far above T.',
      rows: ['all'],
      columns: CONDITIONS,
      series: ruleSeries(runs),
      points: pointsOf(
        runs,
        ({ config }) => ({
          row: 'all',
          column: conditionOf(config),
          series: styleOf(config.rule).label,
        }),
        (row, { config }) => (isReceived(row, config) ? row.distance : null),
      ),
      yTitle: 'distance',
      isLog: true,
    },
  };
}

/** Whether the attack reaches its goal: the target's way to the virtual agent. */
function virtualPicture(task: string, runs: readonly RunRounds[], common: Common): RoundsPicture {
  const attacked = runs.filter(({ config }) => config.attack !== null);
  return {
    name: `virtual-agent-${task}`,
    figure: {
      ...common,
      title: `How far agent 0 is from the virtual agent (${task})`,
      subtitle:
        'Euclidean distance between the parameters of the target and those of the virtual agent, to which the adversary wants to draw it.',
      rows: ['all'],
      columns: CONDITIONS.slice(1),
      series: ruleSeries(attacked),
      points: pointsOf(
        attacked,
        ({ config }) => ({
          row: 'all',
          column: conditionOf(config),
          series: styleOf(config.rule).label,
        }),
        (row, { config }) => (row.neighbor === config.graph.neighbors.length ? row.distance : null),
      ),
      yTitle: 'distance',
      isLog: true,
    },
  };
}

function isReceived({ agent, neighbor }: AggregationRow, { graph }: RunConfig): boolean {
  return agent !== neighbor && neighbor < graph.neighbors.length;
}

function conditionOf({ attack }: RunConfig): string {
  return attack === null ? 'without attack' : `${attack.name} attack`;
}

function temperaturesOf(runs: readonly RunRounds[]): number[] {
  const all = runs.flatMap(({ config: { rule } }) =>
    rule.name === 'soft-medoid' ? [rule.temperature] : [],
  );
  return [...new Set(all)].sort((a, b) => a - b);
}

function ruleSeries(runs: readonly RunRounds[]): SeriesStyle[] {
  return inLegendOrder(runs.map(({ config }) => styleOf(config.rule)));
}

/**
 * A point for each place and step after the warm-up: the mean over seeds of what `value` takes of a
 * run's rows, and the least and the greatest seed.
 */
function pointsOf(
  runs: readonly RunRounds[],
  placeOf: (run: RunRounds) => Pick<Point, 'row' | 'column' | 'series'>,
  value: (row: AggregationRow, run: RunRounds) => number | null,
): Point[] {
  const groups = new Map<string, { at: Omit<Point, 'mean' | 'low' | 'high'>; seeds: number[] }>();
  for (const run of runs) {
    const place = placeOf(run);
    for (const [step, values] of valuesByStep(run, value)) {
      const at = { ...place, step: step - run.config.warmup };
      const key = JSON.stringify(at);
      const group = groups.get(key) ?? { at, seeds: [] };
      group.seeds.push(mean(values));
      groups.set(key, group);
    }
  }
  return [...groups.values()].map(({ at, seeds }) => ({
    ...at,
    mean: mean(seeds),
    low: Math.min(...seeds),
    high: Math.max(...seeds),
  }));
}

function valuesByStep(
  run: RunRounds,
  value: (row: AggregationRow, run: RunRounds) => number | null,
): Map<number, number[]> {
  const byStep = new Map<number, number[]>();
  for (const row of run.rows) {
    if (row.network !== NETWORK || row.step <= run.config.warmup) continue;
    const taken = value(row, run);
    if (taken === null || !Number.isFinite(taken)) continue;
    byStep.set(row.step, [...(byStep.get(row.step) ?? []), taken]);
  }
  return byStep;
}

const COLUMNS = ['row', 'column', 'series', 'step', 'mean', 'low', 'high'] as const;

/** The plotted points of a picture as rows of a table: see `csv`. */
export function pointRows({ points }: SmallMultiples): [readonly string[], (number | string)[][]] {
  return [COLUMNS, points.map((point) => COLUMNS.map((column) => point[column]))];
}
