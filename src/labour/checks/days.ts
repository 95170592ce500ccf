import { addDays } from '../../time/zone.js';
import type { Audit, LawCheck } from '../audit.js';
import { type Duty, overlapMs } from '../duty.js';
import { span } from './hours.js';
import { type Week, weeksOf, worstWindow } from './weeks.js';

/** Sundays with work in each run of weeks; those with unknown weeks count as free. */
export const sundaysFree: LawCheck<'sundays-free'> = (rule, audit) => {
  const worked = (week: Week): number => {
    for (let day = 0; day < 7; day++) {
      const date = addDays(week.date, day);
      if (isSunday(date) && audit.holds(rule, date) && worksOn(week.duties, date, audit)) return 1;
    }
    return 0;
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
    const first = audit.clock.dayIndex(duty.startMs);
    for (let index = first; audit.clock.day(index).startMs < duty.endMs; index++) {
      const { date } = audit.clock.day(index);
      const special =
        (rule.days.includes('sunday') && isSunday(date)) || (rule.days.includes('holiday') && audit.holidays.has(date));
      if (!special || !worksOn([duty], date, audit)) continue;
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

function worksOn(duties: readonly Duty[], date: string, { clock }: Audit): boolean {
  const [startMs, endMs] = [clock.startOfDay(date), clock.startOfDay(addDays(date, 1))];
  return duties.some((duty) => overlapMs(duty.work, startMs, endMs) > 0);
}

const isSunday = (date: string): boolean => new Date(`${date}T00:00:00Z`).getUTCDay() === 0;

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
