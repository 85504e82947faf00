import type { EnvSpec } from '../env/envPool.ts';
import { StackedLearner } from '../learner/learner.ts';
import type { Cohort } from './cohort.ts';
import { streamsFor } from './streams.ts';

/** The compiled learner of a cohort, each member with the initial weights of its own stream. */
export function createLearner({ shared, members }: Cohort, spec: EnvSpec): StackedLearner {
  const { learner } = shared;
  return new StackedLearner({
    ...learner,
    sizes: { ...learner, observation: spec.observationSize, action: spec.actionSize },
    bound_A: spec.actionHigh_A,
    initialization: streamsFor(members, 'initialization'),
    execution: 'compiled',
  });
}
