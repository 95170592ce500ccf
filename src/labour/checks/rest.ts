import { countWithin, type LawCheck, nightIn } from '../audit.js';
import { type Duty, HOUR } from '../duty.js';
import { formatHours } from '../finding.js';

/**
 * Longest rest within the 24 hours that start with a duty (ATW 5:3(3)). Where a reduction is allowed, the first ones in their window are
 * notes, the next is a breach.
 */
export const dailyRest: LawCheck<'daily-rest'> = (rule, audit) => {
  const reductions: number[] = [];
  audit.duties.forEach((duty, i) => {
    if (!audit.holds(rule, duty.date)) return;
    const windowEnd = duty.startMs + 24 * HOUR;
    const within = [duty];
    let rest = Number.NEGATIVE_INFINITY;
    let last = duty;
    for (let next = i + 1; ; next++) {
      const following = audit.duties[next];
      const restEnd = Math.min(following?.startMs ?? windowEnd, windowEnd);
      rest = Math.max(rest, (restEnd - last.endMs) / HOUR);
      if (following === undefined || following.startMs >= windowEnd) break;
      within.push(following);
      last = following;
    }
    if (rest >= rule.minHours) return;
    const { reduced } = rule;
    const allowed =
      reduced !== undefined &&
      rest >= reduced.toHours &&
      countWithin(reductions, duty.startMs, reduced.perHours * HOUR) < reduced.times;
    if (allowed) reductions.push(duty.startMs);
    const measured = Math.max(0, rest);
    audit.report(rule, {
      duties: within,
      fromMs: duty.startMs,
      toMs: windowEnd,
      measured,
      limit: rule.minHours,
      bound: 'min',
      unit: 'hours',
      ...(allowed ? { severity: 'note' as const } : {}),
      what: `longest rest of ${formatHours(measured)} in the 24 hours from the start of the duty${
        allowed ? `, the reduction to ${formatHours(reduced.toHours)} is used` : ''
      }`,
    });
  });
};

/** Rest after a night duty that ends late; a long night (over the limit of `night-hours`) has a rest of its own (ATW 5:8(3)). */
export const nightRest: LawCheck<'night-rest'> = (rule, audit) => {
  const reductions: number[] = [];
  audit.duties.forEach((duty, i) => {
    const next = audit.duties[i + 1];
    if (next === undefined || !audit.holds(rule, duty.date) || !nightIn(audit, duty).endsAfter(rule.endsAfter)) return;
    if (isLongNight(duty)) return;
    const rest = (next.startMs - duty.endMs) / HOUR;
    if (rest >= rule.minHours) return;
    const { reduced } = rule;
    const allowed =
      reduced !== undefined &&
      rest >= reduced.toHours &&
      countWithin(reductions, duty.startMs, reduced.perHours * HOUR) < reduced.times;
    if (allowed) reductions.push(duty.startMs);
    audit.report(rule, {
      duties: [duty, next],
      fromMs: duty.endMs,
      toMs: next.startMs,
      measured: rest,
      limit: rule.minHours,
      bound: 'min',
      unit: 'hours',
      ...(allowed ? { severity: 'note' as const } : {}),
      what: `rest of ${formatHours(rest)} after a night duty that ends after ${rule.endsAfter}${
        allowed ? `, the reduction to ${formatHours(reduced.toHours)} is used` : ''
      }`,
    });
  });

  function isLongNight(duty: Duty): boolean {
    return audit.set.rules.some(
      (other) =>
        other.kind === 'night-hours' &&
        other.extended !== undefined &&
        audit.holds(other, duty.date) &&
        duty.workMs > other.maxHours * HOUR &&
        duty.workMs <= other.extended.maxHours * HOUR,
    );
  }
};

/**
 * Unbroken rest in the window that starts with a duty (ATW 5:5(3)). What follows the last duty known is taken as rest. Duties between two
 * long rests are reported once, from the first of them.
 */
export const weeklyRest: LawCheck<'weekly-rest'> = (rule, audit) => {
  const { duties } = audit;
  const part = (rule.partHours ?? rule.minHours) * HOUR;
  for (let i = 0; i < duties.length; i++) {
    const first = duties[i]!;
    if (!audit.holds(rule, first.date)) continue;
    const windowEnd = first.startMs + rule.perHours * HOUR;
    let longest = 0;
    let inParts = 0;
    let last = i;
    for (let j = i; j < duties.length && duties[j]!.startMs < windowEnd; j++) {
      const rest = Math.min(duties[j + 1]?.startMs ?? Number.POSITIVE_INFINITY, windowEnd) - duties[j]!.endMs;
      longest = Math.max(longest, rest);
      if (rest >= part) inParts += rest;
      last = j;
    }
    const enough = rule.partHours === undefined ? longest >= rule.minHours * HOUR : inParts >= rule.minHours * HOUR;
    if (enough) continue;
    const measured = (rule.partHours === undefined ? longest : inParts) / HOUR;
    audit.report(rule, {
      duties: duties.slice(i, last + 1),
      fromMs: first.startMs,
      toMs: windowEnd,
      measured,
      limit: rule.minHours,
      bound: 'min',
      unit: 'hours',
      what: `longest rest of ${formatHours(measured)} in the ${rule.perHours} hours from the start of the duty`,
    });
    // The next window worth a finding starts after the next rest that would do.
    while (i + 1 < duties.length && duties[i + 1]!.startMs - duties[i]!.endMs < part) i++;
  }
};
