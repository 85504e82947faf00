import type { TopLevelSpec } from 'vega-lite';
import { CONFIG, FIGURE_WIDTH, LINE_HEIGHT, SOFT_COLOR, TEXT_SIZE } from './look.ts';
import { wrap } from './text.ts';

/** What is said of a claim; `not run` where no run tells. */
export type ClaimVerdict = 'supported' | 'contradicted' | 'undecided' | 'not run';

/** One field: a verdict, and what it hangs on. */
export interface ClaimField {
  readonly verdict: ClaimVerdict;
  /** The difference with its interval; empty where there is none. */
  readonly number: string;
  /** What is compared, in few words. */
  readonly comparison: string;
}

/** The claims table as a picture. */
export interface ClaimsTable {
  readonly title: string;
  readonly subtitle: string;
  readonly footnote: string;
  /** Left to right. */
  readonly columns: readonly { readonly task: string; readonly setting: string }[];
  /** Top to bottom, with a field for each column. */
  readonly rows: readonly {
    readonly claim: string;
    readonly statement: string;
    readonly fields: readonly ClaimField[];
  }[];
}

interface Look {
  readonly color: string;
  /** Behind the field. */
  readonly tint: string;
  readonly shape: string;
  readonly symbol: string;
}

/** Told apart by shape, symbol, lightness and word; the hues are bluish green and vermilion. */
const LOOKS: Readonly<Record<ClaimVerdict, Look>> = {
  supported: { color: '#00694e', tint: '#e3f2ec', shape: 'circle', symbol: '✓' },
  contradicted: { color: '#c8480d', tint: '#fbe6db', shape: 'square', symbol: '✗' },
  undecided: { color: '#666666', tint: '#f4f4f4', shape: 'diamond', symbol: '?' },
  'not run': { color: '#b5b5b5', tint: '#ffffff', shape: 'circle', symbol: '–' },
};

const STATEMENT_WIDTH = 250;
const LEAST_COLUMN = 190;
const MOST_COLUMN = 330;
const PADDING = 10;
const SMALL = TEXT_SIZE - 1;
const SMALL_LINE = LINE_HEIGHT - 1;
/** From the top of a field to its number. */
const NUMBER_AT = PADDING + 26;

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

/** Some lines of text, and the left upper corner of the first. */
interface PlacedText {
  readonly x: number;
  readonly y: number;
  readonly lines: readonly string[];
  readonly size: number;
  readonly weight: 'bold' | 'normal';
  readonly color: string;
}

/** A field's rectangle, in pixels from the left and the top. */
interface PlacedField {
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly bottom: number;
  readonly verdict: ClaimVerdict;
  readonly symbol: string;
}

/** Where everything stands: a row is as high as its fullest field. */
function placed({ columns, rows }: ClaimsTable, column: number) {
  const texts: PlacedText[] = [];
  const fields: PlacedField[] = [];
  const inside = column - 2 * PADDING;
  const write = (
    x: number,
    y: number,
    lines: readonly string[],
    look: Partial<PlacedText> = {},
  ): void => {
    texts.push({ x, y, lines, size: SMALL, weight: 'normal', color: '#1a1a1a', ...look });
  };
  const left = (index: number): number => STATEMENT_WIDTH + column * index + PADDING;
  const settings = columns.map(({ setting }) => wrap(setting, SMALL, inside));
  for (const [index, { task }] of columns.entries()) {
    write(left(index), 0, [task], { size: TEXT_SIZE, weight: 'bold' });
    write(left(index), LINE_HEIGHT + 1, settings[index] ?? [], { color: SOFT_COLOR });
  }
  let y = LINE_HEIGHT + SMALL_LINE * Math.max(0, ...settings.map(({ length }) => length)) + 8;
  for (const { claim, statement, fields: own } of rows) {
    const said = wrap(statement, TEXT_SIZE, STATEMENT_WIDTH - 50);
    const compared = own.map((field) => wrap(field.comparison, SMALL, inside));
    const most = Math.max(0, ...compared.map(({ length }) => length));
    const bottom = Math.max(
      y + NUMBER_AT + SMALL_LINE * (most + 1) + PADDING,
      y + SMALL_LINE * said.length + 2 * PADDING,
    );
    write(0, y + PADDING + 4, [`(${claim})`], { size: TEXT_SIZE, weight: 'bold' });
    write(32, y + PADDING + 4, said, { size: TEXT_SIZE });
    for (const [index, { verdict, number }] of own.entries()) {
      const x = left(index) - PADDING;
      const { color, symbol } = LOOKS[verdict];
      fields.push({ x, y, right: x + column, bottom, verdict, symbol });
      write(x + 38, y + PADDING + 3, [verdict], {
        size: TEXT_SIZE,
        weight: 'bold',
        color: verdict === 'not run' ? SOFT_COLOR : color,
      });
      if (number !== '') write(left(index), y + NUMBER_AT, [number], { weight: 'bold' });
      write(left(index), y + NUMBER_AT + (number === '' ? 0 : SMALL_LINE), compared[index] ?? [], {
        color: SOFT_COLOR,
      });
    }
    y = bottom;
  }
  return { texts, fields, height: y };
}
