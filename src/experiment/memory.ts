import type { EnvSpec } from '../env/envPool.ts';
import { UserError } from '../errors.ts';
import { actorShapes, criticShapes } from '../learner/networks.ts';
import { replayBytes, type ReplaySizes } from '../replay/replay.ts';
import { parameterCount } from '../tensor/stack.ts';
import type { Cohort } from './cohort.ts';
import type { EnvWorkers } from './environments.ts';

/** What training a cohort takes, in bytes. */
export interface MemoryNeed {
  readonly replay: number;
  /** An estimate of everything else, in the controller and its workers. */
  readonly besides: number;
}

export type Widths = Pick<EnvSpec, 'observationSize' | 'actionSize'>;

/** No more slots are made than a run has steps. */
export function replaySizes({ shared, members }: Cohort, widths: Widths): ReplaySizes {
  return {
    learners: members.length,
    capacity: Math.min(shared.learner.replayCapacity, shared.steps),
    observation: widths.observationSize,
    action: widths.actionSize,
  };
}

/*
 * What is besides the replay, seen with Node 20 and TensorFlow's CPU build on two cores: the most
 * resident memory of the controller and of both workers, pages that the workers share counted once,
 * less the replay; against the estimate. Nine learners are the largest of five runs, which
 * were 0.91 to 0.98 GB: how much the allocators keep of the start differs from time to time.
 *
 *     learners  task              units    batch   seen      estimate
 *     8         InvertedPendulum  8-8      16      0.75 GB   0.81 GB
 *     9         HalfCheetah       400-300  256     0.98 GB   1.00 GB
 *     36        HalfCheetah       400-300  256     1.57 GB   1.62 GB
 *     8         HalfCheetah       400-300  2048    1.31 GB   1.38 GB
 *     171       InvertedPendulum  64-64    64      1.04 GB   1.34 GB
 *
 * 0.4 GB of each are pages of TensorFlow's library, which the kernel can drop.
 */

/** Node with all modules (0.15 GB), TensorFlow (0.4 GB) and what both allocate for whatever size. */
const CONTROLLER_BYTES = 680e6;

/** Two Pythons with MuJoCo, without environments. */
const TWO_WORKERS_BYTES = 110e6;

/** One more: 34 to 36 MB, seen with up to eight; the rest is shared. */
const WORKER_BYTES = 36e6;

/** An environment of a worker; each agent has one in both. */
const ENVIRONMENT_BYTES = 1.2e6;

/**
 * The networks of a learner, its targets and Adam's two moments are four copies of its parameters;
 * the others are gradients, messages, and what the allocators keep of the start.
 */
const PARAMETER_COPIES = 13;

/** Arrays of all hidden units for each transition of a batch, in an update. */
const ACTIVATION_COPIES = 10;

/** An episode this short is allowed for, on average, in what the last observations of episodes take. */
const EPISODE_STEPS = 10;

/** What training a cohort takes, from what is known before anything large is made. */
export function memoryNeed(
  cohort: Cohort,
  widths: Widths,
  { learning, evaluation }: EnvWorkers = { learning: 1, evaluation: 1 },
): MemoryNeed {
  const sizes = replaySizes(cohort, widths);
  const { learners, capacity, observation } = sizes;
  const float = Float32Array.BYTES_PER_ELEMENT;
  const lastObservations = (learners * capacity * observation * float) / EPISODE_STEPS;
  const workers = TWO_WORKERS_BYTES + WORKER_BYTES * (learning + evaluation - 2);
  const perLearner = learnerBytes(cohort, widths) + 2 * ENVIRONMENT_BYTES;
  return {
    replay: replayBytes(sizes) + lastObservations,
    besides: CONTROLLER_BYTES + workers + learners * perLearner,
  };
}

/** What a learner's networks take, and its update while it is under way. */
export function learnerBytes(
  { shared: { learner } }: Cohort,
  { observationSize: observation, actionSize: action }: Widths,
): number {
  const networks = { ...learner, observation, action };
  const parameters = parameterCount(actorShapes(networks)) + parameterCount(criticShapes(networks));
  const activations = learner.batch * (learner.hidden[0] + learner.hidden[1]);
  const float = Float32Array.BYTES_PER_ELEMENT;
  return float * (PARAMETER_COPIES * parameters + ACTIVATION_COPIES * activations);
}

/**
 * Throws a `UserError` where a cohort needs more than is available. The kernel would let it start, and
 * end it hours later, when the replay has filled up.
 */
export function assertFits(cohort: Cohort, need: MemoryNeed, available: number): void {
  const { replay, besides } = need;
  if (replay + besides <= available) return;
  const { runs, members, shared } = cohort;
  const capacity = Math.min(shared.learner.replayCapacity, shared.steps);
  const fitting = Math.max(0, Math.floor((capacity * (available - besides)) / replay));
  const what = runs.length === 1 ? 'This run' : `A cohort of ${runs.length} runs`;
  throw new UserError(
    `${what} does not fit into memory. It needs ${memoryText(need, available)}. Each of ${members.length} ` +
      `learners would remember ${capacity} transitions, and there is room for ${fitting}: give a ` +
      'smaller --replay-capacity or fewer --steps, train fewer runs at once, or make memory free.',
  );
}

/** Such as `1.2 GB (0.2 GB of replay, 1.0 GB besides); 22.1 GB are free`. */
export function memoryText({ replay, besides }: MemoryNeed, available: number): string {
  const parts = `${gigabytes(replay)} of replay, ${gigabytes(besides)} besides`;
  const need = `${gigabytes(replay + besides)} (${parts})`;
  return Number.isFinite(available) ? `${need}; ${gigabytes(available)} are free` : need;
}

/** Such as `1.2 GB`. */
export function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
