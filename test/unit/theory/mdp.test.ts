import { expect, test } from 'vitest';

import { agreedLimits, NEIGHBORS } from '../../../src/theory/consensus.ts';
import {
  criticSystem,
  evaluate,
  fixedPoint,
  policyGradient,
  softmaxPolicy,
  stationaryPoint,
  type FiniteMdp,
} from '../../../src/theory/mdp.ts';
import {
  ACTIONS,
  BASE_MDP,
  CRITIC_FEATURES,
  FIXED_THETA,
  mdpsOf,
  POLICY_FEATURES,
} from '../../../src/theory/setting.ts';
import { runReference } from '../../support/python.ts';

/** Two states, a step in the second one pays 1; action 0 stays, action 1 goes to the other state. */
const TWO_STATES: FiniteMdp = {
  transition_XS: [
    [1, 0],
    [0, 1],
    [0, 1],
    [1, 0],
  ],
  reward_SA: [
    [0, 0],
    [1, 1],
  ],
};
const UNIFORM = [
  [0.5, 0.5],
  [0.5, 0.5],
];

test('two states, by hand', () => {
  // Every pair is as frequent. V(1) - V(0) = 1, so that V = -1/2 and 1/2, and Q = r - 1/2 + V(s').
  const { averageReward, visits_X, actionValue_X } = evaluate(TWO_STATES, UNIFORM);
  expect(averageReward).toBeCloseTo(0.5, 12);
  expectClose(visits_X, [0.25, 0.25, 0.25, 0.25]);
  expectClose(actionValue_X, [-1, 0, 1, 0]);
});

test('a critic with one feature, by hand: 1 in the second state', () => {
  // E[phi (phi' - phi)] = -1/4, from leaving the state; E[phi (r - J)] = 1/2 x 1/2. So w = V(1) - V(0).
  const system = criticSystem(TWO_STATES, UNIFORM, [[0], [0], [1], [1]]);
  expectClose(system.matrix_DD[0] ?? [], [-0.25]);
  expectClose(system.vector_D, [0.25]);
  expectClose(fixedPoint(system), [1]);
});

test('a policy gradient, by hand', () => {
  // J = d(1) = 1/2 / (1/2 + 1 - s) with s = pi(1, stay) the logistic function: dJ/ds = 1/2, ds/dtheta = 1/4.
  expectClose(policyGradient(TWO_STATES, [0], [[0], [0], [1], [0]]), [1 / 8]);
});

test('the ring has the average reward and the stationary point that its comment says', () => {
  const theta = [0.7, -0.4];
  const sum = [1, 3, 5].reduce((total, x) => {
    const [a = NaN, b = NaN] = POLICY_FEATURES[x] ?? [];
    return total + 1 + Math.exp(-(theta[0] ?? NaN) * a - (theta[1] ?? NaN) * b);
  }, 0);
  const policy = softmaxPolicy(theta, POLICY_FEATURES, ACTIONS);
  expect(evaluate(BASE_MDP, policy).averageReward).toBeCloseTo(3 / sum, 12);

  const best = stationaryPoint(BASE_MDP, [0, 0], POLICY_FEATURES);
  const odds = [1, 3, 5].map((x) => {
    const [a = NaN, b = NaN] = POLICY_FEATURES[x] ?? [];
    return Math.exp(-(best[0] ?? NaN) * a - (best[1] ?? NaN) * b);
  });
  expectClose(
    odds.map((value) => value / (odds[1] ?? NaN)),
    [2, 1, 1.5],
    8,
  );
});

test('agents whose MDPs differ each have a stationary point near by (Assumption 6)', () => {
  for (const mdp of mdpsOf('different')) {
    const theta = stationaryPoint(mdp, [0, 0], POLICY_FEATURES);
    expect(Math.hypot(...policyGradient(mdp, theta, POLICY_FEATURES))).toBeLessThan(1e-9);
    expect(Math.hypot(...theta)).toBeLessThan(2);
  }
});

interface Reference {
  readonly cases: readonly {
    readonly average_reward: number;
    readonly visits: number[];
    readonly action_value: number[];
    readonly fixed_point: number[];
    readonly gradient: number[];
  }[];
  readonly agreed: number[][];
}

test('eight MDPs agree with NumPy, and so do the limits of averaging', () => {
  const mdps = mdpsOf('different');
  const expected = runReference('theory.py', {
    neighbors: NEIGHBORS,
    cases: mdps.map((mdp) => ({
      transition: mdp.transition_XS,
      reward: mdp.reward_SA,
      theta: FIXED_THETA,
      policy_features: POLICY_FEATURES,
      critic_features: CRITIC_FEATURES,
    })),
  }) as Reference;
  const policy = softmaxPolicy(FIXED_THETA, POLICY_FEATURES, ACTIONS);
  const systems = mdps.map((mdp) => criticSystem(mdp, policy, CRITIC_FEATURES));
  mdps.forEach((mdp, agent) => {
    const own = expected.cases[agent];
    const { averageReward, visits_X, actionValue_X } = evaluate(mdp, policy);
    expect(averageReward).toBeCloseTo(own?.average_reward ?? NaN, 10);
    expectClose(visits_X, own?.visits ?? []);
    expectClose(actionValue_X, own?.action_value ?? []);
    expectClose(fixedPoint(systems[agent] ?? NONE), own?.fixed_point ?? []);
    expectClose(policyGradient(mdp, FIXED_THETA, POLICY_FEATURES), own?.gradient ?? [], 7);
  });
  agreedLimits(systems).forEach((limit, agent) => {
    expectClose(limit, expected.agreed[agent] ?? []);
  });
});

const NONE = { matrix_DD: [], vector_D: [] };

function expectClose(got: readonly number[], expected: readonly number[], digits = 9): void {
  expect(got).toHaveLength(expected.length);
  got.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i] ?? NaN, digits);
  });
}
