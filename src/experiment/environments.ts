import { availableParallelism } from 'node:os';
import type { LoadedBackend } from '../backend/backend.ts';
import type { EnvSpec } from '../env/envPool.ts';
import { SpreadPool } from '../env/spreadPool.ts';
import type { SupervisedPoolOptions } from '../env/supervisedPool.ts';
import { UserError } from '../errors.ts';
import type { Cohort } from './cohort.ts';
import { evaluatedRows } from './evaluator.ts';

type Device = LoadedBackend['device'];

/** So many environments are work for a worker beside a GPU. */
const ENVIRONMENTS_A_WORKER = 32;

/** The controller, and the threads that feed the GPU. */
const CORES_FOR_THE_CONTROLLER = 2;

/**
 * Among how many workers the environments of a cohort are divided. No bit depends on it.
 *
 * On a CPU one: TensorFlow has all cores, and the environments step while it updates. Seen on two
 * cores that other programs used as well, in three series of medians in turn, both tasks: for a step of 8
 * environments alone two workers need 1.3 to 3 times as long as one, of 164 0.8 to 1.3 times, of 364 0.8 to
 * 1.1 times; for a whole training step of the `laptop` scale, 164 learners, 0.86 to 1.03 times.
 *
 * Beside a GPU the environments are most of the CPU's work, so that all cores step them; a worker of
 * only a few is not worth its messages.
 */
export function workersFor(environments: number, cores: number, device: Device): number {
  if (device === 'cpu') return 1;
  const wanted = Math.ceil(environments / ENVIRONMENTS_A_WORKER);
  return Math.max(1, Math.min(wanted, cores - CORES_FOR_THE_CONTROLLER));
}

/** Where a cohort acts: workers of the environments that it learns in, and of those of its evaluations. */
export interface EnvWorkers {
  readonly learning: number;
  readonly evaluation: number;
}

/**
 * The workers of a cohort on this machine. Throws a `UserError` where what was asked for is no number of
 * workers.
 *
 * @param asked by `--env-workers`; undefined: as many as suit the device
 */
export function envWorkersOf(
  cohort: Cohort,
  device: Device,
  asked: number | undefined,
): EnvWorkers {
  assertEnvWorkers(asked);
  const of = (environments: number) =>
    Math.min(asked ?? workersFor(environments, availableParallelism(), device), environments);
  return { learning: of(cohort.members.length), evaluation: of(evaluatedRows(cohort).length) };
}

/** Throws a `UserError` unless `--env-workers`, where it is given, is a number of workers. */
export function assertEnvWorkers(asked: number | undefined): void {
  if (asked === undefined || (Number.isSafeInteger(asked) && asked >= 1)) return;
  throw new UserError(`--env-workers has to be a whole number of at least 1, got ${asked}.`);
}

/** Starts the environments that a cohort learns in, one a learner. */
export async function startEnvironments(
  { members, shared: { task } }: Cohort,
  workers: EnvWorkers,
  supervision: Supervision = {},
): Promise<SpreadPool> {
  const count = members.length;
  const pool = await SpreadPool.start({ task, count, workers: workers.learning, ...supervision });
  try {
    assertSymmetric(pool.spec);
    return pool;
  } catch (error) {
    await pool.close();
    throw error;
  }
}

/** Starts the environments of a cohort's evaluations, one an agent that is not virtual. */
export function startEvaluationEnvironments(
  cohort: Cohort,
  workers: EnvWorkers,
  supervision: Supervision = {},
): Promise<SpreadPool> {
  const { task } = cohort.shared;
  const count = evaluatedRows(cohort).length;
  return SpreadPool.start({ task, count, workers: workers.evaluation, ...supervision });
}

type Supervision = Pick<SupervisedPoolOptions, 'timeoutMs' | 'onRestart'>;

/** The actor's tanh is scaled by one bound for both directions. */
function assertSymmetric({ task, actionLow_A, actionHigh_A }: EnvSpec): void {
  if (actionHigh_A.every((high, index) => high === -(actionLow_A[index] ?? 0))) return;
  throw new UserError(
    `--task ${task}: actions lie in [${actionLow_A.join(', ')}] to [${actionHigh_A.join(', ')}]. ` +
      'The learner needs bounds that are symmetric about zero; choose another task.',
  );
}
