import type { RandomStream } from '../random.ts';
import { aggregate } from './agreement.ts';
import { NEIGHBORS } from './consensus.ts';
import { applyTo, dot, norm } from './linearAlgebra.ts';

/** How far C x is from 0, as a share of x. */
export interface Ratios {
  readonly infinityRatio: number;
  readonly euclideanRatio: number;
}

/**
 * Row stochastic with spectral radius 1: both agents take what agent 0 has. Of x = (1, 0) it makes (1, 1), so that
 * eqs. (27) and (31) fail in the 2-norm, by sqrt(2).
 */
export function adoptionExample(): Ratios {
  const x = [1, 0];
  return ratios(
    applyTo(
      [
        [1, 0],
        [1, 0],
      ],
      x,
    ),
    x,
  );
}

function ratios(image: readonly number[], x: readonly number[]): Ratios {
  return {
    infinityRatio: Math.max(...image) / Math.max(...x),
    euclideanRatio: norm(image) / norm(x),
  };
}

/** Ratios ||C x|| / ||x|| of random row-stochastic C with the graph's zeros and random x >= 0. */
export function measureMatrices(stream: RandomStream, trials: number): Ratios[] {
  return Array.from({ length: trials }, () => {
    const x = NEIGHBORS.map(() => Math.abs(stream.normal()) ** 2);
    const image = NEIGHBORS.map((members) => {
      // Exponential draws, divided by their sum, are uniform on the simplex.
      const weights = members.map(() => -Math.log(1 - stream.uniform()));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return members.reduce(
        (sum, member, k) => sum + ((weights[k] ?? NaN) / total) * (x[member] ?? NaN),
        0,
      );
    });
    return ratios(image, x);
  });
}

/**
 * Two cases in which agents that make no error at their own pair make one after they combined, so that eq.
 * (24) fails in every norm: ||(1/2, 1/2)|| > ||(0, 0)||. Eq. (25) ends with the neighbor's error at agent k's
 * pair, and eq. (26) puts its error at its own pair there.
 */
export function ownPairCounterexamples(): {
  readonly before: number[];
  readonly after: number[];
}[] {
  // Agents 0 and 1 hear each other; agent 0 stands at e1, agent 1 at e2; w* = 0.
  const two = {
    shared: [
      [0, 1],
      [1, 0],
    ],
    heard: [
      [0, 1],
      [1, 0],
    ],
    at: [
      [1, 0],
      [0, 1],
    ],
  };
  // Agent 0 hears 1 and 2, which stand at e2 and agree on a vector that is wrong at e1 alone.
  const three = {
    shared: [
      [0, 2],
      [1, 0],
      [1, 0],
    ],
    heard: [
      [0, 1, 2],
      [1, 0, 2],
      [2, 0, 1],
    ],
    at: [
      [1, 0],
      [0, 1],
      [0, 1],
    ],
  };
  const rules = [{ name: 'soft-medoid', temperature: 1 }, { name: 'medoid' }] as const;
  return [two, three].map(({ shared, heard, at }, place) => {
    const received = heard.map((members) => members.map((member) => shared[member] ?? []));
    const after = aggregate(rules[place] ?? { name: 'medoid' }, received);
    const errors = (vectors: readonly (readonly number[])[]) =>
      vectors.map((vector, agent) => Math.abs(dot(vector, at[agent] ?? [])));
    return { before: errors(shared), after: errors(after) };
  });
}
