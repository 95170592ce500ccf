import type { LawCheck } from '../audit.js';
import { HOUR } from '../duty.js';
import { formatHours, uren } from '../finding.js';
import { span, weeksOf, worstWindow } from './weeks.js';

/** Work in one duty. */
export const shiftHours: LawCheck<'shift-hours'> = (rule, audit) => {
  for (const duty of audit.duties) {
    const work = duty.workMs / HOUR;
    if (work <= rule.maxHours || !audit.holds(rule, duty.date)) continue;
    audit.report(rule, {
      duties: [duty],
      fromMs: duty.startMs,
      toMs: duty.endMs,
      measured: work,
      limit: rule.maxHours,
      bound: 'max',
      unit: 'hours',
      what: { en: `${formatHours(work)} of work in a duty`, nl: `${uren(work)} arbeid in een dienst` },
    });
  }
};

/** Work and paid absence in each week of the roster. */
export const weekHours: LawCheck<'week-hours'> = (rule, audit) => {
  for (const week of weeksOf(audit)) {
    if (week.hours <= rule.maxHours || !audit.holds(rule, week.date)) continue;
    audit.report(rule, {
      duties: week.duties,
      fromMs: week.startMs,
      toMs: week.endMs,
      measured: week.hours,
      limit: rule.maxHours,
      bound: 'max',
      unit: 'hours',
      what: {
        en: `${formatHours(week.hours)} of work in the week of ${week.date}`,
        nl: `${uren(week.hours)} arbeid in de week van ${week.date}`,
      },
    });
  }
};

/**
 * Average over each run of weeks that ends in a week of the roster in which the rule holds; the highest is reported. Weeks of which nothing
 * is known count as free, so what is found is true, and with a short history more may be.
 */
export const averageHours: LawCheck<'average-hours'> = (rule, audit) => {
  const worst = worstWindow(weeksOf(audit), rule.weeks, (week) => week.hours, {
    endsIn: (week) => audit.holds(rule, week.date),
  });
  if (worst === undefined || worst.sum <= rule.maxHours * rule.weeks) return;
  const average = worst.sum / rule.weeks;
  const last = worst.weeks.at(-1)!.date;
  audit.report(rule, {
    ...span(worst.weeks, audit),
    measured: average,
    limit: rule.maxHours,
    bound: 'max',
    unit: 'hours',
    what: {
      en: `${formatHours(average)} of work a week on average over the ${rule.weeks} weeks to ${last}`,
      nl: `gemiddeld ${uren(average)} arbeid per week in de ${rule.weeks} weken tot ${last}`,
    },
  });
};
