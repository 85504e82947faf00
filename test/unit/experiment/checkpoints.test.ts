import { expect, test } from 'vitest';
import { pauseMs } from '../../../src/experiment/checkpoints.ts';

test('checkpoints come at the interval, and take a twentieth of the time at most', () => {
  expect(pauseMs(60_000, 270)).toBe(60_000);
  expect(pauseMs(60_000, 4_000)).toBe(80_000);
  expect(pauseMs(0, 15)).toBe(300);
});
