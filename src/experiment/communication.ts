import * as tf from '@tensorflow/tfjs';
import type { Named, Values } from '../compile/program.ts';
import { readLinks, type CombinationLink, type LinkTensors } from '../cooperation/links.ts';
import { planRound, type RoundPlan } from '../cooperation/plan.ts';
import { aggregate, share } from '../cooperation/round.ts';
import { NETWORK_NAMES, type Exchange, type NetworkName } from '../learner/exchange.ts';
import type { Cohort } from './cohort.ts';
import { cooperationOf } from './cooperationOf.ts';

/** What each agent received in a round and how it weighed it. */
export type RoundLinks = Readonly<Record<NetworkName, readonly CombinationLink[]>>;

/** How the agents of a cohort communicate. */
export interface Communication {
  /** Share, tamper, aggregate for both networks; null where nobody cooperates. */
  readonly exchange: Exchange | null;
  /** Inputs of the exchange after `step` environment steps. */
  readonly inputsAt: (step: number) => Named<Values>;
  /** Reads the outputs of the exchange; there are no links where nobody cooperates. */
  readonly linksOf: (outputs: Named<Values>) => RoundLinks;
}

const LINKS = ['weight_E', 'distance_E', 'isFinite_E'] as const satisfies (keyof LinkTensors)[];

/** What a round gives besides its parameters. A graph has no empty outputs. */
function linkNames({ forgeries }: RoundPlan): readonly (keyof LinkTensors)[] {
  return forgeries.length === 0 ? LINKS : [...LINKS, 'virtualDistance_V'];
}

/** @param lanes of the program that the exchange becomes a part of */
export function createCommunication(cohort: Cohort, lanes: number): Communication {
  const plan = planRound(cohort.runs.map(cooperationOf), cohort.members.length);
  const attackOnsets = plan.forgeries.flatMap(({ edges }) =>
    edges.map(({ target: { run } }) => cohort.runs[run]?.config.attack?.onset ?? Infinity),
  );
  return {
    exchange:
      plan.groups.length === 0 ? null : exchangeOf(cohort, plan, attackOnsets.length, lanes),
    inputsAt: (step): Named<Values> => {
      if (attackOnsets.length === 0) return {};
      return { isForged_E: Uint8Array.from(attackOnsets, (onset) => Number(step >= onset)) };
    },
    linksOf: (outputs) => ({
      actor: linksFrom(plan, 'actor', outputs),
      critic: linksFrom(plan, 'critic', outputs),
    }),
  };
}

function exchangeOf(
  { members, runs, shared: { period } }: Cohort,
  plan: RoundPlan,
  edges: number,
  lanes: number,
): Exchange {
  return {
    inputs: edges === 0 ? {} : { isForged_E: { shape: [edges], dtype: 'bool' } },
    fn: (parameters, { isForged_E = tf.tensor1d([], 'bool') }) => {
      const shared = (network: NetworkName) =>
        share(plan, {
          vectors: parameters[network],
          network,
          isForged_E: isForged_E.as1D(),
          lanes,
        });
      const [actor, critic] = [shared('actor'), shared('critic')];
      const rounds = { actor: aggregate(actor), critic: aggregate(critic) };
      return {
        parameters: { actor: rounds.actor.combined, critic: rounds.critic.combined },
        outputs: Object.fromEntries(
          NETWORK_NAMES.flatMap((network) =>
            linkNames(plan).map((name) => [`${network}_${name}`, rounds[network][name]]),
          ),
        ),
      };
    },
    takesPart: members.map(
      ({ run, isVirtual }) => !isVirtual && runs[run]?.config.rule.name !== 'none',
    ),
    isInEachUpdate: period === 1,
  };
}

function linksFrom(
  plan: RoundPlan,
  network: NetworkName,
  outputs: Named<Values>,
): CombinationLink[] {
  if (plan.groups.length === 0) return [];
  const values = (name: keyof LinkTensors) => {
    const output = outputs[`${network}_${name}`];
    if (output) return output;
    throw new RangeError(`The exchange gave no ${name} of the ${network}.`);
  };
  return readLinks(plan, {
    weight_E: values('weight_E'),
    distance_E: values('distance_E'),
    isFinite_E: values('isFinite_E'),
    virtualDistance_V: plan.forgeries.length === 0 ? [] : values('virtualDistance_V'),
  });
}
