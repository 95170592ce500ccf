import { Allowance, type LawCheck, nightIn } from '../audit.js';
import { type Duty, HOUR } from '../duty.js';
import { formatHours, uren, type Words } from '../finding.js';
import { isLongNightAllowed } from './nights.js';

const reductionWords = (hours: number): Words => ({
  en: `, the reduction to ${formatHours(hours)} is used`,
  nl: `, de verkorting tot ${uren(hours)} is gebruikt`,
});
const NOTHING: Words = { en: '', nl: '' };

/**
 * Longest rest within the 24 hours that start with a duty (ATW 5:3(3)). Where a reduction is allowed, the first ones in their window are
 * notes, the next is a breach.
 */
export const dailyRest: LawCheck<'daily-rest'> = (rule, audit) => {
  const { reduced } = rule;
  const reductions = new Allowance(reduced === undefined ? [] : [reduced]);
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
    const allowed = reduced !== undefined && rest >= reduced.toHours && reductions.use(duty.startMs);
    const measured = Math.max(0, rest);
    const used = allowed ? reductionWords(reduced.toHours) : NOTHING;
    audit.report(rule, {
      duties: within,
      fromMs: duty.startMs,
      toMs: windowEnd,
      measured,
      limit: rule.minHours,
      bound: 'min',
      unit: 'hours',
      ...(allowed ? { severity: 'note' as const } : {}),
      what: {
        en: `longest rest of ${formatHours(measured)} in the 24 hours from the start of the duty${used.en}`,
        nl: `langste rust van ${uren(measured)} in de 24 uur vanaf het begin van de dienst${used.nl}`,
      },
    });
  });
};

/** Rest after a night duty that ends late; an allowed long night (ATW 5:8(3)) has a rest of its own. */
export const nightRest: LawCheck<'night-rest'> = (rule, audit) => {
  const { reduced } = rule;
  const reductions = new Allowance(reduced === undefined ? [] : [reduced]);
  audit.duties.forEach((duty, i) => {
    const next = audit.duties[i + 1];
    if (next === undefined || !audit.holds(rule, duty.date) || !nightIn(audit, duty).endsAfter(rule.endsAfter)) return;
    const rest = (next.startMs - duty.endMs) / HOUR;
    if (rest >= rule.minHours || isLongNightAllowed(audit, duty)) return;
    const allowed = reduced !== undefined && rest >= reduced.toHours && reductions.use(duty.startMs);
    const used = allowed ? reductionWords(reduced.toHours) : NOTHING;
    audit.report(rule, {
      duties: [duty, next],
      fromMs: duty.endMs,
      toMs: next.startMs,
      measured: rest,
      limit: rule.minHours,
      bound: 'min',
      unit: 'hours',
      ...(allowed ? { severity: 'note' as const } : {}),
      what: {
        en: `rest of ${formatHours(rest)} after a night duty that ends after ${rule.endsAfter}${used.en}`,
        nl: `rust van ${uren(rest)} na een nachtdienst die na ${rule.endsAfter} eindigt${used.nl}`,
      },
    });
  });
};

/** A rest that is asked for in a window. */
interface WantedRest {
  readonly minHours: number;
  readonly perHours: number;
  readonly partHours?: number;
}

/** Rest in the window that begins with a duty: the longest, or all that is long enough to count. What follows the last duty known is rest. */
function restFrom(duties: readonly Duty[], i: number, { minHours, perHours, partHours }: WantedRest) {
  const windowEnd = duties[i]!.startMs + perHours * HOUR;
  const within: Duty[] = [];
  let longest = 0;
  let inParts = 0;
  for (let j = i; j < duties.length && duties[j]!.startMs < windowEnd; j++) {
    const rest = Math.min(duties[j + 1]?.startMs ?? Number.POSITIVE_INFINITY, windowEnd) - duties[j]!.endMs;
    longest = Math.max(longest, rest);
    if (rest >= (partHours ?? minHours) * HOUR) inParts += rest;
    within.push(duties[j]!);
  }
  const measured = (partHours === undefined ? longest : inParts) / HOUR;
  return { within, windowEnd, measured, isEnough: measured >= minHours };
}

/**
 * Unbroken rest in the window that starts with a duty (ATW 5:5(3)). Duties between two long rests are reported once, from the first of
 * them whose window has too little.
 */
export const weeklyRest: LawCheck<'weekly-rest'> = (rule, audit) => {
  const { duties } = audit;
  const part = Math.min(rule.partHours ?? rule.minHours, rule.or?.partHours ?? Number.POSITIVE_INFINITY) * HOUR;
  for (let i = 0; i < duties.length; i++) {
    const first = duties[i]!;
    if (!audit.holds(rule, first.date)) continue;
    const { within, windowEnd, measured, isEnough } = restFrom(duties, i, rule);
    if (isEnough || (rule.or !== undefined && restFrom(duties, i, rule.or).isEnough)) continue;
    // A window that ends before the roster says nothing of it, but the next one may.
    if (!within.some((duty) => duty.inRoster)) continue;
    const parts: Words =
      rule.partHours === undefined
        ? { en: 'longest rest of', nl: 'langste rust van' }
        : {
            en: `rests of ${formatHours(rule.partHours)} and more adding up to`,
            nl: `rustperioden van ${uren(rule.partHours)} en meer van samen`,
          };
    audit.report(rule, {
      duties: within,
      fromMs: first.startMs,
      toMs: windowEnd,
      measured,
      limit: rule.minHours,
      bound: 'min',
      unit: 'hours',
      what: {
        en: `${parts.en} ${formatHours(measured)} in the ${rule.perHours} hours from the start of the duty`,
        nl: `${parts.nl} ${uren(measured)} in de ${rule.perHours} uur vanaf het begin van de dienst`,
      },
    });
    // The next window worth a finding starts after the next rest that would do.
    while (i + 1 < duties.length && duties[i + 1]!.startMs - duties[i]!.endMs < part) i++;
  }
};
