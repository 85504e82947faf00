import {
  applyTo,
  combineRows,
  dot,
  leftPerronVector,
  solve,
  type Matrix,
} from './linearAlgebra.ts';

/**
 * A finite Markov decision process (section III of the paper). `S` states, `A` actions; a pair of both
 * has the index x = s A + a, and `X` = S A counts them.
 */
export interface FiniteMdp {
  /** P(s' | s, a): `[X, S]`, rows that sum to 1. */
  readonly transition_XS: Matrix;
  /** R(s, a), paid for every visit: `[S, A]`. */
  readonly reward_SA: Matrix;
}

/** Probabilities pi(s, a): `[S, A]`, rows that sum to 1. */
export type Policy = Matrix;

/** What a policy is worth in the long run, exactly. */
export interface Evaluation {
  /** J(pi), the mean reward of a step. */
  readonly averageReward: number;
  /** How often each pair (s, a) is visited: d(s) pi(s, a). */
  readonly visits_X: readonly number[];
  /** From pair to pair: P(s' | s, a) pi(s', a'). */
  readonly chain_XX: Matrix;
  /** Q(s, a) = E sum_t (r - J), the constant chosen so that its mean over visits is 0. */
  readonly actionValue_X: readonly number[];
}

/** Evaluates a policy by solving linear equations. Its chain has to be irreducible. */
export function evaluate(mdp: FiniteMdp, policy: Policy): Evaluation {
  const chain_XX = mdp.transition_XS.map((next_S) =>
    next_S.flatMap((probability, state) => (policy[state] ?? []).map((p) => probability * p)),
  );
  const visits_X = leftPerronVector(chain_XX);
  const reward_X = mdp.reward_SA.flat();
  const averageReward = dot(visits_X, reward_X);
  // (I - P + 1 d') Q = R - J: the rank-one term makes the matrix regular and fixes d' Q = 0.
  const equations = chain_XX.map((row, x) =>
    row.map((value, y) => (x === y ? 1 : 0) - value + (visits_X[y] ?? NaN)),
  );
  const actionValue_X = solve(
    equations,
    reward_X.map((reward) => reward - averageReward),
  );
  return { averageReward, visits_X, chain_XX, actionValue_X };
}

/** The mean update of a linear critic, eq. (2): E[delta phi] = matrix w + vector. */
export interface CriticSystem {
  readonly matrix_DD: Matrix;
  readonly vector_D: readonly number[];
}

/**
 * The mean of eq. (2) once mu has become J: matrix = Phi' D (P - I) Phi and vector = Phi' D (R - J),
 * with D the visits. Where it is 0, Phi w is the fixed point of the projected average-reward Bellman
 * equation: Tsitsiklis and Van Roy, "Average cost temporal-difference learning" (Automatica 1999,
 * https://doi.org/10.1016/S0005-1098(99)00099-0), for action values as in Zhang et al. (ICML 2018,
 * https://arxiv.org/abs/1802.08757). The matrix is negative definite where no combination of the
 * features is constant.
 *
 * @param features_XD phi(s, a), a row for each pair
 */
export function criticSystem(mdp: FiniteMdp, policy: Policy, features_XD: Matrix): CriticSystem {
  const { averageReward, visits_X, chain_XX } = evaluate(mdp, policy);
  const expectedNext_XD = chain_XX.map((row) => combineRows(row, features_XD));
  const reward_X = mdp.reward_SA.flat();
  // visits[x] phi[x, d]: a row for each feature.
  const weighted_DX = (features_XD[0] ?? []).map((_value, d) =>
    features_XD.map((row, x) => (visits_X[x] ?? NaN) * (row[d] ?? NaN)),
  );
  const drift_XD = expectedNext_XD.map((row, x) =>
    row.map((value, d) => value - (features_XD[x]?.[d] ?? NaN)),
  );
  return {
    matrix_DD: weighted_DX.map((row) => combineRows(row, drift_XD)),
    vector_D: weighted_DX.map((row) =>
      dot(
        row,
        reward_X.map((reward) => reward - averageReward),
      ),
    ),
  };
}

/** Where the mean update of a critic is 0: chi(theta) of Theorem 1. */
export function fixedPoint({ matrix_DD, vector_D }: CriticSystem): number[] {
  return solve(
    matrix_DD,
    vector_D.map((value) => -value),
  );
}

/** Softmax over action preferences that are linear in theta: `[S, A]`. */
export function softmaxPolicy(
  theta_E: readonly number[],
  features_XE: Matrix,
  actions: number,
): number[][] {
  const preference_X = applyTo(features_XE, theta_E);
  return Array.from({ length: preference_X.length / actions }, (_none, state) => {
    const own_A = preference_X.slice(state * actions, (state + 1) * actions);
    const largest = Math.max(...own_A);
    const score_A = own_A.map((preference) => Math.exp(preference - largest));
    const total = score_A.reduce((sum, score) => sum + score, 0);
    return score_A.map((score) => score / total);
  });
}

/** psi(s, a) = grad log pi of the softmax policy: phi(s, a) less its mean under pi(s, .). */
export function scores(policy: Policy, features_XE: Matrix): number[][] {
  const actions = policy[0]?.length ?? 0;
  return features_XE.map((row, x) => {
    const state = Math.floor(x / actions);
    const own = features_XE.slice(state * actions, (state + 1) * actions);
    const mean_E = combineRows(policy[state] ?? [], own);
    return row.map((value, e) => value - (mean_E[e] ?? NaN));
  });
}

/**
 * The gradient of J with respect to theta, exactly, by the policy gradient theorem: sum over pairs of
 * d(s) pi(s, a) Q(s, a) psi(s, a) (Sutton et al., NIPS 1999). A constant in Q does not matter.
 */
export function policyGradient(
  mdp: FiniteMdp,
  theta_E: readonly number[],
  features_XE: Matrix,
): number[] {
  const policy = softmaxPolicy(theta_E, features_XE, mdp.reward_SA[0]?.length ?? 0);
  const { visits_X, actionValue_X } = evaluate(mdp, policy);
  const weight_X = visits_X.map((visits, x) => visits * (actionValue_X[x] ?? NaN));
  return combineRows(weight_X, scores(policy, features_XE));
}

/** A stationary point of J, climbed to from `start_E` along the exact gradient. */
export function stationaryPoint(
  mdp: FiniteMdp,
  start_E: readonly number[],
  features_XE: Matrix,
): number[] {
  let theta_E = [...start_E];
  for (let step = 0; step < 20_000; step++) {
    const gradient_E = policyGradient(mdp, theta_E, features_XE);
    theta_E = theta_E.map((value, e) => value + 2 * (gradient_E[e] ?? NaN));
    if (Math.hypot(...gradient_E) < 1e-12) break;
  }
  return theta_E;
}
