import { describe, expect, test } from 'vitest';

import { judge, publishedRange } from '../../../src/published/judge.ts';
import { levelOf } from '../../../src/published/level.ts';
import { matchedRows, publishedLevel } from '../../../src/published/matched.ts';
import { ownCurve, windowReturns, windowedCurve } from '../../../src/published/ownCurve.ts';
import type { PublishedCurve } from '../../../src/published/readSource.ts';
import { SOURCES, type Source } from '../../../src/published/sources.ts';
import { inventedConfig, inventedRun } from '../figures/inventedRuns.ts';

const config = inventedConfig({
  rule: { name: 'none' },
  warmup: 2000,
  steps: 12_000,
  evaluationPeriod: 1000,
});

/** Agent k of four has the return of its step in thousands, times k + 1. */
const rising = (step: number, agent: number) => (step / 1000) * (agent + 1);

describe('our curve', () => {
  const own = ownCurve([inventedRun(config, rising)]);

  test('begins at the end of the warm-up, and has each agent', () => {
    expect(own.steps).toEqual([0, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10_000]);
    expect(own.agents).toEqual([0, 1, 2, 3].map((agent) => ({ seed: 0, agent })));
    expect(own.returns_TN[0]).toEqual([2, 4, 6, 8]);
  });

  test('is averaged over the five evaluations up to a step', () => {
    // 5000 after the warm-up: evaluations at 3000, 4000 ... 7000 in all, whose mean is 5.
    expect(windowReturns(own, 5000)).toEqual([5, 10, 15, 20]);
    expect(windowReturns(own, 10_000)).toEqual([10, 20, 30, 40]);
    // Between two evaluations: those at 4000 to 8000 lie in (1500, 6500].
    expect(windowReturns(own, 6500)).toEqual([6, 12, 18, 24]);
  });

  test('has no value where the window is not whole, nor past its end', () => {
    expect(windowReturns(own, 4999)).toBeNull();
    expect(windowReturns(own, 10_001)).toBeNull();
  });

  test('is drawn from the first evaluation on, over those that there are', () => {
    expect(windowedCurve(own)[0]).toEqual({ step: 0, returns_N: [2, 4, 6, 8] });
    expect(windowedCurve(own)[1]).toEqual({ step: 1000, returns_N: [2.5, 5, 7.5, 10] });
    expect(windowedCurve(own)[10]?.returns_N).toEqual([10, 20, 30, 40]);
  });

  test('goes as far as the shortest of several runs', () => {
    const short = inventedRun({ ...config, seed: 1 }, rising, { stepsDone: 9000 });
    const both = ownCurve([inventedRun(config, rising), short]);
    expect(both.steps.at(-1)).toBe(7000);
    expect(both.agents).toHaveLength(8);
    expect(both.agents.at(-1)).toEqual({ seed: 1, agent: 3 });
  });
});

/** A curve with the returns of two seeds at each step after the warm-up. */
function curveOf(
  returns: Readonly<Record<number, readonly number[]>>,
  change: Partial<Source> = {},
  warmup = 10_000,
): PublishedCurve {
  const [first] = SOURCES;
  if (!first) throw new Error('No source.');
  const points = Object.entries(returns)
    .map(([step, values]) => ({ step: Number(step), level: levelOf(values) }))
    .sort((a, b) => a.step - b.step);
  return {
    source: { ...first, spacing: 5000, ...change },
    task: 'half-cheetah',
    env: 'HalfCheetah-v3',
    warmup,
    points,
  };
}

describe('a published value', () => {
  const curve = curveOf({ [-5000]: [0, 0], 5000: [1, 3], 10_000: [4, 6], 20_000: [9, 9] });

  test.each([
    [5000, 'after warm-up', 2],
    [9999, 'after warm-up', 2],
    [10_000, 'after warm-up', 5],
    // The evaluation at 15000 is missing, and that at 10000 is too old.
    [15_000, 'after warm-up', undefined],
    [20_000, 'in all', 5],
    [15_000, 'in all', 2],
    [5000, 'in all', 0],
    [4000, 'in all', undefined],
  ] as const)('at step %i, counted %s, is %d', (step, count, mean) => {
    expect(publishedLevel(curve, step, count)?.mean).toBe(mean);
  });

  test('is none where smoothing lacks a part of its window', () => {
    const smoothed = curveOf({ 5000: [1, 3], 10_000: [4, 6] }, { usableFrom: 20_000 });
    expect(publishedLevel(smoothed, 5000, 'after warm-up')).toBeNull();
    expect(publishedLevel(smoothed, 10_000, 'after warm-up')?.mean).toBe(5);
  });
});

describe('the verdict', () => {
  // Means 10 and 20 with deviations 2 and 5; one in the middle with a large one does not count.
  const range = publishedRange([levelOf([8, 12]), levelOf([15, 25]), levelOf([0, 30])]);

  test('takes the lowest less and the highest plus the deviation of its own source', () => {
    expect(range).toEqual({ low: 8, high: 25 });
    expect(publishedRange([])).toBeNull();
    expect(publishedRange([levelOf([8, 12])])).toEqual({ low: 8, high: 12 });
  });

  test.each([
    [7.99, 'below'],
    [8, 'inside'],
    [25, 'inside'],
    [25.01, 'above'],
  ] as const)('on %d is %s', (mean, verdict) => {
    expect(judge(mean, range ?? { low: NaN, high: NaN })).toBe(verdict);
  });
});

describe('matched rows', () => {
  const own = ownCurve([inventedRun(config, rising)]);
  const ddpg = curveOf({ 5000: [10, 14], 10_000: [40, 60] });
  const td3 = curveOf({ 5000: [1000, 1000], 10_000: [1000, 1000] }, { isDdpg: false });

  test('judge by DDPG alone, as far as our run goes', () => {
    const rows = matchedRows(own, [ddpg, td3], 'after warm-up');
    expect(rows.map(({ step, ours, range, verdict }) => [step, ours.mean, range, verdict])).toEqual(
      [
        [5000, 12.5, { low: 10, high: 14 }, 'inside'],
        [10_000, 25, { low: 40, high: 60 }, 'below'],
      ],
    );
    expect(rows.map(({ published }) => published[1]?.mean)).toEqual([1000, 1000]);
  });

  test('counted in all are shifted by each own warm-up', () => {
    // Ours at 10,000 in all is 8,000 after its warm-up of 2,000; theirs of 10,000 has only begun.
    const [row, ...others] = matchedRows(own, [ddpg], 'in all');
    expect(others).toEqual([]);
    expect(row).toMatchObject({ step: 10_000, published: [null], range: null, verdict: null });
    expect(row?.ours.mean).toBe(8 * 2.5);
  });
});
