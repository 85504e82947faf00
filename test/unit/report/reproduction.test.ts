import { describe, expect, test } from 'vitest';

import { panelOf, type PanelRun } from '../../../src/figures/panel.ts';
import { footnote } from '../../../src/figures/notes.ts';
import { reportText, type Report } from '../../../src/report/reproduction.ts';
import { inventedConfig, inventedRun } from '../figures/inventedRuns.ts';

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
    panels: [{ title: 'the panel', agents: [0, 1, 2, 3], planned: runs }],
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

      ## The paper's claims

      **Undecided:** (i) soft-medoid attains the highest return without attack; (ii) the rule that an attack targets performs poorly under it; (iii) soft-medoid performs best under both attacks; (iv) the average attack is stronger than the median attack; (v) medoid deteriorates under the attacks; (vi) the temperature of soft-medoid influences performance.

      |  | Claim | Task | Verdict |
      | --- | --- | --- | --- |
      | (i) | Soft-medoid attains the highest return without attack | InvertedPendulum-v4 | **undecided** |
      | (ii) | The rule that an attack targets performs poorly under it | InvertedPendulum-v4 | **undecided** |
      | (iii) | Soft-medoid performs best under both attacks | InvertedPendulum-v4 | **undecided** |
      | (iv) | The average attack is stronger than the median attack | InvertedPendulum-v4 | **undecided** |
      | (v) | Medoid deteriorates under the attacks | InvertedPendulum-v4 | **undecided** |
      | (vi) | The temperature of soft-medoid influences performance | InvertedPendulum-v4 | **undecided** |

      Judged by final performance (the last 10 evaluations), paired over seeds, by the rule of docs/claims.md: a comparison is supported or contradicted where Student's 95 % interval of the differences lies on one side of zero, and undecided where it holds zero. A claim is supported where all of its comparisons are, and contradicted where one is, at its share of the error (Bonferroni). “Soft-medoid” is the mean of its three temperatures. Less than 5 % of what the task allows to learn counts as practically none.

      <details>
      <summary>(i) Soft-medoid attains the highest return without attack: undecided on InvertedPendulum-v4</summary>

      | Comparison | Claimed | Seeds | Difference [interval] | Verdict | What would decide it |
      | --- | --- | --- | --- | --- | --- |
      | soft-medoid (mean of T = 0.1, 1, 10) less no cooperation, without attack | above 0 |  | - | undecided | runs that are missing: soft-medoid (T = 0.1), without attack; soft-medoid (T = 1), without attack; soft-medoid (T = 10), without attack; no cooperation, without attack |
      | soft-medoid (mean of T = 0.1, 1, 10) less average, without attack | above 0 |  | - | undecided | runs that are missing: soft-medoid (T = 0.1), without attack; soft-medoid (T = 1), without attack; soft-medoid (T = 10), without attack |
      | soft-medoid (mean of T = 0.1, 1, 10) less median, without attack | above 0 |  | - | undecided | runs that are missing: soft-medoid (T = 0.1), without attack; soft-medoid (T = 1), without attack; soft-medoid (T = 10), without attack; median, without attack |
      | soft-medoid (mean of T = 0.1, 1, 10) less medoid, without attack | above 0 |  | - | undecided | runs that are missing: soft-medoid (T = 0.1), without attack; soft-medoid (T = 1), without attack; soft-medoid (T = 10), without attack; medoid, without attack |

      </details>

      <details>
      <summary>(ii) The rule that an attack targets performs poorly under it: undecided on InvertedPendulum-v4</summary>

      | Comparison | Claimed | Seeds | Difference [interval] | Verdict | What would decide it |
      | --- | --- | --- | --- | --- | --- |
      | average under the average attack less itself without, agents that the attack reaches | below 0 |  | - | undecided | runs that are missing: average, average attack |
      | average less soft-medoid (mean of T), agents that the attack reaches, average attack | below 0 |  | - | undecided | runs that are missing: average, average attack; soft-medoid (T = 0.1), average attack; soft-medoid (T = 1), average attack; soft-medoid (T = 10), average attack |
      | median under the median attack less itself without, agents that the attack reaches | below 0 |  | - | undecided | runs that are missing: median, median attack; median, without attack |
      | median less soft-medoid (mean of T), agents that the attack reaches, median attack | below 0 |  | - | undecided | runs that are missing: median, median attack; soft-medoid (T = 0.1), median attack; soft-medoid (T = 1), median attack; soft-medoid (T = 10), median attack |

      </details>

      <details>
      <summary>(iii) Soft-medoid performs best under both attacks: undecided on InvertedPendulum-v4</summary>

      | Comparison | Claimed | Seeds | Difference [interval] | Verdict | What would decide it |
      | --- | --- | --- | --- | --- | --- |
      | soft-medoid (mean of T = 0.1, 1, 10) less no cooperation, average attack | above 0 |  | - | undecided | runs that are missing: soft-medoid (T = 0.1), average attack; soft-medoid (T = 1), average attack; soft-medoid (T = 10), average attack; no cooperation, average attack |
      | soft-medoid (mean of T = 0.1, 1, 10) less average, average attack | above 0 |  | - | undecided | runs that are missing: soft-medoid (T = 0.1), average attack; soft-medoid (T = 1), average attack; soft-medoid (T = 10), average attack; average, average attack |
      | soft-medoid (mean of T = 0.1, 1, 10) less median, average attack | above 0 |  | - | undecided | runs that are missing: soft-medoid (T = 0.1), average attack; soft-medoid (T = 1), average attack; soft-medoid (T = 10), average attack; median, average attack |
      | soft-medoid (mean of T = 0.1, 1, 10) less medoid, average attack | above 0 |  | - | undecided | runs that are missing: soft-medoid (T = 0.1), average attack; soft-medoid (T = 1), average attack; soft-medoid (T = 10), average attack |
      | soft-medoid (mean of T = 0.1, 1, 10) less no cooperation, median attack | above 0 |  | - | undecided | runs that are missing: soft-medoid (T = 0.1), median attack; soft-medoid (T = 1), median attack; soft-medoid (T = 10), median attack; no cooperation, median attack |
      | soft-medoid (mean of T = 0.1, 1, 10) less average, median attack | above 0 |  | - | undecided | runs that are missing: soft-medoid (T = 0.1), median attack; soft-medoid (T = 1), median attack; soft-medoid (T = 10), median attack; average, median attack |
      | soft-medoid (mean of T = 0.1, 1, 10) less median, median attack | above 0 |  | - | undecided | runs that are missing: soft-medoid (T = 0.1), median attack; soft-medoid (T = 1), median attack; soft-medoid (T = 10), median attack; median, median attack |
      | soft-medoid (mean of T = 0.1, 1, 10) less medoid, median attack | above 0 |  | - | undecided | runs that are missing: soft-medoid (T = 0.1), median attack; soft-medoid (T = 1), median attack; soft-medoid (T = 10), median attack; medoid, median attack |

      </details>

      <details>
      <summary>(iv) The average attack is stronger than the median attack: undecided on InvertedPendulum-v4</summary>

      | Comparison | Claimed | Seeds | Difference [interval] | Verdict | What would decide it |
      | --- | --- | --- | --- | --- | --- |
      | loss of the average rule to the average attack less loss of the median rule to the median attack, agents that the attacks reach | above 0 |  | - | undecided | runs that are missing: average, average attack; median, without attack; median, median attack |

      </details>

      <details>
      <summary>(v) Medoid deteriorates under the attacks: undecided on InvertedPendulum-v4</summary>

      | Comparison | Claimed | Seeds | Difference [interval] | Verdict | What would decide it |
      | --- | --- | --- | --- | --- | --- |
      | medoid under the average attack less itself without, agents that the attack reaches | below 0 |  | - | undecided | runs that are missing: medoid, without attack |
      | medoid under the median attack less itself without, agents that the attack reaches | below 0 |  | - | undecided | runs that are missing: medoid, median attack; medoid, without attack |

      </details>

      <details>
      <summary>(vi) The temperature of soft-medoid influences performance: undecided on InvertedPendulum-v4</summary>

      | Comparison | Claimed | Seeds | Difference [interval] | Verdict | What would decide it |
      | --- | --- | --- | --- | --- | --- |
      | soft-medoid at T = 10 less at T = 0.1, without attack (interval at 99.4 %) | not 0 |  | - | undecided | runs that are missing: soft-medoid (T = 10), without attack; soft-medoid (T = 0.1), without attack |
      | soft-medoid at T = 10 less at T = 1, without attack (interval at 99.4 %) | not 0 |  | - | undecided | runs that are missing: soft-medoid (T = 10), without attack; soft-medoid (T = 1), without attack |
      | soft-medoid at T = 1 less at T = 0.1, without attack (interval at 99.4 %) | not 0 |  | - | undecided | runs that are missing: soft-medoid (T = 1), without attack; soft-medoid (T = 0.1), without attack |
      | soft-medoid at T = 10 less at T = 0.1, average attack (interval at 99.4 %) | not 0 |  | - | undecided | runs that are missing: soft-medoid (T = 10), average attack; soft-medoid (T = 0.1), average attack |
      | soft-medoid at T = 10 less at T = 1, average attack (interval at 99.4 %) | not 0 |  | - | undecided | runs that are missing: soft-medoid (T = 10), average attack; soft-medoid (T = 1), average attack |
      | soft-medoid at T = 1 less at T = 0.1, average attack (interval at 99.4 %) | not 0 |  | - | undecided | runs that are missing: soft-medoid (T = 1), average attack; soft-medoid (T = 0.1), average attack |
      | soft-medoid at T = 10 less at T = 0.1, median attack (interval at 99.4 %) | not 0 |  | - | undecided | runs that are missing: soft-medoid (T = 10), median attack; soft-medoid (T = 0.1), median attack |
      | soft-medoid at T = 10 less at T = 1, median attack (interval at 99.4 %) | not 0 |  | - | undecided | runs that are missing: soft-medoid (T = 10), median attack; soft-medoid (T = 1), median attack |
      | soft-medoid at T = 1 less at T = 0.1, median attack (interval at 99.4 %) | not 0 |  | - | undecided | runs that are missing: soft-medoid (T = 1), median attack; soft-medoid (T = 0.1), median attack |

      </details>

      ## Under attack

      ![Under attack](figures/quick.png)

      ### Final performance

      Return per episode, mean of the last 10 evaluations. 1 seed (0) for each rule. One seed gives no interval, and a difference between rules may be chance. Bold: the highest of its column among finished runs.

      | Rule | Average attack (mean of 4 agents) |
      | --- | ---: |
      | Average | 15 |
      | Medoid | **702** |

      <details>
      <summary>Best of the curve</summary>

      The highest point of each line: the best moving average of 10 evaluations.

      | Rule | Average attack (mean of 4 agents) |
      | --- | ---: |
      | Average | **800** |
      | Medoid | 702 |

      </details>

      ## Statistics

      Mean, median and interquartile mean (IQM) are over all agents of all seeds, with 95 % bootstrap intervals in which seeds are drawn again, each with all of its agents. Differences are paired: same seeds, same initial weights; their brackets are Student's 95 % intervals over seeds. P is the probability that a run scores higher than a run of the other rule, over all pairs of seeds; it has no brackets where all pairs agree. One seed gives no interval. A bootstrap interval of two or three seeds reaches from the lowest seed to the highest, and is too narrow: of three, it holds the truth 72 % of the time. All pairs of rules: data/pairs.csv.

      <details>
      <summary>Statistics of the panel</summary>

      **Final performance**: mean return of the last 10 evaluations of each agent.

      | Rule | Seeds | Mean | Median | IQM | Less average | P(above average) |
      | --- | ---: | ---: | ---: | ---: | ---: | ---: |
      | Average | 1 | 15 | 15 | 15 |  |  |
      | Medoid | 1 | 702 | 702 | 702 | +687 | 1.00 |

      **Area under the curve**, by its length: mean return of all evaluations after the warm-up.

      | Rule | Seeds | Mean | Median | IQM | Less average | P(above average) |
      | --- | ---: | ---: | ---: | ---: | ---: | ---: |
      | Average | 1 | 260 | 260 | 260 |  |  |
      | Medoid | 1 | 702 | 702 | 702 | +441 | 1.00 |

      </details>

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
      | Code | c0de |
      | Commit | 0123456789abcdef0123456789abcdef01234567 |
      | Started | 2026-01-02T03:04:05.000Z |
      | Interrupted | never |
      | Training time | 4.0 minutes in 1 cohort(s) |

      ## Runs

      <details>
      <summary>All 2 runs</summary>

      | Task | Rule | Attack | Seed | Status | Steps | Id |
      | --- | --- | --- | --- | --- | --- | --- |
      | InvertedPendulum-v4 | Average | none | 0 | finished | 2,000 | \`average-0\` |
      | InvertedPendulum-v4 | Medoid | average, beta 0.5 | 0 | finished | 2,000 | \`medoid-0\` |

      </details>
      "
    `);
    expect(text).not.toMatch(/\d \[[-+\d]/);
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
    expect(text).toContain('| Average | **100** |');
    expect(text).toContain('| Medoid | 900 (not finished) |');
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
