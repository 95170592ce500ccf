import { isoWeekday } from '../../time/zone.js';
import type { LawCheck } from '../audit.js';
import { type Duty, overlapMs } from '../duty.js';
import { span, type Week, weeksOf, worstWindow } from './weeks.js';

/** Sundays (or the person's own day of rest) with work in each run of weeks; those of unknown weeks count as free. */
export const sundaysFree: LawCheck<'sundays-free'> = (rule, audit) => {
  const worst = worstWindow(weeksOf(audit), rule.perWeeks, (week) => (isRestDayWorked(week, audit) ? 1 : 0), {
    endsIn: (week) => audit.holds(rule, week.date),
  });
  if (worst === undefined || rule.perWeeks - worst.sum >= rule.minFree) return;
  const free = rule.perWeeks - worst.sum;
  const [en, nl] = audit.restDay === 7 ? ['Sundays', 'zondagen'] : ['days of rest', 'rustdagen'];
  audit.report(rule, {
    ...span(worst.weeks, audit),
    measured: free,
    limit: rule.minFree,
    bound: 'min',
    unit: 'days',
    what: {
      en: `${worst.sum} ${en} worked in ${rule.perWeeks} weeks, ${free} free`,
      nl: `${worst.sum} ${nl} gewerkt in ${rule.perWeeks} weken, ${free} vrij`,
    },
  });
};

/** True where there is work on the day of rest of a week. */
export function isRestDayWorked(
  week: Week,
  { clock, set, restDay: day }: Pick<Parameters<LawCheck<'sundays-free'>>[1], 'clock' | 'set' | 'restDay'>,
): boolean {
  if (week.duties.length === 0) return false;
  const first = clock.dayIndex(week.startMs);
  const { startMs, endMs } = clock.day(first + ((day - set.weekStartsOn + 7) % 7));
  return week.duties.some((duty) => overlapMs(duty.work, startMs, endMs) > 0);
}

/** Work on Sundays or public holidays; one finding per person with all dates. */
export const restDay: LawCheck<'rest-day'> = (rule, audit) => {
  const dates: string[] = [];
  const duties: Duty[] = [];
  for (const duty of audit.duties) {
    if (!duty.inRoster || !audit.holds(rule, duty.date)) continue;
    for (let index = duty.day; audit.clock.day(index).startMs < duty.endMs; index++) {
      const { date, startMs, endMs } = audit.clock.day(index);
      const special =
        (rule.days.includes('sunday') && isoWeekday(date) === audit.restDay) ||
        (rule.days.includes('holiday') && audit.holidays.has(date));
      if (!special || overlapMs(duty.work, startMs, endMs) === 0) continue;
      if (dates.at(-1) !== date) dates.push(date);
      duties.push(duty);
    }
  }
  if (dates.length === 0) return;
  const name = { sunday: audit.restDay === 7 ? 'zondag' : 'rustdag', holiday: 'feestdag' };
  audit.report(rule, {
    duties,
    dates,
    fromMs: duties[0]!.startMs,
    toMs: duties.at(-1)!.endMs,
    measured: dates.length,
    limit: 0,
    bound: 'max',
    unit: 'days',
    what: {
      en: `work on ${dates.length} ${rule.days.join(' or ')}(s), which needs ${rule.needs}`,
      nl: `arbeid op ${dates.length} ${rule.days.map((day) => name[day]).join(' of ')}(en); nodig is ${rule.needsNl ?? rule.needs}`,
    },
  });
};

/** Work of somebody who may not work at all (around a birth); one finding per person. */
export const noWork: LawCheck<'no-work'> = (rule, audit) => {
  const duties = audit.duties.filter((duty) => duty.inRoster && audit.holds(rule, duty.date));
  if (duties.length === 0) return;
  audit.report(rule, {
    duties,
    fromMs: duties[0]!.startMs,
    toMs: duties.at(-1)!.endMs,
    measured: duties.length,
    limit: 0,
    bound: 'max',
    unit: 'shifts',
    what: { en: `${duties.length} duties around a birth`, nl: `${duties.length} diensten rond een bevalling` },
  });
};
