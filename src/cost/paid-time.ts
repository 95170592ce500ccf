import type { RosterShift } from '../domain/roster.js';
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
