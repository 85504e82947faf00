import type { EnvSpec } from '../env/envPool.ts';
import type { Exchange } from '../learner/exchange.ts';
import { StackedLearner } from '../learner/learner.ts';
import type { Cohort } from './cohort.ts';
import { streamsFor } from './streams.ts';

/** How the learner of a cohort is computed. */
export interface LearnerParts {
  readonly exchange: Exchange | null;
  readonly lanes: number;
}

/** The compiled learner of a cohort, each member with the initial weights of its own stream. */
export function createLearner(
  { shared, members }: Cohort,
  spec: EnvSpec,
  parts: LearnerParts,
): StackedLearner {
  const { learner } = shared;
  return new StackedLearner({
    ...learner,
    ...parts,
    sizes: { ...learner, observation: spec.observationSize, action: spec.actionSize },
    bound_A: spec.actionHigh_A,
    initialization: streamsFor(members, 'initialization'),
    execution: 'compiled',
  });
}
