import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { messageOf, UserError } from '../errors.ts';
import {
  NETWORK_NAMES,
  TABLES,
  type AggregationRow,
  type EpisodeRow,
  type NetworkName,
  type TableName,
} from './tables.ts';

/** Reads `evaluations.csv` or `training.csv`. A damaged file is a `UserError` with file and line. */
export function readEpisodes(
  folder: string,
  name: 'evaluations.csv' | 'training.csv',
): EpisodeRow[] {
  return readTable(folder, name, (line) => ({
    step: line.count(),
    agent: line.count(),
    return: line.number(),
    length: line.count(),
  }));
}

/** Reads `aggregation.csv`. A damaged file is a `UserError` with file and line. */
export function readAggregation(folder: string): AggregationRow[] {
  return readTable(folder, 'aggregation.csv', (line) => ({
    step: line.count(),
    agent: line.count(),
    neighbor: line.count(),
    network: line.network(),
    weight: line.numberOrNull(),
    distance: line.number(),
  }));
}

/** The text of a file of a run. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError(`Cannot read ${path}: ${messageOf(error)}. Is this the folder of a run?`, {
      cause: error,
    });
  }
}

function readTable<Row>(folder: string, name: TableName, readRow: (line: Line) => Row): Row[] {
  const path = join(folder, name);
  const lines = readText(path).split('\n');
  const columns = TABLES[name];
  if (lines[0] !== columns.join(',')) {
    throw damaged(path, 1, `the header is "${lines[0] ?? ''}", expected "${columns.join(',')}"`);
  }
  // Every line of a whole file ends in a line break, so that nothing follows the last one.
  if (lines.pop() !== '') {
    throw damaged(path, lines.length + 1, 'the line is cut off: the run was stopped while writing');
  }
  return lines.slice(1).map((text, row) => readRow(new Line(path, row + 2, text, columns)));
}

const NUMBER = /^-?(\d+(\.\d+)?(e[+-]?\d+)?|inf)$|^nan$/;
const SPECIAL: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, '-inf': -Infinity };

/** One line of a table, taken cell by cell from the left. */
class Line {
  readonly #path: string;
  readonly #number: number;
  readonly #cells: readonly string[];
  readonly #columns: readonly string[];
  #column = 0;

  constructor(path: string, number: number, text: string, columns: readonly string[]) {
    this.#path = path;
    this.#number = number;
    this.#cells = text.split(',');
    this.#columns = columns;
    if (this.#cells.length !== columns.length) {
      const got = `${this.#cells.length} values ("${text}")`;
      throw damaged(path, number, `${got}, expected ${columns.length} (${columns.join(',')})`);
    }
  }

  number(): number {
    const cell = this.#take();
    if (!NUMBER.test(cell)) throw this.#error(cell, 'a number');
    return SPECIAL[cell] ?? Number(cell);
  }

  numberOrNull(): number | null {
    if (this.#cells[this.#column] !== '') return this.number();
    this.#take();
    return null;
  }

  /** A whole number, not negative. */
  count(): number {
    const cell = this.#take();
    if (!/^\d+$/.test(cell)) throw this.#error(cell, 'a whole number');
    return Number(cell);
  }

  network(): NetworkName {
    const cell = this.#take();
    const network = NETWORK_NAMES.find((name) => name === cell);
    if (network === undefined) throw this.#error(cell, NETWORK_NAMES.join(' or '));
    return network;
  }

  #take(): string {
    return this.#cells[this.#column++] ?? '';
  }

  #error(cell: string, expected: string): UserError {
    const column = this.#columns[this.#column - 1] ?? '';
    return damaged(this.#path, this.#number, `${column} is "${cell}", expected ${expected}`);
  }
}

/** A file that a run wrote and that no longer reads. */
export function damaged(path: string, line: number, what: string): UserError {
  return new UserError(
    `${path}, line ${line}: ${what}. The file is damaged; make this run again in an empty folder.`,
  );
}
