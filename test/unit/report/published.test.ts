import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { comparisonFigure } from '../../../src/report/publishedFigure.ts';
import { comparisonReport } from '../../../src/report/publishedText.ts';
import { agentsCsv, curveCsv, matchedCsv } from '../../../src/report/publishedTables.ts';
import { writeComparison } from '../../../src/report/published.ts';
import { comparison } from '../../../src/figures/published.ts';
import { renderSvg } from '../../../src/figures/render.ts';
import { compareTask, type TaskComparison } from '../../../src/published/compareTask.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { inventedConfig, inventedRun } from '../figures/inventedRuns.ts';

/** Four agents of HalfCheetah that stand at 5000, 6000, 7000 and 8000 all the time. */
const config = inventedConfig({
  task: 'HalfCheetah-v5',
  rule: { name: 'none' },
  warmup: 25_000,
  steps: 125_000,
  evaluationPeriod: 1000,
});
const level = (_step: number, agent: number) => 5000 + 1000 * agent;

function compared(run = inventedRun(config, level)): TaskComparison {
  const result = compareTask([run]);
  if (!result) throw new Error('Nothing to compare.');
  return result;
}

describe('a finished comparison', () => {
  const report = comparisonReport(
    [compared()],
    ['figures/a.png'],
    'npm start -- compare --seeds 1',
  );

  test('gives verdict, command, origin and rule in its report', () => {
    // 100,000 after the warm-up: tianshou 6308 + 1012, Spinning Up's TF1 4065 - 841.
    expect(report).toContain(
      '**HalfCheetah-v5**: Inside the published range at 100,000 steps after the warm-up: ours 6,500, the range 3,224 to 7,320.',
    );
    expect(report).toContain('npm start -- compare --seeds 1');
    expect(report).toContain('| Device | CPU |');
    expect(report).toContain('mujoco 3.14.0');
    expect(report).toContain('by a rule that was fixed before');
  });

  test('has ours and the DDPG sources at each matched step', () => {
    expect(report).toMatch(/\| 25,000 \| \*\*6,500 \+- 1,118\*\* \| 3,126 \+- 480 .* \| above \|/);
    expect(report).toMatch(/\| 100,000 \| Ours \| 4 \| 6,500 \+- 1,118 \| \[5,000, 8,000\]/);
  });

  test('names the settings of others, and in which ours are not the paper’s', () => {
    expect(report).toMatch(/\| Hidden layers \| 64-64 \| 256-256 \| 400-300 \|/);
    expect(report).toContain('hidden units 64-64 (400-300), batch 64 (256)');
    expect(report).not.toContain('steps between rounds');
  });

  test('has tables that pandas reads', () => {
    const matched = matchedCsv([compared()]).trim().split('\n');
    const columns = matched[0]?.split(',').length;
    const cells = matched.map((line) => line.replaceAll(/"[^"]*"/g, 'name').split(',').length);
    expect(new Set(cells)).toEqual(new Set([columns]));
    expect(matched.find((line) => line.includes('after warm-up,100000,tianshou DDPG'))).toContain(
      'HalfCheetah-v3,10,6308.281,1011.4719,',
    );
    expect(curveCsv([compared()]).split('\n')[1]).toMatch(/^HalfCheetah-v5,25000,0,6500,/);
    expect(agentsCsv([compared()]).split('\n')[2]).toBe('HalfCheetah-v5,0,1,25000,0,6000,6000');
  });

  test('draws both counts of steps, and names each curve', async () => {
    const svg = await renderSvg(comparison(comparisonFigure(compared())));
    for (const text of ['Ours (4 agents)', 'tianshou DDPG', 'Spinning Up DDPG (TF1)']) {
      expect(svg).toContain(text);
    }
    expect(svg).toContain('(a) Steps after warm-up');
    expect(svg).toContain('(b) All steps');
  });
});

test('a run that is not finished is compared as far as it goes, and said to be unfinished', () => {
  const change = { status: 'running', stepsDone: 80_000 } as const;
  const partial = compared(inventedRun(config, level, change));
  const report = comparisonReport([partial], ['a.png'], 'npm start');
  expect(report).toContain('range at 50,000 steps after the warm-up');
  expect(report).toContain('Not finished, seed 0: still running, 80,000 of 125,000 steps.');
  expect(comparisonFigure(partial).subtitle).toContain('Not finished, seed 0');
});

test('runs are compared as far as all have come, and one without an evaluation is left out', () => {
  const short = inventedRun({ ...config, seed: 1 }, level, {
    status: 'interrupted',
    stepsDone: 60_000,
  });
  const none = inventedRun({ ...config, seed: 2 }, level, {
    status: 'interrupted',
    stepsDone: 900,
  });
  const both = compareTask([inventedRun(config, level), short, none]);
  expect(both?.own.agents).toHaveLength(8);
  expect(both?.own.steps.at(-1)).toBe(35_000);
  const report = both ? comparisonReport([both], ['a.png'], 'npm start') : '';
  expect(report).toContain('Not finished, seed 1: interrupted after 60,000 of 125,000 steps.');
  expect(report).toContain('Left out, not evaluated yet, seed 2: interrupted after 900 of');
});

test('runs in their warm-up have nothing to compare, and write nothing', async () => {
  using out = temporaryFolder();
  const run = inventedRun(config, level, { status: 'interrupted', stepsDone: 24_000 });
  expect(await writeComparison(join(out.path, 'new'), [run], '')).toEqual({
    lines: ['No run has been evaluated after its warm-up yet.'],
    files: [],
  });
});

test('the pendulum has no curve of Spinning Up, and a report of two tasks has both', async () => {
  using out = temporaryFolder();
  const pendulum = inventedConfig({ ...config, task: 'InvertedPendulum-v4' });
  const runs = [inventedRun(config, level), inventedRun(pendulum, (_step, agent) => 250 * agent)];
  const { lines, files } = await writeComparison(out.path, runs, 'npm start');
  expect(lines).toEqual([
    expect.stringContaining('HalfCheetah-v5: Inside'),
    expect.stringContaining('InvertedPendulum-v4: Below'),
  ]);
  const svg = readFileSync(join(out.path, 'figures/published-InvertedPendulum-v4.svg'), 'utf8');
  expect(svg).not.toContain('Spinning Up');
  expect(files).toContain(join(out.path, 'report.md'));
});
