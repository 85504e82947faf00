import { createRule } from '../aggregation/index.ts';
import { createAttack } from '../attack/index.ts';
import type { RunCooperation } from '../cooperation/plan.ts';
import type { RunRows } from './cohort.ts';

/** How one run of a cohort communicates: its graph, its rule and its attack, on its learner rows. */
export function cooperationOf({ config, firstLearner, virtualLearner }: RunRows): RunCooperation {
  const { graph, attack } = config;
  return {
    firstLearner,
    graph,
    rule: createRule(config.rule),
    attack:
      attack && virtualLearner !== null
        ? { config: attack, attack: createAttack(attack.name), virtualLearner }
        : null,
  };
}
