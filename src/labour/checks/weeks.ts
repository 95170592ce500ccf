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
  /** Work within its bounds, work on calls included, plus paid absence, hours. */
  readonly hours: number;
  readonly duties: readonly Duty[];
  /** True where a rostered duty lies in it. */
  readonly inRoster: boolean;
}

/** What a calendar of weeks is laid out from. */
export type WeekInput = Pick<Audit, 'duties' | 'set' | 'clock' | 'absence' | 'callOuts'>;

const known = new WeakMap<WeekInput, readonly Week[]>();

/** Weeks from the first to the last duty or absence before it of a person, without gaps. */
export function weeksOf(input: WeekInput): readonly Week[] {
  let weeks = known.get(input);
  if (weeks === undefined) {
    weeks = layOut(input);
    known.set(input, weeks);
  }
  return weeks;
}

function layOut({ duties, set, clock, absence, callOuts }: WeekInput): Week[] {
  if (duties.length === 0 && callOuts.length === 0) return [];
  const weeks: Week[] = [];
  const stretches = [...duties, ...callOuts];
  const end = Math.max(...stretches.map(({ endMs }) => endMs));
  const firstWork = clock.date(Math.min(...stretches.map(({ startMs }) => startMs)));
  const firstDate = [...absence.keys()].reduce((least, date) => (date < least ? date : least), firstWork);
  let first = 0;
  for (let date = weekStartOf(firstDate, set.weekStartsOn); ; date = addDays(date, 7)) {
    const startMs = clock.startOfDay(date);
    if (startMs >= end) return weeks;
    const endMs = clock.startOfDay(addDays(date, 7));
    while (first < duties.length && duties[first]!.endMs <= startMs) first++;
    const inWeek: Duty[] = [];
    let workMs = overlapMs(callOuts, startMs, endMs);
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

/**
 * The run of at most `length` weeks ending in a week of the roster whose values add up to most. Weeks of which nothing is known count as
 * nothing.
 */
export function worstWindow(
  weeks: readonly Week[],
  length: number,
  measure: (week: Week) => number,
  only: {
    readonly endsIn?: (week: Week) => boolean;
    readonly where?: (weeks: readonly Week[]) => boolean;
  } = {},
): { readonly weeks: readonly Week[]; readonly sum: number } | undefined {
  let worst: { weeks: readonly Week[]; sum: number } | undefined;
  for (let end = 0; end < weeks.length; end++) {
    if (!weeks[end]!.inRoster || only.endsIn?.(weeks[end]!) === false) continue;
    const run = weeks.slice(Math.max(0, end - length + 1), end + 1);
    if (only.where?.(run) === false) continue;
    const sum = run.reduce((total, week) => total + measure(week), 0);
    if (worst === undefined || sum > worst.sum) worst = { weeks: run, sum };
  }
  return worst;
}

/** Duties and bounds of a run of weeks. */
export function span(weeks: readonly Week[], audit: Audit): { duties: Duty[]; fromMs: number; toMs: number } {
  const [fromMs, toMs] = [weeks[0]!.startMs, weeks.at(-1)!.endMs];
  return { duties: audit.duties.filter((duty) => duty.startMs < toMs && duty.endMs > fromMs), fromMs, toMs };
}
