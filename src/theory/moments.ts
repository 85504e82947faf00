import { COMPONENTS } from './consensus.ts';
import {
  addMatrices,
  largestEigenvalue,
  multiply,
  scaleMatrix,
  transpose,
  type Matrix,
} from './linearAlgebra.ts';

/**
 * What a proof of consensus for networked actor-critics asks of C_t: Zhang et al., "Fully decentralized
 * multi-agent reinforcement learning with networked agents" (ICML 2018, https://arxiv.org/abs/1802.08757).
 */
export interface MatrixReport {
  /** Largest |row sum - 1|: row stochastic where 0. */
  readonly rowError: number;
  /** Largest |column sum - 1| of the mean of C_t: column stochastic in the mean where 0. */
  readonly columnError: number;
  /** The least positive entry; the assumption wants it above a constant. */
  readonly leastPositive: number;
  /** Spectral norm of the mean of C'(I - 11'/N) C over all agents; below 1 in the assumption. */
  readonly contraction: number;
  /** The same within each component, N its size. */
  readonly contractionWithin: readonly number[];
}

/** Sums over the matrices C_t that were seen. */
export class MatrixMoments {
  #count = 0;
  #sum: number[][] = [];
  #quadratic: number[][] = [];
  #quadraticWithin: number[][][] = [];
  #rowError = 0;
  #leastPositive = Infinity;

  add(matrix: Matrix): void {
    const all = matrix.map((_row, agent) => agent);
    const quadratic = disagreement(matrix, all);
    const within = COMPONENTS.map((agents) => disagreement(matrix, agents));
    const isFirst = this.#count === 0;
    this.#count += 1;
    this.#sum = isFirst ? scaleMatrix(matrix, 1) : addMatrices(this.#sum, matrix);
    this.#quadratic = isFirst ? quadratic : addMatrices(this.#quadratic, quadratic);
    this.#quadraticWithin = within.map((own, place) =>
      isFirst ? own : addMatrices(this.#quadraticWithin[place] ?? [], own),
    );
    for (const row of matrix) {
      const sum = row.reduce((total, value) => total + value, 0);
      this.#rowError = Math.max(this.#rowError, Math.abs(sum - 1));
      for (const value of row) {
        if (value > 0) this.#leastPositive = Math.min(this.#leastPositive, value);
      }
    }
  }

  report(): MatrixReport {
    const mean = scaleMatrix(this.#sum, 1 / this.#count);
    const columns = transpose(mean).map((column) => column.reduce((sum, value) => sum + value, 0));
    const spectralNorm = (sum: Matrix) => largestEigenvalue(scaleMatrix(sum, 1 / this.#count));
    return {
      rowError: this.#rowError,
      columnError: Math.max(...columns.map((sum) => Math.abs(sum - 1))),
      leastPositive: this.#leastPositive,
      contraction: spectralNorm(this.#quadratic),
      contractionWithin: this.#quadraticWithin.map(spectralNorm),
    };
  }
}

/** C'(I - 11'/N) C of some agents that hear only each other: how much disagreement C leaves. */
function disagreement(matrix: Matrix, agents: readonly number[]): number[][] {
  const own = agents.map((row) => agents.map((column) => matrix[row]?.[column] ?? NaN));
  const centering = own.map((row, i) => row.map((_v, j) => (i === j ? 1 : 0) - 1 / own.length));
  return multiply(transpose(own), multiply(centering, own));
}
