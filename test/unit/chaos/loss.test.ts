import { expect, test } from 'vitest';
import { lostRows, sameTables, type Tables } from '../../../scripts/chaos/runFolder.ts';
import { isSurvived } from '../../../scripts/chaos/scenario.ts';

function tables(text: string): Tables {
  return new Map([['training.csv', text]]);
}

test('rows are lost where they are gone, or other than they were', () => {
  const kept = { checkpoint: 0, tables: tables('a\nb\nc\n') };
  expect(lostRows(kept, tables('a\nb\nc\nd\n'))).toBe(0);
  expect(lostRows(kept, tables('a\nb\n'))).toBe(1);
  expect(lostRows(kept, tables('a\nB\nc\n'))).toBe(1);
  expect(lostRows(kept, new Map())).toBe(3);
});

test('half a row that was being written is no row yet', () => {
  const kept = { checkpoint: 0, tables: tables('a\nb\nha') };
  expect(lostRows(kept, tables('a\nb\n'))).toBe(0);
});

test('tables are the same to the last byte, and not where there are none', () => {
  expect(sameTables(tables('a\n'), tables('a\n'))).toBe(true);
  expect(sameTables(tables('a\n'), tables('a\n '))).toBe(false);
  expect(sameTables(tables(''), tables(''))).toBe(false);
});

test.each([
  [{}, true],
  [{ bitsEqual: null }, true],
  [{ injected: 0, survived: 0 }, false],
  [{ planned: 2 }, true],
  [{ planned: 3 }, false],
  [{ survived: 1 }, false],
  [{ lost: 1 }, false],
  [{ bitsEqual: false }, false],
])('a fault with %j is survived: %s', (change, expected) => {
  const outcome = { injected: 2, survived: 2, lost: 0, bitsEqual: true, note: '', ...change };
  expect(isSurvived(outcome)).toBe(expected);
});
