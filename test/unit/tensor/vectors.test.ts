import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { withinScope } from '../../../src/compile/program.ts';
import { piecesToParameters, pieceLayout } from '../../../src/tensor/stack.ts';
import { Piece, chunksOf, cutWhole, takeWhole } from '../../../src/tensor/vectors.ts';
import { useJsBackend } from '../../support/native.ts';

useJsBackend();

const LONG = 2 ** 15 + 1;

const SHAPES = [
  [2, 1],
  [128, 128],
  [1, 3],
  [200, 100],
] as const;

/** Five rows in blocks of 2, 1 and 2; row r holds r, r + 0.5, r, r + 0.5, ... */
function pieceOf(width: number): Piece {
  const row = (r: number) => Array.from({ length: width }, (_, column) => r + (column % 2) / 2);
  const blocks = [[0, 1], [2], [3, 4]].map((rows) => tf.tensor2d(rows.map(row)));
  return new Piece(blocks);
}

/** The first two numbers of each row. */
function startOf(rows: tf.Tensor2D): number[][] {
  return rows.slice([0, 0], [-1, 2]).arraySync();
}

describe.each([
  { kind: 'short', width: 2, rowsAtOnce: 2 ** 15 },
  { kind: 'long', width: LONG, rowsAtOnce: 1 },
])('a piece with $kind rows', ({ width, rowsAtOnce }) => {
  test('says how many rows are worth an operation', () => {
    expect(pieceOf(width)).toMatchObject({ width, rowsAtOnce });
  });

  test('gives rows of any blocks in any order', () => {
    withinScope(() => {
      const piece = pieceOf(width);
      expect(startOf(piece.take([4, 0, 2]))).toEqual([
        [4, 4.5],
        [0, 0.5],
        [2, 2.5],
      ]);
      expect(startOf(piece.take([3]))).toEqual([[3, 3.5]]);
    });
  });

  test('replaces rows, and leaves the other blocks the tensors that they were', () => {
    withinScope(() => {
      const piece = pieceOf(width).append(tf.fill([1, width], 9));
      const values_GP = tf.stack([tf.fill([width], -1), tf.fill([width], -4)]) as tf.Tensor2D;
      const [first, second, third, ...others] = piece.replace(3, [{ rows: [1, 4], values_GP }]);
      expect(others).toEqual([]);
      expect(second).toBe(piece.blocks_LP[1]);
      expect([first, third].map((block) => block && startOf(block))).toEqual([
        [
          [0, 0.5],
          [-1, -1],
        ],
        [
          [3, 3.5],
          [-4, -4],
        ],
      ]);
      expect(startOf(piece.take([5]))).toEqual([[9, 9]]);
    });
  });

  test('has no other rows', () => {
    withinScope(() => {
      expect(() => pieceOf(width).take([5]).dataSync()).toThrow();
    });
  });
});

test('whole rows are all pieces side by side, and can be cut again', () => {
  withinScope(() => {
    const vectors = [pieceOf(2), pieceOf(1)];
    const whole_GP = takeWhole(vectors, [3, 0]);
    expect(whole_GP.arraySync()).toEqual([
      [3, 3.5, 3],
      [0, 0.5, 0],
    ]);
    expect(cutWhole(vectors, whole_GP).map((piece) => piece.arraySync())).toEqual([
      [
        [3, 3.5],
        [0, 0.5],
      ],
      [[3], [0]],
    ]);
  });
});

test('lists are divided in order', () => {
  expect(chunksOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(chunksOf([], 2)).toEqual([]);
});

describe('the pieces of a network', () => {
  test('are its large tensors alone, and the others together', () => {
    expect(pieceLayout(SHAPES)).toEqual([[1], [3], [0, 2]]);
    expect(pieceLayout([[2, 1]])).toEqual([[0]]);
    expect(pieceLayout([[128, 128]])).toEqual([[0]]);
  });

  test('give its tensors back in their order', () => {
    withinScope(() => {
      const pieces = [
        tf.ones([1, 128 * 128]),
        tf.zeros([1, 20_000]),
        tf.tensor2d([[1, 2, 3, 4, 5]]),
      ];
      const tensors = piecesToParameters(pieces as tf.Tensor2D[], SHAPES);
      expect(tensors.map(({ shape }) => shape)).toEqual(SHAPES.map((shape) => [1, ...shape]));
      expect([tensors[0]?.arraySync(), tensors[2]?.arraySync()]).toEqual([
        [[[1], [2]]],
        [[[3, 4, 5]]],
      ]);
    });
  });
});
