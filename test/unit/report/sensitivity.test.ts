import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunConfig } from '../../../src/experiment/config.ts';
import { planRuns, selectPanels } from '../../../src/experiment/paperPlan.ts';
import { SCALES, scaledSettings } from '../../../src/experiment/scale.ts';
import { planVariants } from '../../../src/experiment/variants.ts';
import type { PanelRun } from '../../../src/figures/panel.ts';
import { RandomStream } from '../../../src/random.ts';
import { writeSensitivity, type PlannedVariant } from '../../../src/report/sensitivity.ts';
import { sensitivityWords } from '../../../src/report/sensitivityWords.ts';
import { flipsOf, judgeVariants } from '../../../src/report/variantVerdicts.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { inventedRun } from '../figures/inventedRuns.ts';

const SEEDS = [0, 1, 2];

/** An average attack that works from beta 0.5 on, and a medoid that its tie rule spoils. */
function levelOf({ rule, attack, period }: RunConfig): number {
  const isHit = attack?.name === rule.name && attack.beta >= 0.5;
  switch (rule.name) {
    case 'none':
      return 400;
    case 'average':
      return isHit ? 200 : 820;
    case 'median':
      return isHit ? 500 : 680;
    case 'medoid':
      return rule.tie === 'lowest' ? 950 : attack === null ? 600 : 480;
    case 'soft-medoid':
      return period === 1 ? 700 : 860 + 5 * rule.temperature;
  }
}

function invented(config: RunConfig): PanelRun {
  const purpose = 'exploration';
  const agent = config.rule.name.length + (config.attack?.name.length ?? 0);
  const noise = 6 * new RandomStream({ seed: config.seed, agent, purpose }).normal();
  const run = inventedRun(config, (step) => (step <= config.warmup ? 10 : levelOf(config) + noise));
  return { config, run };
}

/** Variants of the quick pendulum whose runs are invented. */
function inventedVariants(choices: Parameters<typeof planVariants>[1]): PlannedVariant[] {
  const settings = (task: string) => scaledSettings(SCALES.quick, task);
  const base = planRuns(selectPanels('pendulum'), settings, SEEDS);
  return planVariants(base, choices).map(({ runs, ...variant }) => ({
    ...variant,
    planned: runs.map(({ config }) => invented(config)),
  }));
}

function judged(variants: readonly PlannedVariant[]) {
  return judgeVariants(
    variants.map(({ planned, ...variant }) => ({
      ...variant,
      runs: planned.flatMap(({ run }) => run ?? []),
    })),
  );
}

describe('verdicts that flip', () => {
  const [base, ...variants] = judged(inventedVariants(['beta', 'tie', 'median', 'period']));
  if (!base) throw new Error('No base.');
  const flips = (name: string) => {
    const variant = variants.find((each) => each.name === name);
    return variant ? flipsOf(base, variant) : [];
  };

  test('are those that a choice changes, with the comparisons behind them', () => {
    expect(flips('tie-lowest').map(({ claim, from, to }) => [claim, from, to])).toEqual([
      ['i', 'supported', 'contradicted'],
      ['iii', 'supported', 'contradicted'],
      ['v', 'supported', 'undecided'],
    ]);
    const [first] = flips('tie-lowest');
    expect(first?.parts.map(({ after }) => after.what)).toEqual([
      'soft-medoid (mean of T = 0.1, 1, 10) less medoid, without attack',
    ]);
  });

  test('are none where nothing changes', () => {
    expect(flips('median-lower')).toEqual([]);
    expect(flips('beta-1')).toEqual([]);
  });

  test('are told in sentences, choice by choice and claim by claim', () => {
    const words = sensitivityWords([base, ...variants]);
    expect(words).toContain('**Verdicts that each choice changes.** beta: (ii), (iv)');
    expect(words).toContain('tie: (i), (iii), (v)');
    expect(words).toContain('median: none');
    expect(words).toContain('(i) with medoid tie: lowest number, from supported to contradicted');
    expect(words).toMatch(
      /\*\*With beta 0\.01:\*\*\n\n- \(ii\) from supported to \w+\n {2}- average /,
    );
    expect(words).toMatch(/- \(vi\) is \w+ in /);
  });

  test('are none of a variant that lacks runs, which is said', () => {
    const [whole, tie] = inventedVariants(['tie']);
    if (!whole || !tie) throw new Error('No variants.');
    const partial = {
      ...tie,
      planned: tie.planned.map((each) =>
        each.config.rule.name === 'medoid' ? { ...each, run: null } : each,
      ),
    };
    const both = judged([whole, partial]);
    expect(both[0] && both[1] && flipsOf(both[0], both[1])).toEqual([]);
    expect(sensitivityWords(both)).toContain('**Runs are missing** in: medoid tie: lowest number.');
    expect(sensitivityWords(both)).toContain('No verdict changes in any variant.');
  });
});

test('a folder gets a report, pictures and data of everything judged', async () => {
  using root = temporaryFolder();
  const kept = process.env['SENSITIVITY_OUT'] ?? root.path;
  const variants = inventedVariants(['beta', 'tie', 'period', 'onset', 'median', 'warm-up']);
  const { report } = await writeSensitivity(kept, {
    scale: 'quick',
    task: 'InvertedPendulum-v4',
    seeds: SEEDS,
    settings: 'Settings here (in the paper’s scale): invented.',
    command: 'npm start -- sensitivity --scale quick',
    variants,
  });
  expect(readdirSync(join(kept, 'figures')).sort()).toEqual([
    'sensitivity.png',
    'sensitivity.svg',
    'variant-scores.png',
    'variant-scores.svg',
  ]);
  const lines = (name: string) =>
    readFileSync(join(kept, 'data', name), 'utf8')
      .trim()
      .split('\n');
  expect(lines('verdicts.csv')).toHaveLength(1 + 6 * variants.length);
  expect(lines('scores.csv')).toHaveLength(1 + 19 * 2 * variants.length + 2 * 2 * variants.length);
  expect(lines('verdicts.csv')).toContain(
    'tie-lowest,tie,i,InvertedPendulum-v4,Soft-medoid attains the highest return without attack,contradicted,supported,yes',
  );
  const text = readFileSync(report.md, 'utf8');
  expect(text).toContain('npm start -- sensitivity --scale quick');
  expect(text).toContain('![Verdicts of each setting](figures/sensitivity.png)');
  expect(text).toContain('An invented CPU');
});
