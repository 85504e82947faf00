/** Dense linear algebra in float64 for the small matrices of the theory checks, rows first. */

export type Vector = readonly number[];
export type Matrix = readonly Vector[];

export function dot(a: Vector, b: Vector): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? NaN), 0);
}

export function norm(vector: Vector): number {
  return Math.sqrt(dot(vector, vector));
}

/** `sum_i weights[i] rows[i]`: the product of a row vector and a matrix. */
export function combineRows(weights: Vector, rows: Matrix): number[] {
  return (rows[0] ?? []).map((_value, column) =>
    rows.reduce((sum, row, i) => sum + (weights[i] ?? NaN) * (row[column] ?? NaN), 0),
  );
}

export function multiply(a: Matrix, b: Matrix): number[][] {
  return a.map((row) => combineRows(row, b));
}

export function applyTo(matrix: Matrix, vector: Vector): number[] {
  return matrix.map((row) => dot(row, vector));
}

export function transpose(matrix: Matrix): number[][] {
  return (matrix[0] ?? []).map((_value, column) => matrix.map((row) => row[column] ?? NaN));
}

export function scaleMatrix(matrix: Matrix, factor: number): number[][] {
  return matrix.map((row) => row.map((value) => value * factor));
}

export function addMatrices(a: Matrix, b: Matrix): number[][] {
  return a.map((row, i) => row.map((value, j) => value + (b[i]?.[j] ?? NaN)));
}

/** Solves `matrix x = vector` by elimination with the largest pivot. Throws where it is singular. */
export function solve(matrix: Matrix, vector: Vector): number[] {
  const rows = matrix.map((row, i) => [...row, vector[i] ?? NaN]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    const below = rows.slice(column).map((row) => Math.abs(row[column] ?? NaN));
    const largest = Math.max(...below);
    if (!(largest > 1e-13)) throw new RangeError('solve: the matrix is singular.');
    const pivot = rows.splice(column + below.indexOf(largest), 1)[0] ?? [];
    const head = pivot[column] ?? NaN;
    const unit = pivot.map((value) => value / head);
    rows.splice(column, 0, unit);
    for (const [i, row] of rows.entries()) {
      const factor = row[column] ?? NaN;
      if (i !== column && factor !== 0) {
        rows[i] = row.map((value, j) => value - factor * (unit[j] ?? NaN));
      }
    }
  }
  return rows.map((row) => row[size] ?? NaN);
}

/** The largest eigenvalue of a symmetric positive semidefinite matrix, by power iteration. */
export function largestEigenvalue(matrix: Matrix, iterations = 5000): number {
  // A start with no symmetry of its own, so that it is orthogonal to no eigenvector by accident.
  let vector = matrix.map((_row, i) => 1 + Math.sin(1 + 3 * i));
  let value = 0;
  for (let i = 0; i < iterations; i++) {
    const image = applyTo(matrix, vector);
    value = norm(image);
    if (value === 0) return 0;
    vector = image.map((entry) => entry / value);
  }
  return value;
}

/**
 * The left Perron vector of an irreducible aperiodic row-stochastic matrix: `v M = v`, sum 1. Solved
 * with one of the redundant equations replaced by the sum.
 */
export function leftPerronVector(matrix: Matrix): number[] {
  const equations = transpose(matrix).map((row, i) =>
    row.map((value, j) => (i === 0 ? 1 : value - (i === j ? 1 : 0))),
  );
  return solve(
    equations,
    equations.map((_row, i) => (i === 0 ? 1 : 0)),
  );
}
