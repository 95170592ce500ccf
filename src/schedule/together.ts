import type { Meeting, ProblemAgent, TeamRule } from '../../solver/problem.js';
import type { Agent } from '../domain/agent.js';
import type { Centre } from '../domain/centre.js';
import { type PlannedMeeting, peopleOf } from '../domain/together.js';
import { addDays, isoWeekday, resolveLocal } from '../time/zone.js';
import { type Period, slotOf } from './period.js';

/** Roles and team of an agent that some rule of the centre speaks of. */
export function groupsOf(centre: Centre, agent: Agent): string[] {
  const named = new Set([
    ...(centre.supervision ?? []).flatMap(({ trainees, coaches }) => [...trainees, ...coaches]),
    ...centre.sites.flatMap(({ staffing = [] }) => staffing.flatMap(({ roles = [] }) => roles)),
  ]);
  return [...(agent.roles ?? []), ...(agent.team === undefined ? [] : [agent.team])].filter((one) => named.has(one));
}

interface Hours {
  readonly weekdays: readonly number[];
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** Hours on the days of a period, inside its horizon; `from` and `to` are dates, inclusive. */
function windowsOf(
  period: Period,
  zone: string,
  hours: Hours,
  from: string,
  to: string,
): { from: number; to: number }[] {
  const windows: { from: number; to: number }[] = [];
  for (let d = -1; d <= period.days; d++) {
    const date = addDays(period.fromDate, d);
    if (date < from || date > to || !hours.weekdays.includes(isoWeekday(date))) continue;
    const slot = (minute: number): number =>
      Math.min(period.slots, Math.max(0, slotOf(period, resolveLocal(date, minute, zone).next)));
    const window = { from: slot(hours.fromMinute), to: slot(hours.toMinute) };
    if (window.to > window.from) windows.push(window);
  }
  return windows;
}

/** Least staffing of sites and supervision as the kernel's team rules. */
export function teamRulesOf(centre: Centre, period: Period): TeamRule[] {
  const hardness = (weight: number | undefined): { hard: boolean; weight?: number } =>
    weight === undefined ? { hard: true } : { hard: false, weight };
  const staffing = centre.sites.flatMap((site) =>
    (site.staffing ?? []).flatMap((row, i): TeamRule[] => {
      const windows = windowsOf(period, site.zone, row, '0000-01-01', '9999-12-31');
      if (windows.length === 0) return [];
      return [
        {
          id: `site/${site.id}/${i + 1}`,
          ...hardness(row.weight),
          rule: 'site-minimum',
          sites: [site.id],
          windows,
          least: row.least,
          ...(row.roles === undefined ? {} : { groups: row.roles }),
        },
      ];
    }),
  );
  const supervision = (centre.supervision ?? []).map(
    ({ id, trainees, coaches, perCoach, sites, weight }): TeamRule => ({
      id: `supervision/${id}`,
      ...hardness(weight),
      rule: 'supervision',
      ...(sites === undefined ? {} : { sites }),
      trainees,
      coaches,
      perCoach,
    }),
  );
  return [...staffing, ...supervision];
}

/** A holding of a meeting of the centre in a period, with who is there for it. */
export interface Holding {
  readonly planned: PlannedMeeting;
  /** Id of the meeting, with the Monday of its week where it is held in each. */
  readonly id: string;
  /** Hours long enough for it. */
  readonly windows: readonly { readonly from: number; readonly to: number }[];
  /** Who takes part: not who may lead, nor who is away in all of its hours. */
  readonly participants: readonly string[];
  /** Who may lead it, away or not; absent = nobody need to. */
  readonly leaders?: readonly string[];
  /** Whether there is somebody to lead it who is not away in all of its hours, or nobody need to. */
  readonly hasLeader: boolean;
}

/**
 * Meetings to be held in a period: those whose last day lies in it, a weekly one in each of its weeks.
 * @param agents people of the problem
 */
export function holdingsOf(centre: Centre, period: Period, agents: readonly ProblemAgent[]): Holding[] {
  const byId = new Map(agents.map((agent) => [agent.id, agent]));
  return (centre.meetings ?? []).flatMap((planned) =>
    spansOf(planned, period).map(({ from, to, suffix }): Holding => {
      const windows = windowsOf(period, centre.zone, planned, from, to).filter(
        (window) => (window.to - window.from) * centre.slotMinutes >= planned.minutes,
      );
      const isAway = (id: string): boolean =>
        windows.every((window) =>
          (byId.get(id)!.unavailable ?? []).some((away) => away.from <= window.from && window.to <= away.to),
        );
      const leaders = planned.leaders && peopleOf(centre.agents, planned.leaders).filter((id) => byId.has(id));
      const participants = peopleOf(centre.agents, planned.participants).filter(
        (id) => byId.has(id) && leaders?.includes(id) !== true && !isAway(id),
      );
      return {
        planned,
        id: `${planned.id}${suffix}`,
        windows,
        participants,
        ...(leaders === undefined ? {} : { leaders }),
        hasLeader: leaders === undefined || leaders.some((id) => !isAway(id)),
      };
    }),
  );
}

/**
 * The meetings of a period as the kernel's: those that have hours, participants and somebody known to lead them. The others are named by
 * `meetingConflicts`.
 * @param agents people of the problem
 */
export function meetingsOf(centre: Centre, period: Period, agents: readonly ProblemAgent[]): Meeting[] {
  return holdingsOf(centre, period, agents).flatMap(({ planned, id, windows, participants, leaders }) => {
    if (windows.length === 0 || participants.length === 0 || leaders?.length === 0) return [];
    return (planned.each ? participants.map((one) => [one]) : [participants]).map(
      (people): Meeting => ({
        id: `${id}${planned.each ? `/${people[0]}` : ''}`,
        activity: planned.activity,
        minutes: planned.minutes,
        participants: [...people],
        ...(leaders === undefined ? {} : { leaders: [...leaders] }),
        windows: [...windows],
        ...(planned.weight === undefined ? { hard: true } : { hard: false, weight: planned.weight }),
      }),
    );
  });
}

/** Dates between which each holding of a meeting lies in the period. */
function spansOf(planned: PlannedMeeting, period: Period): { from: string; to: string; suffix: string }[] {
  const { fromDate, toDate, weekly } = planned;
  if (!weekly) {
    return toDate >= period.fromDate && toDate <= period.toDate ? [{ from: fromDate, to: toDate, suffix: '' }] : [];
  }
  return Array.from({ length: Math.ceil(period.days / 7) }, (_, week) => {
    const monday = addDays(period.fromDate, week * 7);
    const sunday = addDays(monday, 6);
    return { from: monday < fromDate ? fromDate : monday, to: sunday > toDate ? toDate : sunday, suffix: `/${monday}` };
  }).filter(({ from, to }) => from <= to);
}
