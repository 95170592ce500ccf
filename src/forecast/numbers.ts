/** Median; NaN for an empty list. */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export const sum = (values: ArrayLike<number>): number => {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
};

/** Scales a profile to sum 1; a flat one where it is all zero. */
export function normalise(profile: Float64Array): Float64Array {
  const total = sum(profile);
  return total > 0 ? profile.map((value) => value / total) : profile.map(() => 1 / profile.length);
}
