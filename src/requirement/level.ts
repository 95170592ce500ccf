/**
 * The smoothest way to do work that arrives over time and has deadlines: of all plans that do nothing before it is there
 * and nothing after it is due, the one with the lowest peak and, below that, the least variation (it minimises every
 * convex cost of the rate at once). It is the taut string between the cumulative work that has arrived and the cumulative
 * work that is due: exact, deterministic, and found by walking the corridor once per bend.
 *
 * @param released work that arrives in each interval and may be done in it at the earliest, ≥ 0
 * @param due work whose deadline is the end of each interval, ≥ 0; same total, and never more due than released so far
 * @returns work done in each interval
 * @see Modigliani & Hohn 1955, doi:10.2307/1905588; Veinott 1971, doi:10.1287/mnsc.17.9.547
 */
export function levelWork(released: ArrayLike<number>, due: ArrayLike<number>): Float64Array {
  const count = released.length;
  const upper = cumulate(released);
  const lower = cumulate(due);
  // Summed in another order, what is due may exceed what is there by an ulp; the string ends at what arrived.
  for (let i = 0; i <= count; i++) lower[i] = Math.min(lower[i]!, upper[i]!);
  lower[count] = upper[count]!;
  const rates = new Float64Array(count);
  let from = 0;
  let done = 0;
  while (from < count) {
    // The string stays straight as long as one slope passes under all arrivals and over all deadlines.
    let least = Number.NEGATIVE_INFINITY;
    let most = Number.POSITIVE_INFINITY;
    let leastAt = from;
    let mostAt = from;
    let bend = count;
    let total = upper[count]!;
    for (let to = from + 1; to <= count; to++) {
      const needed = (lower[to]! - done) / (to - from);
      const possible = (upper[to]! - done) / (to - from);
      if (needed > most) {
        bend = mostAt;
        total = upper[mostAt]!;
        break;
      }
      if (possible < least) {
        bend = leastAt;
        total = lower[leastAt]!;
        break;
      }
      if (needed >= least) {
        least = needed;
        leastAt = to;
      }
      if (possible <= most) {
        most = possible;
        mostAt = to;
      }
    }
    rates.fill(Math.max(0, (total - done) / (bend - from)), from, bend);
    done = total;
    from = bend;
  }
  return rates;
}

/** Running totals, starting with 0; one longer than the input. */
function cumulate(amounts: ArrayLike<number>): Float64Array {
  const totals = new Float64Array(amounts.length + 1);
  for (let i = 0; i < amounts.length; i++) totals[i + 1] = totals[i]! + amounts[i]!;
  return totals;
}
