import { describe, expect, test } from 'vitest';
import { parseGraph } from '../../../src/cooperation/parseGraph.ts';
import type { RunConfig } from '../../../src/experiment/config.ts';
import { PAPER_TASKS } from '../../../src/experiment/defaults.ts';
import { PAPER_PANELS, planRuns } from '../../../src/experiment/paperPlan.ts';
import {
  SCALES,
  SCALE_NAMES,
  differencesFromPaper,
  scaledSettings,
  type ScaleName,
} from '../../../src/experiment/scale.ts';

const TASKS = Object.values(PAPER_TASKS);

function plan(scale: ScaleName, task: string): RunConfig[] {
  const panels = PAPER_PANELS.filter((panel) => panel.task === task);
  const runs = planRuns(panels, () => scaledSettings(SCALES[scale], task), [0, 1]);
  return runs.map(({ config }) => config);
}

test.each(TASKS)("at the paper's scale %s differs from the paper in nothing", (task) => {
  expect(differencesFromPaper(plan('paper', task))).toEqual([]);
});

describe.each(TASKS)('the quick scale of %s', (task) => {
  const quick = scaledSettings(SCALES.quick, task);
  const paper = scaledSettings(SCALES.paper, task);
  const differences = differencesFromPaper(plan('quick', task));

  test('names every setting in which it differs', () => {
    const values = (settings: typeof quick) =>
      Object.entries({ ...settings, ...settings.learner }).filter(([name]) => name !== 'learner');
    const changed = values(quick).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(new Map(values(paper)).get(name)),
    );
    // What a replay forgets is no setting of the paper; a quick run keeps all of its transitions.
    const told = changed.filter(([name]) => name !== 'replayCapacity');
    expect(quick.learner.replayCapacity).toBeGreaterThanOrEqual(quick.steps);
    expect(differences).toHaveLength(told.length);
    expect(told.length).toBeGreaterThan(0);
  });

  test('says both values of a difference', () => {
    expect(differences).toContainEqual({
      setting: 'hidden units',
      paper: '400-300',
      here: quick.learner.hidden.join('-'),
    });
    expect(differences.every(({ paper: wanted, here }) => wanted !== here)).toBe(true);
  });

  test('evaluates often enough for a curve, with rounds in between', () => {
    expect((quick.steps - quick.warmup) / quick.evaluationPeriod).toBeGreaterThanOrEqual(20);
    expect((quick.steps - quick.warmup) / quick.period).toBeGreaterThanOrEqual(10);
  });
});

describe('a difference from the paper', () => {
  const runs = plan('paper', PAPER_TASKS.pendulum);
  const [run] = runs;
  if (!run) throw new RangeError('The plan is empty.');
  const attack = runs.find((config) => config.attack)?.attack;
  if (!attack) throw new RangeError('The plan has no attack.');

  test.each<[string, string, string, Partial<RunConfig>]>([
    ['attack beta', '0.1', '0.5', { attack: { ...attack, beta: 0.1 } }],
    ['attack onset', '7', '25001', { attack: { ...attack, onset: 7 } }],
    ['attacked edge', '0 to 6', '6 to 0', { attack: { ...attack, target: 6, victim: 0 } }],
    ['forged networks', 'actor', 'both', { attack: { ...attack, networks: 'actor' } }],
    ['graph', 'ring:8', 'paper', { graph: parseGraph('ring:8') }],
    [
      'median of an even count',
      'lower',
      'midpoint',
      { rule: { name: 'median', evenCount: 'lower' } },
    ],
    ['update while the environments step', 'false', 'true', { overlap: false }],
    [
      'transitions remembered',
      '5000',
      'the whole run',
      { learner: { ...run.learner, replayCapacity: 5000 } },
    ],
  ])('in %s is told once: %s (%s)', (setting, here, paper, change) => {
    const changed = { ...run, ...change };
    expect(differencesFromPaper([...runs, changed, { ...changed, seed: 9 }])).toEqual([
      { setting, here, paper },
    ]);
  });

  test('is none where the memory holds the whole run, or the same graph has another name', () => {
    const learner = { ...run.learner, replayCapacity: run.steps };
    const graph = { name: 'custom', neighbors: run.graph.neighbors };
    expect(differencesFromPaper([{ ...run, learner, graph }])).toEqual([]);
  });

  test('leaves out the attack that goes with the period', () => {
    const often = { ...run, period: 1, aggregateDuringWarmup: false };
    const settings = differencesFromPaper([{ ...often, attack: { ...attack, beta: 0.05 } }]);
    expect(settings.map(({ setting }) => setting)).toEqual([
      'steps between rounds',
      'rounds during the warm-up',
    ]);
  });
});

test.each(SCALE_NAMES)('scale %s knows its name and what it costs', (name) => {
  expect(SCALES[name].name).toBe(name);
  expect(SCALES[name].summary).not.toBe('');
});

test('a task without settings at a scale is refused with those that have them', () => {
  expect(() => scaledSettings(SCALES.quick, 'Ant-v5')).toThrow(
    '--scale quick has no settings for --task Ant-v5. It has them for InvertedPendulum-v4 and HalfCheetah-v5',
  );
});
