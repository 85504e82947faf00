import { assertRuleConfig } from '../aggregation/index.ts';
import { assertAttackConfig } from '../attack/index.ts';
import { UserError } from '../errors.ts';
import type { RunConfig } from './config.ts';

/** Throws a `UserError` that says what of a run's configuration cannot be. */
export function assertRunConfig(config: RunConfig): void {
  const { learner, attack, graph } = config;
  requireInteger('--seed', config.seed, 0);
  requireInteger('--steps', config.steps, 1);
  requireInteger('--warmup', config.warmup, 1);
  requireInteger('--period', config.period, 1);
  requireInteger('--evaluation-period', config.evaluationPeriod, 1);
  requireInteger('--batch', learner.batch, 1);
  if (config.warmup >= config.steps) {
    throw new UserError(
      `--warmup ${config.warmup} leaves no step to learn in: --steps is ${config.steps}, warm-up included. ` +
        'Give more steps or a shorter warm-up.',
    );
  }
  if (learner.batch > config.warmup) {
    throw new UserError(
      `--batch ${learner.batch} is larger than the warm-up of ${config.warmup} steps, so that the first ` +
        'update would lack transitions. Give a smaller batch or a longer warm-up.',
    );
  }
  if (learner.replayCapacity < learner.batch) {
    throw new UserError(
      `--replay-capacity ${learner.replayCapacity} is less than the batch of ${learner.batch} transitions. ` +
        'Give a larger capacity or a smaller batch.',
    );
  }
  requireInteger('--replay-capacity', learner.replayCapacity, 1);
  learner.hidden.forEach((units) => {
    requireInteger('--hidden', units, 1);
  });
  requireWithin('--gamma', learner.gamma, 0, 1);
  requireWithin('--tau', learner.tau, 0, 1);
  requirePositive('--actor-learning-rate', learner.actorLearningRate);
  requirePositive('--critic-learning-rate', learner.criticLearningRate);
  requireAtLeastZero('--noise', learner.noise);
  assertRuleConfig(config.rule);
  if (attack) assertAttackConfig(attack, graph);
}

function requireInteger(option: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new UserError(`${option} has to be a whole number of at least ${least}, got ${value}.`);
}

function requireWithin(option: string, value: number, low: number, high: number): void {
  if (value >= low && value <= high) return;
  throw new UserError(`${option} has to be between ${low} and ${high}, got ${value}.`);
}

function requirePositive(option: string, value: number): void {
  if (value > 0 && Number.isFinite(value)) return;
  throw new UserError(`${option} has to be a positive number, got ${value}.`);
}

function requireAtLeastZero(option: string, value: number): void {
  if (value >= 0 && Number.isFinite(value)) return;
  throw new UserError(`${option} has to be zero or a positive number, got ${value}.`);
}
