import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Stopwatch } from '../../../scripts/bench/stopwatch.ts';

/** Keeps the processor busy. */
function work(milliseconds: number): number {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
  return milliseconds;
}

test('a method is timed and still does what it did', () => {
  const watch = new Stopwatch();
  const object = { work };
  watch.time('work', object, 'work');
  expect(object.work(20)).toBe(20);
  expect(watch.seconds['work']).toBeGreaterThanOrEqual(0.02);
  watch.reset();
  expect(watch.seconds).toEqual({});
});

test('of what overlaps with other work only the waiting counts', async () => {
  const watch = new Stopwatch();
  const object = { work, wait: (milliseconds: number) => delay(milliseconds) };
  watch.time('work', object, 'work');
  watch.time('wait', object, 'wait');
  const waiting = object.wait(50);
  object.work(200);
  await waiting;
  expect(watch.seconds['work']).toBeGreaterThanOrEqual(0.2);
  expect(watch.seconds['wait']).toBeLessThan(0.15);
});
