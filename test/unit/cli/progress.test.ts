import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { durationText, meanReturn, startProgress } from '../../../src/cli/progress.ts';

let written: string;
const { isTTY } = process.stderr;

beforeEach(() => {
  written = '';
  vi.useFakeTimers({ toFake: ['performance'] });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  pretendTerminal(isTTY);
});

function pretendTerminal(isTerminal: boolean): void {
  process.stderr.isTTY = isTerminal;
}

/** A run of 100 steps, one every second. */
function runPiped(steps: number): void {
  pretendTerminal(false);
  const progress = startProgress('pendulum 1/2', 100, false);
  for (let step = 1; step <= steps; step++) {
    vi.advanceTimersByTime(1000);
    progress.update(step, step < 20 ? '' : 'mean return 7');
  }
  progress.stop();
}

describe('where the output is no terminal', () => {
  test('a plain line comes every ten seconds, with the share, the rate and the time that is left', () => {
    runPiped(25);
    expect(written.split('\n')).toEqual([
      'pendulum 1/2 10% step 10/100, 1.0 steps/s, 1m30s left',
      'pendulum 1/2 20% step 20/100, 1.0 steps/s, 1m20s left, mean return 7',
      '',
    ]);
  });

  test('the last step has a line in any case', () => {
    runPiped(100);
    expect(written.split('\n').at(-2)).toBe(
      'pendulum 1/2 100% step 100/100, 1.0 steps/s, 0s left, mean return 7',
    );
    expect(written.split('\n')).toHaveLength(11);
  });
});

test('--quiet says nothing', () => {
  const progress = startProgress('pendulum', 10, true);
  progress.update(10, 'mean return 7');
  progress.stop();
  expect(written).toBe('');
});

test('on a terminal there is one line, which moves', () => {
  vi.useRealTimers();
  pretendTerminal(true);
  const progress = startProgress('pendulum', 10, false);
  progress.update(5, 'mean return 7');
  progress.stop();
  expect(written).toContain('pendulum [');
  expect(written).toContain('50% step 5/10');
  expect(written).toContain('mean return 7');
});

test.each([
  [0, '0s'],
  [0.4, '0s'],
  [59.4, '59s'],
  [59.6, '1m00s'],
  [425, '7m05s'],
  [3599.7, '1h00m'],
  [112_800, '31h20m'],
])('%f seconds are %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});

test('a mean return is rounded to a whole number', () => {
  expect(meanReturn([{ return: 1 }, { return: 2.4 }])).toBe('2');
});
