import { expect, test } from 'vitest';
import { RequestJournal, type Replayed } from '../../../src/env/requestJournal.ts';

const shown = { obs_EO: Float64Array.of(1) };
const request: Replayed = () => Promise.resolve(shown.obs_EO);

test('a journal is long after so many requests, until it begins anew', () => {
  const journal = new RequestJournal(3);
  for (const isLong of [false, false, true]) {
    journal.add(request, shown, 10);
    expect(journal.isLong).toBe(isLong);
  }
  journal.beginAt([new Uint8Array(1)]);
  expect(journal.isLong).toBe(false);
  for (let count = 0; count < 3; count++) journal.add(request, shown, 10);
  journal.begin();
  expect(journal.isLong).toBe(false);
});

test('a few requests with very many numbers are long, too', () => {
  const journal = new RequestJournal(1000);
  // Two steps of 4,096 humanoids, and so on.
  for (let count = 0; !journal.isLong; count++) {
    expect(count).toBeLessThan(100);
    journal.add(request, shown, 4096 * 17);
  }
});
