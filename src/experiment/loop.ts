import { learnedReward } from '../attack/virtualAgent.ts';
import type { Environments, StepResult } from '../env/envPool.ts';
import type { Drawn, LossValues, StackedLearner } from '../learner/learner.ts';
import type { Transition } from '../replay/replay.ts';
import type { Purpose, RandomStream } from '../random.ts';
import type { Cohort } from './cohort.ts';
import type { Communication, RoundLinks } from './communication.ts';
import type { Episode, Evaluator } from './evaluator.ts';
import type { Experience } from './experience.ts';
import { addNoise, randomActions, withoutNaN } from './explore.ts';
import { nonFiniteIn, type NonFinite, type Seen } from './nonFinite.ts';
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
  readonly round: RoundLinks | null;
  /** One episode an agent; null where none was played. */
  readonly evaluation: readonly Episode[] | null;
  /** All that is not finite any more, in the step that it appeared in. */
  readonly broken: readonly NonFinite[];
}

/** Where a loop begins: at the start of the runs, or after the steps that they have done. */
export interface LoopStart {
  readonly stepsDone: number;
  readonly streams: LoopStreams;
  /** What every learner's environment shows. */
  readonly obs_LO: Float32Array;
}

/** Random streams of a loop, one a learner. Drawing moves them. */
export type LoopStreams = Readonly<Record<(typeof LOOP_PURPOSES)[number], readonly RandomStream[]>>;

export const LOOP_PURPOSES = ['warmup', 'exploration', 'sampling'] as const satisfies Purpose[];

export interface LoopParts {
  readonly cohort: Cohort;
  readonly learner: StackedLearner;
  /** What the learner's exchange is. */
  readonly communication: Communication;
  readonly experience: Experience;
  /** One environment a learner. */
  readonly pool: Environments;
  readonly evaluator: Evaluator;
  readonly start: LoopStart;
}

/** The beginning of all runs of a cohort: resets the environments. */
export async function firstStart({ members }: Cohort, pool: Environments): Promise<LoopStart> {
  const everyone = members.map((_, row) => row);
  const obs_LO = await pool.reset(everyone, environmentSeeds(members, 'environment'));
  return { stepsDone: 0, streams: loopStreams(members), obs_LO: Float32Array.from(obs_LO) };
}

/** The streams of some learners, at their beginning. */
export function loopStreams(members: Cohort['members']): LoopStreams {
  return {
    warmup: streamsFor(members, 'warmup'),
    exploration: streamsFor(members, 'exploration'),
    sampling: streamsFor(members, 'sampling'),
  };
}

/**
 * Trains a cohort from `start` on, one event a step: act, step the environments, remember, update, communicate,
 * evaluate. Everything random comes from the named streams of each member's seed.
 *
 * With `overlap` a batch is drawn and the update runs while the environments step, on the memory as it
 * stood before (deviation 30). What is computed from what does not depend on speed. Between two events
 * nothing is under way, so that a checkpoint can be taken there.
 */
export async function* trainingLoop(parts: LoopParts): AsyncGenerator<StepEvent, void> {
  const { cohort, learner, communication, experience, pool, evaluator, start } = parts;
  const { steps, warmup, overlap, batch, noise } = { ...cohort.shared, ...cohort.shared.learner };
  const { actionHigh_A: bound_A } = pool.spec;
  const { streams } = start;
  const draw = () => experience.draw(batch, streams.sampling);
  const learn = (step: number, batch: Drawn | null): Learned => {
    const { exchange, inputsAt, linksOf } = communication;
    const isRound = isDue(cohort, step, 'period');
    if (batch && exchange?.isInEachUpdate && isRound) {
      const { losses, exchanged, nonFinite } = learner.updateAndExchange(batch, inputsAt(step));
      return { losses, round: linksOf(exchanged), nonFinite };
    }
    const { losses, nonFinite } = batch ? learner.update(batch) : NOTHING_LEARNED;
    if (!isRound) return { losses, round: null, nonFinite };
    if (!exchange) return { losses, round: linksOf({}), nonFinite };
    const after = learner.exchange(inputsAt(step));
    return {
      losses,
      round: linksOf(after.exchanged),
      nonFinite: [...nonFinite, ...after.nonFinite],
    };
  };

  let { obs_LO } = start;
  for (let step = start.stepsDone + 1; step <= steps; step++) {
    const isLearning = step > warmup;
    const action_LA = isLearning
      ? addNoise(withoutNaN(learner.act(obs_LO)), streams.exploration, bound_A, noise)
      : randomActions(streams.warmup, bound_A);
    const stepping = pool.step(action_LA);
    let learned = isLearning && overlap ? learn(step, draw()) : null;
    const result = await stepping;
    const nextObs_LO = Float32Array.from(result.obs_EO);
    experience.store(transitionOf(cohort, { obs_LO, action_LA, nextObs_LO }, result));

    const resetting = startEpisodes(pool, result, nextObs_LO);
    learned ??= learn(step, isLearning ? draw() : null);
    obs_LO = await resetting;

    const isEvaluation = step >= warmup && isDue(cohort, step, 'evaluationPeriod');
    const evaluation = isEvaluation ? await evaluator.evaluate() : null;
    const { losses, round } = learned;
    const broken = nonFiniteIn(cohort, { result, ...learned, evaluation });
    yield { step, result, losses, round, evaluation, broken };
  }
}

/** What learning came to in one step. */
type Learned = Pick<Seen, 'losses' | 'round' | 'nonFinite'>;

const NOTHING_LEARNED = { losses: null, nonFinite: [] };

/** What everyone remembers of a step. */
function transitionOf(
  { members, shared }: Cohort,
  moved: Pick<Transition, 'obs_LO' | 'action_LA' | 'nextObs_LO'>,
  { reward_E, terminated_E, truncated_E }: StepResult,
): Transition {
  const { gamma } = shared.learner;
  return {
    ...moved,
    reward_L: Float32Array.from(reward_E, (reward, row) =>
      learnedReward(reward, members[row]?.isVirtual ?? false),
    ),
    discount_L: Float32Array.from(terminated_E, (terminated) => (terminated ? 0 : gamma)),
    ended_L: terminated_E.map((terminated, row) => terminated | (truncated_E[row] ?? 0)),
  };
}

/** Resets the environments whose episode is over. Returns what everyone observes then. */
async function startEpisodes(
  pool: Environments,
  { terminated_E, truncated_E }: StepResult,
  nextObs_LO: Float32Array,
): Promise<Float32Array<ArrayBuffer>> {
  const obs_LO = nextObs_LO.slice();
  const finished = [...terminated_E.keys()].filter(
    (row) => terminated_E[row] === 1 || truncated_E[row] === 1,
  );
  if (finished.length === 0) return obs_LO;
  const first_EO = await pool.reset(finished);
  const width = pool.spec.observationSize;
  finished.forEach((row, index) => {
    obs_LO.set(first_EO.subarray(index * width, (index + 1) * width), row * width);
  });
  return obs_LO;
}

function isDue({ shared }: Cohort, step: number, what: 'period' | 'evaluationPeriod'): boolean {
  if (step % shared[what] !== 0) return false;
  return what === 'evaluationPeriod' || step > shared.warmup || shared.aggregateDuringWarmup;
}
