import { describe, expect, test } from 'vitest';

import { styleOf } from '../../../src/figures/legend.ts';
import { bandText, footnote, seedsText } from '../../../src/figures/notes.ts';
import { panelOf } from '../../../src/figures/panel.ts';
import { inventedConfig, inventedPanel, inventedRun } from './inventedRuns.ts';

const one = () => 1;

describe('a panel', () => {
  test('has a curve for each rule, in the order of the legend', () => {
    const panel = panelOf('Without attack', inventedPanel().toReversed());
    expect(panel.curves.map(({ rule }) => styleOf(rule).label)).toEqual([
      'No cooperation',
      'Average',
      'Median',
      'Medoid',
      'Soft-medoid (T = 0.1)',
      'Soft-medoid (T = 1)',
      'Soft-medoid (T = 10)',
    ]);
    expect(panel.missing).toEqual([]);
    expect(panel.measure).toBe('mean of 4 agents');
  });

  test('says whose mean it shows where that is not all agents', () => {
    expect(panelOf('Fig. 4', inventedPanel(), [0, 1]).measure).toBe('mean of agents 0, 1');
  });

  test('says what is missing, and draws what there is', () => {
    const medoid = inventedConfig({ rule: { name: 'medoid' } });
    const median = inventedConfig({ rule: { name: 'median', evenCount: 'midpoint' } });
    const average = inventedConfig({ rule: { name: 'average' } });
    const none = inventedConfig({ rule: { name: 'none' } });
    const panel = panelOf('Average attack', [
      { config: none, run: inventedRun(none, one, { status: 'interrupted', stepsDone: 1200 }) },
      {
        config: average,
        run: inventedRun(average, one, {
          status: 'failed',
          stepsDone: 300,
          error: { message: 'the loss of agent 3 is NaN' },
        }),
      },
      { config: medoid, run: null },
      { config: median, run: null },
    ]);
    expect(panel.curves.map(({ rule }) => rule.name)).toEqual(['none']);
    expect(panel.curves[0]?.points.at(-1)?.step).toBe(700);
    expect(panel.missing).toEqual([
      'interrupted after 1,200 of 2,000 steps: No cooperation (seed 0)',
      'failed after 300 of 2,000 steps (the loss of agent 3 is NaN): Average (seed 0)',
      'not run: Medoid, Median (seed 0)',
    ]);
  });

  test('says in one word what all rules and several seeds miss', () => {
    const seeds = [0, 1, 2].flatMap((seed) =>
      inventedPanel({ seed }).map(({ config, run }) => ({ config, run: seed === 0 ? run : null })),
    );
    expect(panelOf('Without attack', seeds).missing).toEqual(['not run: all rules (seeds 1, 2)']);
  });

  test('draws a rule from its finished seeds where there are any', () => {
    const [whole, cut] = [inventedConfig({ seed: 0 }), inventedConfig({ seed: 1 })];
    const panel = panelOf('Without attack', [
      { config: whole, run: inventedRun(whole, one) },
      { config: cut, run: inventedRun(cut, one, { status: 'running', stepsDone: 900 }) },
    ]);
    expect(panel.curves.map(({ seeds }) => seeds)).toEqual([[0]]);
    expect(panel.missing).toEqual(['still running, 900 of 2,000 steps: Average (seed 1)']);
  });
});

describe('the footnote', () => {
  test('of one seed speaks of agents and gives no interval over seeds', () => {
    const runs = inventedPanel();
    expect(footnote([panelOf('a', runs)], runs)).toMatchInlineSnapshot(
      `"1 seed (0) for each rule. Lines: mean of 4 agents, moving average over 10 evaluations. Bands: the middle half of the agents (interquartile range); one seed gives no interval over seeds. Made on CPU, by resilient-marl 0.1.0 (commit 0123456)."`,
    );
  });

  test('of several seeds says what the interval is', () => {
    const runs = [0, 1, 2].flatMap((seed) => inventedPanel({ seed }));
    const panels = [panelOf('a', runs), panelOf('b', runs, [0, 1])];
    expect(footnote(panels, runs)).toMatchInlineSnapshot(
      `"3 seeds (0, 1, 2) for each rule. Lines: mean of 4 agents or mean of agents 0, 1, moving average over 10 evaluations. Bands: 95 % bootstrap interval over seeds, which with so few is their range and too narrow. Made on CPU, by resilient-marl 0.1.0 (commit 0123456)."`,
    );
  });

  test('of panels without any run says so', () => {
    const panels = [panelOf('a', [{ config: inventedConfig(), run: null }])];
    expect(seedsText(panels)).toBe('No run has been evaluated after its warm-up yet.');
    expect(bandText(panels)).toBe('');
  });
});
