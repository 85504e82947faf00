import * as tf from '@tensorflow/tfjs';
import { graphShape, type GraphNode } from './graph.ts';
import { control, dtypeNumber, doneNode, handleNode } from './nodes.ts';
import type { Recorder } from './recorder.ts';
import type { Plan } from './session.ts';
import type { Table, TableKeeper } from './table.ts';

/** The tables of a program: a variable of TensorFlow each, that of the first function that uses it. */
export class TableNodes {
  readonly #nodes: GraphNode[];
  readonly #names = new Map<Table, string>();

  constructor(nodes: GraphNode[]) {
    this.#nodes = nodes;
  }

  /** The name of a table's node, which is added where there is none yet. */
  nameOf(table: Table): string {
    const known = this.#names.get(table);
    if (known !== undefined) return known;
    const name = `table.${this.#names.size}`;
    this.#names.set(table, name);
    const shape = [table.rows, table.width];
    this.#nodes.push(handleNode(name, { shape, dtype: 'float32' }));
    return name;
  }

  /** Adds what fills all tables with zeros, where they lie: nothing that large crosses the door. */
  addClear(): Plan {
    const clears = [...this.#names].flatMap(([table, name]) => clearNodes(table, name));
    const writes = clears.filter(({ op }) => op === 'AssignVariableOp').map((node) => node.name);
    const done = doneNode('tables.cleared', writes);
    this.#nodes.push(...clears, done);
    return { name: 'clear', inputs: [], outputs: [{ name: 'done', node: done.name }] };
  }
}

/** Writes down how one function reads and writes tables, in the order in which it does. */
export class TableWriter implements TableKeeper {
  readonly writes: string[] = [];
  readonly #fn: string;
  readonly #nodes: GraphNode[];
  readonly #recorder: Recorder;
  readonly #tables: TableNodes;
  /** Of each table: its last write, and what has read it since. */
  readonly #last = new Map<
    Table,
    { readonly write: readonly string[]; readonly reads: string[] }
  >();
  #count = 0;

  constructor(fn: string, nodes: GraphNode[], recorder: Recorder, tables: TableNodes) {
    this.#fn = fn;
    this.#nodes = nodes;
    this.#recorder = recorder;
    this.#tables = tables;
  }

  gather(table: Table, row_N: tf.Tensor1D): tf.Tensor2D {
    const { write, reads } = this.#lastOf(table);
    const node = this.#node('ResourceGather', table, [row_N], write);
    reads.push(node.name);
    const rows_NW = tf.zeros<tf.Rank.R2>([row_N.size, table.width]);
    this.#recorder.define(rows_NW, node);
    return rows_NW;
  }

  scatter(table: Table, row_N: tf.Tensor1D, values_NW: tf.Tensor2D): void {
    const { write, reads } = this.#lastOf(table);
    const node = this.#node(
      'ResourceScatterUpdate',
      table,
      [row_N, values_NW],
      [...write, ...reads],
    );
    this.#nodes.push(node);
    this.writes.push(node.name);
    this.#last.set(table, { write: [node.name], reads: [] });
  }

  #node(
    op: string,
    table: Table,
    operands: readonly tf.Tensor[],
    after: readonly string[],
  ): GraphNode {
    const name = `${this.#fn}/table.${this.#count++}`;
    const sources = operands.map((operand) => this.#recorder.sourceOf(operand));
    const earlier = [...after, ...this.#recorder.lanes.enter(name)];
    return {
      name,
      op,
      input: [this.#tables.nameOf(table), ...sources, ...earlier.map(control)],
      attr: {
        dtype: { type: dtypeNumber('float32') },
        Tindices: { type: dtypeNumber('int32') },
      },
    };
  }

  #lastOf(table: Table) {
    const last = this.#last.get(table) ?? { write: [], reads: [] };
    this.#last.set(table, last);
    return last;
  }
}

function clearNodes({ rows, width }: Table, name: string): GraphNode[] {
  const [float, int] = [dtypeNumber('float32'), dtypeNumber('int32')];
  const constant = (
    suffix: string,
    dtype: number,
    shape: readonly number[],
    values: ArrayBufferView,
  ) => ({
    name: `${name}.${suffix}`,
    op: 'Const',
    input: [],
    attr: {
      dtype: { type: dtype },
      value: {
        tensor: {
          dtype,
          tensorShape: graphShape(shape),
          tensorContent: new Uint8Array(values.buffer),
        },
      },
    },
  });
  const zeros = `${name}.zeros`;
  return [
    constant('shape', int, [2], Int32Array.of(rows, width)),
    constant('zero', float, [], Float32Array.of(0)),
    {
      name: zeros,
      op: 'Fill',
      input: [`${name}.shape`, `${name}.zero`],
      attr: { T: { type: float }, index_type: { type: int } },
    },
    {
      name: `${name}.clear`,
      op: 'AssignVariableOp',
      input: [name, zeros],
      attr: { dtype: { type: float } },
    },
  ];
}
