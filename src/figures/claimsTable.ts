import type { TopLevelSpec } from 'vega-lite';
import {
  LOOKS,
  placed,
  SMALL,
  SMALL_LINE,
  STATEMENT_WIDTH,
  type ClaimsTable,
  type ClaimVerdict,
  type Look,
} from './claimsLayout.ts';
import { CONFIG, FIGURE_WIDTH, LINE_HEIGHT, SOFT_COLOR, TEXT_SIZE } from './look.ts';
import { wrap } from './text.ts';

const LEAST_COLUMN = 190;
const MOST_COLUMN = 330;

/** The claims and their verdicts as a Vega-Lite specification. */
export function claimsPicture(table: ClaimsTable): TopLevelSpec {
  const { title, subtitle, footnote, columns } = table;
  const column = Math.max(
    LEAST_COLUMN,
    Math.min(MOST_COLUMN, (FIGURE_WIDTH - STATEMENT_WIDTH) / Math.max(1, columns.length)),
  );
  const width = STATEMENT_WIDTH + column * columns.length;
  const { texts, fields, height } = placed(table, column);
  const lines = wrap(footnote, SMALL, width);
  const at = (field: 'x' | 'y', end: number) => ({
    field,
    type: 'quantitative' as const,
    scale: { domain: field === 'x' ? [0, end] : [end, 0], nice: false, zero: false },
    axis: null,
  });
  const place = { x: at('x', width), y: at('y', height) };
  const text = { type: 'text' as const, align: 'left' as const, baseline: 'top' as const };
  const looks = Object.keys(LOOKS) as ClaimVerdict[];
  const byVerdict = (key: keyof Look) => ({
    field: 'verdict',
    type: 'nominal' as const,
    scale: { domain: looks, range: looks.map((verdict) => LOOKS[verdict][key]) },
    legend: null,
  });
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: '#ffffff',
    padding: 16,
    title: { text: title, subtitle: wrap(subtitle, TEXT_SIZE, width) },
    spacing: 12,
    vconcat: [
      {
        width,
        height,
        view: { stroke: null },
        layer: [
          {
            data: { values: fields },
            mark: { type: 'rect', stroke: '#ffffff', strokeWidth: 3 },
            encoding: {
              ...place,
              x2: { field: 'right' },
              y2: { field: 'bottom' },
              fill: byVerdict('tint'),
            },
          },
          {
            data: { values: fields },
            mark: { type: 'point', size: 300, opacity: 1, filled: true, xOffset: 20, yOffset: 20 },
            encoding: { ...place, fill: byVerdict('color'), shape: byVerdict('shape') },
          },
          {
            data: { values: fields },
            mark: {
              type: 'text',
              baseline: 'middle',
              color: '#ffffff',
              fontSize: TEXT_SIZE,
              fontWeight: 'bold',
              dx: 20,
              dy: 20.5,
            },
            encoding: { ...place, text: { field: 'symbol' } },
          },
          ...(['bold', 'normal'] as const).flatMap((fontWeight) =>
            [TEXT_SIZE, SMALL].map((fontSize) => ({
              data: {
                values: texts.filter((one) => one.weight === fontWeight && one.size === fontSize),
              },
              mark: { ...text, fontSize, fontWeight, lineHeight: SMALL_LINE },
              encoding: {
                ...place,
                text: { field: 'lines' },
                color: { field: 'color', type: 'nominal' as const, scale: null },
              },
            })),
          ),
        ],
        resolve: { scale: { fill: 'independent' as const } },
      },
      {
        data: { values: [{}] },
        width,
        height: LINE_HEIGHT * lines.length,
        view: { stroke: null },
        mark: { ...text, x: 0, y: 0, fontSize: SMALL, lineHeight: SMALL_LINE, color: SOFT_COLOR },
        encoding: { text: { value: lines } },
      },
    ],
    config: CONFIG,
  };
}
