import type * as tf from '@tensorflow/tfjs';

/**
 * Rows of float32 numbers that live in a program from call to call and are read and written by their
 * numbers. All are zero at first. A table is no part of the program's state: it is never copied in or
 * out as a whole, so that it can be as large as the memory of the device.
 */
export class Table {
  readonly rows: number;
  readonly width: number;

  /** Throws a `RangeError` where TensorFlow could not count the numbers with 32 bits, as it does on a GPU. */
  constructor(rows: number, width: number) {
    if (rows * width >= MOST_NUMBERS) {
      throw new RangeError(
        `A table has fewer than ${MOST_NUMBERS} numbers, got ${rows} x ${width}.`,
      );
    }
    this.rows = rows;
    this.width = width;
  }
}

/** A table has fewer numbers. */
export const MOST_NUMBERS = 2 ** 31;

/** What reads and writes tables: a graph that is being recorded, or a program that runs eagerly. */
export interface TableKeeper {
  readonly gather: (table: Table, row_N: tf.Tensor1D) => tf.Tensor2D;
  readonly scatter: (table: Table, row_N: tf.Tensor1D, values_NW: tf.Tensor2D) => void;
}

let keeper: TableKeeper | null = null;

/** The rows of a table with the numbers `row_N` (int32): a new tensor `[N, W]`. */
export function gatherRows(table: Table, row_N: tf.Tensor1D): tf.Tensor2D {
  return required().gather(table, row_N);
}

/** Writes `values_NW` over the rows with the numbers `row_N`, of which no two are equal. */
export function scatterRows(table: Table, row_N: tf.Tensor1D, values_NW: tf.Tensor2D): void {
  required().scatter(table, row_N, values_NW);
}

/** Runs `fn`, for which `newKeeper` keeps the tables. */
export function keepingTables<T>(newKeeper: TableKeeper, fn: () => T): T {
  keeper = newKeeper;
  try {
    return fn();
  } finally {
    keeper = null;
  }
}

function required(): TableKeeper {
  if (keeper) return keeper;
  throw new Error('A table is used outside of a program. Only its functions can.');
}
