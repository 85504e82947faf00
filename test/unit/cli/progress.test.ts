import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { durationText, meanReturn, createProgress } from '../../../src/cli/progress.ts';

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
  const progress = createProgress('pendulum 1/2', 100, false);
  progress.begin('memory: 0.8 GB');
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
      'memory: 0.8 GB',
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
    expect(written.split('\n')).toHaveLength(12);
  });
});

test('--quiet says nothing', () => {
  const progress = createProgress('pendulum', 10, true);
  progress.begin('memory: 0.8 GB');
  progress.update(10, 'mean return 7');
  progress.stop();
  expect(written).toBe('');
});

test('on a terminal there is one line, which moves, below the heading', () => {
  vi.useRealTimers();
  pretendTerminal(true);
  const progress = createProgress('pendulum', 10, false);
  progress.begin('memory: 0.8 GB');
  progress.update(5, 'mean return 7');
  progress.stop();
  expect(written).toMatch(/^memory: 0.8 GB\n/);
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

test('what has not begun stops without a word', () => {
  pretendTerminal(true);
  createProgress('pendulum', 10, false).stop();
  expect(written).toBe('');
});

test('a mean return is rounded to a whole number', () => {
  expect(meanReturn([{ return: 1 }, { return: 2.4 }])).toBe('2');
});
