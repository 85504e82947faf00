import type { Segment } from '../checkpoint/checkpointFolder.ts';
import {
  decodeSafetensors,
  encodeSafetensors,
  SafetensorsError,
  type NamedTensor,
  type Tensors,
} from '../checkpoint/safetensors.ts';
import type { LearnerState } from '../learner/stackedState.ts';
import type { TableMarks } from '../metrics/runLog.ts';
import type { StreamState } from '../random.ts';
import type { History } from '../replay/history.ts';
import type { EpisodeSums } from './tracker.ts';

/** Where the random streams of one learner stand. */
export interface MemberStreams {
  readonly warmup: StreamState;
  readonly exploration: StreamState;
  readonly sampling: StreamState;
}

/** What a checkpoint says besides tensors. */
export interface CheckpointRest {
  /** Of the run's configuration: another one cannot go on from here. */
  readonly configHash: string;
  /** One entry a learner of the run, the virtual agent last. */
  readonly streams: readonly MemberStreams[];
  readonly episodes: EpisodeSums;
  /** Where the run's tables stood. */
  readonly tables: TableMarks;
  readonly wallSeconds: number;
}

/** Where one run stands: everything that decides how it goes on. */
export interface RunCheckpoint {
  readonly step: number;
  readonly rest: CheckpointRest;
  readonly learners: LearnerState;
  /** One an environment: see `EnvPool.getState`. */
  readonly environments: readonly Uint8Array[];
  /** Of the transitions remembered, oldest first. */
  readonly histories: readonly History[];
  readonly segments: readonly Segment[];
}

/** Rows of a run out of the state of a cohort's learners. */
export function rowsOfState(state: LearnerState, first: number, count: number): LearnerState {
  return new Map(
    [...state].map(([name, { shape, data }]) => {
      const [learners, ...row] = shape;
      if (learners === undefined) return [name, { shape, data }];
      const width = data.length / learners;
      return [
        name,
        { shape: [count, ...row], data: data.slice(first * width, (first + count) * width) },
      ];
    }),
  );
}

/** The state of a cohort's learners out of those of its runs, in order. */
export function joinStates(states: readonly LearnerState[]): LearnerState {
  const [first] = states;
  if (!first) throw new RangeError('joinStates: there is no state.');
  return new Map(
    [...first].map(([name, { shape, data }]) => {
      const [learners, ...row] = shape;
      if (learners === undefined) {
        assertShared(name, data, states);
        return [name, { shape, data }];
      }
      const parts = states.map((state) => tensorOf(state, name));
      const joined = new Float32Array(parts.reduce((sum, part) => sum + part.data.length, 0));
      let at = 0;
      for (const part of parts) {
        joined.set(part.data, at);
        at += part.data.length;
      }
      const count = parts.reduce((sum, part) => sum + (part.shape[0] ?? 0), 0);
      return [name, { shape: [count, ...row], data: joined }];
    }),
  );
}

/** What all learners share, such as Adam's count of steps, is equal in runs that stand at one step. */
function assertShared(name: string, data: Float32Array, states: readonly LearnerState[]): void {
  for (const state of states) {
    if (tensorOf(state, name).data[0] !== data[0]) {
      throw new RangeError(`The runs of a cohort have made different numbers of updates: ${name}.`);
    }
  }
}

/** The file of a run's learners and environments. */
export function encodeState(
  learners: LearnerState,
  environments: readonly Uint8Array[],
): Uint8Array {
  const bytes = environments.map((data, index): [string, NamedTensor] => [
    `environment.${index}`,
    { shape: [data.length], data },
  ]);
  return encodeSafetensors(new Map<string, NamedTensor>([...learners, ...bytes]));
}

export function decodeState(file: Uint8Array): Pick<RunCheckpoint, 'learners' | 'environments'> {
  const learners = new Map<string, { shape: readonly number[]; data: Float32Array }>();
  const environments: Uint8Array[] = [];
  for (const [name, { shape, data }] of decodeSafetensors(file)) {
    const environment = /^environment\.(\d+)$/.exec(name)?.[1];
    if (data instanceof Float32Array) learners.set(name, { shape, data });
    else if (environment !== undefined) environments[Number(environment)] = data as Uint8Array;
  }
  return { learners, environments };
}

const HISTORY = [
  'obs_TNO',
  'action_TNA',
  'reward_TN',
  'discount_TN',
  'ended_TN',
] as const satisfies (keyof History)[];

/**
 * The file of a run's transitions. The next observation is written only where it is not the one of the
 * step after: half of the file would otherwise say what the other half says.
 */
export function encodeHistory(history: History): Uint8Array {
  const { learners, from, to } = history;
  const steps = to - from;
  const tensors = new Map<string, NamedTensor>(
    HISTORY.map((name) => {
      const data = history[name];
      const width = steps === 0 ? 0 : data.length / steps / learners;
      return [name, { shape: [steps, learners, width], data }];
    }),
  );
  const kept = keptRows(history);
  const width = steps === 0 ? 0 : history.obs_TNO.length / steps / learners;
  const nextObs = new Float32Array(kept.length * width);
  kept.forEach((row, index) => {
    nextObs.set(history.nextObs_TNO.subarray(row * width, (row + 1) * width), index * width);
  });
  tensors.set('nextObs_KO', { shape: [kept.length, width], data: nextObs });
  return encodeSafetensors(tensors);
}

export function decodeHistory(file: Uint8Array, { from, to }: Segment): History {
  const tensors = decodeSafetensors(file);
  const [, learners = 0, width = 0] = tensorIn(tensors, 'obs_TNO').shape;
  const ended_TN = tensorIn(tensors, 'ended_TN').data as Uint8Array;
  const obs_TNO = floatsIn(tensors, 'obs_TNO');
  // The next observation is that of the step after, but where an episode or the file ends.
  const nextObs_TNO = new Float32Array(obs_TNO.length);
  nextObs_TNO.set(obs_TNO.subarray(learners * width));
  const kept = floatsIn(tensors, 'nextObs_KO');
  const history: History = {
    learners,
    from,
    to,
    obs_TNO,
    action_TNA: floatsIn(tensors, 'action_TNA'),
    reward_TN: floatsIn(tensors, 'reward_TN'),
    discount_TN: floatsIn(tensors, 'discount_TN'),
    nextObs_TNO,
    ended_TN,
  };
  keptRows(history).forEach((row, index) => {
    nextObs_TNO.set(kept.subarray(index * width, (index + 1) * width), row * width);
  });
  return history;
}

/** Rows whose next observation is not the observation of the row one step later. */
function keptRows({ ended_TN, learners }: History): number[] {
  return [...ended_TN.keys()].filter(
    (row) => ended_TN[row] === 1 || row + learners >= ended_TN.length,
  );
}

function tensorOf(state: LearnerState, name: string) {
  const tensor = state.get(name);
  if (!tensor) throw new RangeError(`The state has no ${name}.`);
  return tensor;
}

function tensorIn(tensors: Tensors, name: string): NamedTensor {
  const tensor = tensors.get(name);
  if (!tensor) throw new SafetensorsError(`there is no tensor ${name}`);
  return tensor;
}

function floatsIn(tensors: Tensors, name: string): Float32Array {
  return tensorIn(tensors, name).data as Float32Array;
}
