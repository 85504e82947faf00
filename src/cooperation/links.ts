import type * as tf from '@tensorflow/tfjs';
import type { RoundPlan } from './plan.ts';

/** What one agent received from one neighbor, or from itself, and what its rule made of it. */
export interface CombinationLink {
  readonly run: number;
  readonly agent: number;
  readonly neighbor: number;
  /** Null where the rule does not weigh neighbors. */
  readonly weight: number | null;
  /** From the agent's own vector to the one it received; NaN where one of the two is left out. */
  readonly distance: number;
  /** Whether the vector held a number that is not finite, so that the rule did not count it. */
  readonly leftOut: boolean;
}

/** The numbers behind a round's links, E of them: those of the plan's groups, one after the other. */
export interface LinkTensors {
  /** NaN where the rule does not weigh neighbors. */
  readonly weight_E: tf.Tensor1D;
  readonly distance_E: tf.Tensor1D;
  /** Bool. */
  readonly isFinite_E: tf.Tensor1D;
  /** From the target of each attacked edge to its virtual agent, before the round. */
  readonly virtualDistance_V: tf.Tensor1D;
}

/** The values of `LinkTensors`. */
export type LinkValues = Readonly<Record<keyof LinkTensors, ArrayLike<number>>>;

/**
 * The links of a round, sorted by run and agent, neighbors in the order of the graph. A target's last
 * is to the virtual agent, from which it receives nothing: its distance shows how far the attack is.
 */
export function readLinks(
  plan: RoundPlan,
  { weight_E, distance_E, isFinite_E, virtualDistance_V }: LinkValues,
): CombinationLink[] {
  const links = plan.groups.flatMap(({ rule, neighborhoods }) =>
    neighborhoods.flatMap(({ run, agents }) =>
      agents.map((neighbor) => ({
        run,
        agent: agents[0] ?? NaN,
        neighbor,
        isWeighed: rule.weigh !== undefined,
      })),
    ),
  );
  const received = links.map(({ isWeighed, ...link }, e) => ({
    ...link,
    weight: isWeighed ? (weight_E[e] ?? NaN) : null,
    distance: distance_E[e] ?? NaN,
    leftOut: !isFinite_E[e],
  }));
  const edges = plan.forgeries.flatMap((forgery) => forgery.edges);
  const toVirtual = edges.map(({ target: { run, agents, rows }, virtualLearner }, v) => ({
    run,
    agent: agents[0] ?? NaN,
    neighbor: virtualLearner - (rows[0] ?? NaN) + (agents[0] ?? NaN),
    weight: null,
    distance: virtualDistance_V[v] ?? NaN,
    leftOut: false,
  }));
  return [...received, ...toVirtual].sort((a, b) => a.run - b.run || a.agent - b.agent);
}
