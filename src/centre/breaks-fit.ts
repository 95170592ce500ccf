import type { PlanBreak } from '../domain/centre.js';

/** A break as it counts for room inside a shift. */
export type FittedBreak = Omit<PlanBreak, 'activity'> & { readonly paid: boolean };

/** Span and breaks of a shift of the given paid length: unpaid breaks come on top. */
export function spanOf(paidMinutes: number, breaks: readonly FittedBreak[]): { span: number; breaks: FittedBreak[] } {
  // Working time is the span less unpaid breaks: the paid length itself.
  const applying = breaks.filter(({ ifWorkOver }) => ifWorkOver === undefined || paidMinutes > ifWorkOver);
  const unpaid = applying.reduce((sum, { minutes, paid }) => sum + (paid ? 0 : minutes), 0);
  return { span: paidMinutes + unpaid, breaks: applying };
}

/**
 * True where the breaks have room one after the other, in some order, inside their windows (which start after the
 * log-in) and with no stretch longer than `maxStretch` between them. Exact: tries orders, each break as early as it can
 * for the order, later only where the stretch after it would get too long.
 */
export function breaksFit(
  paidMinutes: number,
  breaks: readonly FittedBreak[],
  options: { readonly loginMinutes: number; readonly maxStretch?: number; readonly slotMinutes: number },
): boolean {
  const { span, breaks: applying } = spanOf(paidMinutes, breaks);
  const { loginMinutes, maxStretch = Number.POSITIVE_INFINITY, slotMinutes } = options;
  const seen = new Set<string>();
  const search = (left: readonly FittedBreak[], time: number): boolean => {
    if (left.length === 0) return span - time <= maxStretch;
    const key = `${time}:${left.map((item) => applying.indexOf(item)).join()}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return left.some((next, i) => {
      const step = next.stepMinutes ?? slotMinutes;
      const first = Math.max(time, loginMinutes, next.earliestAfterStart);
      const last = Math.min(
        next.latestAfterStart ?? span,
        span - (next.endBeforeShiftEnd ?? 0) - next.minutes,
        time + maxStretch,
      );
      for (let start = Math.ceil(first / step) * step; start <= last; start += step) {
        const rest = left.filter((_, j) => j !== i);
        if (search(rest, start + next.minutes)) return true;
        // Later starts only help against a limit on stretches.
        if (maxStretch === Number.POSITIVE_INFINITY) return false;
      }
      return false;
    });
  };
  return search(applying, 0);
}
