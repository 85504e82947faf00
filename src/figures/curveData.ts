import { formatCell } from '../metrics/runLog.ts';
import type { Panel } from './panel.ts';

/** A panel of a figure, and what tells its rows from those of another. */
export interface PlottedPanel {
  readonly id: string;
  readonly task: string;
  readonly attack: string | null;
  readonly panel: Panel;
}

const COLUMNS = [
  'figure',
  'panel',
  'task',
  'attack',
  'rule',
  'temperature',
  'agents',
  'step',
  'mean',
  'low',
  'high',
  'band',
  'seeds',
  'scale',
] as const;

/**
 * The plotted series of a figure, a row a point: `pandas.read_csv` opens it as it is. `step` counts from
 * the end of the warm-up; `low` and `high` are the ends of the band, which `band` names.
 */
export function curveData(panels: readonly PlottedPanel[], scale: string): string {
  const rows = panels.flatMap(({ id, task, attack, panel }) =>
    panel.curves.flatMap(({ rule, seeds, band, points }) =>
      points.map(({ step, mean, low, high }) => [
        `fig${id.slice(0, 1)}`,
        id,
        task,
        attack ?? 'none',
        rule.name,
        rule.name === 'soft-medoid' ? rule.temperature : null,
        panel.measure,
        step,
        mean,
        low,
        high,
        band === 'seeds' ? '95 % bootstrap over seeds' : 'middle half of the agents',
        seeds.length,
        scale,
      ]),
    ),
  );
  return csv(COLUMNS, rows);
}

/** A table as CSV; texts with a comma are quoted. */
export function csv(
  columns: readonly string[],
  rows: readonly (readonly (number | string | null)[])[],
): string {
  const cell = (value: number | string | null) => {
    const text = formatCell(typeof value === 'number' ? rounded(value) : value);
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}

/** To 7 digits, as many as the plotted numbers can have: returns come from float32 networks. */
function rounded(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(7)) : value;
}
