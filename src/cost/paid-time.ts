import type { RosterShift } from '../domain/roster.js';
import type { Span } from './premium.js';

/** Paid time of a shift, ascending; activities that touch are one stretch. */
export function paidSpans(shift: RosterShift): Span[] {
  const { activities } = shift;
  const spans: Span[] = [];
  let fromMs = 0;
  let toMs = Number.NEGATIVE_INFINITY;
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const { paid, startMs, endMs } of activities) {
    if (!paid || endMs <= startMs) continue;
    if (startMs < lastMs)
      return paidSpans({ ...shift, activities: activities.toSorted((a, b) => a.startMs - b.startMs) });
    lastMs = startMs;
    if (startMs <= toMs) {
      if (endMs > toMs) toMs = endMs;
      continue;
    }
    if (toMs > fromMs) spans.push({ startMs: fromMs, endMs: toMs });
    fromMs = startMs;
    toMs = endMs;
  }
  if (toMs > fromMs) spans.push({ startMs: fromMs, endMs: toMs });
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

/** The stretches before and after an instant. */
export function splitAt(spans: readonly Span[], ms: number): readonly [before: Span[], after: Span[]] {
  const before: Span[] = [];
  const after: Span[] = [];
  for (const { startMs, endMs } of spans) {
    if (startMs < ms) before.push({ startMs, endMs: Math.min(endMs, ms) });
    if (endMs > ms) after.push({ startMs: Math.max(startMs, ms), endMs });
  }
  return [before, after];
}

/** What of the stretches lies outside the others. */
export function outside(spans: readonly Span[], others: readonly Span[]): Span[] {
  let left: readonly Span[] = spans;
  for (const other of others)
    left = left.flatMap(({ startMs, endMs }) =>
      [
        { startMs, endMs: Math.min(endMs, other.startMs) },
        { startMs: Math.max(startMs, other.endMs), endMs },
      ].filter((span) => span.endMs > span.startMs),
    );
  return [...left];
}
