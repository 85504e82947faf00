import { expect, test } from 'vitest';
import { KeptRows } from '../../../src/replay/keptRows.ts';

test('rows stay under their numbers while others come and go, and numbers are used again', () => {
  const kept = new KeptRows(2);
  const source = Float32Array.of(1, 2, 3, 4, 5, 6);
  const [first, second, third] = [0, 2, 4].map((from) => kept.keep(source, from));
  expect([first, second, third]).toEqual([1, 2, 3]);
  kept.release(2);
  expect(kept.keep(source, 0)).toBe(2);
  expect([...kept.values.subarray(2, 8)]).toEqual([1, 2, 1, 2, 5, 6]);
});

test('there is room for no more than twice the rows that were kept at once', () => {
  const kept = new KeptRows(1);
  const source = Float32Array.of(0);
  for (let step = 0; step < 1000; step++) {
    kept.keep(source, 0);
    if (step >= 100) kept.release(1 + (step % 100));
  }
  expect(kept.values.length).toBeLessThanOrEqual(256);
});
