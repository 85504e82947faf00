import type { TopLevelSpec } from 'vega-lite';

import { CONFIG, SOFT_COLOR, TEXT_SIZE } from './look.ts';
import { footnoteView } from './footnoteView.ts';
import { wrap } from './text.ts';

/** A line with a band about it. */
export interface BandPoint {
  readonly step: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** A curve that others have published. */
export interface PublishedLine {
  readonly label: string;
  /** Drawn pale, dashed and without a band: not what we are judged by. */
  readonly isContext: boolean;
  readonly points: readonly BandPoint[];
}

/** All curves over one way of counting steps. */
export interface ComparisonPanel {
  readonly title: string;
  readonly stepTitle: string;
  /** The last step that is drawn. */
  readonly end: number;
  readonly published: readonly PublishedLine[];
  readonly ours: readonly BandPoint[];
  /** One line an agent. */
  readonly agents: readonly (readonly { readonly step: number; readonly return: number }[])[];
  /** What our mean has to lie in at some steps. */
  readonly ranges: readonly {
    readonly step: number;
    readonly low: number;
    readonly high: number;
  }[];
}

/** Our learning curve over published ones. */
export interface ComparisonFigure {
  readonly title: string;
  readonly subtitle: string;
  /** Name of our curve in the legend. */
  readonly ours: string;
  /** The main panel first, which is wider. */
  readonly panels: readonly [ComparisonPanel, ComparisonPanel];
  readonly footnote: string;
}

const WIDTHS = [560, 400] as const;
const PANEL_HEIGHT = 360;
const PANEL_GAP = 20;
const TEXT_WIDTH = WIDTHS[0] + WIDTHS[1] + PANEL_GAP;
const STEP_LABEL = "datum.value === 0 ? '0' : format(datum.value, '~s')";
const OUR_COLOR = '#000000';
/** Okabe and Ito's colors, which also color-blind readers tell apart. */
const DDPG_COLORS = ['#e69f00', '#0072b2', '#009e73', '#cc79a7'];
const CONTEXT_COLORS = ['#b08a4a', '#8c8c8c'];

/** The figure as a Vega-Lite specification. */
export function comparison(figure: ComparisonFigure): TopLevelSpec {
  const footnote = wrap(figure.footnote, TEXT_SIZE - 1, TEXT_WIDTH);
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: '#ffffff',
    padding: 16,
    title: { text: figure.title, subtitle: wrap(figure.subtitle, TEXT_SIZE, TEXT_WIDTH) },
    spacing: 14,
    vconcat: [
      {
        spacing: PANEL_GAP,
        hconcat: figure.panels.map((panel, place) => panelView(figure, panel, place)),
        resolve: {
          scale: { y: 'shared', stroke: 'shared', strokeDash: 'shared', strokeWidth: 'shared' },
        },
      },
      footnoteView(footnote, TEXT_WIDTH),
    ],
    resolve: {
      scale: { stroke: 'independent', strokeDash: 'independent', strokeWidth: 'independent' },
    },
    config: CONFIG,
  };
}

/** How each curve is drawn, ours first, in the order of the legend. */
function stylesOf({ ours, panels: [{ published }] }: ComparisonFigure) {
  const judges = published.filter(({ isContext }) => !isContext);
  const context = published.filter(({ isContext }) => isContext);
  return [
    { label: ours, color: OUR_COLOR, dash: [1, 0], width: 2.6 },
    ...judges.map(({ label }, index) => ({
      label,
      color: DDPG_COLORS[index % DDPG_COLORS.length] ?? OUR_COLOR,
      dash: [1, 0],
      width: 1.8,
    })),
    ...context.map(({ label }, index) => ({
      label,
      color: CONTEXT_COLORS[index % CONTEXT_COLORS.length] ?? OUR_COLOR,
      dash: index === 0 ? [5, 3] : [2, 3],
      width: 1.3,
    })),
  ];
}

function panelView(figure: ComparisonFigure, panel: ComparisonPanel, place: number) {
  const styles = stylesOf(figure);
  const byCurve = <Value>(range: Value[]) => ({
    field: 'curve',
    type: 'ordinal' as const,
    scale: { domain: styles.map(({ label }) => label), range },
    title: null,
  });
  const color = byCurve(styles.map((style) => style.color));
  const lines = [
    ...panel.published.map(({ label, points, isContext }) => ({ label, points, isContext })),
    { label: figure.ours, points: panel.ours, isContext: false },
  ];
  const rows = lines.flatMap(({ label, points, isContext }) =>
    drawn(points, panel.end).map((point) => ({ curve: label, isContext, ...point })),
  );
  const agents = panel.agents.flatMap((points, agent) =>
    drawn(points, panel.end).map((point) => ({ agent, ...point })),
  );
  const y = (field: string) => ({
    field,
    type: 'quantitative' as const,
    title: place === 0 ? 'return per episode, without exploration noise' : null,
    axis:
      place === 0
        ? { format: ',~f', tickCount: 8 }
        : { labelExpr: "' '", ticks: false, tickCount: 8 },
  });
  return {
    title: {
      text: `(${'ab'[place] ?? ''}) ${panel.title}`,
      anchor: 'start' as const,
      fontSize: TEXT_SIZE + 1,
      offset: 8,
    },
    width: WIDTHS[place === 0 ? 0 : 1],
    height: PANEL_HEIGHT,
    encoding: {
      x: {
        field: 'step',
        type: 'quantitative' as const,
        title: panel.stepTitle,
        scale: { domain: [0, panel.end], nice: false },
        axis: { labelExpr: STEP_LABEL, tickCount: 6, labelFlush: false },
      },
    },
    layer: [
      {
        data: { values: rows.filter(({ isContext }) => !isContext) },
        mark: { type: 'area' as const, opacity: 0.13, clip: true },
        encoding: { y: y('low'), y2: { field: 'high' }, fill: { ...color, legend: null } },
      },
      {
        data: { values: agents },
        mark: {
          type: 'line' as const,
          clip: true,
          color: OUR_COLOR,
          strokeWidth: 0.6,
          opacity: 0.45,
        },
        encoding: { y: y('return'), detail: { field: 'agent', type: 'nominal' as const } },
      },
      {
        data: { values: panel.ranges },
        mark: {
          type: 'errorbar' as const,
          ticks: { size: 9, thickness: 1.2 },
          rule: { strokeWidth: 1.2 },
          color: SOFT_COLOR,
          opacity: 0.8,
        },
        encoding: { y: y('low'), y2: { field: 'high' } },
      },
      {
        data: { values: rows },
        mark: { type: 'line' as const, clip: true },
        encoding: {
          y: y('mean'),
          stroke: color,
          strokeDash: byCurve(styles.map((style) => style.dash)),
          strokeWidth: byCurve(styles.map((style) => style.width)),
        },
      },
    ],
  };
}

/** The points from 0 to `end` and one more on either side, so that lines and bands go on to the edges. */
function drawn<Point extends { readonly step: number }>(
  points: readonly Point[],
  end: number,
): Point[] {
  return points.filter(
    (_point, index) => (points[index + 1]?.step ?? 0) >= 0 && (points[index - 1]?.step ?? 0) <= end,
  );
}
