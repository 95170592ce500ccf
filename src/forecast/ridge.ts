import { Matrix, solve } from 'ml-matrix';

/** Sums behind a weighted least squares fit: XᵀW²X (upper triangle, row by row) and XᵀW²y. They add up over rows. */
export interface NormalEquations {
  readonly size: number;
  readonly left: Float64Array;
  readonly right: Float64Array;
}

export function normalEquations(
  rows: readonly (readonly number[])[],
  y: readonly number[],
  weights: readonly number[],
): NormalEquations {
  const size = rows[0]?.length ?? 0;
  const left = new Float64Array(size * size);
  const right = new Float64Array(size);
  rows.forEach((row, i) => {
    const w = weights[i]! ** 2;
    for (let a = 0; a < size; a++) {
      const scaled = w * row[a]!;
      if (scaled === 0) continue;
      right[a]! += scaled * y[i]!;
      for (let b = a; b < size; b++) left[a * size + b]! += scaled * row[b]!;
    }
  });
  return { size, left, right };
}

/** What is left when the rows of a part are taken away. */
export const without = (all: NormalEquations, part: NormalEquations): NormalEquations => ({
  size: all.size,
  left: all.left.map((value, k) => value - part.left[k]!),
  right: all.right.map((value, k) => value - part.right[k]!),
});

/**
 * argmin Σ w²(y − Xβ)² + Σ λ_k β_k².
 * @param penalty λ, one for all columns or one each; a tiny amount is added so that empty columns stay at zero
 */
export function solveRidge(equations: NormalEquations, penalty: number | readonly number[]): number[] {
  const { size, left, right } = equations;
  if (size === 0) return [];
  const matrix = Matrix.zeros(size, size);
  for (let a = 0; a < size; a++) {
    for (let b = a; b < size; b++) {
      matrix.set(a, b, left[a * size + b]!);
      matrix.set(b, a, left[a * size + b]!);
    }
    matrix.set(a, a, left[a * size + a]! + 1e-6 + (typeof penalty === 'number' ? penalty : penalty[a]!));
  }
  return solve(matrix, Matrix.columnVector([...right])).getColumn(0);
}

/** {@link solveRidge} of rows. */
export const ridge = (
  rows: readonly (readonly number[])[],
  y: readonly number[],
  weights: readonly number[],
  penalty: number | readonly number[],
): number[] => solveRidge(normalEquations(rows, y, weights), penalty);
