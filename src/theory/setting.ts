import { RandomStream } from '../random.ts';
import type { Matrix } from './linearAlgebra.ts';
import type { FiniteMdp } from './mdp.ts';

/** Sub-streams of the checks: agents' own numbers are below all of them. */
export const STREAMS = { model: 1000, initial: 2000, trial: 3000 } as const;

/** Beyond the streams with which statistics resample. */
const FIRST_STREAM = 1_000_000;

/**
 * Random numbers of a check: of the purpose of analyses, from which no run draws. A purpose of its own
 * would make another version of the code that computes runs (`codeHash`).
 */
export function theoryStream(seed: number, agent: number): RandomStream {
  return new RandomStream({ seed, agent: FIRST_STREAM + agent, purpose: 'bootstrap' });
}

export const AGENTS = 8;
export const ACTIONS = 2;

/**
 * A ring of three states: action 1 goes on to the next one and is paid for it, action 0 stays. Every
 * softmax policy leaves every state and may stay in it, so that its chain is irreducible and aperiodic
 * (Assumption 3). A round earns 1 + 0.5 + 1.5 and takes sum_s 1 / pi(s, 1) steps, so that
 *
 *     J(theta) = 3 / sum_s (1 + exp(-theta . y_s)),
 *
 * with y_s the row of `POLICY_FEATURES` of action 1 in state s.
 */
export const BASE_MDP: FiniteMdp = {
  transition_XS: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 1, 0],
    [0, 0, 1],
    [0, 0, 1],
    [1, 0, 0],
  ],
  reward_SA: [
    [0, 1],
    [0, 0.5],
    [0, 1.5],
  ],
};

/** Three features for six pairs: a true approximation, full rank, and no combination is constant. */
export const CRITIC_FEATURES: Matrix = [
  [1, 0, -1],
  [1, 0, 1],
  [0, 1, -1],
  [0, 1, 1],
  [0, 0, -1],
  [0, 0, 1],
];

/**
 * Pairs but the last: with these a linear critic has Q exactly, up to a constant, so that the mean of
 * eq. (3) is the gradient of J and its stationary points are those of J.
 */
export const EXACT_FEATURES: Matrix = Array.from({ length: 6 }, (_row, x) =>
  Array.from({ length: 5 }, (_value, d) => (x === d ? 1 : 0)),
);

/**
 * How much action 1 is preferred in each state. 2 y_0 + y_1 + 1.5 y_2 = 0: no policy of this family can
 * prefer it everywhere. 1 / J is strictly convex and grows in every direction, so that J has exactly one
 * stationary point, at a finite theta (what Assumption 6 needs): where exp(-theta . y) is in proportion
 * to 2 : 1 : 1.5.
 */
export const POLICY_FEATURES: Matrix = [
  [0, 0],
  [1, 0],
  [0, 0],
  [-0.5, 0.9],
  [0, 0],
  [-1, -0.6],
];

/** The policy of Theorem 1's check. */
export const FIXED_THETA: readonly number[] = [0.5, -0.3];

/** `equal`: one MDP for all agents. `different`: P^k and r^k differ, as section III allows. */
export type World = 'equal' | 'different';

/** How far the agents' MDPs are mixed with random ones. */
const MIX = 0.3;
const REWARD_SPREAD = 0.25;

/** The agents' MDPs. They do not depend on the seed, so that a limit is one number for all seeds. */
export function mdpsOf(world: World): FiniteMdp[] {
  return Array.from({ length: AGENTS }, (_none, agent) => {
    if (world === 'equal') return BASE_MDP;
    const stream = theoryStream(0, STREAMS.model + agent);
    return {
      transition_XS: BASE_MDP.transition_XS.map((row) => {
        const draw_S = row.map(() => stream.uniform());
        const total = draw_S.reduce((sum, value) => sum + value, 0);
        return row.map((value, s) => (1 - MIX) * value + (MIX * (draw_S[s] ?? NaN)) / total);
      }),
      reward_SA: BASE_MDP.reward_SA.map((row) =>
        row.map((value) => value + REWARD_SPREAD * (2 * stream.uniform() - 1)),
      ),
    };
  });
}

/** What Assumption 5 asks of step sizes: sums diverge, squares do not, and the actor's vanish faster. */
export function criticStep(t: number): number {
  return 0.5 * (1 + t / 50) ** -0.6;
}

export function actorStep(t: number): number {
  return 0.5 * (1 + t / 50) ** -0.9;
}

/** Where agents start: uniform in [-bound, bound], another point for each agent. */
export function startingPoint(seed: number, agent: number, size: number, bound: number): number[] {
  const stream = theoryStream(seed, STREAMS.initial + agent);
  return Array.from({ length: size }, () => bound * (2 * stream.uniform() - 1));
}

/** Steps to look at: about `perDecade` in each decade, 1 and `last` included. */
export function checkpoints(last: number, perDecade: number): number[] {
  const count = Math.ceil(Math.log10(last) * perDecade);
  const steps = Array.from({ length: count + 1 }, (_none, i) => Math.round(last ** (i / count)));
  return [...new Set(steps)];
}
