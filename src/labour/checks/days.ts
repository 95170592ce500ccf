import { isoWeekday } from '../../time/zone.js';
import type { LawCheck } from '../audit.js';
import { type Duty, overlapMs } from '../duty.js';
import { span } from './hours.js';
import { type Week, weeksOf, worstWindow } from './weeks.js';

/** Sundays with work in each run of weeks; those with unknown weeks count as free. */
export const sundaysFree: LawCheck<'sundays-free'> = (rule, audit) => {
  const worked = (week: Week): number => {
    const first = audit.clock.dayIndex(week.startMs);
    // Its only Sunday: the seventh day of a week that starts on Monday.
    const { date, startMs, endMs } = audit.clock.day(first + ((7 - audit.set.weekStartsOn) % 7));
    return audit.holds(rule, date) && week.duties.some((duty) => overlapMs(duty.work, startMs, endMs) > 0) ? 1 : 0;
  };
  const worst = worstWindow(weeksOf(audit), rule.perWeeks, worked);
  if (worst === undefined || rule.perWeeks - worst.sum >= rule.minFree) return;
  audit.report(rule, {
    ...span(worst.weeks, audit),
    measured: rule.perWeeks - worst.sum,
    limit: rule.minFree,
    bound: 'min',
    unit: 'days',
    what: `${worst.sum} Sundays worked in ${rule.perWeeks} weeks, ${rule.perWeeks - worst.sum} free`,
  });
};

/** Work on Sundays or public holidays; one finding per person with all dates. */
export const restDay: LawCheck<'rest-day'> = (rule, audit) => {
  const dates: string[] = [];
  const duties: Duty[] = [];
  for (const duty of audit.duties) {
    if (!duty.inRoster || !audit.holds(rule, duty.date)) continue;
    for (let index = duty.day; audit.clock.day(index).startMs < duty.endMs; index++) {
      const { date, startMs, endMs } = audit.clock.day(index);
      const special =
        (rule.days.includes('sunday') && isoWeekday(date) === 7) ||
        (rule.days.includes('holiday') && audit.holidays.has(date));
      if (!special || overlapMs(duty.work, startMs, endMs) === 0) continue;
      if (dates.at(-1) !== date) dates.push(date);
      duties.push(duty);
    }
  }
  if (dates.length === 0) return;
  audit.report(rule, {
    duties,
    dates,
    fromMs: duties[0]!.startMs,
    toMs: duties.at(-1)!.endMs,
    measured: dates.length,
    limit: 0,
    bound: 'max',
    unit: 'days',
    what: `work on ${dates.length} ${rule.days.join(' or ')}(s), which needs ${rule.needs}`,
  });
};

/** Work of somebody who is too young to work at all; one finding per person. */
export const minAge: LawCheck<'min-age'> = (rule, audit) => {
  const young = audit.duties.filter((duty) => {
    const age = audit.ageOn(duty.date);
    return duty.inRoster && age !== undefined && age < rule.minYears && audit.holds(rule, duty.date);
  });
  if (young.length === 0) return;
  audit.report(rule, {
    duties: young,
    fromMs: young[0]!.startMs,
    toMs: young.at(-1)!.endMs,
    measured: audit.ageOn(young[0]!.date)!,
    limit: rule.minYears,
    bound: 'min',
    unit: 'years',
    what: `work at the age of ${audit.ageOn(young[0]!.date)}`,
  });
};
