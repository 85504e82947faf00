import { LINE_HEIGHT, SOFT_COLOR, TEXT_SIZE } from './look.ts';
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

export interface Look {
  readonly color: string;
  /** Behind the field. */
  readonly tint: string;
  readonly shape: string;
  readonly symbol: string;
}

/** Told apart by shape, symbol, lightness and word; the hues are bluish green and vermilion. */
export const LOOKS: Readonly<Record<ClaimVerdict, Look>> = {
  supported: { color: '#00694e', tint: '#e3f2ec', shape: 'circle', symbol: '✓' },
  contradicted: { color: '#c8480d', tint: '#fbe6db', shape: 'square', symbol: '✗' },
  undecided: { color: '#666666', tint: '#f4f4f4', shape: 'diamond', symbol: '?' },
  'not run': { color: '#b5b5b5', tint: '#ffffff', shape: 'circle', symbol: '–' },
};

export const STATEMENT_WIDTH = 250;
const PADDING = 10;
export const SMALL = TEXT_SIZE - 1;
export const SMALL_LINE = LINE_HEIGHT - 1;
/** From the top of a field to its number. */
const NUMBER_AT = PADDING + 26;

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

/**
 * Where everything stands: a row is as high as its fullest field.
 *
 * @param column width of a column in pixels
 */
export function placed({ columns, rows }: ClaimsTable, column: number) {
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
