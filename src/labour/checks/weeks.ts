import { addDays } from '../../time/zone.js';
import type { Audit } from '../audit.js';
import { weekStartOf } from '../clock.js';
import { type Duty, HOUR, overlapMs } from '../duty.js';

/** A week of the rule set's calendar with what was worked in it. */
export interface Week {
  /** Local date of its first day. */
  readonly date: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Work within its bounds plus paid absence, hours. */
  readonly hours: number;
  readonly duties: readonly Duty[];
  /** True where a rostered duty lies in it. */
  readonly inRoster: boolean;
}

const known = new WeakMap<Audit, readonly Week[]>();

/** Weeks from the first to the last duty of a person, without gaps. */
export function weeksOf(audit: Audit): readonly Week[] {
  let weeks = known.get(audit);
  if (weeks === undefined) {
    weeks = layOut(audit);
    known.set(audit, weeks);
  }
  return weeks;
}

function layOut({ duties, set, clock, absence }: Audit): Week[] {
  if (duties.length === 0) return [];
  const weeks: Week[] = [];
  const end = Math.max(...duties.map((duty) => duty.endMs));
  let first = 0;
  for (let date = weekStartOf(duties[0]!.date, set.weekStartsOn); ; date = addDays(date, 7)) {
    const startMs = clock.startOfDay(date);
    if (startMs >= end) return weeks;
    const endMs = clock.startOfDay(addDays(date, 7));
    while (first < duties.length && duties[first]!.endMs <= startMs) first++;
    const inWeek: Duty[] = [];
    let workMs = 0;
    for (let i = first; i < duties.length && duties[i]!.startMs < endMs; i++) {
      inWeek.push(duties[i]!);
      workMs += overlapMs(duties[i]!.work, startMs, endMs);
    }
    let absent = 0;
    if (absence.size > 0) for (let day = 0; day < 7; day++) absent += absence.get(addDays(date, day)) ?? 0;
    weeks.push({
      date,
      startMs,
      endMs,
      hours: workMs / HOUR + absent / 60,
      duties: inWeek,
      inRoster: inWeek.some((duty) => duty.inRoster),
    });
  }
}

/** The run of at most `length` weeks ending in a week of the roster whose values add up to most. */
export function worstWindow(
  weeks: readonly Week[],
  length: number,
  measure: (week: Week) => number,
): { readonly weeks: readonly Week[]; readonly sum: number } | undefined {
  let worst: { weeks: readonly Week[]; sum: number } | undefined;
  for (let end = 0; end < weeks.length; end++) {
    if (!weeks[end]!.inRoster) continue;
    const run = weeks.slice(Math.max(0, end - length + 1), end + 1);
    const sum = run.reduce((total, week) => total + measure(week), 0);
    if (worst === undefined || sum > worst.sum) worst = { weeks: run, sum };
  }
  return worst;
}
