import type { RunConfig } from '../../../src/experiment/config.ts';
import type { RuleConfig } from '../../../src/figures/legend.ts';
import type { PanelRun } from '../../../src/figures/panel.ts';
import type { Run } from '../../../src/metrics/readRun.ts';
import type { RunRecord } from '../../../src/metrics/runRecord.ts';
import type { EpisodeRow } from '../../../src/metrics/tables.ts';
import { RandomStream } from '../../../src/random.ts';

/** The seven rules of the paper's Fig. 1. */
export const SEVEN_RULES: readonly RuleConfig[] = [
  { name: 'none' },
  { name: 'average' },
  { name: 'median', evenCount: 'midpoint' },
  { name: 'medoid' },
  { name: 'soft-medoid', temperature: 0.1 },
  { name: 'soft-medoid', temperature: 1 },
  { name: 'soft-medoid', temperature: 10 },
];

/** A small pendulum run: four agents, an evaluation every 100 steps, the warm-up over at 500. */
export function inventedConfig(change: Partial<RunConfig> = {}): RunConfig {
  return {
    task: 'InvertedPendulum-v4',
    seed: 0,
    rule: { name: 'average' },
    attack: null,
    graph: {
      name: 'ring',
      neighbors: [
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 0],
      ],
    },
    steps: 2000,
    warmup: 500,
    period: 100,
    aggregateDuringWarmup: true,
    evaluationPeriod: 100,
    overlap: true,
    learner: {
      hidden: [64, 64],
      criticActionLayer: 2,
      batch: 64,
      replayCapacity: 10_000,
      gamma: 0.99,
      tau: 0.01,
      actorLearningRate: 3e-3,
      criticLearningRate: 3e-3,
      noise: 0.3,
    },
    ...change,
  };
}

function inventedRecord(
  config: RunConfig,
  change: Partial<RunRecord<RunConfig>> = {},
): RunRecord<RunConfig> {
  return {
    format: 1,
    id: `${config.rule.name}-${config.seed}`,
    status: 'finished',
    error: null,
    config,
    cohort: { runs: 19, learners: 164 },
    device: 'CPU',
    gpu: null,
    versions: { 'resilient-marl': '0.1.0', gymnasium: '1.3.0', mujoco: '3.14.0' },
    switches: { TF_XLA_FLAGS: '--tf_xla_auto_jit=2' },
    cpu: { model: 'An invented CPU', cores: 2, flags: ['avx2', 'fma'] },
    code: { commit: '0123456789abcdef0123456789abcdef01234567', dirty: false, hash: 'c0de' },
    startedAt: '2026-01-02T03:04:05.000Z',
    finishedAt: '2026-01-02T03:08:05.000Z',
    wallSeconds: 240,
    stepsDone: config.steps,
    resumptions: [],
    workerRestarts: 0,
    checkpoints: { written: 0, seconds: 0 },
    ...change,
  };
}

/**
 * A run whose agents' returns are given: `returnOf(step, agent)`. Evaluated at every
 * `evaluationPeriod` steps up to `record.stepsDone`.
 */
export function inventedRun(
  config: RunConfig,
  returnOf: (step: number, agent: number) => number,
  change: Partial<RunRecord<RunConfig>> = {},
): Run<RunConfig> {
  const record = inventedRecord(config, change);
  const evaluations: EpisodeRow[] = [];
  for (
    let step = config.evaluationPeriod;
    step <= record.stepsDone;
    step += config.evaluationPeriod
  ) {
    for (const agent of config.graph.neighbors.keys()) {
      evaluations.push({ step, agent, return: returnOf(step, agent), length: 100 });
    }
  }
  return { folder: `/results/runs/${record.id}`, record, evaluations };
}

/** The seven rules of a panel, each rising to a level of its own, with noise. */
export function inventedPanel(
  change: Partial<RunConfig> = {},
  levels: readonly number[] = [700, 820, 800, 640, 900, 950, 870],
): PanelRun[] {
  return SEVEN_RULES.map((rule, place) => {
    const config = inventedConfig({ ...change, rule });
    const level = levels[place] ?? 500;
    const stream = new RandomStream({ seed: config.seed, agent: place, purpose: 'exploration' });
    const run = inventedRun(config, (step, agent) => {
      const progress = (step - config.warmup) / (config.steps - config.warmup);
      const rise = level / (1 + Math.exp(-12 * (progress - 0.35 - 0.03 * agent)));
      return Math.min(1000, Math.max(5, 30 + rise + 0.25 * rise * stream.normal()));
    });
    return { config, run };
  });
}
