import type { Audit, LawCheck } from '../audit.js';
import { type Duty, HOUR, MINUTE } from '../duty.js';
import { formatHours } from '../finding.js';
import { type Week, weeksOf, worstWindow } from './weeks.js';

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
      what: `${formatHours(work)} of work in a duty`,
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
      what: `${formatHours(week.hours)} of work in the week of ${week.date}`,
    });
  }
};

/**
 * Average over each run of weeks that ends in a week of the roster; the highest is reported. Weeks of which nothing is known count as free,
 * so what is found is true, and with a short history more may be.
 */
export const averageHours: LawCheck<'average-hours'> = (rule, audit) => {
  const weeks = weeksOf(audit).filter((week) => audit.holds(rule, week.date));
  const worst = worstWindow(weeks, rule.weeks, (week) => week.hours);
  if (worst === undefined || worst.sum <= rule.maxHours * rule.weeks) return;
  const average = worst.sum / rule.weeks;
  audit.report(rule, {
    ...span(worst.weeks, audit),
    measured: average,
    limit: rule.maxHours,
    bound: 'max',
    unit: 'hours',
    what: `${formatHours(average)} of work a week on average over the ${rule.weeks} weeks to ${worst.weeks.at(-1)!.date}`,
  });
};

/** Duties and bounds of a run of weeks. */
export function span(weeks: readonly Week[], audit: Audit): { duties: Duty[]; fromMs: number; toMs: number } {
  const [fromMs, toMs] = [weeks[0]!.startMs, weeks.at(-1)!.endMs];
  return { duties: audit.duties.filter((duty) => duty.startMs < toMs && duty.endMs > fromMs), fromMs, toMs };
}

/** Breaks of a duty: pauses between work, each long enough to count, added up. */
export const breaks: LawCheck<'break'> = (rule, audit) => {
  for (const duty of audit.duties) {
    if (duty.workMs <= rule.overHours * HOUR || !audit.holds(rule, duty.date)) continue;
    const total = pausesOf(duty)
      .filter((pause) => pause >= rule.partMinutes * MINUTE)
      .reduce((sum, pause) => sum + pause, 0);
    const minutes = total / MINUTE;
    if (minutes >= rule.minMinutes) continue;
    audit.report(rule, {
      duties: [duty],
      fromMs: duty.startMs,
      toMs: duty.endMs,
      measured: minutes,
      limit: rule.minMinutes,
      bound: 'min',
      unit: 'minutes',
      what: `breaks of ${minutes} minutes in a duty with ${formatHours(duty.workMs / HOUR)} of work`,
    });
  }
};

const pausesOf = (duty: Duty): number[] =>
  duty.work.slice(1).map((stretch, i) => stretch.startMs - duty.work[i]!.endMs);

/** Longest work in a row, counted through pauses that are too short. */
export const stretch: LawCheck<'stretch'> = (rule, audit) => {
  for (const duty of audit.duties) {
    if (duty.workMs <= (rule.overHours ?? 0) * HOUR || !audit.holds(rule, duty.date)) continue;
    let longest = 0;
    let run = 0;
    duty.work.forEach((part, i) => {
      const pause = i === 0 ? 0 : part.startMs - duty.work[i - 1]!.endMs;
      run = (pause >= rule.breakMinutes * MINUTE ? 0 : run) + part.endMs - part.startMs;
      longest = Math.max(longest, run);
    });
    if (longest <= rule.maxHours * HOUR) continue;
    audit.report(rule, {
      duties: [duty],
      fromMs: duty.startMs,
      toMs: duty.endMs,
      measured: longest / HOUR,
      limit: rule.maxHours,
      bound: 'max',
      unit: 'hours',
      what: `${formatHours(longest / HOUR)} of work without a break of ${rule.breakMinutes} minutes`,
    });
  }
};

/** Time on queues without a pause from the screen; one finding per person with all dates. */
export const screenBreak: LawCheck<'screen-break'> = (rule, audit) => {
  const over = audit.duties.flatMap((duty) => {
    if (!duty.inRoster || !audit.holds(rule, duty.date)) return [];
    let longest = 0;
    let run = 0;
    let endMs = Number.NEGATIVE_INFINITY;
    for (const part of audit.screenOf(duty)) {
      run = (part.startMs - endMs >= rule.minMinutes * MINUTE ? 0 : run) + part.endMs - part.startMs;
      longest = Math.max(longest, run);
      endMs = part.endMs;
    }
    return longest > rule.perHours * HOUR ? [{ duty, longest }] : [];
  });
  if (over.length === 0) return;
  const longest = Math.max(...over.map((entry) => entry.longest)) / HOUR;
  audit.report(rule, {
    duties: over.map((entry) => entry.duty),
    fromMs: over[0]!.duty.startMs,
    toMs: over.at(-1)!.duty.endMs,
    measured: longest,
    limit: rule.perHours,
    bound: 'max',
    unit: 'hours',
    what: `up to ${formatHours(longest)} at the screen without ${rule.minMinutes} minutes off it, on ${over.length} day(s)`,
  });
};
