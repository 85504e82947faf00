import { createHash, type Hash } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';

import { UserError } from '../errors.ts';
import { replaceFile, writeError } from './atomicFile.ts';
import type { RunRecord } from './runRecord.ts';
import { TABLES, type AggregationRow, type EpisodeRow, type TableName } from './tables.ts';

/**
 * Writes a run's folder as the run goes: `run.json` and three tables. Rows are buffered; `flush` and
 * `close` write them. Everything is synchronous, so that a stop by a signal loses no row that was
 * flushed. Whatever cannot be written is a `UserError` that names the file.
 */
export class RunLog {
  readonly folder: string;
  readonly #tables: Readonly<Record<TableName, TableFile>>;

  /**
   * Makes the folder where it is missing, and starts its three tables anew; with `marks`, cuts them
   * back to where they stood and goes on from there.
   */
  constructor(folder: string, marks?: TableMarks) {
    try {
      mkdirSync(folder, { recursive: true });
    } catch (error) {
      throw writeError(folder, error);
    }
    this.folder = folder;
    this.#tables = {
      'evaluations.csv': new TableFile(folder, 'evaluations.csv', marks?.['evaluations.csv']),
      'training.csv': new TableFile(folder, 'training.csv', marks?.['training.csv']),
      'aggregation.csv': new TableFile(folder, 'aggregation.csv', marks?.['aggregation.csv']),
    };
  }

  evaluation(row: EpisodeRow): void {
    this.#tables['evaluations.csv'].append([row.step, row.agent, row.return, row.length]);
  }

  training(row: EpisodeRow): void {
    this.#tables['training.csv'].append([row.step, row.agent, row.return, row.length]);
  }

  aggregation(row: AggregationRow): void {
    this.#tables['aggregation.csv'].append([
      row.step,
      row.agent,
      row.neighbor,
      row.network,
      row.weight,
      row.distance,
    ]);
  }

  /** Replaces `run.json` as one step. The rows so far are written first: it never promises more. */
  writeRecord(record: RunRecord<unknown>): void {
    this.flush();
    replaceFile(join(this.folder, 'run.json'), `${JSON.stringify(record, null, 2)}\n`);
  }

  /** Hands all buffered rows to the operating system. */
  flush(): void {
    for (const table of Object.values(this.#tables)) table.flush();
  }

  /** Makes all rows so far survive a loss of power. Returns where each table stands. */
  sync(): TableMarks {
    return {
      'evaluations.csv': this.#tables['evaluations.csv'].sync(),
      'training.csv': this.#tables['training.csv'].sync(),
      'aggregation.csv': this.#tables['aggregation.csv'].sync(),
    };
  }

  /**
   * Writes what is buffered and closes the tables, all of them even where one cannot be written: its
   * rows are then lost, and the first error is thrown. Closing twice does nothing.
   */
  close(): void {
    const errors: unknown[] = [];
    for (const table of Object.values(this.#tables)) {
      try {
        table.close();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Where a table stands: its bytes, and their SHA-256. */
export interface TableMark {
  readonly bytes: number;
  readonly sha256: string;
}

export type TableMarks = Readonly<Record<TableName, TableMark>>;

/**
 * Throws an error that names the table unless each begins as it stood. Cut back to more than there is,
 * a file would be filled up with zeros; and a row that was changed would be taken for a result.
 */
export function assertTables(folder: string, marks: TableMarks): void {
  for (const [name, { bytes, sha256 }] of Object.entries(marks)) {
    const path = join(folder, name);
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (size < bytes) {
      throw new Error(`${path} has ${size} bytes and had ${bytes}: rows of it are lost`);
    }
    if (hashOf(path, bytes).digest('hex') === sha256) continue;
    throw new Error(`${path} is damaged: its first ${bytes} bytes have another hash`);
  }
}

function hashOf(path: string, bytes: number): Hash {
  return createHash('sha256').update(readFileSync(path).subarray(0, bytes));
}

type Cell = number | string | null;

const BUFFERED_ROWS = 1024;

/** One growing CSV file. */
class TableFile {
  readonly #path: string;
  #file: number | null;
  #rows: string[];
  /** Of all that is written. */
  readonly #hash: Hash;

  constructor(folder: string, name: TableName, mark?: TableMark) {
    this.#path = join(folder, name);
    this.#rows = mark ? [] : [TABLES[name].join(',')];
    try {
      this.#file = openSync(this.#path, mark ? 'a' : 'w');
      if (mark) ftruncateSync(this.#file, mark.bytes);
      this.#hash = mark ? hashOf(this.#path, mark.bytes) : createHash('sha256');
    } catch (error) {
      throw writeError(this.#path, error);
    }
    this.flush();
  }

  append(cells: readonly Cell[]): void {
    this.#rows.push(cells.map(formatCell).join(','));
    if (this.#rows.length >= BUFFERED_ROWS) this.flush();
  }

  flush(): void {
    if (this.#rows.length === 0) return;
    if (this.#file === null) throw new Error(`${this.#path} is closed.`);
    const written = fstatSync(this.#file).size;
    try {
      const text = this.#rows.map((row) => `${row}\n`).join('');
      appendFileSync(this.#file, text);
      this.#hash.update(text);
      this.#rows = [];
    } catch (error) {
      // A disk that filled up in the middle of a row must not leave half of it.
      if (fstatSync(this.#file).isFile()) ftruncateSync(this.#file, written);
      throw writeError(this.#path, error);
    }
  }

  /** Where the file stands, once what is in it is sure to stay there. */
  sync(): TableMark {
    this.flush();
    if (this.#file === null) throw new Error(`${this.#path} is closed.`);
    try {
      fsyncSync(this.#file);
      const { size } = fstatSync(this.#file);
      return { bytes: size, sha256: this.#hash.copy().digest('hex') };
    } catch (error) {
      throw writeError(this.#path, error);
    }
  }

  close(): void {
    if (this.#file === null) return;
    const file = this.#file;
    try {
      this.flush();
      fsyncSync(file);
    } catch (error) {
      throw error instanceof UserError ? error : writeError(this.#path, error);
    } finally {
      this.#file = null;
      this.#rows = [];
      closeSync(file);
    }
  }
}

/** A number as the shortest text that reads back as the same number, here and in NumPy or pandas. */
export function formatCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  if (Number.isNaN(cell)) return 'nan';
  if (!Number.isFinite(cell)) return cell > 0 ? 'inf' : '-inf';
  return Object.is(cell, -0) ? '-0' : String(cell);
}
