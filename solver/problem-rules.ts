import Type from 'typebox';

/** The rules of a scheduling problem: the part of the schema that says what a roster may not do, or at what price. */

const minutes = (description: string) => Type.Number({ minimum: 0, description });
const Id = Type.String({ minLength: 1 });
/** ISO weekday, 1 = Monday … 7 = Sunday. */
const Weekday = Type.Integer({ minimum: 1, maximum: 7 });
const Kinds = Type.Array(Type.String(), { minItems: 1 });

/** Hard: broken only where nothing else is possible, and then named. Soft: `weight` per unit of breach in the cost. */
const hardness = {
  id: Id,
  hard: Type.Boolean(),
  /** Cost per unit of breach (the unit is each rule's own: minutes, days, shifts); needed where not hard. */
  weight: Type.Optional(Type.Number({ minimum: 0 })),
};
const per = Type.Union([Type.Literal('day'), Type.Literal('week'), Type.Literal('period')]);

/** Days that a rule counts, by ISO weekday; absent = all. */
const weekdays = { weekdays: Type.Optional(Type.Array(Weekday, { minItems: 1 })) };

/** A day of a {@link RuleSchema} `sequence`: a shift of one of the kinds, any shift, or none. */
const SequenceDay = Type.Union([
  Type.Object({ kinds: Kinds }),
  Type.Object({ on: Type.Literal(true) }),
  Type.Object({ off: Type.Literal(true) }),
]);

/** A part of a week of a {@link RuleSchema} `rotation`: what is wanted of its days, by ISO weekday; absent = all. */
const RotationPart = Type.Union([
  /** A shift, of one of the kinds where they are given. */
  Type.Object({ ...weekdays, on: Type.Literal(true), kinds: Type.Optional(Kinds) }),
  Type.Object({ ...weekdays, off: Type.Literal(true) }),
  /** A shift, if any, of one of these. */
  Type.Object({ ...weekdays, kinds: Kinds }),
]);

/**
 * Every rule the engine knows. Each has its own file in `solver/roster/rules` and its own check in the recount.
 *
 * `per`: a sum is taken over the shifts that belong to each day, to the days of each rule week (`CalendarDay.week`) or to
 * the whole period, and each sum outside its limits is one breach. A `min` holds for every day, week or period, with work or
 * without, but for paid minutes per day, where it holds for days with paid minutes only. A rule with several limits (min and
 * max, `max` and `whole`) gives one breach for each limit broken.
 *
 * Fairness over a longer time: `carried` of an agent says what earlier periods already count towards a sum per period; the
 * limits then hold for both together, and of what is over `max` only what this period adds is charged.
 */
export const RuleSchema = Type.Union([
  /**
   * Unbroken rest between two consecutive shifts, prior shifts included (at least one of the two in the period). With
   * `reduced`, at most `times` rests in any window of `windowMinutes` may be that short: in order of time, a rest shorter than
   * `minutes` is granted as reduced if fewer than `times` granted ones ended less than `windowMinutes` before it ended (a ring
   * is gone round twice, the second round counts). Unit: minutes missing, to `reduced.minutes` if granted, else to `minutes`.
   * One breach per rest.
   */
  Type.Object({
    ...hardness,
    rule: Type.Literal('daily-rest'),
    minutes: minutes(''),
    reduced: Type.Optional(
      Type.Object({ minutes: minutes(''), times: Type.Integer({ minimum: 1 }), windowMinutes: minutes('') }),
    ),
  }),
  /**
   * In the `windowMinutes` that begin with a shift there is an unbroken rest of at least `minutes`. A *stretch* is the work
   * between two such rests; it begins with the first shift known or the first after such a rest, and its shifts end at most
   * `windowMinutes − minutes` after that. (Windows begin with work: rolled freely, one would cut two weekends of 63 hours
   * into pieces under 36 and forbid Monday to Friday.) Time before the first shift known and after the period is rest. Unit:
   * minutes by which the stretch ends later, less those by which its prior shifts already did; one breach per stretch. A
   * ring without any such rest breaks the rule by the minutes of the ring.
   */
  Type.Object({ ...hardness, rule: Type.Literal('weekly-rest'), minutes: minutes(''), windowMinutes: minutes('') }),
  /**
   * Paid minutes (`paidMinutes` of shifts plus credits for leave) per day, week or period. Unit: minutes outside. With `all`, a sum
   * over `max` breaks the rule by all of its minutes: a price that jumps (a rate that is higher for everything once it is higher).
   */
  Type.Object({
    ...hardness,
    rule: Type.Literal('paid-minutes'),
    per,
    min: Type.Optional(minutes('')),
    max: Type.Optional(minutes('')),
    all: Type.Optional(Type.Boolean()),
  }),
  /** Working minutes (span less unpaid breaks of the template) per day, week or period. Unit: minutes over. */
  Type.Object({ ...hardness, rule: Type.Literal('work-minutes'), per, max: minutes('') }),
  /** Days with a shift per week or period, on the given weekdays. Unit: days outside. */
  Type.Object({
    ...hardness,
    rule: Type.Literal('days-worked'),
    per,
    ...weekdays,
    min: Type.Optional(Type.Integer({ minimum: 0 })),
    max: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
  /**
   * Runs of days with a shift. Prior shifts lengthen a run that reaches back to them; of the days over `max`, those in the
   * period count. A run counts against `min` only if both its ends are known: not the period's last day, not its first day
   * with the past unknown, not the first prior shift; one that the period's first day ends counts too. In a ring a run
   * without end breaks any `max` by the number of its days.
   * Unit: days outside, one breach per run.
   */
  Type.Object({
    ...hardness,
    rule: Type.Literal('consecutive-days'),
    min: Type.Optional(Type.Integer({ minimum: 1 })),
    max: Type.Optional(Type.Integer({ minimum: 1 })),
  }),
  /**
   * Runs of days without a shift, one breach per run. A run cut by the period's borders counts only against `max`, and only
   * its known days; with prior work a run at the start is known back to the last prior shift. Rings as above. Unit: days outside.
   */
  Type.Object({
    ...hardness,
    rule: Type.Literal('consecutive-days-off'),
    min: Type.Optional(Type.Integer({ minimum: 1 })),
    max: Type.Optional(Type.Integer({ minimum: 1 })),
  }),
  /**
   * Weekends (Saturday and Sunday of one rule week) with work, per period; a shift belongs to the day on which it starts.
   * `whole`: both days or none, where the calendar lists both; one breach per weekend. Unit: weekends.
   */
  Type.Object({
    ...hardness,
    rule: Type.Literal('weekends'),
    max: Type.Optional(Type.Integer({ minimum: 0 })),
    whole: Type.Optional(Type.Boolean()),
  }),
  /**
   * Runs of days with a shift of the given kinds (a series of nights, days of one kind in a row). Limits, borders, prior work
   * and rings as for `consecutive-days`. Unit: days outside, one breach per run.
   */
  Type.Object({
    ...hardness,
    rule: Type.Literal('consecutive-shifts'),
    kinds: Kinds,
    min: Type.Optional(Type.Integer({ minimum: 1 })),
    max: Type.Optional(Type.Integer({ minimum: 1 })),
  }),
  /**
   * Rest after a series: after at least `atLeast` days in a row with a shift of the given kinds, the rest until the next shift
   * is at least `minutes`. Prior shifts count, as far as they are given. Unit: minutes missing, one breach per rest.
   */
  Type.Object({
    ...hardness,
    rule: Type.Literal('rest-after-series'),
    kinds: Kinds,
    atLeast: Type.Integer({ minimum: 1 }),
    minutes: minutes(''),
  }),
  /** How often shifts of the given kinds occur per week or period, on the given weekdays. Unit: shifts outside. */
  Type.Object({
    ...hardness,
    rule: Type.Literal('shift-count'),
    kinds: Kinds,
    per,
    ...weekdays,
    min: Type.Optional(Type.Integer({ minimum: 0 })),
    max: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
  /** A shift of kind `to` may not follow on the day after one of kind `from`, the last prior day included. Unit: occurrences, one breach each. */
  Type.Object({
    ...hardness,
    rule: Type.Literal('succession'),
    from: Kinds,
    to: Kinds,
  }),
  /**
   * An unwanted pattern: days in a row that match `days` one by one, the first of them on the weekday `from` where it is given
   * (a late shift, a day off, an early shift; a night on Friday before a free weekend). The days before the period from the
   * first prior shift on are known and count; the last day of the pattern lies in the period. Unit: occurrences, one breach
   * each, also where two overlap.
   */
  Type.Object({
    ...hardness,
    rule: Type.Literal('sequence'),
    days: Type.Array(SequenceDay, { minItems: 2, maxItems: 14 }),
    from: Type.Optional(Weekday),
  }),
  /**
   * A pattern over weeks that begins anew after its last: what each day should be, counted from the week of the date `from` (before it,
   * backwards). A day in several parts of its week keeps all of them. Unit: days that do not; one breach each.
   */
  Type.Object({
    ...hardness,
    rule: Type.Literal('rotation'),
    from: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'a date of the first week, Monday to Sunday' }),
    weeks: Type.Array(Type.Array(RotationPart), { minItems: 1, maxItems: 53 }),
  }),
  /** Latest less earliest wall-clock start (minutes after the midnight of the shift's day) within a week or the period. Unit: minutes over. */
  Type.Object({ ...hardness, rule: Type.Literal('start-variation'), per, maxMinutes: minutes('') }),
  /**
   * Days worked at the named sites per week or period, on the given weekdays. A fixed day at home, or a day on which a whole
   * team comes to the office, is a maximum of 0 at the other sites on that weekday. Unit: days outside.
   */
  Type.Object({
    ...hardness,
    rule: Type.Literal('place-days'),
    sites: Type.Array(Id, { minItems: 1 }),
    per,
    ...weekdays,
    min: Type.Optional(Type.Integer({ minimum: 0 })),
    max: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
]);

/**
 * Rules on several people at once, each with a price or hard. Somebody is at a site from the start to the end of a shift
 * there, breaks and time outside the horizon included. Each site named is judged by itself. Unit: minutes × people missing;
 * one breach per site and run of slots.
 */
export const TeamRuleSchema = Type.Union([
  /** At least so many people are at a site in the windows (its opening hours); `groups` = only people of one of these count. */
  Type.Object({
    ...hardness,
    rule: Type.Literal('site-minimum'),
    sites: Type.Array(Id, { minItems: 1 }),
    windows: Type.Array(Type.Object({ from: Type.Integer(), to: Type.Integer() }), { minItems: 1 }),
    least: Type.Integer({ minimum: 0 }),
    groups: Type.Optional(Type.Array(Id, { minItems: 1 })),
  }),
  /**
   * Trainees work only where and when a coach does: at most `perCoach` of them at a site for each coach there. `sites` = only
   * at these (absent: at each site). A person of both groups is a coach. Missing are the trainees without one.
   */
  Type.Object({
    ...hardness,
    rule: Type.Literal('supervision'),
    sites: Type.Optional(Type.Array(Id, { minItems: 1 })),
    trainees: Type.Array(Id, { minItems: 1 }),
    coaches: Type.Array(Id, { minItems: 1 }),
    perCoach: Type.Integer({ minimum: 1 }),
  }),
]);
