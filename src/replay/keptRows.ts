/**
 * Rows of one width, each under a number from 1 on that is its own until it is released. There is
 * room for as many as were kept at once, rounded up to a power of two.
 */
export class KeptRows {
  readonly #width: number;
  readonly #free: number[] = [];
  #count = 0;
  #values: Float32Array;

  constructor(width: number) {
    this.#width = width;
    this.#values = new Float32Array(2 * width);
  }

  /** Row n begins at n times the width; no row is 0. Another array once more rows are kept. */
  get values(): Float32Array {
    return this.#values;
  }

  /** Copies a row from `source`, which has it at `from`. Returns its number. */
  keep(source: Float32Array, from: number): number {
    const row = this.#free.pop() ?? ++this.#count;
    const to = row * this.#width;
    if (to === this.#values.length) {
      const larger = new Float32Array(2 * to);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values.set(source.subarray(from, from + this.#width), to);
    return row;
  }

  release(row: number): void {
    this.#free.push(row);
  }
}
