import type { TopLevelSpec } from 'vega-lite';

import { inLegendOrder, styleOf } from './legend.ts';
import { CONFIG, FIGURE_WIDTH, LINE_HEIGHT, TEXT_SIZE } from './look.ts';
import { footnoteView } from './footnoteView.ts';
import type { Panel } from './panel.ts';
import { wrap } from './text.ts';

/** Panels of learning curves side by side, under one title and over one legend. */
export interface LearningFigure {
  /** File name without its ending. */
  readonly name: string;
  readonly title: string;
  /** What this is, on its face: scale, and what differs from the paper. */
  readonly subtitle: string;
  readonly panels: readonly Panel[];
  /** Seeds, band, smoothing, device, version: `footnote` in notes.ts writes one. */
  readonly footnote: string;
  /** Whether the panels share one return axis: for one task. Different tasks have different scales. */
  readonly sharedReturnAxis: boolean;
}

const PANEL_HEIGHT = 280;
const RETURN_AXIS_WIDTH = 82;
const PANEL_GAP = 20;
const MISSING_LINES = 3;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** `0`, `500`, `10k`. */
const STEP_LABEL = "datum.value === 0 ? '0' : format(datum.value, '~s')";
/** Agents lie wider apart than means over seeds do, and their bands cover each other. */
const BAND_OPACITY = { agents: 0.07, seeds: 0.12 };

/** The figure as a Vega-Lite specification, `FIGURE_WIDTH` pixels wide. */
export function learningCurves(figure: LearningFigure): TopLevelSpec {
  const axes = figure.panels.filter((panel) => hasReturnAxis(figure, panel)).length;
  const gaps = PANEL_GAP * (figure.panels.length - 1);
  const width = (FIGURE_WIDTH - RETURN_AXIS_WIDTH * axes - gaps) / figure.panels.length;
  // Text starts where the first panel does, right of its axis.
  const textWidth = FIGURE_WIDTH - RETURN_AXIS_WIDTH;
  const footnote = wrap(figure.footnote, TEXT_SIZE - 1, textWidth);
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: '#ffffff',
    padding: 16,
    title: {
      text: figure.title,
      subtitle: wrap(figure.subtitle, TEXT_SIZE, textWidth),
    },
    spacing: 14,
    vconcat: [
      {
        spacing: PANEL_GAP,
        hconcat: figure.panels.map((panel, place) => panelView(figure, panel, place, width)),
        resolve: {
          scale: {
            y: figure.sharedReturnAxis ? 'shared' : 'independent',
            stroke: 'shared',
            strokeDash: 'shared',
            strokeWidth: 'shared',
          },
        },
      },
      footnoteView(footnote, textWidth),
    ],
    resolve: {
      scale: { stroke: 'independent', strokeDash: 'independent', strokeWidth: 'independent' },
    },
    config: CONFIG,
  };
}

/** One panel: the bands, and over them the lines. */
function panelView(figure: LearningFigure, panel: Panel, place: number, width: number) {
  const ownAxis = hasReturnAxis(figure, panel);
  const styles = inLegendOrder(
    figure.panels.flatMap(({ curves }) => curves.map(({ rule }) => styleOf(rule))),
  );
  const rules = styles.map((style) => style.label);
  const rows = panel.curves.flatMap((curve) =>
    curve.points.map((point) => ({ rule: styleOf(curve.rule).label, ...point })),
  );
  const byRule = <Value>(range: Value[]) => ({
    field: 'rule',
    type: 'ordinal' as const,
    scale: { domain: rules, range },
    title: null,
  });
  const missing = missingLines(figure.panels, width)[place] ?? [];
  const color = byRule(styles.map((style) => style.color));
  return {
    title: {
      text: panelTitle(figure, panel, place),
      ...(missing.length > 0 && { subtitle: missing }),
      anchor: 'start' as const,
      fontSize: TEXT_SIZE + 1,
      subtitleFontSize: TEXT_SIZE - 1,
      subtitleLineHeight: LINE_HEIGHT - 2,
      offset: 8,
    },
    width: Math.floor(width),
    height: PANEL_HEIGHT,
    data: { values: rows },
    encoding: {
      x: {
        field: 'step',
        type: 'quantitative' as const,
        title: 'environment steps of each agent after warm-up',
        scale: { nice: false },
        axis: { labelExpr: STEP_LABEL, tickCount: 5, labelFlush: false },
      },
    },
    layer: [
      {
        mark: {
          type: 'area' as const,
          opacity: BAND_OPACITY[panel.curves[0]?.band ?? 'seeds'],
          clip: true,
        },
        encoding: {
          y: {
            field: 'low',
            type: 'quantitative' as const,
            // Two lines, and labels within the axis: what overhangs it would lift one panel's title.
            title: ownAxis ? ['return per episode', `(${panel.measure})`] : null,
            axis: ownAxis
              ? { format: ',~f', tickCount: 6, labelFlush: true }
              : // Blank labels, not none: their height keeps the panels' titles on one line.
                { labelExpr: "' '", ticks: false, tickCount: 6, labelFlush: true },
            scale: { zero: false },
          },
          y2: { field: 'high' },
          fill: { ...color, legend: null },
        },
      },
      {
        mark: { type: 'line' as const, clip: true },
        encoding: {
          y: { field: 'mean', type: 'quantitative' as const },
          stroke: color,
          strokeDash: byRule(styles.map((style) => [...style.dash])),
          strokeWidth: byRule(styles.map((style) => style.width)),
        },
      },
    ],
  };
}

/** A panel of the paper has the paper's letter, others one where there are several. */
function panelTitle({ panels }: LearningFigure, { letter, title }: Panel, place: number): string {
  const shown = letter ?? (panels.length > 1 ? LETTERS[place] : undefined);
  return shown === undefined ? title : `(${shown}) ${title}`;
}

/** Panels with one return axis and the same meaning of it show the axis once. */
function hasReturnAxis({ panels, sharedReturnAxis }: LearningFigure, panel: Panel): boolean {
  const [first] = panels;
  return !sharedReturnAxis || panel === first || panel.measure !== first?.measure;
}

/** What each panel misses, in lines that fit it, and as many for each panel, so that titles align. */
function missingLines(panels: readonly Panel[], width: number): string[][] {
  const lines = panels.map(({ missing }) =>
    missing.length === 0
      ? []
      : wrap(`Missing, ${missing.join('; ')}`, TEXT_SIZE - 1, width, MISSING_LINES),
  );
  const most = Math.max(...lines.map(({ length }) => length));
  return lines.map((own) => [...own, ...Array<string>(most - own.length).fill(' ')]);
}
