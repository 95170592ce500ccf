/** Contacts of one queue on consecutive intervals; a gap between two starts is closed time. */
export interface LoadInput {
  readonly startMs: ArrayLike<number>;
  readonly offered: ArrayLike<number>;
  readonly ahtSeconds: ArrayLike<number>;
  readonly intervalMinutes: number;
}

/** From this share of the interval on, handle times are too long to treat every interval as a steady state of its own. */
const LAG_SHARE = 0.5;

/** True where an interval is staffed for the lagged load instead of its own arrivals. */
export const isLagged = (ahtSeconds: number, intervalMinutes: number): boolean =>
  ahtSeconds >= LAG_SHARE * intervalMinutes * 60;

/**
 * Offered load in erlangs by which each interval is staffed.
 *
 * Short contacts (AHT under half an interval): arrivals × AHT / interval, each interval a steady state of its own (SIPP).
 *
 * Long contacts: the load then trails the arrivals by about one handle time: little work in the first interval after
 * opening, more than the arrivals say after the peak. There the interval's mean of the modified offered load is taken, the
 * mean number in service if nobody had to wait: dm/dt = λ(t) − m/AHT, solved exactly for arrivals that are constant
 * within each interval ("Lag Avg"). It starts in balance with the first interval and drains over closed time. Where the
 * load falls it is on the safe side if people end the contact in hand before they leave.
 * Jennings, Mandelbaum, Massey & Whitt 1996, doi:10.1287/mnsc.42.10.1383; Green, Kolesar & Soares 2001,
 * doi:10.1287/opre.49.4.549.11228.
 */
export function offeredLoads({ startMs, offered, ahtSeconds, intervalMinutes }: LoadInput): Float64Array {
  const loads = new Float64Array(startMs.length);
  const seconds = intervalMinutes * 60;
  let inService = startMs.length === 0 ? 0 : (offered[0]! * ahtSeconds[0]!) / seconds;
  for (let i = 0; i < loads.length; i++) {
    const aht = ahtSeconds[i]!;
    const steady = (offered[i]! * aht) / seconds;
    if (i > 0) {
      const gap = (startMs[i]! - startMs[i - 1]!) / 1000 - seconds;
      if (gap > 0) inService *= Math.exp(-gap / aht);
    }
    const decay = -Math.expm1(-seconds / aht);
    loads[i] = isLagged(aht, intervalMinutes) ? steady + (inService - steady) * (aht / seconds) * decay : steady;
    inService += (steady - inService) * decay;
  }
  return loads;
}
