import { Matrix, solve } from 'ml-matrix';

/**
 * argmin Σ w²(y − Xβ)² + Σ λ_k β_k², by the normal equations.
 * @param penalty λ, one for all columns or one each; a tiny amount is added so that empty columns stay at zero
 */
export function ridge(
  rows: readonly (readonly number[])[],
  y: readonly number[],
  weights: readonly number[],
  penalty: number | readonly number[],
): number[] {
  const size = rows[0]?.length ?? 0;
  if (size === 0) return [];
  const left = Matrix.zeros(size, size);
  const right = Matrix.zeros(size, 1);
  for (let a = 0; a < size; a++) left.set(a, a, 1e-6 + (typeof penalty === 'number' ? penalty : penalty[a]!));
  rows.forEach((row, i) => {
    const w = weights[i]! ** 2;
    for (let a = 0; a < size; a++) {
      const scaled = w * row[a]!;
      if (scaled === 0) continue;
      right.set(a, 0, right.get(a, 0) + scaled * y[i]!);
      for (let b = a; b < size; b++) left.set(a, b, left.get(a, b) + scaled * row[b]!);
    }
  });
  for (let a = 0; a < size; a++) for (let b = 0; b < a; b++) left.set(a, b, left.get(b, a));
  return solve(left, right).getColumn(0);
}
