import type { Agent, TimeOff } from '../domain/agent.js';
import type { Contract } from '../domain/centre.js';
import type { RosterShift } from '../domain/roster.js';
import { addDays, isoWeekday } from '../time/zone.js';
import type { Span } from './premium.js';

/** Paid time of a shift, ascending; activities that touch are one stretch. */
export function paidSpans(shift: RosterShift): Span[] {
  const paid = shift.activities.filter((activity) => activity.paid && activity.endMs > activity.startMs);
  if (paid.some((activity, i) => i > 0 && activity.startMs < paid[i - 1]!.startMs))
    paid.sort((a, b) => a.startMs - b.startMs);
  const spans: { startMs: number; endMs: number }[] = [];
  for (const { startMs, endMs } of paid) {
    const last = spans.at(-1);
    if (last !== undefined && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
    else spans.push({ startMs, endMs });
  }
  return spans;
}

export const spanMinutes = (spans: readonly Span[]): number => {
  let ms = 0;
  for (const span of spans) ms += span.endMs - span.startMs;
  return ms / 60_000;
};

/** The first so many minutes of the stretches. */
export function firstMinutes(spans: readonly Span[], minutes: number): Span[] {
  const result: Span[] = [];
  let left = minutes * 60_000;
  for (const span of spans) {
    if (left <= 0) break;
    const endMs = Math.min(span.endMs, span.startMs + left);
    result.push({ startMs: span.startMs, endMs });
    left -= endMs - span.startMs;
  }
  return result;
}

/**
 * Paid absence of an agent by local date, minutes: what the file says per day, the minutes of a part of a day, else a fifth of the contract's
 * week on each of Monday to Friday (the same that the roster counts towards the contract). Unpaid leave is not in it.
 */
export function paidAbsence(
  agent: Agent,
  contract: Contract,
  timeOff: readonly TimeOff[],
  fromDate: string,
  toDate: string,
): { readonly date: string; readonly kind: TimeOff['kind']; readonly minutes: number }[] {
  const byDate = new Map<string, { date: string; kind: TimeOff['kind']; minutes: number }>();
  for (const absence of timeOff) {
    if (absence.agent !== agent.id || absence.kind === 'unpaid') continue;
    let date = absence.fromDate > fromDate ? absence.fromDate : fromDate;
    const last = absence.toDate < toDate ? absence.toDate : toDate;
    for (; date <= last; date = addDays(date, 1)) {
      if ((agent.from ?? date) > date || (agent.to ?? date) < date) continue;
      const wholeDay = isoWeekday(date) <= 5 ? (contract.hoursPerWeek * 60) / 5 : 0;
      const partial = absence.fromMinute !== undefined && absence.toMinute !== undefined;
      const minutes = absence.paidMinutesPerDay ?? (partial ? absence.toMinute - absence.fromMinute : wholeDay);
      // Two absences on one day are not paid twice.
      if (minutes > (byDate.get(date)?.minutes ?? 0)) byDate.set(date, { date, kind: absence.kind, minutes });
    }
  }
  return [...byDate.values()];
}
