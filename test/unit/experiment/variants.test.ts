import { describe, expect, test } from 'vitest';
import { planRuns, selectPanels } from '../../../src/experiment/paperPlan.ts';
import { SCALES, scaledSettings } from '../../../src/experiment/scale.ts';
import {
  CHOICES,
  distinctRuns,
  planVariants,
  type Choice,
  type Variant,
} from '../../../src/experiment/variants.ts';

const settings = (task: string) => scaledSettings(SCALES.laptop, task);
const base = planRuns(selectPanels('pendulum'), settings, [0, 1]);
const variants = planVariants(base);
const { steps, warmup } = settings('InvertedPendulum-v4');

function named(name: string): Variant {
  const variant = variants.find((each) => each.name === name);
  if (!variant) throw new Error(`No variant ${name}.`);
  return variant;
}

/** Runs of a variant that the base does not have. */
function own(variant: Variant) {
  const ids = new Set(base.map(({ id }) => id));
  return variant.runs.filter(({ id }) => !ids.has(id));
}

describe('the variants of a base', () => {
  // Of two seeds: 2 x 12 attacked runs, 2 x 3 of one rule, 2 x 18 that cooperate.
  test.each([
    ['base', 0],
    ['beta-0.01', 24],
    ['beta-0.1', 24],
    ['beta-1', 24],
    ['period-1', 36],
    ['period-250', 36],
    ['period-1000', 36],
    ['onset-5501', 24],
    ['onset-10501', 24],
    ['tie-lowest', 6],
    ['median-lower', 6],
    ['quiet-warm-up', 36],
    ['forged-actor', 24],
    ['forged-critic', 24],
  ])('%s trains %i runs of its own and shares the others', (name, count) => {
    expect(named(name).runs).toHaveLength(38);
    expect(own(named(name))).toHaveLength(count);
  });

  test('are these, each once: a beta of 0.5 is the base', () => {
    expect(variants).toHaveLength(14);
    expect(new Set(variants.map(({ name }) => name)).size).toBe(14);
  });

  test('need each run once', () => {
    const runs = distinctRuns(variants);
    expect(runs).toHaveLength(38 + 3 * 24 + 3 * 36 + 2 * 24 + 2 * 6 + 36 + 2 * 24);
    expect(new Set(runs.map(({ id }) => id)).size).toBe(runs.length);
  });

  test('never train anew what does not cooperate', () => {
    for (const variant of variants) {
      expect(own(variant).every(({ config }) => config.rule.name !== 'none')).toBe(true);
    }
  });

  test('keep seed, rule and attack of each run in its place', () => {
    for (const { runs } of variants) {
      const role = ({ config }: (typeof runs)[number]) => [
        config.seed,
        config.rule.name,
        config.attack?.name,
      ];
      expect(runs.map(role)).toEqual(base.map(role));
    }
  });

  test('change what their names say', () => {
    const attacked = (name: string) => own(named(name)).find(({ config }) => config.attack)?.config;
    expect(attacked('beta-0.01')?.attack?.beta).toBe(0.01);
    expect(attacked('period-1')).toMatchObject({
      period: 1,
      aggregateDuringWarmup: false,
      attack: { beta: 0.05 },
    });
    expect(attacked('period-250')).toMatchObject({ period: 250, attack: { beta: 0.5 } });
    expect(attacked('onset-5501')?.attack?.onset).toBe(warmup + 1 + (steps - warmup) / 3);
    expect(attacked('quiet-warm-up')).toMatchObject({ period: 500, aggregateDuringWarmup: false });
    expect(attacked('forged-critic')?.attack?.networks).toBe('critic');
    expect(attacked('tie-lowest')?.rule).toEqual({ name: 'medoid', tie: 'lowest' });
    expect(attacked('median-lower')?.rule).toEqual({ name: 'median', evenCount: 'lower' });
  });
});

test.each(CHOICES.map((choice) => [choice]))(
  'only %s gives the base and that',
  (choice: Choice) => {
    const some = planVariants(base, [choice]);
    expect(some[0]?.choice).toBeNull();
    expect(some.length).toBeGreaterThan(1);
    expect(some.slice(1).every((variant) => variant.choice === choice)).toBe(true);
  },
);

test('of no base there are none', () => {
  expect(planVariants([])).toEqual([]);
});
