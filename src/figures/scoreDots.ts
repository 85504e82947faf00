import type { TopLevelSpec } from 'vega-lite';
import { inLegendOrder, type RuleStyle } from './legend.ts';
import { CONFIG, FIGURE_WIDTH, TEXT_SIZE } from './look.ts';
import { footnoteView } from './footnoteView.ts';
import { wrap } from './text.ts';

/** A mean with its interval, a dot with a bar. */
export interface ScoreDot {
  readonly setting: string;
  readonly panel: string;
  readonly style: RuleStyle;
  readonly mean: number;
  /** Ends of the interval; both are the mean where there is none. */
  readonly low: number;
  readonly high: number;
}

export interface ScoreDots {
  readonly title: string;
  readonly subtitle: string;
  readonly footnote: string;
  /** Top to bottom. */
  readonly settings: readonly string[];
  /** Left to right. */
  readonly panels: readonly string[];
  readonly dots: readonly ScoreDot[];
  readonly xTitle: string;
}

const LABEL_WIDTH = 230;
const GAP = 16;
const RULE_HEIGHT = 9;

/** Scores of rules in several settings, a panel an attack, as a Vega-Lite specification. */
export function scoreDots(figure: ScoreDots): TopLevelSpec {
  const { title, subtitle, footnote, settings, panels, dots, xTitle } = figure;
  const styles = inLegendOrder(dots.map(({ style }) => style));
  const labels = styles.map(({ label }) => label);
  const lines = wrap(footnote, TEXT_SIZE - 1, FIGURE_WIDTH);
  const values = dots.map(({ style, ...dot }) => ({ ...dot, rule: style.label }));
  const y = {
    field: 'setting',
    type: 'ordinal' as const,
    sort: [...settings],
    title: null,
    scale: { padding: 0 },
    axis: {
      labelLimit: LABEL_WIDTH,
      labelPadding: 8,
      ticks: false,
      grid: true,
      tickBand: 'extent' as const,
    },
  };
  const yOffset = {
    field: 'rule',
    type: 'ordinal' as const,
    sort: labels,
    scale: { paddingOuter: 1 },
  };
  const x = { type: 'quantitative' as const, title: xTitle, scale: { zero: true, nice: true } };
  const color = {
    field: 'rule',
    type: 'nominal' as const,
    title: null,
    scale: { domain: labels, range: styles.map((style) => style.color) },
    legend: { symbolType: 'circle', symbolSize: 90, symbolOpacity: 1 },
  };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: '#ffffff',
    padding: 16,
    title: { text: title, subtitle: wrap(subtitle, TEXT_SIZE, FIGURE_WIDTH) },
    spacing: 14,
    vconcat: [
      {
        data: { values },
        facet: {
          column: {
            field: 'panel',
            type: 'nominal',
            sort: [...panels],
            header: { labelFontSize: TEXT_SIZE, title: null, labelPadding: 6 },
          },
        },
        spacing: GAP,
        spec: {
          width: Math.floor((FIGURE_WIDTH - LABEL_WIDTH - GAP * panels.length) / panels.length),
          height: settings.length * (labels.length + 2) * RULE_HEIGHT,
          layer: [
            {
              mark: { type: 'rule', strokeWidth: 2, opacity: 0.55 },
              encoding: {
                y,
                yOffset,
                x: { field: 'low', ...x },
                x2: { field: 'high' },
                stroke: color,
              },
            },
            {
              mark: { type: 'circle', size: 42, opacity: 1 },
              encoding: {
                y,
                yOffset,
                x: { field: 'mean', ...x },
                fill: color,
              },
            },
          ],
        },
      },
      footnoteView(lines, FIGURE_WIDTH - LABEL_WIDTH, -LABEL_WIDTH + 24),
    ],
    config: CONFIG,
  };
}
