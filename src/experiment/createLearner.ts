import type { EnvSpec } from '../env/envPool.ts';
import type { Exchange } from '../learner/exchange.ts';
import { StackedLearner } from '../learner/learner.ts';
import type { Cohort } from './cohort.ts';
import type { Layout } from './layout.ts';
import { replaySizes } from './memory.ts';
import { streamsFor } from './streams.ts';

/** How the learner of a cohort is computed. */
export interface LearnerParts extends Layout {
  readonly exchange: Exchange | null;
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
