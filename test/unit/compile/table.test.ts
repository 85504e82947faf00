import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { compile } from '../../../src/compile/compile.ts';
import { runEagerly } from '../../../src/compile/eager.ts';
import type { Definition } from '../../../src/compile/program.ts';
import { gatherRows, MOST_NUMBERS, scatterRows, Table } from '../../../src/compile/table.ts';
import { useNativeBackend } from '../../support/native.ts';
import { the } from './compare.ts';

useNativeBackend();

const ROW = { shape: [1], dtype: 'int32' } as const;
const VALUES = { shape: [1, 2], dtype: 'float32' } as const;

/** A program that writes a row of a table and reads one, before and after. */
function functionsOf(table: Table) {
  const swap: Definition = {
    inputs: { write: ROW, read: ROW, values: VALUES },
    fn: (given) => {
      const [write, read] = [the(given, 'write').as1D(), the(given, 'read').as1D()];
      const before = gatherRows(table, read);
      scatterRows(table, write, the(given, 'values').as2D(1, 2));
      return { before, after: gatherRows(table, read) };
    },
  };
  const twice: Definition = {
    inputs: {},
    fn: () => {
      const row = tf.tensor1d([0], 'int32');
      scatterRows(table, row, tf.tensor2d([[1, 1]]));
      scatterRows(table, row, gatherRows(table, row).mul(2));
      return {};
    },
  };
  return { swap, twice };
}

describe.each([
  ['compiled', compile],
  ['eager', runEagerly],
] as const)('a table, %s,', (_, make) => {
  test('is zero at first, read as it was before a write, and as it is after', () => {
    using program = make([], functionsOf(new Table(3, 2)));
    const swap = (write: number, read: number, values: readonly [number, number]) => {
      const { before, after } = program.call.swap({
        write: Int32Array.of(write),
        read: Int32Array.of(read),
        values: Float32Array.of(...values),
      });
      return [Array.from(before ?? []), Array.from(after ?? [])];
    };
    expect(swap(2, 2, [5, 6])).toEqual([
      [0, 0],
      [5, 6],
    ]);
    expect(swap(1, 2, [NaN, -0])).toEqual([
      [5, 6],
      [5, 6],
    ]);
    expect(swap(2, 1, [7, 8])).toEqual([
      [NaN, -0],
      [NaN, -0],
    ]);
  });

  test('keeps the order of writes and reads', () => {
    using program = make([], functionsOf(new Table(1, 2)));
    program.call.twice({});
    program.call.twice({});
    const { before } = program.call.swap({
      write: Int32Array.of(0),
      read: Int32Array.of(0),
      values: Float32Array.of(0, 0),
    });
    expect(before).toEqual(Float32Array.of(2, 2));
  });

  test('is no part of the state, and of one program only', () => {
    const functions = functionsOf(new Table(1, 2));
    using first = make([], functions);
    using second = make([], functions);
    first.call.twice({});
    const zero = { write: Int32Array.of(0), read: Int32Array.of(0), values: new Float32Array(2) };
    expect(first.readState()).toEqual([]);
    expect(second.call.swap(zero)['before']).toEqual(new Float32Array(2));
    expect(first.call.swap(zero)['before']).toEqual(Float32Array.of(2, 2));
  });
});

test('a row that is not there is an error that says so', () => {
  using program = compile([], functionsOf(new Table(1, 2)));
  const beyond = { write: Int32Array.of(0), read: Int32Array.of(1), values: new Float32Array(2) };
  expect(() => program.call.swap(beyond)).toThrow(/indices.*1 is not in \[0, 1\)/);
});

test('outside of a program there are no tables', () => {
  expect(() => gatherRows(new Table(1, 1), tf.tensor1d([0], 'int32'))).toThrow(
    'A table is used outside of a program.',
  );
});

test('one that a GPU could not count is refused', () => {
  expect(new Table(MOST_NUMBERS - 1, 1).rows).toBe(MOST_NUMBERS - 1);
  expect(() => new Table(MOST_NUMBERS / 2, 2)).toThrow('fewer than 2147483648 numbers');
});
