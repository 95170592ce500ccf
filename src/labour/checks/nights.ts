import { Allowance, type Audit, type LawCheck, nightIn, type RuleOfKind } from '../audit.js';
import { clockWindows, type Duty, HOUR, overlapMs } from '../duty.js';
import { formatHours, uren } from '../finding.js';
import { span, type Week, weeksOf, worstWindow } from './weeks.js';

/** Night duties over the limit of a rule that are allowed as long ones (ATW 5:8(3)): in order of time, while the counts last and a rest follows. */
const longNights = new WeakMap<Audit, Map<string, ReadonlySet<Duty>>>();

function allowedLongNights(rule: RuleOfKind<'night-hours'>, audit: Audit): ReadonlySet<Duty> {
  const ofAudit = longNights.get(audit) ?? new Map<string, ReadonlySet<Duty>>();
  longNights.set(audit, ofAudit);
  const key = `${rule.id} ${rule.validFrom}`;
  const found = ofAudit.get(key) ?? findLongNights(rule, audit);
  ofAudit.set(key, found);
  return found;
}

function findLongNights(rule: RuleOfKind<'night-hours'>, audit: Audit): Set<Duty> {
  const result = new Set<Duty>();
  const { extended } = rule;
  if (extended === undefined) return result;
  const allowance = new Allowance(extended.limits);
  audit.duties.forEach((duty, i) => {
    const work = duty.workMs / HOUR;
    if (work <= rule.maxHours || work > extended.maxHours) return;
    if (!audit.holds(rule, duty.date) || !nightIn(audit, duty).isNight) return;
    const rest = ((audit.duties[i + 1]?.startMs ?? Number.POSITIVE_INFINITY) - duty.endMs) / HOUR;
    if (rest >= extended.restHours && allowance.use(duty.startMs)) result.add(duty);
  });
  return result;
}

/** True for a night duty that is long by one of the exceptions: the rest after it is then that of the exception. */
export const isLongNightAllowed = (audit: Audit, duty: Duty): boolean =>
  audit.set.rules.some((rule) => rule.kind === 'night-hours' && allowedLongNights(rule, audit).has(duty));

/** Work in a night duty; longer ones are notes where their counts and the rest after them allow. */
export const nightHours: LawCheck<'night-hours'> = (rule, audit) => {
  const long = allowedLongNights(rule, audit);
  for (const duty of audit.duties) {
    const work = duty.workMs / HOUR;
    if (work <= rule.maxHours || !audit.holds(rule, duty.date) || !nightIn(audit, duty).isNight) continue;
    const allowed = long.has(duty);
    audit.report(rule, {
      duties: [duty],
      fromMs: duty.startMs,
      toMs: duty.endMs,
      measured: work,
      limit: rule.maxHours,
      bound: 'max',
      unit: 'hours',
      ...(allowed ? { severity: 'note' as const } : {}),
      what: {
        en: `${formatHours(work)} of work in a night duty${allowed ? ', one of the long nights that are allowed' : ''}`,
        nl: `${uren(work)} arbeid in een nachtdienst${allowed ? ', een van de lange nachten die zijn toegestaan' : ''}`,
      },
    });
  }
};

/**
 * Runs of duties that follow each other (ATW: "achtereenvolgende diensten", which the act does not define): on the same or the next local
 * date, or for two night duties in the next night (11 p.m. on Monday, half past midnight on Wednesday).
 */
function runsOf(audit: Audit, fits: (duty: Duty) => boolean): Duty[][] {
  const follows = (duty: Duty, last: Duty): boolean => {
    if (duty.day <= last.day + 1) return true;
    const [night, before] = [nightIn(audit, duty), nightIn(audit, last)];
    return night.isNight && before.isNight && night.number! <= before.number! + 1;
  };
  const runs: Duty[][] = [];
  let open: Duty[] | undefined;
  for (const duty of audit.duties) {
    if (!fits(duty)) {
      open = undefined;
    } else if (open !== undefined && follows(duty, open.at(-1)!)) {
      open.push(duty);
    } else {
      open = [duty];
      runs.push(open);
    }
  }
  return runs;
}

/** Rest after a series of night duties. */
export const nightSeriesRest: LawCheck<'night-series-rest'> = (rule, audit) => {
  for (const run of runsOf(audit, (duty) => audit.holds(rule, duty.date) && nightIn(audit, duty).isNight)) {
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
      what: {
        en: `rest of ${formatHours(rest)} after ${run.length} night duties in a row`,
        nl: `rust van ${uren(rest)} na ${run.length} nachtdiensten achter elkaar`,
      },
    });
  }
};

/** Duties in a row of which one is a night duty. */
export const nightSeriesLength: LawCheck<'night-series-length'> = (rule, audit) => {
  for (const run of runsOf(audit, (duty) => audit.holds(rule, duty.date))) {
    if (run.length <= rule.maxShifts || !run.some((duty) => nightIn(audit, duty).isNight)) continue;
    audit.report(rule, {
      duties: run,
      fromMs: run[0]!.startMs,
      toMs: run.at(-1)!.endMs,
      measured: run.length,
      limit: rule.maxShifts,
      bound: 'max',
      unit: 'shifts',
      what: {
        en: `${run.length} duties in a row with a night duty among them`,
        nl: `${run.length} diensten achter elkaar met een nachtdienst erbij`,
      },
    });
  }
};

/** Night duties in each run of weeks that ends in the roster with one of them in it; the highest number is reported. */
export const nightCount: LawCheck<'night-count'> = (rule, audit) => {
  const counts = (duty: Duty): boolean => {
    if (!audit.holds(rule, duty.date)) return false;
    const night = nightIn(audit, duty);
    return rule.endsAfter === undefined ? night.isNight : night.endsAfter(rule.endsAfter);
  };
  const worst = worstWindow(weeksOf(audit), rule.weeks, (week) => nightsIn(week, counts), {
    where: (weeks) => weeks.some((week) => nightsIn(week, (duty) => duty.inRoster && counts(duty)) > 0),
  });
  if (worst === undefined || worst.sum <= rule.maxShifts) return;
  const { fromMs, toMs, duties } = span(worst.weeks, audit);
  const late = rule.endsAfter === undefined ? '' : rule.endsAfter;
  audit.report(rule, {
    duties: duties.filter(counts),
    fromMs,
    toMs,
    measured: worst.sum,
    limit: rule.maxShifts,
    bound: 'max',
    unit: 'shifts',
    what: {
      en: `${worst.sum} night duties${late === '' ? '' : ` that end after ${late}`} in ${rule.weeks} week(s)`,
      nl: `${worst.sum} nachtdiensten${late === '' ? '' : ` die na ${late} eindigen`} in ${rule.weeks} week/weken`,
    },
  });
};

/** A duty belongs to the week in which it starts. */
export const nightsIn = (week: Week, counts: (duty: Duty) => boolean): number =>
  week.duties.filter((duty) => duty.startMs >= week.startMs && counts(duty)).length;

/** Average hours where nights are many; the run of weeks with the highest average is reported. */
export const nightAverage: LawCheck<'night-average'> = (rule, audit) => {
  const isNight = (duty: Duty): boolean => nightIn(audit, duty).isNight;
  const nights = (weeks: readonly Week[]): number => weeks.reduce((sum, week) => sum + nightsIn(week, isNight), 0);
  const worst = worstWindow(weeksOf(audit), rule.weeks, (week) => week.hours, {
    endsIn: (week) => audit.holds(rule, week.date),
    where: (weeks) => nights(weeks) >= rule.nights,
  });
  if (worst === undefined || worst.sum <= rule.maxHours * rule.weeks) return;
  const average = worst.sum / rule.weeks;
  audit.report(rule, {
    ...span(worst.weeks, audit),
    measured: average,
    limit: rule.maxHours,
    bound: 'max',
    unit: 'hours',
    what: {
      en: `${formatHours(average)} of work a week on average over ${rule.weeks} weeks with ${nights(worst.weeks)} night duties`,
      nl: `gemiddeld ${uren(average)} arbeid per week in ${rule.weeks} weken met ${nights(worst.weeks)} nachtdiensten`,
    },
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
        what: {
          en: `${minutes} minutes of work between ${rule.from} and ${rule.to}`,
          nl: `${minutes} minuten arbeid tussen ${rule.from} en ${rule.to}`,
        },
      });
    }
  }
};

/** Night duties of somebody who need not work at night (pregnant, after the birth, on medical grounds). */
export const noNightDuty: LawCheck<'no-night-duty'> = (rule, audit) => {
  const nights = audit.duties.filter(
    (duty) => duty.inRoster && audit.holds(rule, duty.date) && nightIn(audit, duty).isNight,
  );
  if (nights.length === 0) return;
  audit.report(rule, {
    duties: nights,
    fromMs: nights[0]!.startMs,
    toMs: nights.at(-1)!.endMs,
    measured: nights.length,
    limit: 0,
    bound: 'max',
    unit: 'shifts',
    what: { en: `${nights.length} night duties`, nl: `${nights.length} nachtdiensten` },
  });
};
