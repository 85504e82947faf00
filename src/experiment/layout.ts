import type { LoadedBackend } from '../backend/backend.ts';
import type { Grain } from '../tensor/vectors.ts';

/** How the learner of a cohort lies on a device. Beyond the last bits no number depends on it. */
export interface Layout {
  /** Operations that run at once. */
  readonly lanes: number;
  readonly grain: Grain;
  /** Where batches are drawn from: rings on the host, or the same again in the learner's program. */
  readonly replayIn: 'host' | 'program';
}

/**
 * On a CPU a lane a thread, in pieces that stay in its cache, and no second copy of the transitions. On
 * a GPU few and large operations, since each costs a launch, and no batch that moves.
 */
export function layoutFor({ device, lanes }: Pick<LoadedBackend, 'device' | 'lanes'>): Layout {
  if (device === 'cpu') return { lanes, grain: 'cache', replayIn: 'host' };
  return { lanes, grain: 'memory', replayIn: 'program' };
}
