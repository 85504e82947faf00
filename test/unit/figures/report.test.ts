import { describe, expect, test } from 'vitest';

import { panelOf, type PanelRun } from '../../../src/figures/panel.ts';
import { footnote } from '../../../src/figures/notes.ts';
import { reportText, type Report } from '../../../src/figures/report.ts';
import { inventedConfig, inventedRun } from './inventedRuns.ts';

const average = inventedConfig({ rule: { name: 'average' } });
const medoid = inventedConfig({
  rule: { name: 'medoid' },
  attack: { name: 'average', beta: 0.5, onset: 501, target: 0, victim: 1, networks: 'both' },
});

function report(runs: readonly PanelRun[], change: Partial<Report> = {}): string {
  const panels = [panelOf('Average attack', runs)];
  return reportText('/results', {
    title: 'Small version of Fig. 5',
    introduction: 'Made in minutes.',
    differences: [{ setting: 'batch', here: '64', paper: '256' }],
    figures: [
      {
        figure: {
          name: 'quick',
          title: 'Under attack',
          subtitle: 'Small.',
          panels,
          footnote: footnote(panels, runs),
          sharedReturnAxis: true,
        },
        files: { svg: '/results/figures/quick.svg', png: '/results/figures/quick.png' },
      },
    ],
    runs,
    command: 'npm start -- reproduce --scale quick',
    ...change,
  });
}

describe('a report', () => {
  test('of one seed shows picture, tables, settings, origin and runs, and no interval over seeds', () => {
    const text = report([
      {
        config: average,
        run: inventedRun(average, (step, agent) => (step < 1000 ? 800 : 10 * agent)),
      },
      { config: medoid, run: inventedRun(medoid, (_step, agent) => 700 + agent) },
    ]);
    expect(text).toMatchInlineSnapshot(`
      "# Small version of Fig. 5

      Made in minutes.

      \`\`\`sh
      npm start -- reproduce --scale quick
      \`\`\`

      ## Under attack

      ![Under attack](figures/quick.png)

      ### Final performance

      Return per episode, mean of the last 10 evaluations. 1 seed (0) for each rule. In brackets, the middle half of the agents (interquartile range). One seed gives no interval over seeds, and a difference between rules may be chance. Bold: the highest of its column among finished runs.

      | Rule | Average attack (mean of 4 agents) |
      | --- | ---: |
      | Average | 15 [7.5, 22.5] |
      | Medoid | **702** [701, 702] |

      ### Best of the curve

      The highest point of each line: the best moving average of 10 evaluations.

      | Rule | Average attack (mean of 4 agents) |
      | --- | ---: |
      | Average | **800** |
      | Medoid | 702 |

      ## What differs from the paper

      | Setting | Here | Paper |
      | --- | --- | --- |
      | batch | 64 | 256 |

      Every other setting is the one taken for the paper; each run's \`run.json\` has them all.

      ## What made it

      |  |  |
      | --- | --- |
      | Program | resilient-marl 0.1.0 (commit 0123456) |
      | Device | CPU |
      | CPU | An invented CPU, 2 cores |
      | Instruction sets | avx2 fma |
      | Versions | resilient-marl 0.1.0, gymnasium 1.3.0, mujoco 3.14.0 |
      | TensorFlow switches | TF_XLA_FLAGS --tf_xla_auto_jit=2 |
      | Commit | 0123456789abcdef0123456789abcdef01234567 |
      | Started | 2026-01-02T03:04:05.000Z |
      | Training time | 4.0 minutes in 1 cohort(s) |

      ## Runs

      | Task | Rule | Attack | Seed | Status | Steps | Folder |
      | --- | --- | --- | --- | --- | --- | --- |
      | InvertedPendulum-v4 | Average | none | 0 | finished | 2,000 | [average-0](runs/average-0) |
      | InvertedPendulum-v4 | Medoid | average, beta 0.5 | 0 | finished | 2,000 | [medoid-0](runs/medoid-0) |
      "
    `);
    expect(text).not.toContain('bootstrap');
  });

  test('of several seeds says that the brackets are an interval over seeds', () => {
    const runs = [1, 2, 4].map((level, seed) => {
      const config = inventedConfig({ seed });
      return { config, run: inventedRun(config, () => level) };
    });
    const text = report(runs);
    expect(text).toContain('95 % bootstrap interval over seeds');
    expect(text).toContain('| Average | **2.3** [1, 4] |');
    expect(text).toContain('3 seeds (0, 1, 2) for each rule.');
  });

  test('says what is missing and why', () => {
    const text = report([
      { config: average, run: inventedRun(average, () => 1) },
      {
        config: medoid,
        run: inventedRun(medoid, () => 1, {
          status: 'failed',
          error: { message: 'the loss is NaN' },
          stepsDone: 100,
        }),
      },
    ]);
    expect(text).toContain(
      '- Average attack, failed after 100 of 2,000 steps (the loss is NaN): Medoid (seed 0).',
    );
    expect(text).toContain('| Medoid | average, beta 0.5 | 0 | failed: the loss is NaN | 100 |');
  });

  test('never calls a run the highest that did not come to its end', () => {
    const text = report([
      { config: average, run: inventedRun(average, () => 100) },
      {
        config: medoid,
        run: inventedRun(medoid, () => 900, { status: 'interrupted', stepsDone: 1000 }),
      },
    ]);
    expect(text).toContain('| Average | **100** [100, 100] |');
    expect(text).toContain('| Medoid | 900 [900, 900] (not finished) |');
  });

  test('says so where nothing differs from the paper', () => {
    const text = report([{ config: average, run: null }], { differences: [] });
    expect(text).toContain('All settings are those taken for the paper.');
  });

  test('keeps its tables whole where a message has a bar or a line break', () => {
    const run = inventedRun(average, () => 1, {
      status: 'failed',
      error: { message: 'a|b\nc' },
    });
    expect(report([{ config: average, run }])).toContain('| failed: a\\|b c |');
  });
});
