import { describe, expect, test } from 'vitest';
import { PAPER_TASKS } from '../../../src/experiment/defaults.ts';
import {
  SCALES,
  SCALE_NAMES,
  differencesFromPaper,
  scaledSettings,
} from '../../../src/experiment/scale.ts';

const TASKS = Object.values(PAPER_TASKS);

test.each(TASKS)("at the paper's scale %s differs from the paper in nothing", (task) => {
  expect(differencesFromPaper(scaledSettings(SCALES.paper, task))).toEqual([]);
});

describe.each(TASKS)('the quick scale of %s', (task) => {
  const quick = scaledSettings(SCALES.quick, task);
  const paper = scaledSettings(SCALES.paper, task);
  const differences = differencesFromPaper(quick);

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

test.each(SCALE_NAMES)('scale %s knows its name and what it costs', (name) => {
  expect(SCALES[name].name).toBe(name);
  expect(SCALES[name].summary).not.toBe('');
});

test('a task without settings at a scale is refused with those that have them', () => {
  expect(() => scaledSettings(SCALES.quick, 'Ant-v5')).toThrow(
    '--scale quick has no settings for --task Ant-v5. It has them for InvertedPendulum-v4 and HalfCheetah-v5',
  );
});
