import {
  checkpointsOf,
  checkpointSteps,
  FormatError,
  readCheckpoint,
} from '../checkpoint/checkpointFolder.ts';
import type { Environments } from '../env/envPool.ts';
import { UserError, messageOf } from '../errors.ts';
import type { StackedLearner } from '../learner/learner.ts';
import { assertTables } from '../metrics/runLog.ts';
import type { Cohort } from './cohort.ts';
import type { RunConfig } from './config.ts';
import type { Experience } from './experience.ts';
import { loopStreams, LOOP_PURPOSES, type LoopStart } from './loop.ts';
import {
  decodeHistory,
  decodeState,
  joinStates,
  type CheckpointRest,
  type RunCheckpoint,
} from './runCheckpoint.ts';
import { configHash } from './runId.ts';

/** Told in words what is wrong with a checkpoint that is passed over. */
export type OnDamage = (message: string) => void;

/**
 * The latest checkpoint of a run that is whole; null where there is none. One that is damaged is told
 * and passed over. Throws a `UserError` where all are, for much of what they name may be whole and starting
 * anew would remove it, and where it is one of another configuration.
 */
export function latestCheckpoint(
  folder: string,
  config: RunConfig,
  onDamage: OnDamage,
): RunCheckpoint | null {
  const steps = checkpointSteps(folder);
  const ofOtherFormats: FormatError[] = [];
  const damages: string[] = [];
  for (const step of steps) {
    try {
      const checkpoint = readRunCheckpoint(folder, step);
      assertSameRun(folder, checkpoint.rest, config);
      assertTables(folder, checkpoint.rest.tables);
      for (const damage of damages) {
        onDamage(`A checkpoint is passed over: ${damage}. The one before it is used.`);
      }
      return checkpoint;
    } catch (error) {
      if (error instanceof UserError) throw error;
      if (error instanceof FormatError) ofOtherFormats.push(error);
      damages.push(messageOf(error));
    }
  }
  const [other] = ofOtherFormats;
  if (other) {
    throw new UserError(
      `${other.message}: it is of another version of this program, which can go on with the run. To start ` +
        'it anew with this one, give its command with --overwrite.',
    );
  }
  if (damages.length === 0) return null;
  throw new UserError(
    `${folder} has no whole checkpoint: ${damages.join('; ')}. Nothing was changed. Put back what is ` +
      `damaged, or delete ${checkpointsOf(folder)}: the run then starts anew.`,
  );
}

/** Steps after which a run would go on; 0: it starts anew. For grouping runs: reads them all. */
export function resumeStep(folder: string, config: RunConfig, onDamage: OnDamage): number {
  return latestCheckpoint(folder, config, onDamage)?.step ?? 0;
}

function readRunCheckpoint(folder: string, step: number): RunCheckpoint {
  const { manifest, state, segments } = readCheckpoint<CheckpointRest>(folder, step);
  const { rest, replay } = manifest;
  const histories = replay.map((segment, index) =>
    decodeHistory(segments[index] ?? new Uint8Array(), segment),
  );
  return { step, rest, histories, segments: replay, ...decodeState(state) };
}

function assertSameRun(folder: string, { configHash: hash }: CheckpointRest, config: RunConfig) {
  const wanted = configHash(config);
  if (hash === wanted) return;
  throw new UserError(
    `${folder} holds a checkpoint of another configuration (${hash}; asked for: ${wanted}). ` +
      'Give another folder, or --overwrite to start anew.',
  );
}

export interface Resumed {
  readonly cohort: Cohort;
  readonly learner: StackedLearner;
  readonly experience: Experience;
  readonly pool: Environments;
}

/**
 * Puts a cohort where the checkpoints of its runs, in order and all of one step, say. The cohort may
 * be another than the one in which they were made: a run has the same bits in any.
 */
export async function resumeCohort(
  { cohort, learner, experience, pool }: Resumed,
  checkpoints: readonly RunCheckpoint[],
): Promise<LoopStart> {
  learner.writeState(joinStates(checkpoints.map((checkpoint) => checkpoint.learners)));
  const streams = loopStreams(cohort.members);
  cohort.runs.forEach(({ firstLearner }, run) => {
    const { histories = [], rest } = checkpoints[run] ?? {};
    for (const history of histories) experience.rings.restore(firstLearner, history);
    rest?.streams.forEach((states, agent) => {
      for (const purpose of LOOP_PURPOSES) {
        streams[purpose][firstLearner + agent]?.restore(states[purpose]);
      }
    });
  });
  experience.fillProgram();
  const obs = await pool.setState(checkpoints.flatMap(({ environments }) => environments));
  return { stepsDone: checkpoints[0]?.step ?? 0, streams, obs_LO: Float32Array.from(obs) };
}
