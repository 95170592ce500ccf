import type { LawCheck } from '../audit.js';
import { type Duty, HOUR, MINUTE } from '../duty.js';
import { formatHours, uren } from '../finding.js';

const pausesOf = (duty: Duty): number[] =>
  duty.work.slice(1).map((stretch, i) => stretch.startMs - duty.work[i]!.endMs);

/** Breaks of a duty: pauses between work, each long enough to count, added up. */
export const breaks: LawCheck<'break'> = (rule, audit) => {
  for (const duty of audit.duties) {
    if (duty.workMs <= rule.overHours * HOUR || !audit.holds(rule, duty.date)) continue;
    const total = pausesOf(duty)
      .filter((pause) => pause >= rule.partMinutes * MINUTE)
      .reduce((sum, pause) => sum + pause, 0);
    const minutes = total / MINUTE;
    if (minutes >= rule.minMinutes) continue;
    const work = duty.workMs / HOUR;
    audit.report(rule, {
      duties: [duty],
      fromMs: duty.startMs,
      toMs: duty.endMs,
      measured: minutes,
      limit: rule.minMinutes,
      bound: 'min',
      unit: 'minutes',
      what: {
        en: `breaks of ${minutes} minutes in a duty with ${formatHours(work)} of work`,
        nl: `pauzes van samen ${minutes} minuten in een dienst met ${uren(work)} arbeid`,
      },
    });
  }
};

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
      what: {
        en: `${formatHours(longest / HOUR)} of work without a break of ${rule.breakMinutes} minutes`,
        nl: `${uren(longest / HOUR)} arbeid zonder pauze van ${rule.breakMinutes} minuten`,
      },
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
    what: {
      en: `up to ${formatHours(longest)} at the screen without ${rule.minMinutes} minutes off it, on ${over.length} day(s)`,
      nl: `tot ${uren(longest)} beeldschermwerk zonder ${rule.minMinutes} minuten onderbreking, op ${over.length} dag(en)`,
    },
  });
};

/**
 * The right to interrupt work for up to a share of it (ATW 4:5(2), 4:8): how much that is, in the longest duty; one note per person. The
 * interruptions are working time and come on top of breaks, so a roster cannot break the rule, only forget the time.
 */
export const extraBreaks: LawCheck<'extra-breaks'> = (rule, audit) => {
  const duties = audit.duties.filter((duty) => duty.inRoster && audit.holds(rule, duty.date));
  if (duties.length === 0) return;
  const minutes = Math.max(...duties.map((duty) => duty.workMs)) / MINUTE;
  const right = Math.floor(minutes * rule.share);
  audit.report(rule, {
    duties,
    fromMs: duties[0]!.startMs,
    toMs: duties.at(-1)!.endMs,
    measured: right,
    limit: right,
    bound: 'max',
    unit: 'minutes',
    what: {
      en: `right to interrupt work for up to ${right} paid minutes in the longest of ${duties.length} duties`,
      nl: `recht om het werk tot ${right} betaalde minuten te onderbreken in de langste van ${duties.length} diensten`,
    },
  });
};
