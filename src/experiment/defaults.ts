import type { RuleConfig } from '../aggregation/aggregator.ts';
import type { AttackName } from '../attack/attack.ts';
import type { LearnerConfig, RunConfig } from './config.ts';

/** The paper's learner. Its text gives the layers; the rest is deviations 1 to 7. */
export const PAPER_LEARNER: LearnerConfig = {
  hidden: [400, 300],
  criticActionLayer: 2,
  batch: 256,
  replayCapacity: 1_000_000,
  gamma: 0.99,
  tau: 0.005,
  actorLearningRate: 1e-3,
  criticLearningRate: 1e-3,
  noise: 0.1,
};

/** Lengths and periods of the paper's runs (deviations 5, 9 and 10). */
export const PAPER_SCHEDULE = {
  steps: 225_000,
  warmup: 25_000,
  period: 1000,
  aggregateDuringWarmup: true,
  evaluationPeriod: 1000,
  overlap: true,
} as const satisfies Partial<RunConfig>;

/** The seven rules of the paper's Fig. 1. */
export const PAPER_RULES: readonly RuleConfig[] = [
  { name: 'none' },
  { name: 'average' },
  { name: 'median', evenCount: 'midpoint' },
  { name: 'medoid' },
  { name: 'soft-medoid', temperature: 0.1 },
  { name: 'soft-medoid', temperature: 1 },
  { name: 'soft-medoid', temperature: 10 },
];

/** The paper's two attacks, in the order of its panels. */
export const PAPER_ATTACKS = ['average', 'median'] as const satisfies readonly AttackName[];

/** The attacked edge of section VII. */
export const PAPER_EDGE = { target: 0, victim: 6 } as const;

/** The paper's two tasks (deviation 16). */
export const PAPER_TASKS = {
  halfCheetah: 'HalfCheetah-v5',
  pendulum: 'InvertedPendulum-v4',
} as const;

/** Step size of the attack: 0.5 at period 1000, 0.05 at period 1 (deviation 13). */
export function defaultBeta(period: number): number {
  return period === 1 ? 0.05 : 0.5;
}

/** The first step whose round comes after the warm-up (deviation 11). */
export function defaultOnset(warmup: number): number {
  return warmup + 1;
}

/** The paper's attack on its own edge, or none. */
export function paperAttack(
  name: AttackName | null,
  { period, warmup }: Pick<RunConfig, 'period' | 'warmup'>,
): RunConfig['attack'] {
  if (name === null) return null;
  return {
    name,
    beta: defaultBeta(period),
    onset: defaultOnset(warmup),
    ...PAPER_EDGE,
    networks: 'both',
  };
}
