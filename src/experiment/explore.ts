import type { RandomStream } from '../random.ts';

/** Uniform random actions within the bound, one row a stream: the warm-up. `[L, A]`, row-major. */
export function randomActions(
  streams: readonly RandomStream[],
  bound_A: Float32Array,
): Float32Array {
  const action_LA = new Float32Array(streams.length * bound_A.length);
  streams.forEach((stream, learner) => {
    bound_A.forEach((bound, index) => {
      action_LA[learner * bound_A.length + index] = (2 * stream.uniform() - 1) * bound;
    });
  });
  return action_LA;
}

/**
 * Adds Gaussian noise of standard deviation `noise` times the action bound, and clips to the bound.
 * Returns a new array.
 */
export function addNoise(
  action_LA: Float32Array,
  streams: readonly RandomStream[],
  bound_A: Float32Array,
  noise: number,
): Float32Array {
  const noisy_LA = new Float32Array(action_LA.length);
  streams.forEach((stream, learner) => {
    bound_A.forEach((bound, index) => {
      const at = learner * bound_A.length + index;
      const value = (action_LA[at] ?? Number.NaN) + noise * bound * stream.normal();
      noisy_LA[at] = Math.min(bound, Math.max(-bound, value));
    });
  });
  return noisy_LA;
}

/** A broken learner stands still: its run has failed, and the environments take finite actions only. */
export function withoutNaN(action_LA: Float32Array): Float32Array {
  return action_LA.every(Number.isFinite)
    ? action_LA
    : action_LA.map((action) => (Number.isFinite(action) ? action : 0));
}
