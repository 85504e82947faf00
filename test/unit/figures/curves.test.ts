import { describe, expect, test } from 'vitest';

import { learningCurve } from '../../../src/figures/curves.ts';
import { inventedConfig, inventedRun } from './inventedRuns.ts';

const ALL = [0, 1, 2, 3];

/** Evaluations at 500, 600, ... 2000: the first at the end of the warm-up. */
const run = (seed: number, returnOf: (step: number, agent: number) => number, stepsDone = 2000) =>
  inventedRun(inventedConfig({ seed }), returnOf, { stepsDone });

describe('the curve of one seed', () => {
  test('is the mean over the agents, from the end of the warm-up', () => {
    const curve = learningCurve([run(0, (_step, agent) => 10 * agent)], ALL);
    expect(curve?.points[0]).toEqual({ step: 0, mean: 15, low: 7.5, high: 22.5 });
    expect(curve?.points.at(-1)?.step).toBe(1500);
    expect(curve?.points).toHaveLength(16);
  });

  test('has the middle half of its agents as its band: no interval over seeds', () => {
    const curve = learningCurve([run(0, (_step, agent) => 10 * agent)], ALL);
    expect(curve?.band).toBe('agents');
    expect(curve?.seeds).toEqual([0]);
    // Quartiles of 0, 10, 20, 30.
    expect(curve?.final).toEqual({ mean: 15, low: 7.5, high: 22.5 });
  });

  test('is smoothed over ten evaluations, none of them of the warm-up', () => {
    const curve = learningCurve([run(0, (step) => (step < 500 ? 1e6 : step))], ALL);
    expect(curve?.points.map((point) => point.mean).slice(0, 3)).toEqual([500, 550, 600]);
    // 1100, 1200, ... 2000.
    expect(curve?.points.at(-1)?.mean).toBe(1550);
  });

  test('ends in the mean of its last ten evaluations, and remembers its highest point', () => {
    const curve = learningCurve([run(0, (step) => (step < 1200 ? 1000 : 0))], ALL);
    // Of the last ten evaluations, only that of step 1100 was at 1000.
    expect(curve?.final.mean).toBe(100);
    expect(curve?.best).toBe(1000);
  });

  test('is over the agents asked for', () => {
    const curve = learningCurve([run(0, (_step, agent) => 10 * agent)], [1, 3]);
    expect(curve?.points[0]?.mean).toBe(20);
  });

  test('leaves out an evaluation that not all agents finished', () => {
    const whole = run(0, () => 1);
    const cut = { ...whole, evaluations: whole.evaluations.slice(0, -1) };
    expect(learningCurve([cut], ALL)?.points.at(-1)?.step).toBe(1400);
    expect(learningCurve([cut], [0, 1])?.points.at(-1)?.step).toBe(1500);
  });
});

describe('the curve of several seeds', () => {
  test('is the mean of their means, with a bootstrap interval over seeds', () => {
    const seeds = [1, 2, 4].map((level, seed) => run(seed, (_step, agent) => level + agent - 1.5));
    const curve = learningCurve(seeds, ALL);
    expect(curve?.band).toBe('seeds');
    expect(curve?.seeds).toEqual([0, 1, 2]);
    expect(curve?.final.mean).toBeCloseTo(7 / 3, 12);
    // All resamples of one seed: 1 in 27 each, more than the 2.5 % outside the interval.
    expect(curve?.final).toMatchObject({ low: 1, high: 4 });
  });

  test('goes as far as all of them went', () => {
    const curve = learningCurve([run(0, () => 1), run(1, () => 2, 1000)], ALL);
    expect(curve?.points.at(-1)).toMatchObject({ step: 500, mean: 1.5 });
  });
});

test('there is no curve without an evaluation after the warm-up', () => {
  expect(learningCurve([run(0, () => 1, 400)], ALL)).toBeNull();
  expect(learningCurve([], ALL)).toBeNull();
});
