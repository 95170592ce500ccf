import type { ProblemAgent } from '../../solver/problem.js';
import type { Agent, TimeOff } from '../domain/agent.js';
import type { Centre, Contract, PlanShift, Queue, Site } from '../domain/centre.js';
import type { RosterShift } from '../domain/roster.js';
import type { ForbiddenTime } from '../labour/planning.js';
import { addDays, isoWeekday, localMinute, resolveLocal, startOfDay } from '../time/zone.js';
import { type Period, slotOf } from './period.js';

/** Queues that an agent can take with the speed of the product of the skills used (languages included). */
export function queueSkillsOf(agent: Agent, queues: readonly Queue[]): { queue: string; speed: number }[] {
  const held = new Map(agent.skills.map(({ skill, proficiency }) => [skill, proficiency]));
  const result: { queue: string; speed: number }[] = [];
  for (const queue of queues) {
    if (!queue.skills.every((skill) => held.has(skill))) continue;
    const speed = queue.skills.reduce((product, skill) => product * held.get(skill)!, 1);
    result.push({ queue: queue.id, speed: Math.round(speed * 1000) / 1000 });
  }
  return result;
}

/** Site where the agent may work from home: one of kind `home` in the country of the base site. */
export const homeSiteOf = (centre: Centre, base: Site): Site | undefined =>
  centre.sites.find((site) => site.kind === 'home' && site.country === base.country);

/** Instants of an absence, half-open: whole local days, or a part of one. */
export function absenceMs(
  { fromDate, toDate, fromMinute, toMinute }: Pick<TimeOff, 'fromDate' | 'toDate' | 'fromMinute' | 'toMinute'>,
  zone: string,
): [fromMs: number, toMs: number] {
  return fromMinute !== undefined && toMinute !== undefined
    ? [resolveLocal(fromDate, fromMinute, zone).next, resolveLocal(fromDate, toMinute, zone).next]
    : [startOfDay(fromDate, zone), startOfDay(addDays(toDate, 1), zone)];
}

/** Absences of an agent as slots, with the reason; employment dates included. */
export function unavailabilityOf(
  centre: Centre,
  agent: Agent,
  site: Site,
  period: Period,
): { from: number; to: number; reason: string }[] {
  const windows: { from: number; to: number; reason: string }[] = [];
  const first = slotOf(period, startOfDay(period.fromDate, site.zone));
  const last = slotOf(period, startOfDay(addDays(period.toDate, 2), site.zone));
  if (agent.from !== undefined && agent.from > period.fromDate) {
    windows.push({ from: first, to: slotOf(period, startOfDay(agent.from, site.zone)), reason: 'not-yet-employed' });
  }
  if (agent.to !== undefined && agent.to <= period.toDate) {
    windows.push({ from: slotOf(period, startOfDay(addDays(agent.to, 1), site.zone)), to: last, reason: 'left' });
  }
  for (const absence of centre.timeOff) {
    if (absence.agent !== agent.id || absence.toDate < period.fromDate || absence.fromDate > period.toDate) continue;
    const [fromMs, toMs] = absenceMs(absence, site.zone);
    windows.push({ from: Math.max(first, slotOf(period, fromMs)), to: slotOf(period, toMs), reason: absence.kind });
  }
  return windows.filter((window) => window.to > window.from).sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Times of day at which the law forbids work, on every day of the period and the evening before. */
export function forbiddenWindows(
  period: Period,
  site: Site,
  times: readonly ForbiddenTime[],
): { from: number; to: number; reason: string }[] {
  if (times.length === 0) return [];
  return Array.from({ length: period.days + 1 }, (_, d) => addDays(period.fromDate, d - 1)).flatMap((date) =>
    times
      .filter(({ fromDate = date, toDate = date }) => fromDate <= date && date <= toDate)
      .map(({ fromMinute, toMinute }) => ({
        from: slotOf(period, resolveLocal(date, fromMinute, site.zone).next),
        to: slotOf(period, resolveLocal(date, toMinute, site.zone).next),
        reason: 'law',
      }))
      .filter(({ from, to }) => to > from),
  );
}

/** Windows in which the agent can work, or undefined where nothing was said (any time). */
export function availabilityOf(
  centre: Centre,
  agent: Agent,
  site: Site,
  period: Period,
): { from: number; to: number }[] | undefined {
  const rows = centre.availability.filter((row) => row.agent === agent.id);
  if (rows.length === 0) return undefined;
  const windows: { from: number; to: number }[] = [];
  // The evening before counts too: a window over midnight reaches into the period.
  for (let d = -1; d < period.days; d++) {
    const date = addDays(period.fromDate, d);
    for (const row of rows) {
      if (!row.weekdays.includes(isoWeekday(date))) continue;
      if ((row.fromDate ?? date) > date || (row.toDate ?? date) < date) continue;
      windows.push({
        from: slotOf(period, resolveLocal(date, row.fromMinute, site.zone).next),
        to: slotOf(period, resolveLocal(date, row.toMinute, site.zone).next),
      });
    }
  }
  return mergeWindows(windows);
}

function mergeWindows(windows: readonly { from: number; to: number }[]): { from: number; to: number }[] {
  const merged: { from: number; to: number }[] = [];
  // A window within the hour that clocks skip does not exist.
  for (const window of windows.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && window.from <= last.to) last.to = Math.max(last.to, window.to);
    else merged.push({ ...window });
  }
  return merged;
}

/** Grid that credits are rounded to, so that what is left of the contract can be made of whole shifts. */
const CREDIT_STEP_MINUTES = 30;

/**
 * Paid minutes that count towards the contract without a shift, per day of the period: leave and sickness (what the
 * absence says, else the weekly hours spread over Monday to Friday, so that a week off counts as a week worked) and, in
 * the same measure, days on which the agent is not employed. What is given since Monday is rounded, not each day: five
 * days of a 36-hour contract are 36 hours.
 */
export function creditsOf(
  centre: Centre,
  agent: Agent,
  contract: Contract,
  period: Period,
): { day: number; paidMinutes: number }[] {
  const absences = centre.timeOff.filter((absence) => absence.agent === agent.id && absence.kind !== 'unpaid');
  const result: { day: number; paidMinutes: number }[] = [];
  let exact = 0;
  let given = 0;
  for (let day = 0; day < period.days; day++) {
    if (day % 7 === 0) exact = given = 0;
    const date = addDays(period.fromDate, day);
    const wholeDay = isoWeekday(date) <= 5 ? (contract.hoursPerWeek * 60) / 5 : 0;
    let minutes = (agent.from ?? date) > date || (agent.to ?? date) < date ? wholeDay : 0;
    for (const absence of absences) {
      if (date < absence.fromDate || date > absence.toDate) continue;
      const partial = absence.fromMinute !== undefined && absence.toMinute !== undefined;
      const normal = partial ? absence.toMinute - absence.fromMinute : wholeDay;
      minutes = Math.max(minutes, absence.paidMinutesPerDay ?? normal);
    }
    exact += minutes;
    const paidMinutes = Math.round(exact / CREDIT_STEP_MINUTES) * CREDIT_STEP_MINUTES - given;
    given += paidMinutes;
    if (paidMinutes > 0) result.push({ day, paidMinutes });
  }
  return result;
}

/** Activities fixed for the agent within the period, as slots. */
export function fixedActivitiesOf(
  centre: Centre,
  agent: Agent,
  site: Site,
  period: Period,
): NonNullable<ProblemAgent['fixed']> {
  const paidBy = new Map(centre.activities.map((activity) => [activity.id, activity.paid]));
  return centre.assignments
    .filter((row) => row.agent === agent.id && row.date >= period.fromDate && row.date <= period.toDate)
    .map((row) => ({
      activity: row.activity,
      from: slotOf(period, resolveLocal(row.date, row.fromMinute, site.zone).next),
      to: slotOf(period, resolveLocal(row.date, row.toMinute, site.zone).next),
      paid: paidBy.get(row.activity) ?? true,
    }))
    .sort((a, b) => a.from - b.from);
}

/** Requests of the agent as the kernel's wishes, their weights times a factor. */
export function wishesOf(
  centre: Centre,
  agent: Agent,
  period: Period,
  factor = 1,
): NonNullable<ProblemAgent['wishes']> {
  const result: NonNullable<ProblemAgent['wishes']>[number][] = [];
  for (const wish of centre.wishes) {
    if (wish.agent !== agent.id || wish.date < period.fromDate || wish.date > period.toDate) continue;
    const day = Math.round((Date.parse(wish.date) - Date.parse(period.fromDate)) / 86_400_000);
    const { want } = wish;
    const wanted =
      want.kind === 'off'
        ? { off: true as const }
        : want.kind === 'on'
          ? { on: true as const }
          : want.kind === 'shift'
            ? { kinds: want.kinds }
            : want.kind === 'not-shift'
              ? { notKinds: want.kinds }
              : { startFrom: want.fromMinute, startTo: want.toMinute };
    result.push({
      id: wish.id,
      day,
      want: wanted,
      weight: factor === 1 ? wish.weight : Math.round(wish.weight * factor),
    });
  }
  return result;
}

/** Furthest that a start may lie from the window of a shift family to be of its kind, minutes. */
const KIND_TOLERANCE = 120;

/**
 * Kind of a shift of which only the times are known, as those of a table: that of the family whose window its start lies in or next to, of
 * several the one whose length comes nearest. Rules on kinds (series of nights, late before early) then count it.
 */
export function kindOf(shift: RosterShift, { shifts, zone }: KindInput): string | undefined {
  const start = localMinute(shift.startMs, zone);
  const length = (shift.endMs - shift.startMs) / 60_000;
  const distance = ({ start: { earliest, latest } }: PlanShift): number =>
    Math.min(...[-1440, 0, 1440].map((day) => Math.max(earliest - start - day, start + day - latest, 0)));
  const offLength = ({ paid }: PlanShift): number => Math.max(paid.min - length, length - paid.max, 0);
  const [nearest] = shifts
    .filter((family) => distance(family) <= KIND_TOLERANCE)
    .sort((a, b) => distance(a) - distance(b) || offLength(a) - offLength(b));
  return nearest?.kind;
}

interface KindInput {
  /** Families of the agent's work plan. */
  readonly shifts: readonly PlanShift[];
  readonly zone: string;
}

/** What the agent worked before the period, oldest first; slots are negative. */
export function priorOf(
  centre: Centre,
  agent: Agent,
  period: Period,
  kinds: KindInput,
): NonNullable<ProblemAgent['prior']> {
  return centre.worked
    .filter((shift) => shift.agent === agent.id && shift.startMs < period.originMs)
    .sort((a, b) => a.startMs - b.startMs)
    .map((shift) => ({ shift, kind: shift.kind ?? kindOf(shift, kinds) }))
    .map(({ shift, kind }) => ({
      startSlot: slotOf(period, shift.startMs),
      endSlot: slotOf(period, shift.endMs),
      paidMinutes: shift.activities.reduce(
        (sum, part) => sum + (part.paid ? (part.endMs - part.startMs) / 60_000 : 0),
        0,
      ),
      ...(kind === undefined ? {} : { kind }),
    }));
}
