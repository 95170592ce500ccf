import type { ActivityId, AgentId, ContractId, SiteId, SkillId, WorkPlanId } from './ids.js';
import type { IsoWeekday } from './words.js';

export interface AgentSkill {
  readonly skill: SkillId;
  /** Relative speed, > 0; 1 = as fast as the AHT says, 0.8 = takes 1.25 times as long. */
  readonly proficiency: number;
}

/** A person. Local dates, YYYY-MM-DD. */
export interface Agent {
  readonly id: AgentId;
  readonly name: string;
  /** Home base: `home`, `office` or `offshore` site. */
  readonly site: SiteId;
  readonly contract: ContractId;
  readonly workPlan: WorkPlanId;
  readonly skills: readonly AgentSkill[];
  /** Employed from and to, inclusive; absent = always. */
  readonly from?: string;
  readonly to?: string;
  readonly birthDate?: string;
  /** Pay scale or step, looked up in the pay data. */
  readonly payScale: string;
  /** Days a week that may be worked from home (needs a site of kind `home` in the same country). */
  readonly homeDays: number;
  readonly team?: string;
  /** What the person is beside their skills, e.g. `coach`, `trainee`; meetings and supervision speak of it. */
  readonly roles?: readonly string[];
  /** Id of a rotation of their own; absent = that of the work plan. */
  readonly rotation?: string;
  /** A date of the week in which they stand, or stood, in the first week of the rotation. */
  readonly rotationFrom?: string;
}

/** Leave, sickness or other absence, from the first moment of `fromDate` to the end of `toDate` unless minutes are given. */
export interface TimeOff {
  readonly agent: AgentId;
  readonly kind: 'leave' | 'sick' | 'unpaid' | 'other';
  readonly fromDate: string;
  readonly toDate: string;
  /** Wall-clock part of a single day. */
  readonly fromMinute?: number;
  readonly toMinute?: number;
  /** Paid hours it counts for per day; absent = contract hours / days. */
  readonly paidMinutesPerDay?: number;
}

/** When an agent can work: weekday windows (dates optional bounds), wall clock of the site. No window = always. */
export interface AvailabilityWindow {
  readonly agent: AgentId;
  readonly weekdays: readonly IsoWeekday[];
  readonly fromMinute: number;
  /** Up to 2880: over 1440 = until the next day. */
  readonly toMinute: number;
  readonly fromDate?: string;
  readonly toDate?: string;
}

/** A request with a weight (cost of not granting it, minor currency units). */
export interface Wish {
  readonly id: string;
  readonly agent: AgentId;
  readonly date: string;
  readonly want:
    | { readonly kind: 'off' }
    | { readonly kind: 'on' }
    | { readonly kind: 'shift'; readonly kinds: readonly string[] }
    | { readonly kind: 'not-shift'; readonly kinds: readonly string[] }
    | { readonly kind: 'start'; readonly fromMinute: number; readonly toMinute: number };
  readonly weight: number;
}

/** An activity fixed in advance for one agent: training, meeting, coaching. Wall clock of the agent's site. */
export interface Assignment {
  readonly agent: AgentId;
  readonly activity: ActivityId;
  readonly date: string;
  readonly fromMinute: number;
  readonly toMinute: number;
}

/**
 * What labour law asks to know about a person beside age, with the record that shows it. Local dates, inclusive.
 *
 * `pregnant`: from the day on which it was told until the birth (`toDate`, expected until known); what follows the birth (no work for six
 * weeks, protection for six months) is counted from it. `breast-feeding`: from the birth, for nine months unless it ends before. `no-nights`:
 * no night duties on medical grounds. `rest-day`: the weekly day of rest is not Sunday. `school`: hours at school of a minor, which
 * count as working time.
 */
export interface Circumstance {
  readonly agent: AgentId;
  readonly kind: 'pregnant' | 'breast-feeding' | 'no-nights' | 'rest-day' | 'school';
  readonly fromDate?: string;
  readonly toDate?: string;
  /** Day of rest, or days of school. */
  readonly weekdays?: readonly IsoWeekday[];
  /** Hours of school, wall clock of the site. */
  readonly fromMinute?: number;
  readonly toMinute?: number;
  /** Where it is recorded: a letter, a file number. */
  readonly record?: string;
}
