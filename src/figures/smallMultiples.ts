import type { TopLevelSpec } from 'vega-lite';
import { CONFIG, FIGURE_WIDTH, TEXT_SIZE } from './look.ts';
import { footnoteView } from './footnoteView.ts';
import { wrap } from './text.ts';

/** A line of a small panel at one step. */
export interface Point {
  readonly row: string;
  readonly column: string;
  readonly series: string;
  /** Environment steps of each agent after the warm-up, or what `SmallMultiples.x` says. */
  readonly step: number;
  readonly mean: number;
  /** The least and the greatest seed. */
  readonly low: number;
  readonly high: number;
}

/** How a series is drawn. */
export interface SeriesStyle {
  readonly label: string;
  readonly color: string;
  readonly dash: readonly number[];
  readonly width: number;
}

/** The same small picture for each row and column of a table. */
export interface SmallMultiples {
  readonly title: string;
  readonly subtitle: string;
  readonly footnote: string;
  /** Top to bottom; left to right. */
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly series: readonly SeriesStyle[];
  readonly points: readonly Point[];
  /** Null where the rows say it. */
  readonly yTitle: string | null;
  readonly isLog: boolean;
  /** Fixed ends of the y axis, where there are any. */
  readonly yDomain?: readonly [number, number];
  /** Where a logarithmic y axis has its ticks. By itself at some round numbers. */
  readonly yTicks?: readonly number[];
  /** The x axis, where it is not steps after the warm-up. */
  readonly x?: { readonly title: string; readonly isLog: boolean; readonly format?: string };
}

const AXIS_WIDTH = 70;
const GAP = 18;
const HEIGHT = 150;
/** Labels of a logarithmic axis, times powers of ten: few, and more for an axis that is short of them. */
const LOG_STEPS = [
  [1, 2, 5],
  [1, 1.5, 2, 3, 4, 5, 7],
];
const LEAST_TICKS = 3;

/** The pictures as a Vega-Lite specification, all on the same axes. */
export function smallMultiples(figure: SmallMultiples): TopLevelSpec {
  const { title, subtitle, footnote, columns, series, yTitle, isLog } = figure;
  const points = isLog ? logPoints(figure.points) : figure.points;
  const rows = figure.rows.filter((row) => points.some((point) => point.row === row));
  const width = (FIGURE_WIDTH - AXIS_WIDTH - GAP * columns.length) / columns.length;
  const textWidth = FIGURE_WIDTH - AXIS_WIDTH;
  const lines = wrap(footnote, TEXT_SIZE - 1, textWidth);
  const bySeries = <Value>(range: Value[]) => ({
    field: 'series',
    type: 'ordinal' as const,
    scale: { domain: series.map(({ label }) => label), range },
    title: null,
  });
  const color = bySeries(series.map((style) => style.color));
  const y = {
    type: 'quantitative' as const,
    title: yTitle,
    scale: {
      nice: false,
      ...(isLog ? { type: 'log' as const } : { zero: true }),
      ...(figure.yDomain && { domain: [...figure.yDomain] }),
    },
    axis: {
      tickCount: 4,
      ...(isLog && { format: ',~f', values: [...(figure.yTicks ?? logTicks(points))] }),
    },
  };
  const header = { labelFontSize: TEXT_SIZE, title: null, labelPadding: 6 };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: '#ffffff',
    padding: 16,
    title: { text: title, subtitle: wrap(subtitle, TEXT_SIZE, textWidth) },
    spacing: 14,
    vconcat: [
      {
        data: { values: [...points] },
        facet: {
          ...(rows.length > 1 && {
            row: { field: 'row', type: 'nominal', sort: [...rows], header },
          }),
          column: { field: 'column', type: 'nominal', sort: [...columns], header },
        },
        spacing: GAP,
        spec: {
          width: Math.floor(width),
          height: HEIGHT,
          encoding: {
            x: {
              field: 'step',
              type: 'quantitative',
              title: figure.x?.title ?? 'steps after warm-up',
              scale: { nice: false, ...(figure.x?.isLog && { type: 'log' as const }) },
              axis: {
                tickCount: 4,
                labelExpr: `datum.value === 0 ? '0' : format(datum.value, '${figure.x?.format ?? '~s'}')`,
              },
            },
          },
          layer: [
            {
              mark: { type: 'area', opacity: 0.12, clip: true },
              encoding: {
                y: { field: 'low', ...y },
                y2: { field: 'high' },
                fill: { ...color, legend: null },
              },
            },
            {
              mark: { type: 'line' },
              encoding: {
                y: { field: 'mean', ...y },
                stroke: color,
                strokeDash: bySeries(series.map(({ dash }) => [...dash])),
                strokeWidth: bySeries(series.map((style) => style.width)),
              },
            },
          ],
        },
      },
      footnoteView(lines, textWidth),
    ],
    resolve: {
      scale: { stroke: 'independent', strokeDash: 'independent', strokeWidth: 'independent' },
    },
    // The frame of each picture is its axes' line, too.
    config: { ...CONFIG, axis: { ...CONFIG.axis, domain: false } },
  };
}

/** What a logarithmic axis can show: a mean of zero is left out, and a band that starts there ends at the least value. */
function logPoints(points: readonly Point[]): Point[] {
  const shown = points.filter(({ mean }) => mean > 0);
  const least = shown.reduce(
    (lowest, { low, mean }) => Math.min(lowest, low > 0 ? low : mean),
    Infinity,
  );
  return shown.map((point) => ({ ...point, low: Math.max(point.low, least) }));
}

/** Round numbers between the least and the greatest of the points. */
function logTicks(points: readonly Point[]): number[] {
  if (points.length === 0) return [];
  const least = Math.min(...points.map(({ low }) => low));
  const greatest = Math.max(...points.map(({ high }) => high));
  const powers: number[] = [];
  for (let power = Math.floor(Math.log10(least)); 10 ** power <= greatest; power++) {
    powers.push(power);
  }
  const candidates = LOG_STEPS.map((steps) =>
    powers
      .flatMap((power) => steps.map((step) => Number(`${step}e${power}`)))
      .filter((tick) => tick >= least && tick <= greatest),
  );
  return candidates.find(({ length }) => length >= LEAST_TICKS) ?? candidates.at(-1) ?? [];
}
