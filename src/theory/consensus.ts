import { components, paperGraph } from '../cooperation/graph.ts';
import { Combination, type WeighingRule } from './float64Rules.ts';
import {
  addMatrices,
  applyTo,
  leftPerronVector,
  scaleMatrix,
  solve,
  transpose,
  type Matrix,
} from './linearAlgebra.ts';
import type { CriticSystem } from './mdp.ts';

/** Agents can agree only within a component: {0, 1, 3, 5, 6} and {2, 4, 7} in the paper's graph. */
export const COMPONENTS: readonly (readonly number[])[] = components(paperGraph);
export const NEIGHBORS = paperGraph.neighbors;

/**
 * Root of the mean squared distance of agents from the mean of their component: 0 where, and only where,
 * each component agrees.
 */
export function consensusError(vectors: Matrix): number {
  const squares = COMPONENTS.flatMap((agents) => {
    const own = agents.map((agent) => vectors[agent] ?? []);
    const center = applyTo(
      transpose(own),
      agents.map(() => 1 / agents.length),
    );
    return own.map((vector) => squaredDistance(vector, center));
  });
  return rootOfMean(squares);
}

/** Root of the mean squared distance of agents from a target of their own each. */
export function distanceTo(targets: Matrix, vectors: Matrix): number {
  return rootOfMean(vectors.map((vector, agent) => squaredDistance(vector, targets[agent] ?? [])));
}

/**
 * How much each agent counts in what its component agrees on under averaging with weights 1 / n_k: the left
 * Perron vector of C, which is n_k over the component's sum of them. It is not 1 / N: C is not
 * doubly stochastic.
 */
export function influence(): number[] {
  const average = new Combination({ name: 'average' }, NEIGHBORS, 1).matrix(new Float64Array(8));
  const shares = NEIGHBORS.map(() => 0);
  for (const agents of COMPONENTS) {
    const own = agents.map((row) => agents.map((column) => average[row]?.[column] ?? NaN));
    leftPerronVector(own).forEach((share, place) => {
      shares[agents[place] ?? NaN] = share;
    });
  }
  return shares;
}

/**
 * Where a component of averaging critics goes, whoever its members are: the mean updates of its agents,
 * weighted with their influence, sum to 0. A row for each agent.
 *
 * Soft-medoid goes there too, at every temperature. Steps vanish, so that distances within a component
 * do, and a softmax over vanishing distances is the average.
 */
export function agreedLimits(systems: readonly CriticSystem[]): number[][] {
  const share = influence();
  const limits: number[][] = NEIGHBORS.map(() => []);
  for (const agents of COMPONENTS) {
    const weighted = agents.map((agent) => ({
      matrix: scaleMatrix(systems[agent]?.matrix_DD ?? [], share[agent] ?? NaN),
      vector: scaleMatrix([systems[agent]?.vector_D ?? []], -(share[agent] ?? NaN)),
    }));
    const matrix = weighted.map((one) => one.matrix).reduce(addMatrices);
    const vector = weighted.map((one) => one.vector).reduce(addMatrices)[0] ?? [];
    const limit = solve(matrix, vector);
    for (const agent of agents) limits[agent] = limit;
  }
  return limits;
}

/** The rules that the checks of Theorems 1 and 2 compare. */
export const RULES: readonly WeighingRule[] = [
  { name: 'none' },
  { name: 'average' },
  { name: 'medoid' },
  { name: 'soft-medoid', temperature: 0.1 },
  { name: 'soft-medoid', temperature: 1 },
  { name: 'soft-medoid', temperature: 10 },
];

function squaredDistance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, d) => sum + (value - (b[d] ?? NaN)) ** 2, 0);
}

function rootOfMean(squares: readonly number[]): number {
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}
