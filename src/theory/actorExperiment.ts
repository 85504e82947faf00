import { rowOf, type Snapshot } from './agreement.ts';
import { Chain } from './chain.ts';
import { consensusError, distanceTo, NEIGHBORS } from './consensus.ts';
import { temporalDifference } from './criticExperiment.ts';
import { Combination, type WeighingRule } from './float64Rules.ts';
import { norm } from './linearAlgebra.ts';
import { evaluate, policyGradient, softmaxPolicy, stationaryPoint, type FiniteMdp } from './mdp.ts';
import {
  ACTIONS,
  actorStep,
  AGENTS,
  checkpoints,
  criticStep,
  EXACT_FEATURES,
  mdpsOf,
  POLICY_FEATURES,
  startingPoint,
  theoryStream,
  type World,
} from './setting.ts';

/** Eight actors of one rule at one moment, judged by the exactly computed J of each. */
export interface ActorRow {
  readonly seed: number;
  readonly t: number;
  readonly consensusError: number;
  /** The largest ||grad J_k(theta^k)|| of an agent: Theorem 2 is about every one. */
  readonly gradientNorm: number;
  /** Mean over agents of J_k at its stationary point less J_k(theta^k). */
  readonly shortfall: number;
  /** Root of the mean squared distance of theta^k from the stationary point of J_k. */
  readonly error: number;
}

export interface ActorRun {
  readonly rows: readonly ActorRow[];
  /** The actors at checkpoints before they were combined. */
  readonly snapshots: readonly Snapshot[];
  /** The largest coordinate of a theta at a checkpoint: Assumption 6 wants a compact set. */
  readonly farthest: number;
}

const ACTOR_WIDTH = POLICY_FEATURES[0]?.length ?? 0;
const CRITIC_WIDTH = EXACT_FEATURES[0]?.length ?? 0;
const START = 1.5;

/** Each agent's stationary point of its own J, its MDP, and J there. */
export function actorLimits(world: World) {
  return mdpsOf(world).map((mdp) => {
    const theta = stationaryPoint(mdp, [0, 0], POLICY_FEATURES);
    return { mdp, theta, averageReward: averageRewardOf(mdp, theta) };
  });
}

/**
 * Eqs. (2) to (5) on two time scales. Rules share seeds and so starting points; their transitions part
 * as their policies do.
 */
export function runActors(rule: WeighingRule, world: World, seed: number, steps: number): ActorRun {
  const agents = Array.from({ length: AGENTS }, (_none, agent) => agent);
  const limits = actorLimits(world);
  const features_XD = EXACT_FEATURES.map((row) => Float64Array.from(row));
  const features_XE = POLICY_FEATURES.map((row) => Float64Array.from(row));
  const chains = limits.map(({ mdp }, agent) => new Chain(mdp, theoryStream(seed, agent)));
  const theta_LE = Float64Array.from(
    agents.flatMap((agent) => startingPoint(seed, agent, ACTOR_WIDTH, START)),
  );
  const sharedTheta_LE = new Float64Array(theta_LE.length);
  const w_LD = new Float64Array(AGENTS * CRITIC_WIDTH);
  const sharedW_LD = new Float64Array(w_LD.length);
  const mu_L = new Float64Array(AGENTS);
  const critics = new Combination(rule, NEIGHBORS, CRITIC_WIDTH);
  const actors = new Combination(rule, NEIGHBORS, ACTOR_WIDTH);
  const policy_A = new Float64Array(ACTIONS);
  const draw = (agent: number, chain: Chain) => {
    softmax(theta_LE, agent, features_XE, chain.state, policy_A);
    return chain.choose(policy_A);
  };
  const pairs = chains.map((chain, agent) => draw(agent, chain));
  const isCheckpoint = new Set(checkpoints(steps, 12));
  const rows: ActorRow[] = [];
  const snapshots: Snapshot[] = [];
  let farthest = 0;
  for (let t = 0; t < steps; t++) {
    const fast = criticStep(t);
    const slow = actorStep(t);
    for (const [agent, chain] of chains.entries()) {
      const pair = pairs[agent] ?? NaN;
      const state = chain.state;
      const reward = chain.step(pair);
      const next = draw(agent, chain);
      pairs[agent] = next;
      const mu = mu_L[agent] ?? NaN;
      const value = temporalDifference(
        w_LD,
        sharedW_LD,
        agent,
        features_XD[pair] ?? new Float64Array(),
        features_XD[next] ?? new Float64Array(),
        reward - mu,
        fast,
      );
      mu_L[agent] = mu + fast * (reward - mu);
      // Eq. (3): theta~ = theta + beta Q(s, a) psi(s, a), psi of the pair that was left.
      softmax(theta_LE, agent, features_XE, state, policy_A);
      for (let e = 0; e < ACTOR_WIDTH; e++) {
        let mean = 0;
        for (let a = 0; a < ACTIONS; a++) {
          mean += (policy_A[a] ?? NaN) * (features_XE[state * ACTIONS + a]?.[e] ?? NaN);
        }
        const psi = (features_XE[pair]?.[e] ?? NaN) - mean;
        const at = agent * ACTOR_WIDTH + e;
        sharedTheta_LE[at] = (theta_LE[at] ?? NaN) + slow * value * psi;
      }
    }
    critics.combine(sharedW_LD, w_LD);
    actors.combine(sharedTheta_LE, theta_LE);
    if (!isCheckpoint.has(t + 1)) continue;
    snapshots.push(sharedTheta_LE.slice());
    const thetas = agents.map((agent) => rowOf(theta_LE, agent, ACTOR_WIDTH));
    farthest = Math.max(farthest, ...theta_LE.map(Math.abs));
    rows.push({
      seed,
      t: t + 1,
      consensusError: consensusError(thetas),
      gradientNorm: Math.max(
        ...limits.map(({ mdp }, agent) =>
          norm(policyGradient(mdp, thetas[agent] ?? [], POLICY_FEATURES)),
        ),
      ),
      shortfall: meanOf(
        limits,
        ({ mdp, averageReward }, agent) =>
          averageReward - averageRewardOf(mdp, thetas[agent] ?? []),
      ),
      error: distanceTo(
        limits.map(({ theta }) => theta),
        thetas,
      ),
    });
  }
  return { rows, snapshots, farthest };
}

function averageRewardOf(mdp: FiniteMdp, theta: readonly number[]): number {
  return evaluate(mdp, softmaxPolicy(theta, POLICY_FEATURES, ACTIONS)).averageReward;
}

function meanOf<T>(items: readonly T[], measure: (item: T, place: number) => number): number {
  return items.reduce((sum, item, place) => sum + measure(item, place), 0) / items.length;
}

/** pi(state, .) of one agent, written into `into_A`. */
function softmax(
  theta_LE: Float64Array,
  agent: number,
  features_XE: readonly Float64Array[],
  state: number,
  into_A: Float64Array,
): void {
  let total = 0;
  for (let a = 0; a < ACTIONS; a++) {
    let preference = 0;
    for (let e = 0; e < ACTOR_WIDTH; e++) {
      preference +=
        (theta_LE[agent * ACTOR_WIDTH + e] ?? NaN) * (features_XE[state * ACTIONS + a]?.[e] ?? NaN);
    }
    const score = Math.exp(preference);
    into_A[a] = score;
    total += score;
  }
  for (let a = 0; a < ACTIONS; a++) into_A[a] = (into_A[a] ?? NaN) / total;
}
