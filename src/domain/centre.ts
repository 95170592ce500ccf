import type { Rule } from '../../solver/problem.js';
import type { Agent, Assignment, AvailabilityWindow, Circumstance, TimeOff, Wish } from './agent.js';
import type { Fairness } from './fairness.js';
import type { ActivityId, ContractId, QueueId, SiteId, SkillId, WorkPlanId } from './ids.js';
import type { RosterShift } from './roster.js';
import type { Rotation } from './rotation.js';
import type { PlannedMeeting, SiteStaffing, Supervision } from './together.js';
import type { Channel, IsoWeekday, Line, SiteKind } from './words.js';

export type { Channel, IsoWeekday, Line, SiteKind } from './words.js';

/** A stretch of the wall clock on some weekdays; minutes after midnight, `toMinute` up to 1440. */
export interface OpeningWindow {
  readonly weekdays: readonly IsoWeekday[];
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** What a queue promises. At least one of the goals is set; all that are set must hold. */
export interface ServiceGoal {
  /** Share answered within `targetSeconds`, 0 to 1. */
  readonly serviceLevel?: number;
  readonly targetSeconds?: number;
  readonly maxAsaSeconds?: number;
  /** Share of contacts that hang up, 0 to 1. */
  readonly maxAbandon?: number;
  /** Share of logged-in time spent on contacts, 0 to 1. */
  readonly maxOccupancy?: number;
}

/** Queue to borrow from, and the contacts a week that are expected where there is no history to tell. */
export interface QueueDonor {
  readonly queue: QueueId;
  readonly weeklyContacts?: number;
}

/** Spread of patience; log-normal around the queue's mean patience. */
export type PatienceLaw =
  | { readonly law: 'exponential' }
  | { readonly law: 'log-normal'; readonly variation: number }
  | { readonly law: 'empirical'; readonly seconds: readonly number[] };

export interface Queue {
  readonly id: QueueId;
  readonly name: string;
  readonly channel: Channel;
  readonly line: Line;
  /** Skills an agent must all have. Languages are skills too. */
  readonly skills: readonly SkillId[];
  /** Zone of the customers. */
  readonly zone: string;
  readonly country: string;
  readonly region?: string;
  readonly openingHours: readonly OpeningWindow[];
  /** Closed on public holidays of its country. */
  readonly closedOnHolidays: boolean;
  readonly goal: ServiceGoal;
  /** AHT where the history gives none. */
  readonly ahtSeconds: number;
  /** Mean patience; absent = nobody hangs up is assumed (Erlang C). */
  readonly patienceSeconds?: number;
  /** How patience is spread in simulations; absent = exponential. */
  readonly patience?: PatienceLaw;
  /** Share of those who gave up that try again, after an exponential delay, in simulations. */
  readonly redial?: { readonly share: number; readonly meanDelaySeconds: number };
  /** Contacts that wait when the queue closes, in simulations: still served (default) or sent away. */
  readonly atClosing?: 'serve' | 'drop';
  /** Chats one agent handles at once, ≥ 1. */
  readonly concurrency: number;
  /** Handle-time factor per further parallel chat, ≥ 0: with k chats each takes (1 + slowdown·(k − 1)) times as long. */
  readonly slowdown: number;
  /** Deferrable work: opening minutes within which a contact must be handled. Absent = real time. */
  readonly deadlineMinutes?: number;
  /** Share of handled contacts handed on to another queue. */
  readonly escalation?: { readonly to: QueueId; readonly share: number };
  /** Whether the queue's own history holds all its contacts or only those that come directly (escalations on top). */
  readonly historyHolds: 'all' | 'direct';
  /** A queue that is like it, from which a young or sparse queue borrows weekdays, seasons and the shape of the day. */
  readonly donor?: QueueDonor;
  /** Agents that must be there whenever it is open. */
  readonly minimumAgents: number;
  /** Relative importance of being short, > 0; 1 = normal. */
  readonly weight: number;
}

export interface Site {
  readonly id: SiteId;
  readonly name: string;
  readonly kind: SiteKind;
  readonly zone: string;
  readonly country: string;
  readonly region?: string;
  /** Id of the labour rule set that holds there. */
  readonly law: string;
  /** Desks per area; null = no limit. */
  readonly areas: readonly { readonly id: string; readonly desks: number | null }[];
  /** Least number of people there, hour by hour. */
  readonly staffing?: readonly SiteStaffing[];
}

export type ActivityKind =
  | 'login'
  | 'work'
  | 'break'
  | 'meal'
  | 'training'
  | 'meeting'
  | 'coaching'
  | 'leave'
  | 'sick'
  | 'other'
  | 'on-call'
  | 'call-out';

export interface Activity {
  readonly id: ActivityId;
  readonly name: string;
  readonly kind: ActivityKind;
  readonly paid: boolean;
  readonly countsAsWork: boolean;
  readonly countsAsShrinkage: boolean;
}

/** What an agent may handle: a channel, line, product or language. */
export interface Skill {
  readonly id: SkillId;
  readonly name: string;
  readonly kind?: 'channel' | 'line' | 'product' | 'language';
}

/** Days and hours a person is employed for. */
export interface Contract {
  readonly id: ContractId;
  readonly name: string;
  /** Paid hours a week agreed, e.g. 32. */
  readonly hoursPerWeek: number;
  /** Hours a week that count as full time for the pay scale, e.g. 40. */
  readonly fullTimeHours: number;
  /** Paid minutes a week may lie this much under or over the agreed hours. */
  readonly underMinutes: number;
  readonly overMinutes: number;
  readonly permanent: boolean;
  readonly onCall: boolean;
  readonly daysPerWeek: { readonly min: number; readonly max: number };
}

/** A break inside the shifts of a work plan, minutes. */
export interface PlanBreak {
  readonly activity: ActivityId;
  readonly minutes: number;
  readonly earliestAfterStart: number;
  readonly latestAfterStart?: number;
  readonly endBeforeShiftEnd?: number;
  readonly stepMinutes?: number;
  readonly ifWorkOver?: number;
}

/** A family of shifts: start window and step, paid length, breaks; minutes, wall clock of the site. */
export interface PlanShift {
  readonly id: string;
  /** `early`, `late`, `night`, `day` …: what succession and count rules speak of. */
  readonly kind: string;
  readonly weekdays: readonly IsoWeekday[];
  readonly start: { readonly earliest: number; readonly latest: number; readonly step: number };
  readonly endLatest?: number;
  readonly paid: { readonly min: number; readonly max: number; readonly step: number };
  readonly breaks: readonly PlanBreak[];
  /** Paid log-in at the start, minutes; 0 = none. */
  readonly loginMinutes: number;
  /** Longest stretch without a break. */
  readonly maxStretchMinutes?: number;
}

/** A rule that a contract, plan or law puts on people; the kernel's own vocabulary (see solver/problem.ts). */
export type RosterRule = Rule;

/** Which shifts an agent may be given, and rules beside those of law and contract. */
export interface WorkPlan {
  readonly id: WorkPlanId;
  readonly name: string;
  readonly shifts: readonly PlanShift[];
  readonly rules: readonly RosterRule[];
  /** Id of the rotation of its people, where they have none of their own. */
  readonly rotation?: string;
}

/**
 * Paid time not on contacts by reason, in basis points (100 = 1 %). `inRoster`: the roster shows it as activities or
 * absences of named people (breaks, leave, training), so it raises the *scheduled* head count of the requirement but not
 * what the roster has to cover; else (sickness, lateness) the roster covers for it.
 */
export interface Shrinkage {
  readonly reason: string;
  readonly basisPoints: number;
  readonly planned: boolean;
  readonly inRoster: boolean;
}

/** A special day, campaign, outage or changed opening hours of a queue. Local dates of the queue's zone, inclusive. */
export interface CentreEvent {
  readonly id: string;
  readonly kind: 'special-day' | 'campaign' | 'outage' | 'closed' | 'opening-hours';
  /** Absent = every queue. */
  readonly queue?: QueueId;
  readonly fromDate: string;
  readonly toDate: string;
  /** Known volume factor, e.g. 1.3; absent = learn it (or ignore the days, for an outage). */
  readonly factor?: number;
  readonly fromMinute?: number;
  readonly toMinute?: number;
  readonly note: string;
}

/** A planner's change on top of the computed forecast; the computed one stays, so recomputing keeps the list. */
export interface ForecastAdjustment {
  readonly id: string;
  /** Absent = every queue. */
  readonly queue?: QueueId;
  /** `percent` 10 = ten per cent more; `min` and `max` only act where the forecast lies beyond. */
  readonly kind: 'set' | 'add' | 'percent' | 'min' | 'max';
  readonly value: number;
  /** Each interval, or the total of each local day (the shape of the day is kept). */
  readonly scope: 'interval' | 'day';
  /** Instants, half-open. A day total covers the intervals of the day inside the range. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly author: string;
  readonly reason: string;
  readonly on: boolean;
}

/** A whole contact centre, checked: every id that is referred to exists. */
export interface Centre {
  readonly name: string;
  readonly zone: string;
  readonly country: string;
  readonly region?: string;
  readonly currency: string;
  readonly intervalMinutes: number;
  readonly slotMinutes: number;
  readonly noticeDays: number;
  /** Share of shifts that log in late, and the mean of the exponential delay, in simulations; absent = none. */
  readonly lateLogIn?: { readonly share: number; readonly meanSeconds: number };
  readonly sites: readonly Site[];
  readonly skills: readonly Skill[];
  readonly queues: readonly Queue[];
  readonly activities: readonly Activity[];
  readonly contracts: readonly Contract[];
  readonly workPlans: readonly WorkPlan[];
  /** Families of shifts that no work plan uses yet. */
  readonly spareShifts?: readonly PlanShift[];
  /** Patterns over weeks. */
  readonly rotations?: readonly Rotation[];
  /** What is shared out fairly over months. */
  readonly fairness?: readonly Fairness[];
  readonly shrinkage: readonly Shrinkage[];
  readonly agents: readonly Agent[];
  readonly timeOff: readonly TimeOff[];
  /** What labour law asks to know about people; absent = nothing. */
  readonly circumstances?: readonly Circumstance[];
  readonly availability: readonly AvailabilityWindow[];
  readonly wishes: readonly Wish[];
  readonly assignments: readonly Assignment[];
  /** Meetings, training and coaching that the roster places. */
  readonly meetings?: readonly PlannedMeeting[];
  readonly supervision?: readonly Supervision[];
  readonly events: readonly CentreEvent[];
  /** Changes on top of computed forecasts, in the order in which they act. */
  readonly adjustments?: readonly ForecastAdjustment[];
  /** Ids of corrections to the history that are not to be made. */
  readonly correctionsOff?: readonly string[];
  /** What was worked before the period. */
  readonly worked: readonly RosterShift[];
  /** Dated pay and law data that replace or add to the shipped ones (checked by src/cost and src/labour). */
  readonly pay?: unknown;
  readonly law?: unknown;
}
