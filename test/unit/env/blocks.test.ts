import { expect, test } from 'vitest';
import { blocksOf, joinRows, sharesOf, takeRows } from '../../../src/env/blocks.ts';

test.each([
  [8, 1, [[0, 8]]],
  [8, 3, [[0, 3], [3, 3], [6, 2]]], // prettier-ignore
  [9, 2, [[0, 5], [5, 4]]], // prettier-ignore
  [2, 5, [[0, 1], [1, 1]]], // prettier-ignore
])('%i environments among %i workers', (environments, workers, expected) => {
  expect(blocksOf(environments, workers).map(({ first, count }) => [first, count])).toEqual(
    expected,
  );
});

test('a list in any order goes to the workers and comes back in its order', () => {
  const list = [7, 0, 5, 3, 1];
  const blocks = blocksOf(8, 3);
  const shares = sharesOf(list, blocks);
  expect(shares).toEqual([
    { block: 0, environments: [0, 1], places: [1, 4] },
    { block: 1, environments: [2, 0], places: [2, 3] },
    { block: 2, environments: [1], places: [0] },
  ]);
  const rows = Float32Array.from(list.flatMap((row) => [row, -row]));
  const answers = shares.map(({ places }) => Float64Array.from(takeRows(rows, places, 2)));
  expect(joinRows(shares, answers, 2)).toEqual(Float64Array.from(rows));
});

test('a worker that has nothing of a list is left alone', () => {
  expect(sharesOf([6, 7], blocksOf(8, 3)).map(({ block }) => block)).toEqual([2]);
});
