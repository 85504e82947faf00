import { setTimeout as delay } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { stayAwake } from '../../../src/transport/stayAwake.ts';

/** How often the loop was asked for another turn in the next milliseconds. */
async function turnsIn(milliseconds: number): Promise<number> {
  using immediates = vi.spyOn(globalThis, 'setImmediate');
  await delay(milliseconds);
  return immediates.mock.calls.length;
}

test('the loop turns until it may sleep', async () => {
  const sleep = stayAwake(10_000);
  expect(await turnsIn(5)).toBeGreaterThan(3);
  sleep();
  await delay(1);
  expect(await turnsIn(5)).toBe(0);
});

test('the loop turns no longer than it was asked to', async () => {
  stayAwake(5);
  await delay(20);
  expect(await turnsIn(5)).toBe(0);
});
