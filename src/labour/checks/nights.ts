import { countWithin, type LawCheck, nightIn } from '../audit.js';
import { clockWindows, type Duty, HOUR, overlapMs } from '../duty.js';
import { formatHours } from '../finding.js';
import { span } from './hours.js';
import { weeksOf, worstWindow } from './weeks.js';

/** Work in a night duty; longer ones are notes where their counts and the rest after them allow. */
export const nightHours: LawCheck<'night-hours'> = (rule, audit) => {
  const long: number[] = [];
  audit.duties.forEach((duty, i) => {
    const work = duty.workMs / HOUR;
    if (work <= rule.maxHours || !audit.holds(rule, duty.date) || !nightIn(audit, duty).isNight) return;
    const { extended } = rule;
    const rest = ((audit.duties[i + 1]?.startMs ?? Number.POSITIVE_INFINITY) - duty.endMs) / HOUR;
    const allowed =
      extended !== undefined &&
      work <= extended.maxHours &&
      rest >= extended.restHours &&
      extended.limits.every((limit) => countWithin(long, duty.startMs, limit.perHours * HOUR) < limit.times);
    if (allowed) long.push(duty.startMs);
    audit.report(rule, {
      duties: [duty],
      fromMs: duty.startMs,
      toMs: duty.endMs,
      measured: work,
      limit: rule.maxHours,
      bound: 'max',
      unit: 'hours',
      ...(allowed ? { severity: 'note' as const } : {}),
      what: `${formatHours(work)} of work in a night duty${allowed ? ', one of the long nights that are allowed' : ''}`,
    });
  });
};

/** Runs of duties on consecutive local dates that all fit. */
function runsOf(duties: readonly Duty[], fits: (duty: Duty) => boolean): Duty[][] {
  const runs: Duty[][] = [];
  let open: Duty[] | undefined;
  for (const duty of duties) {
    if (!fits(duty)) {
      open = undefined;
      continue;
    }
    if (open !== undefined && duty.day <= open.at(-1)!.day + 1) {
      open.push(duty);
      continue;
    }
    open = [duty];
    runs.push(open);
  }
  return runs;
}

/** Rest after a series of night duties on consecutive dates. */
export const nightSeriesRest: LawCheck<'night-series-rest'> = (rule, audit) => {
  const runs = runsOf(audit.duties, (duty) => audit.holds(rule, duty.date) && nightIn(audit, duty).isNight);
  for (const run of runs) {
    if (run.length < rule.length) continue;
    const last = run.at(-1)!;
    const next = audit.duties[audit.duties.indexOf(last) + 1];
    if (next === undefined) continue;
    const rest = (next.startMs - last.endMs) / HOUR;
    if (rest >= rule.minHours) continue;
    audit.report(rule, {
      duties: [...run, next],
      fromMs: run[0]!.startMs,
      toMs: next.startMs,
      measured: rest,
      limit: rule.minHours,
      bound: 'min',
      unit: 'hours',
      what: `rest of ${formatHours(rest)} after ${run.length} night duties in a row`,
    });
  }
};

/** Duties on consecutive dates of which one is a night duty. */
export const nightSeriesLength: LawCheck<'night-series-length'> = (rule, audit) => {
  for (const run of runsOf(audit.duties, (duty) => audit.holds(rule, duty.date))) {
    if (run.length <= rule.maxShifts || !run.some((duty) => nightIn(audit, duty).isNight)) continue;
    audit.report(rule, {
      duties: run,
      fromMs: run[0]!.startMs,
      toMs: run.at(-1)!.endMs,
      measured: run.length,
      limit: rule.maxShifts,
      bound: 'max',
      unit: 'shifts',
      what: `${run.length} duties in a row with a night duty among them`,
    });
  }
};

/** Night duties in each run of weeks that ends in the roster; the highest number is reported. */
export const nightCount: LawCheck<'night-count'> = (rule, audit) => {
  const counts = (duty: Duty): boolean => {
    if (!audit.holds(rule, duty.date)) return false;
    const night = nightIn(audit, duty);
    return rule.endsAfter === undefined ? night.isNight : night.endsAfter(rule.endsAfter);
  };
  const worst = worstWindow(weeksOf(audit), rule.weeks, (week) => nightsIn(week, counts));
  if (worst === undefined || worst.sum <= rule.maxShifts) return;
  const { fromMs, toMs, duties } = span(worst.weeks, audit);
  audit.report(rule, {
    duties: duties.filter(counts),
    fromMs,
    toMs,
    measured: worst.sum,
    limit: rule.maxShifts,
    bound: 'max',
    unit: 'shifts',
    what: `${worst.sum} night duties${rule.endsAfter === undefined ? '' : ` that end after ${rule.endsAfter}`} in ${rule.weeks} week(s)`,
  });
};

/** A duty belongs to the week in which it starts. */
const nightsIn = (week: { startMs: number; endMs: number; duties: readonly Duty[] }, counts: (duty: Duty) => boolean) =>
  week.duties.filter((duty) => duty.startMs >= week.startMs && counts(duty)).length;

/** Average hours where nights are many. */
export const nightAverage: LawCheck<'night-average'> = (rule, audit) => {
  const isNight = (duty: Duty): boolean => audit.holds(rule, duty.date) && nightIn(audit, duty).isNight;
  const weeks = weeksOf(audit);
  weeks.forEach((week, end) => {
    if (!week.inRoster || weeks[end + 1]?.inRoster === true) return;
    const run = weeks.slice(Math.max(0, end - rule.weeks + 1), end + 1);
    const nights = run.reduce((sum, each) => sum + nightsIn(each, isNight), 0);
    const average = run.reduce((sum, each) => sum + each.hours, 0) / rule.weeks;
    if (nights < rule.nights || average <= rule.maxHours) return;
    audit.report(rule, {
      ...span(run, audit),
      measured: average,
      limit: rule.maxHours,
      bound: 'max',
      unit: 'hours',
      what: `${formatHours(average)} of work a week on average over ${rule.weeks} weeks with ${nights} night duties`,
    });
  });
};

/** Any work within a time of day. */
export const noWorkBetween: LawCheck<'no-work-between'> = (rule, audit) => {
  for (const duty of audit.duties) {
    if (!audit.holds(rule, duty.date)) continue;
    for (const { fromMs, toMs } of clockWindows(duty, rule.from, rule.to, audit.clock)) {
      const minutes = overlapMs(duty.work, fromMs, toMs) / 60_000;
      if (minutes === 0) continue;
      audit.report(rule, {
        duties: [duty],
        fromMs,
        toMs,
        measured: minutes,
        limit: 0,
        bound: 'max',
        unit: 'minutes',
        what: `${minutes} minutes of work between ${rule.from} and ${rule.to}`,
      });
    }
  }
};
