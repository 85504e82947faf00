import * as tf from '@tensorflow/tfjs';

/**
 * One vector a learner, `[L, P]`, as it lies in memory: cut into pieces, columns that are held
 * together. The parameters of a network are such vectors as they are, so that what is large need not
 * be copied to be side by side.
 */
export type Vectors = readonly Piece[];

/** New values of some rows of a piece, in this order. */
export interface NewRows {
  readonly rows: readonly number[];
  readonly values_GP: tf.Tensor2D;
}

/**
 * How much one operation takes at once. `cache`: so little that its results are still in a core's cache
 * for the next. `memory`: as much as there is, for a GPU, where each operation costs a launch.
 */
export type Grain = 'cache' | 'memory';

/** Rows of so many numbers together are taken at once: 256 KB; or temporaries of 512 MB at most. */
const NUMBERS_AT_ONCE: Readonly<Record<Grain, number>> = { cache: 2 ** 16, memory: 2 ** 27 };

/** Columns of vectors: `[L, P]`, in one or more blocks of rows, one below the other. */
export class Piece {
  readonly blocks_LP: readonly tf.Tensor2D[];
  /** P. */
  readonly width: number;
  /** How many rows are worth an operation: one where a row is long. */
  readonly rowsAtOnce: number;
  /** All blocks in one, where rows are so short that several are taken at once. */
  readonly #whole_LP: tf.Tensor2D | null;
  /** Views of the rows, where each is taken by itself. */
  readonly #rows: readonly tf.Tensor2D[];
  readonly #grain: Grain;

  /** Inside of a tidy scope, in which the piece is used. */
  constructor(blocks_LP: readonly tf.Tensor2D[], grain: Grain = 'cache') {
    this.blocks_LP = blocks_LP;
    this.#grain = grain;
    this.width = blocks_LP[0]?.shape[1] ?? 0;
    this.rowsAtOnce = Math.max(1, Math.floor(NUMBERS_AT_ONCE[grain] / this.width));
    this.#whole_LP = this.rowsAtOnce === 1 ? null : concatRows(blocks_LP);
    this.#rows = this.#whole_LP ? [] : blocks_LP.flatMap(rowsOf);
  }

  /** The rows of the given numbers: `[G, P]`. A view where one row is taken out of a large piece. */
  take(rows: readonly number[]): tf.Tensor2D {
    if (this.#whole_LP) return tf.gather(this.#whole_LP, [...rows]);
    return concatRows(rows.map((row) => this.#row(row)));
  }

  /** The piece with more rows below. */
  append(rows_EP: tf.Tensor2D): Piece {
    return new Piece([...this.blocks_LP, rows_EP], this.#grain);
  }

  /** The first `count` blocks with new values in some rows. Blocks without new values stay the same tensors. */
  replace(count: number, changes: readonly NewRows[]): tf.Tensor2D[] {
    const places = new Map(
      changes.flatMap(({ rows }) => rows).map((row, index) => [row, index] as const),
    );
    const values = changes.map(({ values_GP }) => values_GP);
    const newRows = this.#whole_LP ? [] : values.flatMap(rowsOf);
    const all_LP = this.#whole_LP && concatRows([this.#whole_LP, ...values]);
    let first = 0;
    return this.blocks_LP.slice(0, count).map((block_LP) => {
      const rows = Array.from({ length: block_LP.shape[0] }, (_, index) => first + index);
      first += rows.length;
      if (!rows.some((row) => places.has(row))) return block_LP;
      if (!all_LP)
        return concatRows(rows.map((row) => newRows[places.get(row) ?? -1] ?? this.#row(row)));
      const indices = rows.map((row) => {
        const place = places.get(row);
        return place === undefined ? row : this.#height + place;
      });
      return tf.gather(all_LP, indices);
    });
  }

  get #height(): number {
    return this.blocks_LP.reduce((rows, { shape }) => rows + shape[0], 0);
  }

  #row(row: number): tf.Tensor2D {
    const row_LP = this.#rows[row];
    if (row_LP) return row_LP;
    throw new RangeError(`There is no row ${row}.`);
  }
}

function rowsOf(block_LP: tf.Tensor2D): tf.Tensor2D[] {
  const [count] = block_LP.shape;
  if (count === 1) return [block_LP];
  return Array.from({ length: count }, (_, index) => block_LP.slice([index, 0], [1, -1]));
}

function concatRows(blocks_LP: readonly tf.Tensor2D[]): tf.Tensor2D {
  const [first] = blocks_LP;
  return first && blocks_LP.length === 1 ? first : tf.concat([...blocks_LP]);
}

/** Rows of vectors whole, all pieces side by side: `[G, P]`. */
export function takeWhole(vectors: Vectors, rows: readonly number[]): tf.Tensor2D {
  const parts = vectors.map((piece) => piece.take(rows));
  const [first] = parts;
  return first && parts.length === 1 ? first : tf.concat(parts, 1);
}

/** The inverse of `takeWhole`: rows as pieces of the vectors' widths. */
export function cutWhole(vectors: Vectors, rows_GP: tf.Tensor2D): tf.Tensor2D[] {
  if (vectors.length === 1) return [rows_GP];
  return tf.split(
    rows_GP,
    vectors.map(({ width }) => width),
    1,
  );
}

/** `items` in lists of at most `size`, in order. */
export function chunksOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
