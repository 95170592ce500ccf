import type { Agent } from './agent.js';
import type { ActivityId, SiteId } from './ids.js';
import type { IsoWeekday } from './words.js';

/**
 * A meeting, training or coaching whose time the roster chooses, within dates, weekdays and hours (wall clock of the centre's
 * zone). People are named by agent id, team or role.
 */
export interface PlannedMeeting {
  readonly id: string;
  readonly activity: ActivityId;
  readonly minutes: number;
  readonly participants: readonly string[];
  /** One of these leads it: a coach, a trainer. Absent = nobody need to. */
  readonly leaders?: readonly string[];
  readonly weekdays: readonly IsoWeekday[];
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly fromDate: string;
  readonly toDate: string;
  /** One for each participant alone, instead of one for all together. */
  readonly each: boolean;
  /** One in every week of the dates, instead of one in all. */
  readonly weekly: boolean;
  /** Cost of each participant missing, minor currency units; absent = it must be held. */
  readonly weight?: number;
}

/** Least number of people at a site in some hours of some weekdays, wall clock of the site. */
export interface SiteStaffing {
  readonly weekdays: readonly IsoWeekday[];
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly least: number;
  /** Only people of one of these roles or teams count; absent = everyone. */
  readonly roles?: readonly string[];
  /** Cost of a minute and person missing, minor currency units; absent = hard. */
  readonly weight?: number;
}

/** People in training work only where and when somebody who coaches does. Roles or teams. */
export interface Supervision {
  readonly id: string;
  readonly trainees: readonly string[];
  readonly coaches: readonly string[];
  /** Trainees that one coach is enough for. */
  readonly perCoach: number;
  /** Only at these sites; absent = at each. */
  readonly sites?: readonly SiteId[];
  /** Cost of a minute of a trainee without a coach, minor currency units; absent = hard. */
  readonly weight?: number;
}

/** Ids of the agents that names of agents, teams and roles stand for, in the order of the agents. */
export const peopleOf = (agents: readonly Agent[], names: readonly string[]): string[] =>
  agents
    .filter(({ id, team, roles = [] }) => names.some((name) => name === id || name === team || roles.includes(name)))
    .map(({ id }) => id);
