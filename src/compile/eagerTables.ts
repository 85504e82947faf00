import * as tf from '@tensorflow/tfjs';
import type { Table, TableKeeper } from './table.ts';

/** Tables of a program without a graph: arrays on the host, for any backend. */
export class EagerTables implements TableKeeper {
  readonly #values = new Map<Table, Float32Array>();

  gather(table: Table, row_N: tf.Tensor1D): tf.Tensor2D {
    const { width } = table;
    const values = this.#valuesOf(table);
    const gathered = new Float32Array(row_N.size * width);
    row_N.dataSync<'int32'>().forEach((row, index) => {
      gathered.set(values.subarray(row * width, (row + 1) * width), index * width);
    });
    return tf.tensor2d(gathered, [row_N.size, width]);
  }

  scatter(table: Table, row_N: tf.Tensor1D, values_NW: tf.Tensor2D): void {
    const { width } = table;
    const values = this.#valuesOf(table);
    const written = values_NW.dataSync<'float32'>();
    row_N.dataSync<'int32'>().forEach((row, index) => {
      values.set(written.subarray(index * width, (index + 1) * width), row * width);
    });
  }

  #valuesOf(table: Table): Float32Array {
    const values = this.#values.get(table) ?? new Float32Array(table.rows * table.width);
    this.#values.set(table, values);
    return values;
  }
}
