import { describe, expect, test } from 'vitest';
import { paperGraph } from '../../../src/cooperation/graph.ts';
import type { RunConfig } from '../../../src/experiment/config.ts';
import { PAPER_RULES, paperAttack } from '../../../src/experiment/defaults.ts';
import type { RunRounds } from '../../../src/figures/rounds.ts';
import type { Run } from '../../../src/metrics/readRun.ts';
import { attackWords } from '../../../src/report/attackWords.ts';
import { inventedConfig, inventedRun } from '../figures/inventedRuns.ts';

type Level = (rule: RunConfig['rule'], attack: 'average' | 'median' | null, seed: number) => number;

function runsAt(level: Level, seeds: readonly number[]): Run<RunConfig>[] {
  return seeds.flatMap((seed) =>
    ([null, 'average', 'median'] as const).flatMap((attack) =>
      PAPER_RULES.filter(({ name }) => attack === null || name !== 'none').map((rule) => {
        const base = inventedConfig({ graph: paperGraph, rule, seed });
        const config = { ...base, attack: paperAttack(attack, base) };
        return inventedRun(config, () => level(rule, attack, seed));
      }),
    ),
  );
}

/** Medoid loses 100, 110 and 120 to the median attack; soft-medoid at T = 10 is best by 100 to 120. */
const level: Level = (rule, attack, seed) => {
  const base = 500;
  if (rule.name === 'medoid') return attack === 'median' ? base - 100 - 10 * seed : base;
  if (rule.name !== 'soft-medoid') return base;
  if (rule.temperature === 10) return base + 100 + 10 * seed;
  return rule.temperature === 1 ? base - 50 + 50 * seed : base - 100 - 10 * seed;
};

function linesOf(text: string, start: string): string | undefined {
  return text.split('\n').find((line) => line.startsWith(`- ${start}`));
}

describe('what the attacks did, in words', () => {
  const text = attackWords(runsAt(level, [0, 1, 2]), []);

  test('has the loss of the medoid, paired, with its interval', () => {
    // -100, -110, -120: mean -110, s 10, half width 4.303 x 10 / sqrt(3) = 24.8.
    expect(linesOf(text, 'Medoid under')).toBe(
      '- Medoid under the median attack against itself without: -110 [-135, -85.2] on the agents that the attack reaches (3 seeds), a loss beyond chance.',
    );
    expect(linesOf(text, 'Soft-medoid at T = 0.1 under')).toContain(
      '0 [0, 0] on the agents that the attack reaches (3 seeds), equal, and within chance',
    );
  });

  test('tells of each temperature alone whether soft-medoid is best', () => {
    expect(linesOf(text, 'Average attack, T = 10:')).toBe(
      '- Average attack, T = 10: **best**, +110 [+85.2, +135] (3 seeds) ahead of no cooperation, the next; above each of the four beyond chance.',
    );
    expect(linesOf(text, 'Average attack, T = 0.1:')).toBe(
      '- Average attack, T = 0.1: **not best**, -110 [-135, -85.2] (3 seeds) against no cooperation, and all four end higher; below no cooperation, average, median, medoid beyond chance.',
    );
    // -50, 0, 50 against all but the medoid under the median attack.
    expect(linesOf(text, 'Average attack, T = 1:')).toContain('level with no cooperation, 0 [-124');
  });

  test('claims nothing by one seed, nor without runs', () => {
    const one = attackWords(runsAt(level, [0]), []);
    expect(one).not.toContain('**best**');
    expect(one).not.toContain('beyond chance');
    expect(linesOf(one, 'Median attack, T = 10:')).toContain(
      'highest, +100 (1 seed) ahead of no cooperation, the next; one seed says nothing about others.',
    );
    const few = runsAt(level, [0, 1]).filter(
      ({ record: { config } }) => config.rule.name !== 'medoid' || config.attack === null,
    );
    const partial = attackWords(few, []);
    expect(linesOf(partial, 'Medoid:')).toBe('- Medoid: no finished runs tell what it lost.');
    expect(linesOf(partial, 'Median attack, T = 1:')).toContain(
      'cannot be said without finished runs to compare with medoid.',
    );
    expect(attackWords([], [])).toBe('');
  });

  test('has the weight of the forged message since the onset, and of the honest one', () => {
    const medoid = { name: 'medoid' } as const;
    const rounds = (attack: 'median' | null, weights: readonly number[]): RunRounds => {
      const base = inventedConfig({ graph: paperGraph, rule: medoid });
      const config = { ...base, attack: paperAttack(attack, base) };
      const rows = weights.flatMap((weight, index) =>
        [0, 5, 6].map((neighbor) => ({
          step: config.warmup + 100 * index,
          agent: 0,
          neighbor,
          network: 'actor' as const,
          weight: neighbor === 6 ? weight : 0.9,
          distance: 1,
        })),
      );
      return { config, rows };
    };
    // The first round, at the end of the warm-up, is honest yet.
    const told = attackWords(runsAt(level, [0]), [
      rounds('median', [0, 1, 1, 0, 1]),
      rounds(null, [1, 0, 0, 1, 0]),
    ]);
    expect(linesOf(told, 'Medoid under')).toContain(
      'Agent 0 gave the forged message a weight of 0.75 on average, and more than half in 75 % of the logged rounds of actors and critics; without attack the same message had 0.25.',
    );
    expect(linesOf(told, 'Soft-medoid at T = 0.1 under')).not.toContain('weight');
  });
});
