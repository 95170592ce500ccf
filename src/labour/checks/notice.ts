import { daysBetween } from '../../time/zone.js';
import type { LawCheck } from '../audit.js';
import { lengthOf, MINUTE } from '../duty.js';
import { formatHours, uren } from '../finding.js';

/**
 * Days from the day on which a roster was made known to the day of the first duty that is too early; one finding per person with all its
 * dates. Calendar days, the day of the announcement not counted.
 */
export const notice: LawCheck<'notice'> = (rule, audit) => {
  const { announcedMs, clock, contract } = audit;
  if (announcedMs === undefined || (rule.contracts === 'on-call' && contract?.onCall !== true)) return;
  const announced = clock.date(announcedMs);
  const early = audit.duties.filter(
    (duty) => duty.inRoster && audit.holds(rule, duty.date) && daysBetween(announced, duty.date) < rule.minDays,
  );
  // What had been made known before, just so, is no news.
  const news = early.filter((duty) => !duty.rostered.every((shift) => audit.earlier.some((one) => isSame(one, shift))));
  if (news.length === 0) return;
  const days = Math.max(0, daysBetween(announced, news[0]!.date));
  audit.report(rule, {
    duties: news,
    fromMs: announcedMs,
    toMs: news.at(-1)!.endMs,
    measured: days,
    limit: rule.minDays,
    bound: 'min',
    unit: 'days',
    what: {
      en: `${news.length} duties made known on ${announced}, the first ${days} days ahead; needed otherwise: ${rule.needs}`,
      nl: `${news.length} diensten bekendgemaakt op ${announced}, de eerste ${days} dagen vooraf; anders nodig: ${rule.needsNl ?? rule.needs}`,
    },
  });
};

/** Calls withdrawn or changed too late: pay for the hours of the call stays due (BW 7:628a(3)). */
export const callOff: LawCheck<'call-off'> = (rule, audit) => {
  const { announcedMs, clock, contract } = audit;
  if (announcedMs === undefined || contract?.onCall !== true) return;
  const now = audit.duties.flatMap((duty) => duty.rostered);
  const changed = clock.date(announcedMs);
  for (const shift of audit.earlier) {
    const days = daysBetween(changed, shift.date);
    if (shift.startMs < announcedMs || days >= rule.minDays || !audit.holds(rule, shift.date)) continue;
    if (now.some((one) => isSame(one, shift))) continue;
    const paid = lengthOf(shift.activities.filter((part) => part.paid)) / (60 * MINUTE);
    audit.report(rule, {
      duties: [{ ...shift, inRoster: true }],
      dates: [shift.date],
      fromMs: announcedMs,
      toMs: shift.endMs,
      measured: days,
      limit: rule.minDays,
      bound: 'min',
      unit: 'days',
      what: {
        en: `a call of ${formatHours(paid)} withdrawn or changed ${days} days ahead, pay stays due`,
        nl: `een oproep van ${uren(paid)} ${days} dagen vooraf ingetrokken of gewijzigd, loon blijft verschuldigd`,
      },
    });
  }
};

const isSame = (a: { startMs: number; endMs: number }, b: { startMs: number; endMs: number }): boolean =>
  a.startMs === b.startMs && a.endMs === b.endMs;
