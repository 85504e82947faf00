import { learnedReward } from '../attack/virtualAgent.ts';
import { planRound } from '../cooperation/plan.ts';
import type { CombinationLink } from '../cooperation/links.ts';
import { combineRound } from '../cooperation/round.ts';
import type { EnvPool, StepResult } from '../env/envPool.ts';
import {
  NETWORK_NAMES,
  type LossValues,
  type NetworkName,
  type StackedLearner,
} from '../learner/learner.ts';
import type { Replay } from '../replay/replay.ts';
import type { Cohort } from './cohort.ts';
import { cooperationOf } from './cooperationOf.ts';
import type { Episode, Evaluator } from './evaluator.ts';
import { addNoise, randomActions, withoutNaN } from './explore.ts';
import { environmentSeeds, streamsFor } from './streams.ts';

/** What one step of all learners showed. Trackers read it; the loop itself writes nothing. */
export interface StepEvent {
  /** Environment steps of each agent so far, from 1, warm-up included. */
  readonly step: number;
  /** The environments' rewards and flags, one row a learner. */
  readonly result: StepResult;
  /** Losses of the step's update; null during the warm-up. */
  readonly losses: LossValues | null;
  /** What each agent received and how it weighed it; null where no round took place. */
  readonly round: Readonly<Record<NetworkName, readonly CombinationLink[]>> | null;
  /** One episode an agent; null where none was played. */
  readonly evaluation: readonly Episode[] | null;
  /** Rows whose loss or parameters are not finite any more. */
  readonly broken: readonly number[];
}

export interface LoopParts {
  readonly cohort: Cohort;
  readonly learner: StackedLearner;
  readonly replay: Replay;
  /** One environment a learner. */
  readonly pool: EnvPool;
  readonly evaluator: Evaluator;
}

/**
 * Trains a cohort, one event a step: act, step the environments, remember, update, communicate,
 * evaluate. Everything random comes from the named streams of each member's seed.
 */
export async function* trainingLoop(parts: LoopParts): AsyncGenerator<StepEvent, void> {
  const { cohort, learner, replay, pool, evaluator } = parts;
  const { steps, warmup, batch, noise, gamma } = { ...cohort.shared, ...cohort.shared.learner };
  const { observationSize, actionHigh_A: bound_A } = pool.spec;
  const everyone = cohort.members.map((_, row) => row);
  const streams = {
    warmup: streamsFor(cohort.members, 'warmup'),
    exploration: streamsFor(cohort.members, 'exploration'),
    sampling: streamsFor(cohort.members, 'sampling'),
  };
  const communicate = createCommunication(cohort, learner);

  const seeds = environmentSeeds(cohort.members, 'environment');
  let obs_LO = Float32Array.from(await pool.reset(everyone, seeds));
  for (let step = 1; step <= steps; step++) {
    const action_LA =
      step <= warmup
        ? randomActions(streams.warmup, bound_A)
        : addNoise(withoutNaN(learner.act(obs_LO)), streams.exploration, bound_A, noise);
    const result = await pool.step(action_LA);
    const nextObs_LO = Float32Array.from(result.obs_EO);
    replay.store({
      obs_LO,
      action_LA,
      reward_L: Float32Array.from(result.reward_E, (reward, row) =>
        learnedReward(reward, cohort.members[row]?.isVirtual ?? false),
      ),
      nextObs_LO,
      discount_L: Float32Array.from(result.terminated_E, (terminated) => (terminated ? 0 : gamma)),
    });

    const losses = step > warmup ? learner.update(replay.sample(batch, streams.sampling)) : null;
    const broken = new Set(losses ? nonFiniteRows(losses) : []);
    const isRound = isDue(cohort, step, 'period');
    const isEvaluation = step >= warmup && isDue(cohort, step, 'evaluationPeriod');
    if (isRound || isEvaluation) learner.nonFiniteLearners().forEach((row) => broken.add(row));
    const round = isRound ? communicate(step) : null;
    const evaluation = isEvaluation ? await evaluator.evaluate() : null;
    yield { step, result, losses, round, evaluation, broken: [...broken] };

    const finished = everyone.filter(
      (row) => result.terminated_E[row] === 1 || result.truncated_E[row] === 1,
    );
    obs_LO = nextObs_LO;
    if (finished.length > 0) {
      obs_LO = nextObs_LO.slice();
      const first_EO = await pool.reset(finished);
      finished.forEach((row, index) => {
        const from = index * observationSize;
        obs_LO.set(first_EO.subarray(from, from + observationSize), row * observationSize);
      });
    }
  }
}

function isDue({ shared }: Cohort, step: number, what: 'period' | 'evaluationPeriod'): boolean {
  if (step % shared[what] !== 0) return false;
  return what === 'evaluationPeriod' || step > shared.warmup || shared.aggregateDuringWarmup;
}

/** Share, tamper, aggregate, assign: a round for both networks, then the targets' soft update. */
function createCommunication(
  cohort: Cohort,
  learner: StackedLearner,
): (step: number) => StepEvent['round'] {
  const plan = planRound(cohort.runs.map(cooperationOf), cohort.members.length);
  const takesPart = cohort.members.map(
    ({ run, isVirtual }) => !isVirtual && cohort.runs[run]?.config.rule.name !== 'none',
  );
  return (step) => {
    const isUnderAttack = cohort.runs.map(
      ({ config }) => config.attack !== null && step >= config.attack.onset,
    );
    const links = {
      actor: [] as readonly CombinationLink[],
      critic: [] as readonly CombinationLink[],
    };
    for (const network of NETWORK_NAMES) {
      const params_LP = learner.readParameters(network);
      const round = combineRound(plan, params_LP, network, isUnderAttack);
      learner.assignParameters(network, round.combined_LP);
      links[network] = round.readLinks();
      round.dispose();
      params_LP.dispose();
    }
    learner.softUpdateTargets(takesPart, cohort.shared.learner.tau);
    return links;
  };
}

function nonFiniteRows(losses: LossValues): number[] {
  return [...losses.critic_L.keys()].filter(
    (row) => !Number.isFinite(losses.critic_L[row]) || !Number.isFinite(losses.actor_L[row]),
  );
}
