import type { TopLevelSpec } from 'vega-lite';
import { CONFIG, FIGURE_WIDTH, LINE_HEIGHT, SOFT_COLOR, TEXT_SIZE } from './look.ts';
import { wrap } from './text.ts';

export type ShownVerdict = 'supported' | 'contradicted' | 'undecided' | 'runs missing';

/** One field of the table. */
export interface VerdictField {
  /** A row of the table. */
  readonly setting: string;
  /** A column: the claim's number. */
  readonly claim: string;
  readonly verdict: ShownVerdict;
  /** Whether it is another one than in the first row. */
  readonly isChanged: boolean;
}

export interface VerdictTable {
  readonly title: string;
  readonly subtitle: string;
  readonly footnote: string;
  /** Top to bottom; the first is what the others are compared with. */
  readonly settings: readonly string[];
  /** Left to right. */
  readonly claims: readonly { readonly claim: string; readonly statement: string }[];
  readonly fields: readonly VerdictField[];
}

/** Told apart by lightness, too, for gray print, and by the words within. */
const COLORS: Readonly<Record<ShownVerdict, string>> = {
  supported: '#8fc8ae',
  contradicted: '#e08a76',
  undecided: '#ececec',
  'runs missing': '#ffffff',
};

const LABEL_WIDTH = 230;
const ROW_HEIGHT = 30;
const HEADER_WIDTH = 128;

/** Verdicts on claims, a row a setting and a column a claim, as a Vega-Lite specification. */
export function verdictTable(table: VerdictTable): TopLevelSpec {
  const { title, subtitle, footnote, settings, claims, fields } = table;
  const width = FIGURE_WIDTH - LABEL_WIDTH;
  const lines = wrap(footnote, TEXT_SIZE - 1, FIGURE_WIDTH);
  const headers = claims.map(({ claim, statement }) => ({
    claim,
    lines: [`(${claim})`, ...wrap(statement, TEXT_SIZE - 1, HEADER_WIDTH)],
  }));
  const headerLines = Math.max(...headers.map((header) => header.lines.length));
  const x = {
    field: 'claim',
    type: 'ordinal' as const,
    sort: claims.map(({ claim }) => claim),
    axis: null,
  };
  const y = {
    field: 'setting',
    type: 'ordinal' as const,
    sort: [...settings],
    title: null,
    axis: {
      labelLimit: LABEL_WIDTH,
      labelPadding: 8,
      labelFontSize: TEXT_SIZE,
      ticks: false,
      domain: false,
    },
  };
  const verdicts = Object.keys(COLORS) as ShownVerdict[];
  const text = (size: number) => ({
    type: 'text' as const,
    fontSize: size,
    lineHeight: LINE_HEIGHT - 1,
    color: '#1a1a1a',
  });
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: '#ffffff',
    padding: 16,
    title: { text: title, subtitle: wrap(subtitle, TEXT_SIZE, FIGURE_WIDTH) },
    spacing: 8,
    vconcat: [
      {
        data: { values: headers },
        width,
        height: (LINE_HEIGHT - 1) * headerLines,
        view: { stroke: null },
        mark: { ...text(TEXT_SIZE - 1), baseline: 'top', y: 0 },
        encoding: { x, text: { field: 'lines' } },
      },
      {
        data: { values: [...fields] },
        width,
        height: ROW_HEIGHT * settings.length,
        view: { stroke: null },
        layer: [
          {
            mark: { type: 'rect' },
            encoding: {
              x,
              y,
              fill: {
                field: 'verdict',
                type: 'nominal',
                scale: { domain: verdicts, range: verdicts.map((verdict) => COLORS[verdict]) },
                legend: null,
              },
              stroke: { value: '#ffffff' },
              strokeWidth: { value: 2 },
            },
          },
          {
            transform: [{ filter: 'datum.isChanged' }],
            mark: { type: 'rect', fillOpacity: 0, stroke: '#1a1a1a', strokeWidth: 2 },
            encoding: { x, y },
          },
          { mark: text(TEXT_SIZE), encoding: { x, y, text: { field: 'verdict' } } },
        ],
      },
      {
        data: { values: [{}] },
        width,
        height: LINE_HEIGHT * lines.length,
        view: { stroke: null },
        mark: {
          ...text(TEXT_SIZE - 1),
          color: SOFT_COLOR,
          align: 'left',
          baseline: 'top',
          x: -LABEL_WIDTH + 24,
          y: 0,
        },
        encoding: { text: { value: lines } },
      },
    ],
    config: CONFIG,
  };
}
