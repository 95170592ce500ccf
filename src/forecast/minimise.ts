/**
 * Nelder & Mead 1965 simplex search (doi:10.1093/comjnl/7.4.308) with a fixed number of evaluations, for the few smoothing constants of a method.
 * @returns the best point seen
 */
export function minimise(
  objective: (x: readonly number[]) => number,
  start: readonly number[],
  step: number,
  evaluations: number,
): number[] {
  let left = evaluations;
  const at = (x: number[]): { x: number[]; y: number } => {
    left--;
    const y = objective(x);
    return { x, y: Number.isNaN(y) ? Number.POSITIVE_INFINITY : y };
  };
  const simplex = [at([...start]), ...start.map((_, i) => at(start.map((v, j) => (i === j ? v + step : v))))];
  const byValue = (): void => {
    simplex.sort((p, q) => p.y - q.y);
  };
  byValue();
  while (left > 0) {
    const worst = simplex[simplex.length - 1]!;
    const rest = simplex.slice(0, -1);
    const centre = start.map((_, i) => rest.reduce((total, p) => total + p.x[i]!, 0) / rest.length);
    const along = (factor: number): { x: number[]; y: number } =>
      at(centre.map((c, i) => c + factor * (worst.x[i]! - c)));
    const reflected = along(-1);
    if (reflected.y < simplex[0]!.y) {
      const expanded = along(-2);
      simplex[simplex.length - 1] = expanded.y < reflected.y ? expanded : reflected;
    } else if (reflected.y < rest[rest.length - 1]!.y) simplex[simplex.length - 1] = reflected;
    else {
      const contracted = along(reflected.y < worst.y ? -0.5 : 0.5);
      if (contracted.y < Math.min(worst.y, reflected.y)) simplex[simplex.length - 1] = contracted;
      else {
        const best = simplex[0]!;
        for (let i = 1; i < simplex.length; i++)
          simplex[i] = at(best.x.map((b, j) => b + 0.5 * (simplex[i]!.x[j]! - b)));
      }
    }
    byValue();
  }
  return simplex[0]!.x;
}
