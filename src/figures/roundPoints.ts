import { mean } from '../metrics/statistics.ts';
import type { AggregationRow, NetworkName } from '../metrics/tables.ts';
import type { RunRounds } from './rounds.ts';
import type { Point } from './smallMultiples.ts';

/** A point of a picture of rounds, with what a table says of it. */
export interface RoundPoint extends Point, Measured {
  readonly network: NetworkName;
  readonly attack: string;
  readonly rule: string;
  readonly temperature: number | null;
  readonly seeds: number;
}

/** Whose rows are taken; null for a mean over all. */
interface Measured {
  readonly agent: number | null;
  readonly neighbor: number | null;
}

/** Which rows of a run make points, and where in the picture. */
export interface Series {
  readonly network: NetworkName;
  readonly measured: Measured;
  readonly place: (run: RunRounds) => Pick<Point, 'row' | 'column' | 'series'>;
  /** What a row tells; null where it tells nothing. */
  readonly value: (row: AggregationRow, run: RunRounds) => number | null;
}

/**
 * A point for each place and step after the warm-up: the mean over seeds of what a series takes of a
 * run's rows, and the least and the greatest seed.
 */
export function pointsOf(runs: readonly RunRounds[], series: Series): RoundPoint[] {
  const groups = new Map<
    string,
    { at: Omit<RoundPoint, 'mean' | 'low' | 'high' | 'seeds'>; values_S: number[] }
  >();
  for (const run of runs) {
    const { rule, attack, warmup } = run.config;
    const place = {
      ...series.place(run),
      network: series.network,
      ...series.measured,
      attack: attack?.name ?? 'none',
      rule: rule.name,
      temperature: rule.name === 'soft-medoid' ? rule.temperature : null,
    };
    for (const [step, values] of valuesByStep(run, series)) {
      const at = { ...place, step: step - warmup };
      const key = JSON.stringify(at);
      const group = groups.get(key) ?? { at, values_S: [] };
      group.values_S.push(mean(values));
      groups.set(key, group);
    }
  }
  return [...groups.values()].map(({ at, values_S }) => ({
    ...at,
    mean: mean(values_S),
    low: Math.min(...values_S),
    high: Math.max(...values_S),
    seeds: values_S.length,
  }));
}

function valuesByStep(run: RunRounds, { network, value }: Series): Map<number, number[]> {
  const byStep = new Map<number, number[]>();
  for (const row of run.rows) {
    if (row.network !== network || row.step <= run.config.warmup) continue;
    const taken = value(row, run);
    if (taken === null || !Number.isFinite(taken)) continue;
    const values = byStep.get(row.step);
    if (values) values.push(taken);
    else byStep.set(row.step, [taken]);
  }
  return byStep;
}

const COLUMNS = [
  'network',
  'attack',
  'rule',
  'temperature',
  'agent',
  'neighbor',
  'step',
  'mean',
  'low',
  'high',
  'seeds',
] as const;

/** Points as the header and the rows of a table, each row after what all have in common: see `csv`. */
export function pointRows(
  points: readonly RoundPoint[],
  common: Readonly<Record<string, string>>,
): [string[], (number | string | null)[][]] {
  return [
    [...Object.keys(common), ...COLUMNS],
    points.map((point) => [...Object.values(common), ...COLUMNS.map((column) => point[column])]),
  ];
}
