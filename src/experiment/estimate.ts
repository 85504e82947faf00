import type { LoadedBackend } from '../backend/backend.ts';
import type { EnvSpec } from '../env/envPool.ts';
import { SupervisedPool } from '../env/supervisedPool.ts';
import { Replay } from '../replay/replay.ts';
import { formCohort, type SharedSettings } from './cohort.ts';
import { createCommunication, type Communication } from './communication.ts';
import type { RunConfig } from './config.ts';
import { createLearner } from './createLearner.ts';
import { envWorkersOf, startEnvironments, startEvaluationEnvironments } from './environments.ts';
import { Evaluator, evaluatedRows } from './evaluator.ts';
import { Experience } from './experience.ts';
import { layoutFor } from './layout.ts';
import { firstStart, trainingLoop } from './loop.ts';
import { replaySizes } from './memory.ts';

/** How fast a cohort was on this machine, in seconds. */
export interface Pace {
  readonly task: string;
  readonly period: number;
  readonly learners: number;
  /** A step of the warm-up: acting at random and remembering. */
  readonly warmupStep: number;
  /** A step with an update, and with a round where there is one in each. */
  readonly step: number;
  /** A round, where it is not in each update. */
  readonly round: number;
  /** An evaluation of the longest episodes. */
  readonly evaluation: number;
  /** Steps with an update that were measured. */
  readonly steps: number;
  /** Steps of evaluation that were measured. */
  readonly evaluationSteps: number;
}

/** The longest episode of a task that does not limit them. */
const UNLIMITED_EPISODE = 1000;

/** A piece of training does not need to remember more. */
const PIECE_CAPACITY = 2000;

/** First steps, in which TensorFlow makes room and plans; they are not measured. */
const FIRST_STEPS = 3;

/** What a worker says of a task. Throws a `UserError` where there is none of this name. */
export async function describeTask(task: string): Promise<EnvSpec> {
  await using pool = await SupervisedPool.start({ task, count: 1 });
  return pool.spec;
}

/**
 * Trains a piece of a cohort and throws it away: real environments, the real learner, its rounds, and
 * some steps of an evaluation. Writes nothing.
 *
 * @param seconds of steps with an update; at least a few steps are taken
 * @param envWorkers that were asked for; undefined: as many as suit the device
 */
export async function measurePace(
  configs: readonly RunConfig[],
  backend: LoadedBackend,
  seconds: number,
  envWorkers?: number,
): Promise<Pace> {
  const cohort = formCohort(configs.map(pieceOf));
  const { task } = cohort.shared;
  const workers = envWorkersOf(cohort, backend.device, envWorkers);
  await using pool = await startEnvironments(cohort, workers);
  const rows = evaluatedRows(cohort);
  await using evaluationPool = await startEvaluationEnvironments(cohort, workers);
  const layout = layoutFor(backend);
  const communication = createCommunication(cohort, layout.lanes);
  using learner = createLearner(cohort, pool.spec, { ...communication, ...layout });
  const experience = new Experience(new Replay(replaySizes(cohort, pool.spec)), learner);
  const evaluator = new Evaluator(cohort, learner, evaluationPool);
  const start = await firstStart(cohort, pool);

  const warmup = new Stopwatch();
  const learning = new Stopwatch();
  const parts = { cohort, learner, communication, experience, pool, evaluator, start };
  for await (const { losses } of trainingLoop(parts)) {
    (losses ? learning : warmup).lap();
    if (learning.seconds > seconds && learning.laps > 0) break;
  }
  const isRoundApart = communication.exchange && !communication.exchange.isInEachUpdate;
  const round = isRoundApart
    ? secondsOfRound(
        () => learner.exchange(communication.inputsAt(cohort.shared.steps)).exchanged,
        communication,
      )
    : 0;
  const { observationSize: width, actionSize } = evaluationPool.spec;
  const playing = new Stopwatch();
  const everyone = rows.map((_, environment) => environment);
  await evaluationPool.reset(everyone, everyone);
  while (playing.seconds < seconds / 4 || playing.laps === 0) {
    const action_LA = learner.act(new Float32Array(learner.learners * width));
    const result = await evaluationPool.step(action_LA.slice(0, rows.length * actionSize));
    playing.lap();
    const over = everyone.filter(
      (row) => Boolean(result.terminated_E[row]) || Boolean(result.truncated_E[row]),
    );
    await evaluationPool.reset(over);
  }
  const episode = pool.spec.maxEpisodeSteps ?? UNLIMITED_EPISODE;
  return {
    task,
    period: configs[0]?.period ?? NaN,
    learners: cohort.members.length,
    warmupStep: warmup.perLap,
    step: learning.perLap,
    round,
    evaluation: episode * playing.perLap,
    steps: learning.laps,
    evaluationSteps: playing.laps,
  };
}

/** The run as it is, with a warm-up that is as short as can be, and neither rounds nor evaluations apart. */
function pieceOf(config: RunConfig): RunConfig {
  const { learner, period } = config;
  const never = Number.MAX_SAFE_INTEGER;
  return {
    ...config,
    steps: never,
    warmup: Math.max(learner.batch, 2 * FIRST_STEPS),
    period: period === 1 ? 1 : never,
    evaluationPeriod: never,
    learner: { ...learner, replayCapacity: Math.max(learner.batch, PIECE_CAPACITY) },
  };
}

function secondsOfRound(
  exchange: () => Parameters<Communication['linksOf']>[0],
  { linksOf }: Communication,
): number {
  linksOf(exchange());
  const began = performance.now();
  linksOf(exchange());
  return (performance.now() - began) / 1000;
}

/** Times laps, the first few left out. */
class Stopwatch {
  #last: number | null = null;
  #seen = 0;
  laps = 0;
  seconds = 0;

  lap(): void {
    const now = performance.now();
    if (this.#last !== null && this.#seen >= FIRST_STEPS) {
      this.laps += 1;
      this.seconds += (now - this.#last) / 1000;
    }
    this.#seen += 1;
    this.#last = now;
  }

  get perLap(): number {
    return this.seconds / Math.max(1, this.laps);
  }
}

/**
 * Seconds that a cohort takes from a step on, at the pace of one of the same task: its steps, rounds and
 * evaluations, in proportion to the number of learners. Evaluations count as if no episode ended early.
 */
export function secondsAt(
  pace: Pace,
  { shared, learners, from }: { shared: SharedSettings; learners: number; from: number },
): number {
  const { steps, warmup, period, evaluationPeriod, aggregateDuringWarmup } = shared;
  const warm = Math.max(0, warmup - from);
  const learning = steps - Math.max(from, warmup);
  const firstRound = aggregateDuringWarmup ? from : Math.max(from, warmup);
  const rounds = due(firstRound, steps, period);
  const evaluations = due(Math.max(from, warmup - 1), steps, evaluationPeriod);
  const seconds =
    warm * pace.warmupStep +
    learning * pace.step +
    rounds * pace.round +
    evaluations * pace.evaluation;
  return (seconds * learners) / pace.learners;
}

/** Multiples of `period` after `from`, up to `to`. */
function due(from: number, to: number, period: number): number {
  return Math.floor(to / period) - Math.floor(from / period);
}

/** Learners of a cohort of some runs. */
export function learnersOf(configs: readonly RunConfig[]): number {
  return formCohort(configs).members.length;
}
