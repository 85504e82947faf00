import { describe, expect, test } from 'vitest';
import { ruleKey } from '../../../src/aggregation/index.ts';
import type { SharedSettings } from '../../../src/experiment/cohort.ts';
import {
  PAPER_PANELS,
  describeRun,
  joinFigures,
  planRuns,
  selectPanels,
} from '../../../src/experiment/paperPlan.ts';
import { SCALES, scaledSettings } from '../../../src/experiment/scale.ts';

const quick = (task: string): SharedSettings => scaledSettings(SCALES.quick, task);

const ids = (figure: string): string[] => selectPanels(figure).map(({ id }) => id);

describe('what --figure names', () => {
  test.each([
    ['2a', ['2a']],
    ['4', ['4a', '4b']],
    ['5b,2a, 4', ['2a', '4a', '4b', '5b']],
    ['2,pendulum', ['2a', '2b', '5a', '5b']],
    ['pendulum', ['2b', '5a', '5b']],
    ['half-cheetah', ['2a', '3a', '3b', '4a', '4b']],
    ['all', ['2a', '2b', '3a', '3b', '4a', '4b', '5a', '5b']],
  ])('%s is %j', (figure, panels) => {
    expect(ids(figure)).toEqual(panels);
  });

  test.each(['1', '6', '2c', 'Pendulum', 'toString'])('%j is no figure', (figure) => {
    expect(() => selectPanels(figure)).toThrow(
      `--figure ${figure} is no figure of the paper. Give a panel (2a, 2b, `,
    );
    expect(() => selectPanels(`2a,${figure}`)).toThrow(`--figure ${figure} is no figure`);
  });

  test.each([
    [['2a', '2b'], '2'],
    [['5b', '2a'], '2a,5b'],
    [['2b', '5'], 'pendulum'],
    [['2a,3', '4'], 'half-cheetah'],
    [['pendulum', 'half-cheetah'], 'all'],
    [['4', '4a'], '4'],
    [['3', '4b'], '3,4b'],
  ])('%j together are %s', (figures, joined) => {
    expect(joinFigures(figures)).toBe(joined);
    expect(ids(joined)).toEqual(ids(figures.join(',')));
  });

  test('can have another task in place of the pendulum', () => {
    const panels = selectPanels('all', 'InvertedDoublePendulum-v5');
    expect(panels.map(({ task }) => task)).toEqual(
      PAPER_PANELS.map(({ task }) =>
        task === 'InvertedPendulum-v4' ? 'InvertedDoublePendulum-v5' : task,
      ),
    );
  });
});

describe('the runs of the paper', () => {
  test.each(['pendulum', 'half-cheetah'])('are 19 for %s and one seed', (figure) => {
    expect(planRuns(selectPanels(figure), quick, [0])).toHaveLength(19);
  });

  test('are 19 times two tasks times three seeds for everything', () => {
    const runs = planRuns(PAPER_PANELS, quick, [0, 1, 2]);
    expect(runs).toHaveLength(19 * 2 * 3);
    expect(new Set(runs.map(({ id }) => id)).size).toBe(runs.length);
  });

  test('without cooperation are trained once and stand in every panel of their task', () => {
    const runs = planRuns(selectPanels('pendulum'), quick, [0]);
    const alone = runs.filter(({ config }) => config.rule.name === 'none');
    expect(alone).toMatchObject([{ panels: ['2b', '5a', '5b'], config: { attack: null } }]);
  });

  test('under an attack stand in the panels of that attack, all agents or some', () => {
    const runs = planRuns(selectPanels('half-cheetah'), quick, [0]);
    const attacked = runs.filter(({ config }) => config.attack?.name === 'median');
    expect(attacked.map(({ panels }) => panels)).toEqual(Array(6).fill(['3b', '4b']));
  });

  test('give every panel the seven rules of Fig. 1', () => {
    const runs = planRuns(PAPER_PANELS, quick, [0]);
    for (const { id } of PAPER_PANELS) {
      const rules = runs
        .filter(({ panels }) => panels.includes(id))
        .map(({ config }) => ruleKey(config.rule));
      expect(rules, id).toEqual([
        'none',
        'average',
        'median',
        'medoid',
        'soft-medoid-T0.1',
        'soft-medoid-T1',
        'soft-medoid-T10',
      ]);
    }
  });

  test('forge 6 -> 0 after the warm-up, with the step size of the period', () => {
    const [run] = planRuns(selectPanels('5a'), quick, [0]).slice(1);
    const { warmup, period } = quick('InvertedPendulum-v4');
    expect(period).toBeGreaterThan(1);
    expect(run?.config.attack).toEqual({
      name: 'average',
      beta: 0.5,
      onset: warmup + 1,
      target: 0,
      victim: 6,
      networks: 'both',
    });
  });

  test('differ in their seed only, seed by seed', () => {
    const of = (seed: number) => planRuns(selectPanels('2b'), quick, [seed]);
    const reseeded = of(7).map(({ config }) => ({ ...config, seed: 0 }));
    expect(reseeded).toEqual(of(0).map(({ config }) => config));
  });

  test('take another step size of the attacks, and refuse one that cannot be', () => {
    const runs = planRuns(selectPanels('5b'), quick, [0], 0.01);
    expect(runs.map(({ config }) => config.attack?.beta ?? null)).toEqual([
      null,
      ...Array<number>(6).fill(0.01),
    ]);
    expect(() => planRuns(selectPanels('5b'), quick, [0], 2)).toThrow('beta is 2');
  });

  test('are refused before anything where a setting cannot be', () => {
    const settings = (task: string) => ({ ...quick(task), period: -3 });
    expect(() => planRuns(selectPanels('2b'), settings, [0])).toThrow(
      '--period has to be a whole number of at least 1, got -3.',
    );
  });
});

test('a run is described in words', () => {
  const runs = planRuns(selectPanels('5a'), quick, [3]);
  expect(runs.slice(0, 2).map(({ config }) => describeRun(config))).toEqual([
    'InvertedPendulum-v4, none, no attack, seed 3',
    'InvertedPendulum-v4, average, average attack, beta 0.5, seed 3',
  ]);
});

test.each(['2a,', '', ',2a', '2a,,2b'])(
  'an empty name in --figure "%s" is told as one',
  (figure) => {
    expect(() => selectPanels(figure)).toThrow(
      `--figure "${figure}" has an empty name, which is no figure of the paper. Give a panel (2a, `,
    );
  },
);
