import { Chain } from './chain.ts';
import { agreedLimits, consensusError, distanceTo, NEIGHBORS, RULES } from './consensus.ts';
import { Combination } from './float64Rules.ts';
import { rowOf, type Snapshot } from './agreement.ts';
import { criticSystem, evaluate, fixedPoint, softmaxPolicy } from './mdp.ts';
import { MatrixMoments } from './moments.ts';
import {
  ACTIONS,
  AGENTS,
  checkpoints,
  CRITIC_FEATURES,
  criticStep,
  FIXED_THETA,
  mdpsOf,
  POLICY_FEATURES,
  startingPoint,
  theoryStream,
  type World,
} from './setting.ts';

/** Eight critics of one rule at one moment. */
export interface CriticRow {
  readonly rule: number;
  readonly seed: number;
  readonly t: number;
  readonly consensusError: number;
  /** Of the farthest agent from its own fixed point chi_k: Theorem 1 sends every agent there. */
  readonly ownError: number;
  /** From the fixed point of the component's weighted mean, where averaging goes. */
  readonly agreedError: number;
  /** From J(pi), of mu: the same for all rules, for mu is not combined. */
  readonly rewardError: number;
}

export interface CriticRun {
  readonly rows: readonly CriticRow[];
  /** For each rule, the vectors at checkpoints before they were combined. */
  readonly snapshots: readonly (readonly Snapshot[])[];
  /** For each rule, what C_t was like. */
  readonly moments: readonly MatrixMoments[];
}

const WIDTH = CRITIC_FEATURES[0]?.length ?? 0;
const START = 5;
/** Every so many steps C_t is looked at. */
const MATRIX_PERIOD = 50;

/** What Theorem 1's limits are, exactly. */
export function criticLimits(world: World) {
  const policy = softmaxPolicy(FIXED_THETA, POLICY_FEATURES, ACTIONS);
  const mdps = mdpsOf(world);
  const systems = mdps.map((mdp) => criticSystem(mdp, policy, CRITIC_FEATURES));
  return {
    mdps,
    policy,
    own: systems.map(fixedPoint),
    agreed: agreedLimits(systems),
    averageReward: mdps.map((mdp) => evaluate(mdp, policy).averageReward),
  };
}

/**
 * Eqs. (2) and (4) under a fixed policy. All rules see the same transitions, for these do not depend on
 * critics, so that rules are compared in pairs.
 */
export function runCritics(world: World, seed: number, steps: number): CriticRun {
  const { mdps, policy, own, agreed, averageReward } = criticLimits(world);
  const policy_SA = policy.map((row) => Float64Array.from(row));
  const features_XD = CRITIC_FEATURES.map((row) => Float64Array.from(row));
  const chains = mdps.map((mdp, agent) => new Chain(mdp, theoryStream(seed, agent)));
  const probabilities = (chain: Chain) => policy_SA[chain.state] ?? new Float64Array();
  const pairs = chains.map((chain) => chain.choose(probabilities(chain)));
  const mu_L = new Float64Array(AGENTS);
  const start_LW = Float64Array.from(
    mdps.flatMap((_mdp, agent) => startingPoint(seed, agent, WIDTH, START)),
  );
  const learners = RULES.map((rule) => ({
    combination: new Combination(rule, NEIGHBORS, WIDTH),
    held_LW: start_LW.slice(),
    shared_LW: new Float64Array(start_LW.length),
    snapshots: [] as Snapshot[],
    moments: new MatrixMoments(),
  }));
  const rows: CriticRow[] = [];
  const isCheckpoint = new Set(checkpoints(steps, 12));
  for (let t = 0; t < steps; t++) {
    const step = criticStep(t);
    for (const [agent, chain] of chains.entries()) {
      const pair = pairs[agent] ?? NaN;
      const reward = chain.step(pair);
      const next = chain.choose(probabilities(chain));
      pairs[agent] = next;
      const mu = mu_L[agent] ?? NaN;
      const phi = features_XD[pair] ?? new Float64Array();
      const phiNext = features_XD[next] ?? new Float64Array();
      for (const { held_LW, shared_LW } of learners) {
        temporalDifference(held_LW, shared_LW, agent, phi, phiNext, reward - mu, step);
      }
      mu_L[agent] = mu + step * (reward - mu);
    }
    for (const { combination, held_LW, shared_LW, moments } of learners) {
      if (t % MATRIX_PERIOD === 0) moments.add(combination.matrix(shared_LW));
      combination.combine(shared_LW, held_LW);
    }
    if (!isCheckpoint.has(t + 1)) continue;
    const rewardError = Math.sqrt(
      averageReward.reduce((sum, reward, agent) => sum + (reward - (mu_L[agent] ?? NaN)) ** 2, 0) /
        AGENTS,
    );
    for (const [rule, { held_LW, shared_LW, snapshots }] of learners.entries()) {
      snapshots.push(shared_LW.slice());
      const vectors = mdps.map((_mdp, agent) => rowOf(held_LW, agent, WIDTH));
      rows.push({
        rule,
        seed,
        t: t + 1,
        consensusError: consensusError(vectors),
        ownError: Math.max(
          ...vectors.map((vector, agent) => distanceTo([own[agent] ?? []], [vector])),
        ),
        agreedError: distanceTo(agreed, vectors),
        rewardError,
      });
    }
  }
  return {
    rows,
    snapshots: learners.map(({ snapshots }) => snapshots),
    moments: learners.map(({ moments }) => moments),
  };
}

/** w~ = w + beta delta phi, eq. (2), with delta = r - mu + w . phi' - w . phi. Gives back w . phi. */
export function temporalDifference(
  held_LW: Float64Array,
  shared_LW: Float64Array,
  agent: number,
  phi: Float64Array,
  phiNext: Float64Array,
  excessReward: number,
  step: number,
): number {
  const width = phi.length;
  const at = agent * width;
  let now = 0;
  let next = 0;
  for (let d = 0; d < width; d++) {
    const w = held_LW[at + d] ?? NaN;
    now += w * (phi[d] ?? NaN);
    next += w * (phiNext[d] ?? NaN);
  }
  const change = step * (excessReward + next - now);
  for (let d = 0; d < width; d++) {
    shared_LW[at + d] = (held_LW[at + d] ?? NaN) + change * (phi[d] ?? NaN);
  }
  return now;
}
