import type { MedoidTie, RuleConfig, RuleName } from '../aggregation/aggregator.ts';
import type { AttackName } from '../attack/attack.ts';
import type { Graph } from '../cooperation/graph.ts';
import { UserError } from '../errors.ts';
import { assertRunConfig } from './assertRunConfig.ts';
import type { LearnerConfig, RunConfig } from './config.ts';
import { PAPER_EDGE, defaultBeta, defaultOnset } from './defaults.ts';

/** What a person chooses of a run; what is left out takes the default of the rest. */
export interface RunChoices {
  readonly task: string;
  readonly seed: number;
  readonly rule: RuleName;
  readonly temperature?: number | undefined;
  readonly medianEvenCount?: 'midpoint' | 'lower' | undefined;
  readonly medoidTie?: MedoidTie | undefined;
  readonly attack: AttackName | null;
  readonly beta?: number | undefined;
  readonly onset?: number | undefined;
  readonly target?: number | undefined;
  readonly victim?: number | undefined;
  readonly forged?: 'both' | 'actor' | 'critic' | undefined;
  readonly graph: Graph;
  readonly steps: number;
  readonly warmup: number;
  readonly period: number;
  readonly aggregateDuringWarmup?: boolean | undefined;
  readonly evaluationPeriod: number;
  readonly overlap: boolean;
  readonly learner: LearnerConfig;
  readonly nonFinite?: 'stop' | 'exclude' | undefined;
}

/** A whole, valid configuration from a person's choices. Throws a `UserError` on one that cannot be. */
export function createRunConfig(choices: RunChoices): RunConfig {
  const { task, seed, graph, steps, warmup, period, evaluationPeriod, overlap, learner } = choices;
  refuse(
    choices.nonFinite,
    '--non-finite',
    choices.rule !== 'none',
    'a --rule that listens to others',
  );
  const config: RunConfig = {
    task,
    seed,
    rule: ruleOf(choices),
    attack: attackOf(choices),
    graph,
    steps,
    warmup,
    period,
    aggregateDuringWarmup: choices.aggregateDuringWarmup ?? period !== 1,
    evaluationPeriod,
    overlap,
    learner,
    ...(choices.nonFinite === 'exclude' && { nonFinite: choices.nonFinite }),
  };
  assertRunConfig(config);
  assertOfUse(config);
  return config;
}

/** Settings that would have no effect are a mistake worth telling, by a `UserError`. */
export function assertOfUse({ rule, attack, steps, period }: RunConfig): void {
  if (rule.name === 'none') {
    if (!attack) return;
    throw new UserError(
      `--attack ${attack.name} has no effect without cooperation: nobody listens to a message. ` +
        'Give another --rule, or leave the attack out.',
    );
  }
  if (period > steps) {
    throw new UserError(
      `--period ${period} is longer than the run of ${steps} steps, so that no round would take place. ` +
        'Give a shorter period or more steps, or --rule none.',
    );
  }
  if (attack && attack.onset > steps) {
    throw new UserError(
      `--onset ${attack.onset} comes after the end of the run of ${steps} steps. Give an earlier onset.`,
    );
  }
}

function ruleOf({ rule, temperature, medianEvenCount, medoidTie }: RunChoices): RuleConfig {
  refuse(temperature, '--temperature', rule === 'soft-medoid', '--rule soft-medoid');
  refuse(medianEvenCount, '--median-even-count', rule === 'median', '--rule median');
  refuse(medoidTie, '--medoid-tie', rule === 'medoid', '--rule medoid');
  // Left out where it is the default: the run is then the one that it was before there was a choice.
  if (rule === 'medoid') return { name: rule, ...(medoidTie === 'lowest' && { tie: medoidTie }) };
  if (rule === 'soft-medoid') return { name: rule, temperature: temperature ?? 1 };
  if (rule === 'median') return { name: rule, evenCount: medianEvenCount ?? 'midpoint' };
  return { name: rule };
}

function attackOf(choices: RunChoices): RunConfig['attack'] {
  const { attack, beta, onset, target, victim, forged, period, warmup } = choices;
  if (attack === null) {
    for (const [option, value] of Object.entries({ beta, onset, target, victim, forged })) {
      refuse(value, `--${option}`, false, '--attack average or --attack median');
    }
    return null;
  }
  return {
    name: attack,
    beta: beta ?? defaultBeta(period),
    onset: onset ?? defaultOnset(warmup),
    target: target ?? PAPER_EDGE.target,
    victim: victim ?? PAPER_EDGE.victim,
    networks: forged ?? 'both',
  };
}

/** An option that would have no effect is a mistake worth telling. */
function refuse(
  value: string | number | undefined,
  option: string,
  isOfUse: boolean,
  needs: string,
): void {
  if (value === undefined || isOfUse) return;
  throw new UserError(
    `${option} ${value} has no effect without ${needs}. Add that, or leave it out.`,
  );
}
