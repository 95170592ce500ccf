import { type LawCheck, nightIn, type OnCallPeriod } from '../audit.js';
import { clockWindows, type Duty, HOUR, joined, overlapMs, type Stretch } from '../duty.js';
import { formatHours, uren } from '../finding.js';
import { span, type Week, weeksOf, worstWindow } from './weeks.js';

const DAY = 24 * HOUR;

/** Whole pieces of a length that fit between the stretches of a window. */
function piecesBetween(taken: readonly Stretch[], fromMs: number, toMs: number, lengthMs: number): number {
  let pieces = 0;
  let freeFrom = fromMs;
  for (const { startMs, endMs } of joined(taken, 1)) {
    if (endMs <= fromMs || startMs >= toMs) continue;
    pieces += Math.floor(Math.max(0, startMs - freeFrom) / lengthMs);
    freeFrom = Math.max(freeFrom, endMs);
  }
  return pieces + Math.floor(Math.max(0, toMs - freeFrom) / lengthMs);
}

/** Periods of so many hours without being on call (or without work, too) in each window that begins with a period on call. */
export const onCallFree: LawCheck<'on-call-free'> = (rule, audit) => {
  const taken: readonly (Duty | OnCallPeriod)[] = rule.alsoWork ? [...audit.onCall, ...audit.duties] : audit.onCall;
  let worst: { period: OnCallPeriod; pieces: number } | undefined;
  for (const period of audit.onCall) {
    if (!audit.holds(rule, period.date)) continue;
    const toMs = period.startMs + rule.perDays * DAY;
    // Windows in which nothing is of the roster are the past's own.
    if (!taken.some((one) => one.inRoster && one.startMs >= period.startMs && one.startMs < toMs)) continue;
    const pieces = piecesBetween(taken, period.startMs, toMs, rule.hours * HOUR);
    if (worst === undefined || pieces < worst.pieces) worst = { period, pieces };
  }
  if (worst === undefined || worst.pieces >= rule.times) return;
  const { startMs } = worst.period;
  const toMs = startMs + rule.perDays * DAY;
  audit.report(rule, {
    duties: taken.filter((one) => one.startMs >= startMs && one.startMs < toMs),
    fromMs: startMs,
    toMs,
    measured: worst.pieces,
    limit: rule.times,
    bound: 'min',
    unit: 'days',
    what: {
      en: `${worst.pieces} times ${rule.hours} hours without being on call${rule.alsoWork ? ' and without work' : ''} in ${rule.perDays} x 24 hours`,
      nl: `${worst.pieces} maal ${rule.hours} uur zonder consignatie${rule.alsoWork ? ' en zonder arbeid' : ''} in ${rule.perDays} x 24 uur`,
    },
  });
};

/** No time on call before and after a night duty. */
export const onCallNights: LawCheck<'on-call-nights'> = (rule, audit) => {
  for (const duty of audit.duties) {
    if (!audit.holds(rule, duty.date) || !nightIn(audit, duty).isNight) continue;
    for (const [fromMs, toMs] of [
      [duty.startMs - rule.beforeHours * HOUR, duty.startMs],
      [duty.endMs, duty.endMs + rule.afterHours * HOUR],
    ] as const) {
      const periods = audit.onCall.filter((period) => period.startMs < toMs && period.endMs > fromMs);
      const hours = overlapMs(joined(periods, 1), fromMs, toMs) / HOUR;
      if (hours === 0) continue;
      audit.report(rule, {
        duties: [duty, ...periods],
        dates: [duty.date],
        fromMs,
        toMs,
        measured: hours,
        limit: 0,
        bound: 'max',
        unit: 'hours',
        what: {
          en: `${formatHours(hours)} on call within ${formatHours((toMs - fromMs) / HOUR)} ${toMs === duty.startMs ? 'before' : 'after'} a night duty`,
          nl: `${uren(hours)} consignatie binnen ${uren((toMs - fromMs) / HOUR)} ${toMs === duty.startMs ? 'voor' : 'na'} een nachtdienst`,
        },
      });
    }
  }
};

/** Work, that on calls included, in any 24 hours that somebody is on call in; the most is reported. */
export const onCallHours: LawCheck<'on-call-hours'> = (rule, audit) => {
  const work = joined([...audit.duties.flatMap((duty) => duty.work), ...audit.callOuts], 1);
  const length = rule.perHours * HOUR;
  // The most work in a window lies in one that begins or ends with a stretch of it, or as near as one likes to a time on call.
  const edges = (stretches: readonly Stretch[]): number[] =>
    stretches.flatMap(({ startMs, endMs }) => [startMs, endMs, startMs - length, endMs - length]);
  let worst: { fromMs: number; hours: number; duties: readonly (Duty | OnCallPeriod)[] } | undefined;
  for (const fromMs of audit.onCall.length === 0 ? [] : [...edges(work), ...edges(audit.onCall)]) {
    const toMs = fromMs + length;
    const periods = audit.onCall.filter(
      (period) => audit.holds(rule, period.date) && period.startMs <= toMs && period.endMs >= fromMs,
    );
    if (periods.length === 0) continue;
    const duties = [...periods, ...audit.duties.filter((duty) => duty.startMs < toMs && duty.endMs > fromMs)];
    if (!duties.some(({ inRoster }) => inRoster)) continue;
    const hours = overlapMs(work, fromMs, toMs) / HOUR;
    if (worst === undefined || hours > worst.hours) worst = { fromMs, hours, duties };
  }
  if (worst === undefined || worst.hours <= rule.maxHours) return;
  audit.report(rule, {
    duties: worst.duties,
    fromMs: worst.fromMs,
    toMs: worst.fromMs + length,
    measured: worst.hours,
    limit: rule.maxHours,
    bound: 'max',
    unit: 'hours',
    what: {
      en: `${formatHours(worst.hours)} of work, calls included, in ${rule.perHours} hours of somebody on call`,
      nl: `${uren(worst.hours)} arbeid, oproepen inbegrepen, in ${rule.perHours} uur met consignatie`,
    },
  });
};

/** Average hours of people often on call at night. */
export const onCallAverage: LawCheck<'on-call-average'> = (rule, audit) => {
  const atNight = audit.onCall.filter((period) => clockWindows(period, rule.from, rule.to, audit.clock).length > 0);
  const often = (fromMs: number, toMs: number): number =>
    atNight.filter((period) => period.startMs >= fromMs && period.startMs < toMs).length;
  // Weeks on call without work before the first that is known count too.
  const firstMs = (weeks: readonly Week[]): number =>
    weeks[0]!.startMs - Math.max(0, rule.weeks - weeks.length) * 7 * DAY;
  const worst = worstWindow(weeksOf(audit), rule.weeks, (week) => week.hours, {
    endsIn: (week) => audit.holds(rule, week.date),
    where: (weeks) => often(firstMs(weeks), weeks.at(-1)!.endMs) >= rule.times,
  });
  if (worst === undefined || worst.sum <= rule.maxHours * rule.weeks) return;
  const average = worst.sum / rule.weeks;
  const { duties, fromMs, toMs } = span(worst.weeks, audit);
  const times = often(firstMs(worst.weeks), toMs);
  audit.report(rule, {
    duties,
    fromMs,
    toMs,
    measured: average,
    limit: rule.maxHours,
    bound: 'max',
    unit: 'hours',
    // Up to the second limit where eight hours of rest follow the last call at night (ATW 5:9(6)), which a roster cannot show.
    ...(rule.withRestHours !== undefined && average <= rule.withRestHours ? { severity: 'soft' as const } : {}),
    what: {
      en: `${formatHours(average)} of work a week on average over ${rule.weeks} weeks, ${times} times on call at night`,
      nl: `gemiddeld ${uren(average)} arbeid per week in ${rule.weeks} weken, ${times} keer consignatie in de nacht`,
    },
  });
};
