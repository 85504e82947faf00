import type { CombinationLink } from '../cooperation/links.ts';
import { planRound } from '../cooperation/plan.ts';
import { combineRound } from '../cooperation/round.ts';
import { NETWORK_NAMES, type NetworkName, type StackedLearner } from '../learner/learner.ts';
import type { Cohort } from './cohort.ts';
import { cooperationOf } from './cooperationOf.ts';

/** What each agent received in a round and how it weighed it. */
export type RoundLinks = Readonly<Record<NetworkName, readonly CombinationLink[]>>;

/** Share, tamper, aggregate, assign: a round for both networks, then the targets' soft update. */
export function createCommunication(
  cohort: Cohort,
  learner: StackedLearner,
): (step: number) => RoundLinks {
  const plan = planRound(cohort.runs.map(cooperationOf), cohort.members.length);
  const takesPart = cohort.members.map(
    ({ run, isVirtual }) => !isVirtual && cohort.runs[run]?.config.rule.name !== 'none',
  );
  return (step) => {
    const isUnderAttack = cohort.runs.map(
      ({ config }) => config.attack !== null && step >= config.attack.onset,
    );
    const links = {
      actor: [] as readonly CombinationLink[],
      critic: [] as readonly CombinationLink[],
    };
    for (const network of NETWORK_NAMES) {
      const params_LP = learner.readParameters(network);
      const round = combineRound(plan, params_LP, network, isUnderAttack);
      learner.assignParameters(network, round.combined_LP);
      links[network] = round.readLinks();
      round.dispose();
      params_LP.dispose();
    }
    learner.softUpdateTargets(takesPart, cohort.shared.learner.tau);
    return links;
  };
}
