import { paperGraph } from '../../src/cooperation/graph.ts';
import type { RunConfig } from '../../src/experiment/config.ts';
import { createRunConfig, type RunChoices } from '../../src/experiment/createRunConfig.ts';
import { PAPER_LEARNER } from '../../src/experiment/defaults.ts';

export const TINY_LEARNER = { ...PAPER_LEARNER, hidden: [8, 8], batch: 16 } as const;

/** A run of seconds: InvertedPendulum, tiny networks, 120 steps of which 40 are warm-up. */
export function tinyRun(choices: Partial<RunChoices> = {}): RunConfig {
  return createRunConfig({
    task: 'InvertedPendulum-v4',
    seed: 0,
    rule: 'average',
    attack: null,
    graph: paperGraph,
    steps: 120,
    warmup: 40,
    period: 20,
    evaluationPeriod: 20,
    overlap: true,
    learner: TINY_LEARNER,
    ...choices,
  });
}
