import type { LoadedBackend } from '../backend/backend.ts';
import type { EnvSpec } from '../env/envPool.ts';
import type { Exchange } from '../learner/exchange.ts';
import { StackedLearner } from '../learner/learner.ts';
import type { Cohort } from './cohort.ts';
import { replaySizes } from './memory.ts';
import { streamsFor } from './streams.ts';

/** How the learner of a cohort is computed. */
export interface LearnerParts {
  readonly exchange: Exchange | null;
  readonly lanes: number;
  readonly replayIn: ReplayPlace;
}

/** Where batches are drawn from: rings on the host, or the same again in the learner's program. */
export type ReplayPlace = 'host' | 'program';

/** In a GPU's memory there is no batch to move; a CPU has but one memory, and need not have it twice. */
export function replayPlace({ device }: Pick<LoadedBackend, 'device'>): ReplayPlace {
  return device === 'gpu' ? 'program' : 'host';
}

/** The compiled learner of a cohort, each member with the initial weights of its own stream. */
export function createLearner(
  cohort: Cohort,
  spec: EnvSpec,
  { replayIn, ...parts }: LearnerParts,
): StackedLearner {
  const { shared, members } = cohort;
  const { learner } = shared;
  return new StackedLearner({
    ...learner,
    ...parts,
    replayCapacity: replayIn === 'program' ? replaySizes(cohort, spec).capacity : null,
    sizes: { ...learner, observation: spec.observationSize, action: spec.actionSize },
    bound_A: spec.actionHigh_A,
    initialization: streamsFor(members, 'initialization'),
    execution: 'compiled',
  });
}
