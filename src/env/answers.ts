import { flagArray, float32Array, float64Array } from '../transport/arrays.ts';
import { TransportError } from '../transport/errors.ts';
import type { ReplyFields } from '../transport/messages.ts';

/** What holds for every environment of a pool. */
export interface EnvSpec {
  readonly task: string;
  readonly observationSize: number;
  readonly actionSize: number;
  readonly actionLow_A: Float32Array;
  readonly actionHigh_A: Float32Array;
  /** An episode is truncated at its step of this number; null: never. */
  readonly maxEpisodeSteps: number | null;
  readonly versions: Readonly<Record<string, string>>;
}

/** What one step gave. Row e belongs to the environment listed at e. */
export interface StepResult {
  readonly obs_EO: Float64Array;
  readonly reward_E: Float64Array;
  /** 1 where the task ended: the value of what follows is zero. */
  readonly terminated_E: Uint8Array;
  /** 1 where the time limit ended the episode. */
  readonly truncated_E: Uint8Array;
}

/*
 * From the fields of a reply to what a pool returns. Each throws a `TransportError` where the fields do
 * not fit what was asked.
 */

/** What the worker says of `task`. */
export function specIn(
  reply: ReplyFields['make'],
  task: string,
  versions: Readonly<Record<string, string>>,
): EnvSpec {
  const { observationSize, actionSize } = reply;
  if (observationSize === 0 || actionSize === 0) {
    throw garbled(`sizes ${observationSize} and ${actionSize}, expected more than 0`);
  }
  assertSame('observationDtype', reply.observationDtype, '<f8');
  assertSame('actionDtype', reply.actionDtype, '<f4');
  const actionLow_A = float32Array('actionLow', reply.actionLow, actionSize);
  const actionHigh_A = float32Array('actionHigh', reply.actionHigh, actionSize);
  actionLow_A.forEach((low, a) => {
    const high = actionHigh_A[a] ?? NaN;
    if (low <= high) return;
    throw garbled(`action ${a} from ${low} to ${high}, expected bounds in ascending order`);
  });
  const maxEpisodeSteps = reply.maxEpisodeSteps === 0 ? null : reply.maxEpisodeSteps;
  return {
    task,
    observationSize,
    actionSize,
    actionLow_A,
    actionHigh_A,
    maxEpisodeSteps,
    versions,
  };
}

/** The result of a step of `count` environments. */
export function stepIn(
  reply: ReplyFields['step'],
  count: number,
  observationSize: number,
): StepResult {
  if (reply.rewards.length !== count) throw wrongCount('rewards', reply.rewards.length, count);
  return {
    obs_EO: observationsIn(reply, count, observationSize),
    reward_E: Float64Array.from(reply.rewards),
    terminated_E: flagArray('terminated', reply.terminated, count),
    truncated_E: flagArray('truncated', reply.truncated, count),
  };
}

/** Observations [count, observationSize]. */
export function observationsIn(
  reply: { readonly observations: Uint8Array },
  count: number,
  observationSize: number,
): Float64Array {
  return float64Array('observations', reply.observations, count * observationSize);
}

/** The states of `count` environments. */
export function statesIn(reply: ReplyFields['getState'], count: number): Uint8Array[] {
  if (reply.states.length !== count) throw wrongCount('states', reply.states.length, count);
  return reply.states.map((state) => new Uint8Array(state));
}

function assertSame(name: string, got: string, expected: string): void {
  if (got !== expected) throw garbled(`${name} ${JSON.stringify(got)}, expected "${expected}"`);
}

function wrongCount(name: string, got: number, expected: number): TransportError {
  return garbled(`${got} ${name}, expected ${expected}`);
}

function garbled(what: string): TransportError {
  return new TransportError('garbled', `The answer holds ${what}.`);
}
