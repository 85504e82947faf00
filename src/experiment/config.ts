import type { RuleConfig } from '../aggregation/aggregator.ts';
import type { AttackConfig } from '../attack/attack.ts';
import type { Graph } from '../cooperation/graph.ts';

/** Everything that decides what a run computes. Two runs with equal configurations are the same run. */
export interface RunConfig {
  /** A Gymnasium MuJoCo id, such as `HalfCheetah-v5`. */
  readonly task: string;
  readonly seed: number;
  readonly rule: RuleConfig;
  readonly attack: AttackConfig | null;
  readonly graph: Graph;
  /** Environment steps of each agent, warm-up included. */
  readonly steps: number;
  /** First steps: uniform random actions, no updates. */
  readonly warmup: number;
  /** Steps between communication rounds. */
  readonly period: number;
  /** Whether rounds take place during the warm-up. */
  readonly aggregateDuringWarmup: boolean;
  /** Steps between evaluations. */
  readonly evaluationPeriod: number;
  /** Whether an update runs while the environments step, on the memory as it stood (deviation 30). */
  readonly overlap: boolean;
  readonly learner: LearnerConfig;
  /**
   * What happens where an agent receives a number that is not finite. `exclude`: its rule leaves the sender
   * out. Absent: the run ends as failed.
   */
  readonly nonFinite?: 'exclude';
}

/** DDPG's hyper-parameters, the same for all learners of a run. */
export interface LearnerConfig {
  /** Units of the two hidden layers. */
  readonly hidden: readonly [number, number];
  /** The layer at which the critic takes the action. */
  readonly criticActionLayer: 1 | 2;
  readonly batch: number;
  /** Transitions a learner remembers. */
  readonly replayCapacity: number;
  readonly gamma: number;
  /** Rate of the target networks' soft update. */
  readonly tau: number;
  readonly actorLearningRate: number;
  readonly criticLearningRate: number;
  /** Standard deviation of the exploration noise, as a multiple of the action bound. */
  readonly noise: number;
}
