import Type from 'typebox';
import { RuleSchema, TeamRuleSchema } from './problem-rules.js';

export { RuleSchema, TeamRuleSchema } from './problem-rules.js';

/**
 * The whole input of the roster engine, as a plain JSON-able value (`PROBLEM.json`). It names nothing that it does not
 * carry and knows no time zone: positions in time are *slots* counted from `origin` (slot 0), durations are minutes that
 * are multiples of `slotMinutes`, wall-clock times are minutes after local midnight, mapped to slots by the calendars.
 *
 * The schema is the single source: types are derived from it, `rooster schema problem` prints it.
 *
 * Time. The *period* of an agent is its whole calendar, from the start of its first day to the end of its last; every day
 * listed is a day of the period. A shift may run past the horizon: all of it is paid, rests and holds its desk; only what
 * lies inside the horizon covers demand and carries slot prices. In a cyclic horizon the slots and the days form a ring:
 * a shift past the end covers, is priced and sits at the beginning again; the day after the last day is the first.
 *
 * Wall clock to slot. Minute `m` of a day lies `m` minutes after its `startSlot`, or, where the day has a clock change and
 * `m ≥ fromMinute`, max(fromMinute, m + addMinutes) minutes: a time in the hour that is skipped stands for the instant of
 * the change, a time in the hour that occurs twice for its first occurrence. Minutes from 1440 on are minutes of the next
 * day (with its own clock change, if the calendar lists it). The other way round, the wall clock `e` minutes after the
 * start of the day shows `e`, or `e − addMinutes` from `fromMinute` on.
 *
 * Prior work counts for rest, runs of days and successions only, not for sums per week or period. The days before the
 * period are counted as 24 hours each, backwards from its start. Where `prior` is absent or empty, the past is unknown.
 */

const minutes = (description: string) => Type.Number({ minimum: 0, description });
const Slot = Type.Integer({ description: 'slot counted from the origin; negative = before it' });
const Id = Type.String({ minLength: 1 });
/** ISO weekday, 1 = Monday … 7 = Sunday. */
const Weekday = Type.Integer({ minimum: 1, maximum: 7 });

/** A local day of a calendar. Shifts belong to the local day on which they start. */
export const CalendarDaySchema = Type.Object({
  date: Type.String({ description: 'local date, YYYY-MM-DD' }),
  weekday: Weekday,
  /** Index of the rule week (0-based) that the day belongs to. */
  week: Type.Integer({ minimum: 0 }),
  /** Slot of local midnight; may lie before slot 0 or after the last slot. */
  startSlot: Slot,
  endSlot: Slot,
  /** Offset of local time from UTC at the start of the day, minutes. */
  utcOffsetMinutes: Type.Integer(),
  /**
   * A clock change within the day, `fromMinute` minutes after its start (180 where clocks go back from 3:00 to 2:00, 120
   * where they go forward from 2:00 to 3:00): wall-clock minutes ≥ `fromMinute` come `addMinutes` later (+60 in autumn) or
   * earlier (−60 in spring).
   */
  clockChange: Type.Optional(Type.Object({ fromMinute: minutes('wall clock'), addMinutes: Type.Integer() })),
  /** Public holiday or otherwise special, for premiums and wishes. */
  holiday: Type.Optional(Type.Boolean()),
});

export const CalendarSchema = Type.Object({
  id: Id,
  /** IANA zone, for reading only; the kernel uses the slots. */
  zone: Type.Optional(Type.String()),
  days: Type.Array(CalendarDaySchema),
});

/**
 * Convex piecewise-linear cost: the first `width` units cost `cost` each, the next step's units the next cost, and so on.
 * `cost` must not fall from step to step; the last step has no width. Unit: cost per agent and interval.
 */
export const CostCurveSchema = Type.Array(
  Type.Object({ width: Type.Optional(Type.Number({ exclusiveMinimum: 0 })), cost: Type.Number({ minimum: 0 }) }),
  { minItems: 1 },
);

/**
 * Work with a deadline: may be done in any interval from `release` (inclusive) to `deadline` (exclusive). What is undone at
 * the deadline counts as `under` of interval `deadline − 1`, the last one in which it could be done. In a cyclic horizon
 * the deadline may pass the last interval (intervals modulo their number), by less than a full round.
 */
export const WorkItemSchema = Type.Object({
  release: Type.Integer({ minimum: 0 }),
  deadline: Type.Integer({ minimum: 1 }),
  /** Effort in agent-intervals (agents × intervals). */
  agentIntervals: Type.Number({ minimum: 0 }),
});

export const ProblemQueueSchema = Type.Object({
  id: Id,
  demand: Type.Union([
    Type.Object({
      kind: Type.Literal('agents'),
      /** Agents wanted in each interval; fractions allowed. Length = slots × slotMinutes / interval. */
      perInterval: Type.Array(Type.Number({ minimum: 0 })),
    }),
    Type.Object({
      kind: Type.Literal('work'),
      items: Type.Array(WorkItemSchema),
      /** 1 where the queue may be worked on in the interval, 0 where it is closed (all capacity given then is over); absent = always. */
      open: Type.Optional(Type.Array(Type.Integer({ minimum: 0, maximum: 1 }))),
    }),
  ]),
  /** Curves that `underOf` and `overOf` index. */
  curves: Type.Array(CostCurveSchema, { minItems: 1 }),
  /** Curve for agents short (or work undone at its deadline) per interval: one index for all or one per interval. */
  underOf: Type.Union([Type.Integer({ minimum: 0 }), Type.Array(Type.Integer({ minimum: 0 }))]),
  /** Curve for agents over per interval; absent = a surplus costs nothing. */
  overOf: Type.Optional(Type.Union([Type.Integer({ minimum: 0 }), Type.Array(Type.Integer({ minimum: 0 }))])),
  /**
   * Effective agents that must be there in each interval (hard; reported as `minimum-staffing`, one breach per interval
   * with the agents missing). The allocation of capacity serves minimums first, then cost.
   */
  minimum: Type.Optional(Type.Array(Type.Number({ minimum: 0 }))),
});

export const ProblemSiteSchema = Type.Object({
  id: Id,
  areas: Type.Array(
    Type.Object({
      id: Id,
      /** Desks; null = no limit (working from home). A desk is held for the whole shift, breaks and time outside the horizon included. */
      seats: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
    }),
    { minItems: 1 },
  ),
});

/**
 * A break, meal, pause or other activity inside every shift of a template. Every break that applies is held exactly once,
 * whole, and overlaps neither another break, the log-in nor a fixed activity.
 */
export const BreakSchema = Type.Object({
  activity: Id,
  paid: Type.Boolean(),
  minutes: minutes('length'),
  /** Earliest and latest start after the start of the shift. */
  earliestAfterStart: minutes('after the start of the shift'),
  latestAfterStart: Type.Optional(minutes('after the start of the shift')),
  /** The break must end at least this long before the shift does. */
  endBeforeShiftEnd: Type.Optional(minutes('before the end of the shift')),
  /** Grid of possible starts, counted from the start of the shift. Default: the slot. */
  stepMinutes: Type.Optional(minutes('grid of starts')),
  /** Only in shifts whose working time (span less unpaid breaks, that is the paid length) exceeds this. */
  ifWorkOver: Type.Optional(minutes('working time')),
});

export const ShiftTemplateSchema = Type.Object({
  id: Id,
  /** Label that succession and count rules speak of, for example `early`, `late`, `night`. Default: the id. */
  kind: Type.Optional(Type.String()),
  /** Weekdays on which it may start; absent = all. */
  weekdays: Type.Optional(Type.Array(Weekday)),
  /** Start window on the wall clock of the agent's calendar, minutes after midnight: earliest, earliest + step … ≤ latest < 1440. */
  start: Type.Object({ earliest: minutes('wall clock'), latest: minutes('wall clock'), step: minutes('grid') }),
  /** Window of the end, minutes after midnight of the starting day (over 1440 = next day). */
  end: Type.Optional(Type.Object({ earliest: Type.Optional(minutes('')), latest: Type.Optional(minutes('')) })),
  /**
   * Paid length: min, min + step … ≤ max. Span = paid length + unpaid breaks that apply. Unpaid fixed activities lie inside
   * the span and do not lengthen it: the minutes paid are then fewer than the paid length.
   */
  paid: Type.Object({ min: minutes('paid'), max: minutes('paid'), step: minutes('grid') }),
  breaks: Type.Array(BreakSchema),
  /** Paid activity at the start of the shift, before contacts (log-in); always the first activity. */
  login: Type.Optional(Type.Object({ activity: Id, minutes: minutes('length') })),
  /**
   * Least and longest stretch of time without a break: from the start to the first break, between breaks, from the last
   * break to the end, or the whole shift where there is none. Paid and unpaid breaks split; log-in and fixed activities count as time.
   */
  stretch: Type.Optional(Type.Object({ min: Type.Optional(minutes('')), max: Type.Optional(minutes('')) })),
});

const Window = Type.Object({ from: Slot, to: Slot });

export const ProblemAgentSchema = Type.Object({
  id: Id,
  /** Number of people exactly like this one; they are called `id#1 … id#count`, or just `id` where it is absent or 1. */
  count: Type.Optional(Type.Integer({ minimum: 1 })),
  calendar: Id,
  /** Queues the agent can take; `speed` 1 = as fast as the demand assumes, 0.8 = four fifths of an agent. */
  skills: Type.Array(Type.Object({ queue: Id, speed: Type.Number({ exclusiveMinimum: 0 }) })),
  /** Where the agent may work; every shift picks one. `costPerShift`: desk, travel or home allowance of that choice. */
  places: Type.Array(Type.Object({ site: Id, area: Id, costPerShift: Type.Number({ minimum: 0 }) }), { minItems: 1 }),
  /** Groups the agent belongs to (a team, trainees, coaches), which team rules speak of. */
  groups: Type.Optional(Type.Array(Id)),
  /** Shift templates by id. */
  shifts: Type.Array(Id),
  /** Rule sets by id, all of which apply (law, contract, work plan). */
  rules: Type.Array(Id),
  /** Work only inside these windows; absent = any time. A shift must lie wholly inside one. */
  available: Type.Optional(Type.Array(Window)),
  /** Never work in these windows (leave, sickness, unavailability). */
  unavailable: Type.Optional(Type.Array(Type.Object({ from: Slot, to: Slot, reason: Type.String() }))),
  /** Paid minutes that count towards paid-minutes rules without a shift (leave), per calendar day index. */
  credits: Type.Optional(Type.Array(Type.Object({ day: Type.Integer({ minimum: 0 }), paidMinutes: minutes('') }))),
  /** Shifts worked before the period, oldest first, for rest and runs. */
  prior: Type.Optional(
    Type.Array(
      Type.Object({ startSlot: Slot, endSlot: Slot, paidMinutes: minutes(''), kind: Type.Optional(Type.String()) }),
    ),
  ),
  /** Activities already fixed (training, meetings): they lie inside a shift and are not on queue. */
  fixed: Type.Optional(Type.Array(Type.Object({ activity: Id, from: Slot, to: Slot, paid: Type.Boolean() }))),
  /** Decisions already taken: the shift of a day, or a day off. */
  pins: Type.Optional(
    Type.Array(
      Type.Union([
        Type.Object({ day: Type.Integer({ minimum: 0 }), off: Type.Literal(true) }),
        Type.Object({
          day: Type.Integer({ minimum: 0 }),
          template: Id,
          startSlot: Type.Optional(Slot),
          endSlot: Type.Optional(Slot),
          site: Type.Optional(Id),
        }),
      ]),
    ),
  ),
  /**
   * Requests; `weight` is the cost of not granting one. `on`: a shift that day; `off`: none; `kinds`: a shift of one of these;
   * `notKinds`: no shift of these (a day off grants it); `startFrom`/`startTo`: a shift that day, if any, starts on the wall
   * clock within the two, both inclusive.
   */
  wishes: Type.Optional(
    Type.Array(
      Type.Object({
        id: Type.Optional(Type.String()),
        day: Type.Integer({ minimum: 0 }),
        want: Type.Union([
          Type.Object({ off: Type.Literal(true) }),
          Type.Object({ on: Type.Literal(true) }),
          Type.Object({ kinds: Type.Array(Type.String()) }),
          Type.Object({ notKinds: Type.Array(Type.String()) }),
          Type.Object({ startFrom: minutes('wall clock'), startTo: minutes('wall clock') }),
        ]),
        weight: Type.Number({ minimum: 0 }),
      }),
    ),
  ),
  /** Cost of a paid slot that a decision can change (hourly pay; 0 where the contract is paid anyhow). */
  costPerPaidSlot: Type.Number({ minimum: 0 }),
  /** Premium per paid slot on top, by id of a price list of the problem (one price per slot of the horizon; none outside it). */
  slotPrices: Type.Optional(Id),
  /** Cost of every shift, whatever its length. */
  costPerShift: Type.Optional(Type.Number({ minimum: 0 })),
  /**
   * What earlier periods count towards a rule of the agent that sums per period, or counts weekends: late shifts, weekends,
   * days at home so far, for fairness over a longer time. Not in a horizon that repeats.
   */
  carried: Type.Optional(Type.Array(Type.Object({ rule: Id, amount: Type.Integer({ minimum: 0 }) }))),
});

/**
 * Demand by shift instead of by queue: how many of a kind of shift on a day (staff-rostering benchmarks). Counts the shifts
 * of agents of that calendar on that day, whatever their skills; the curves' unit is a shift. With a list of days it is the
 * sum over them (all Mondays of a cycle that one person goes through and that several people run through at once).
 */
export const ShiftCoverSchema = Type.Object({
  calendar: Id,
  day: Type.Union([Type.Integer({ minimum: 0 }), Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1 })]),
  kinds: Type.Array(Type.String(), { minItems: 1 }),
  wanted: Type.Number({ minimum: 0 }),
  under: CostCurveSchema,
  over: Type.Optional(CostCurveSchema),
});

/**
 * A meeting, training or coaching whose time the roster chooses: one stretch on the grid, wholly inside one of the windows, in
 * which those who take part are at work, after log-in, and neither on contacts nor at a break. Always paid. It is held by as
 * many participants as can; with `leaders` (coaches, trainers) one of them, who is no participant, leads it, and without one
 * it is not held. Unit of breach: participants missing.
 */
export const MeetingSchema = Type.Object({
  id: Id,
  /** What the roster calls it. */
  activity: Id,
  minutes: minutes('length'),
  /** People by name (`id`, or `id#k` of a kind). */
  participants: Type.Array(Id, { minItems: 1 }),
  leaders: Type.Optional(Type.Array(Id, { minItems: 1 })),
  windows: Type.Array(Window, { minItems: 1 }),
  /** Grid of possible starts, counted from the start of each window. Default: the slot. */
  stepMinutes: Type.Optional(minutes('grid of starts')),
  hard: Type.Boolean(),
  /** Cost of each participant missing; needed where not hard. */
  weight: Type.Optional(Type.Number({ minimum: 0 })),
});

export const RosterProblemSchema = Type.Object(
  {
    format: Type.Literal('rooster-problem/1'),
    name: Type.String(),
    /** ISO 8601 instant of slot 0. */
    origin: Type.String(),
    slotMinutes: Type.Integer({ minimum: 1, maximum: 60 }),
    /** Slots of the horizon; demand exists only inside it. */
    slots: Type.Integer({ minimum: 1 }),
    /** Slots per demand interval; divides `slots`. */
    intervalSlots: Type.Integer({ minimum: 1 }),
    /** True: slot `slots` is slot 0 again (a week that repeats); prior work is then not given. */
    cyclic: Type.Boolean(),
    /** Currency of all costs, for reading only; minor units (cents), fractions allowed. */
    currency: Type.Optional(Type.String()),
    calendars: Type.Array(CalendarSchema, { minItems: 1 }),
    queues: Type.Array(ProblemQueueSchema),
    shiftCover: Type.Optional(Type.Array(ShiftCoverSchema)),
    sites: Type.Array(ProblemSiteSchema, { minItems: 1 }),
    shiftTemplates: Type.Array(ShiftTemplateSchema),
    ruleSets: Type.Array(Type.Object({ id: Id, rules: Type.Array(RuleSchema) })),
    priceLists: Type.Optional(Type.Array(Type.Object({ id: Id, perSlot: Type.Array(Type.Number({ minimum: 0 })) }))),
    /** Rules on several people at once: least staffing of sites, trainees near a coach. */
    teamRules: Type.Optional(Type.Array(TeamRuleSchema)),
    /** Not in a horizon that repeats. */
    meetings: Type.Optional(Type.Array(MeetingSchema)),
    agents: Type.Array(ProblemAgentSchema),
    /** A price on every distinct (template, wall-clock start, span) in use, whatever the day: few distinct shifts (shift design). */
    distinctShiftCost: Type.Optional(Type.Number({ minimum: 0 })),
    stop: Type.Optional(
      Type.Object({
        workLimit: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
        timeLimitMillis: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
        gapLimit: Type.Optional(Type.Number({ minimum: 0 })),
      }),
    ),
  },
  { $id: 'rooster-problem', title: 'Rooster scheduling problem', description: 'Input of `rooster schedule`.' },
);

/** Deeply readonly view: no stage changes its input. */
export type DeepReadonly<T> = T extends (infer U)[]
  ? readonly DeepReadonly<U>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;

export type RosterProblem = DeepReadonly<Type.Static<typeof RosterProblemSchema>>;
export type Calendar = DeepReadonly<Type.Static<typeof CalendarSchema>>;
export type CalendarDay = DeepReadonly<Type.Static<typeof CalendarDaySchema>>;
export type CostCurve = DeepReadonly<Type.Static<typeof CostCurveSchema>>;
export type ProblemQueue = DeepReadonly<Type.Static<typeof ProblemQueueSchema>>;
export type ProblemSite = DeepReadonly<Type.Static<typeof ProblemSiteSchema>>;
export type ShiftTemplate = DeepReadonly<Type.Static<typeof ShiftTemplateSchema>>;
export type BreakTemplate = DeepReadonly<Type.Static<typeof BreakSchema>>;
export type Rule = DeepReadonly<Type.Static<typeof RuleSchema>>;
export type TeamRule = DeepReadonly<Type.Static<typeof TeamRuleSchema>>;
export type Meeting = DeepReadonly<Type.Static<typeof MeetingSchema>>;
export type ProblemAgent = DeepReadonly<Type.Static<typeof ProblemAgentSchema>>;
export type ShiftCover = DeepReadonly<Type.Static<typeof ShiftCoverSchema>>;
