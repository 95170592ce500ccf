import Type from 'typebox';
import type { DeepReadonly } from '../../solver/problem.js';

/**
 * `law.json`: labour rules as dated data. A set needs an id, the date it holds from and rules; all else is optional.
 *
 * @example A centre of 1999 that brings its own law:
 * ```json
 * { "sets": [ { "id": "IL", "name": "Israel 1999", "validFrom": "1951-01-01", "source": "Hours of Work and Rest Law 1951",
 *     "rules": [ { "id": "IL/day", "kind": "shift-hours", "maxHours": 12 },
 *                { "id": "IL/rest", "kind": "daily-rest", "minHours": 8 },
 *                { "id": "IL/week", "kind": "weekly-rest", "minHours": 36, "perHours": 168 } ] } ] }
 * ```
 * @example The shipped Dutch set with one rule of its own scheme in place of the shipped rule of that id:
 * ```json
 * { "sets": [ { "id": "NL", "extends": "NL", "rules": [ { "id": "NL-ATW/5:6(3)", "kind": "sundays-free", "minFree": 10, "perWeeks": 52 } ],
 *               "remove": ["NL-ATW/5:8(8)"] } ] }
 * ```
 */

const LocalDate = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  title: 'a date like "2026-01-01"',
  issue: 'date-bad',
});
const Clock = Type.String({
  pattern: '^(?:[01]\\d|2[0-3]):[0-5]\\d$|^24:00$',
  title: 'a time of day like "06:00"',
  issue: 'time-bad',
});
const Hours = (description: string) => Type.Number({ exclusiveMinimum: 0, title: 'hours', description });
const Count = (description: string) => Type.Integer({ minimum: 0, title: 'a whole number', description });

const common = {
  /** Stable name, `NL-ATW/5:3(2)`: what findings and the roster engine call the rule. */
  id: Type.String({ minLength: 1, title: 'an id like "NL-ATW/5:3(2)"' }),
  /** Article as a lawyer cites it. Default: the id. */
  article: Type.Optional(Type.String()),
  /** Default: those of the set. */
  validFrom: Type.Optional(LocalDate),
  /** Last day, inclusive. */
  validTo: Type.Optional(LocalDate),
  source: Type.Optional(Type.String()),
  /** `unverified` values are checked as any other and say so in the finding. Default `verified`. */
  status: Type.Optional(Type.Union([Type.Literal('verified'), Type.Literal('derived'), Type.Literal('unverified')])),
  /** `hard` law; `soft` a wish, or law that a record of consent lifts; `note` worth knowing. Default `hard`. */
  severity: Type.Optional(Type.Union([Type.Literal('hard'), Type.Literal('soft'), Type.Literal('note')])),
  /** Whole years, inclusive. */
  ageFrom: Type.Optional(Type.Integer({ minimum: 0 })),
  ageTo: Type.Optional(Type.Integer({ minimum: 0 })),
  /** Holds only for people in this condition (`circumstances.csv`); `pregnant` until six months after the birth, `maternity` just around it. */
  condition: Type.Optional(
    Type.Union([
      Type.Literal('pregnant'),
      Type.Literal('maternity'),
      Type.Literal('breast-feeding'),
      Type.Literal('no-nights'),
    ]),
  ),
  /**
   * Who may agree on something else: a collective scheme, up to `limit` (per `weeks`, where it is a count), or the person by consent. Absent =
   * nobody: `rooster check` warns of a `law.json` that is looser.
   */
  deviation: Type.Optional(
    Type.Object(
      {
        by: Type.Union([Type.Literal('collective'), Type.Literal('consent')]),
        limit: Type.Optional(Type.Number({ minimum: 0 })),
        weeks: Type.Optional(Type.Integer({ minimum: 1 })),
      },
      { additionalProperties: false },
    ),
  ),
};
const rule = <Kind extends string, P extends Type.TProperties>(kind: Kind, properties: P) =>
  Type.Object({ ...common, kind: Type.Literal(kind), ...properties }, { additionalProperties: false });

const Reduced = Type.Object(
  {
    toHours: Hours('shortest rest allowed'),
    times: Type.Integer({ minimum: 1 }),
    perHours: Hours('window in which the reduction may be used so many times'),
  },
  { additionalProperties: false },
);
const perWeeks = Type.Integer({ minimum: 1, maximum: 104, title: 'weeks' });

export const LawRuleSchema = Type.Union([
  /** Nobody younger works at all. */
  rule('min-age', { minYears: Count('years') }),
  /** Unbroken rest within 24 hours of the start of a duty. */
  rule('daily-rest', { minHours: Hours('rest'), reduced: Type.Optional(Reduced) }),
  /** Unbroken rest in every window of `perHours` that starts with the first work after a rest. */
  rule('weekly-rest', {
    minHours: Hours('rest'),
    perHours: Hours('window'),
    /** The rest may be taken in parts of at least this long. */
    partHours: Type.Optional(Hours('part')),
    /** Another rest that will do instead (ATW 5:5(2)b). */
    or: Type.Optional(
      Type.Object(
        { minHours: Hours('rest'), perHours: Hours('window'), partHours: Type.Optional(Hours('part')) },
        { additionalProperties: false },
      ),
    ),
  }),
  /** Breaks of at least `partMinutes` that add up to `minMinutes` in duties with more work than `overHours`. */
  rule('break', { overHours: Hours('work'), minMinutes: Count('minutes'), partMinutes: Count('minutes') }),
  /** Never more than so much work in a row without a break of `breakMinutes`, in duties with more work than `overHours`. */
  rule('stretch', {
    maxHours: Hours('work in a row'),
    breakMinutes: Count('minutes'),
    overHours: Type.Optional(Hours('work in the duty')),
  }),
  /** Paid screen pauses: at least `minMinutes` off the screen within every `perHours` of it. */
  rule('screen-break', { perHours: Hours('screen work'), minMinutes: Count('minutes') }),
  /** Work in one duty. */
  rule('shift-hours', { maxHours: Hours('work') }),
  /** Work in a week. */
  rule('week-hours', { maxHours: Hours('work') }),
  /** Average work per week over each run of so many weeks; absence counts as worked. */
  rule('average-hours', { maxHours: Hours('average per week'), weeks: perWeeks }),
  /** No work at all between two times of day. */
  rule('no-work-between', { from: Clock, to: Clock }),
  /** What makes a duty a night duty: more than `overMinutes` of work between the times. Not a check by itself. */
  rule('night-definition', { from: Clock, to: Clock, overMinutes: Count('minutes') }),
  /** Work in a night duty; `extended`: longer where counts allow and a rest follows. */
  rule('night-hours', {
    maxHours: Hours('work'),
    extended: Type.Optional(
      Type.Object(
        {
          maxHours: Hours('work'),
          restHours: Hours('rest after it'),
          limits: Type.Array(
            Type.Object(
              { times: Type.Integer({ minimum: 1 }), perHours: Hours('window') },
              { additionalProperties: false },
            ),
          ),
        },
        { additionalProperties: false },
      ),
    ),
  }),
  /** Rest after a night duty that ends after a time of day. */
  rule('night-rest', { minHours: Hours('rest'), endsAfter: Clock, reduced: Type.Optional(Reduced) }),
  /** Rest after a series of night duties on consecutive days. */
  rule('night-series-rest', { minHours: Hours('rest'), length: Type.Integer({ minimum: 1 }) }),
  /** Duties on consecutive days, one of them a night duty. */
  rule('night-series-length', { maxShifts: Type.Integer({ minimum: 1 }) }),
  /** Night duties that end after a time of day, in each run of so many weeks. */
  rule('night-count', { maxShifts: Count('night duties'), weeks: perWeeks, endsAfter: Type.Optional(Clock) }),
  /** Average hours per week where there are at least so many night duties in as many weeks. */
  rule('night-average', { maxHours: Hours('average'), weeks: perWeeks, nights: Type.Integer({ minimum: 1 }) }),
  /** Sundays without work in each run of so many weeks. */
  rule('sundays-free', { minFree: Count('Sundays'), perWeeks }),
  /** Work on Sundays (or public holidays) needs consent, a permit or an agreement. */
  rule('rest-day', {
    days: Type.Array(Type.Union([Type.Literal('sunday'), Type.Literal('holiday')]), { minItems: 1 }),
    needs: Type.String({ title: 'what lifts the rule' }),
    needsNl: Type.Optional(Type.String({ title: 'the same in Dutch' })),
  }),
  /** No work at all (around a birth). */
  rule('no-work', {}),
  /** No night duties. */
  rule('no-night-duty', {}),
  /** Right to interrupt work for up to a share of it, as working time. */
  rule('extra-breaks', { share: Type.Number({ exclusiveMinimum: 0, maximum: 1, title: 'a share of working time' }) }),
  /** Nobody younger is on call. */
  rule('on-call-age', { minYears: Count('years') }),
  /** At least so many times so many hours in a row without being on call (nor work) in every so many days. */
  rule('on-call-free', {
    times: Type.Integer({ minimum: 1 }),
    hours: Hours('in a row'),
    perDays: Type.Integer({ minimum: 1 }),
    alsoWork: Type.Optional(Type.Boolean()),
  }),
  /** Not on call before and after a night duty. */
  rule('on-call-nights', { beforeHours: Hours('before'), afterHours: Hours('after') }),
  /** Work, calls included, in every so many hours of somebody on call. */
  rule('on-call-hours', { maxHours: Hours('work'), perHours: Hours('window') }),
  /** Average hours of people on call at night at least so many times; `withRestHours` where a rest follows the last call. */
  rule('on-call-average', {
    maxHours: Hours('average'),
    withRestHours: Type.Optional(Hours('average')),
    weeks: perWeeks,
    times: Type.Integer({ minimum: 1 }),
    from: Clock,
    to: Clock,
  }),
  /** A roster is made known so many days ahead. */
  rule('notice', {
    minDays: Count('days'),
    contracts: Type.Optional(Type.Literal('on-call')),
    needs: Type.String({ title: 'what lifts the rule' }),
    needsNl: Type.Optional(Type.String({ title: 'the same in Dutch' })),
  }),
  /** A call withdrawn or changed later than so many days ahead is paid. */
  rule('call-off', { minDays: Count('days') }),
]);

export const LawSetSchema = Type.Object(
  {
    id: Type.String({ minLength: 1, title: 'an id like "NL"' }),
    name: Type.Optional(Type.String()),
    /** Id of a shipped set to start from: its rules hold too, except those replaced by id or listed in `remove`. */
    extends: Type.Optional(Type.String()),
    remove: Type.Optional(Type.Array(Type.String())),
    /** Default: always, or those of the set it extends. */
    validFrom: Type.Optional(LocalDate),
    validTo: Type.Optional(LocalDate),
    source: Type.Optional(Type.String()),
    /** Day on which a week starts for week rules, 1 = Monday … 7 = Sunday. Default 1. */
    weekStartsOn: Type.Optional(Type.Integer({ minimum: 1, maximum: 7 })),
    /** Work after a gap shorter than this belongs to the same duty. Default 0: every shift is a duty. */
    dutyGapHours: Type.Optional(Type.Number({ minimum: 0 })),
    /** Shorter pauses are work time. Default 0. */
    breakMinMinutes: Type.Optional(Type.Integer({ minimum: 0 })),
    rules: Type.Array(LawRuleSchema),
  },
  { additionalProperties: false },
);

export const LawFileSchema = Type.Object(
  {
    format: Type.Optional(Type.Literal('rooster-law/1')),
    sets: Type.Array(LawSetSchema),
    /** Records of consent or permits that lift rules for people. */
    consents: Type.Optional(
      Type.Array(
        Type.Object(
          {
            /** Absent = everybody under the rule. */
            agent: Type.Optional(Type.String()),
            rule: Type.String({ title: 'id of the rule that is lifted' }),
            validFrom: Type.Optional(LocalDate),
            validTo: Type.Optional(LocalDate),
            record: Type.String({ minLength: 1, title: 'where the consent is recorded' }),
          },
          { additionalProperties: false },
        ),
      ),
    ),
  },
  { $id: 'rooster-law', title: 'Rooster law file', additionalProperties: false },
);

export type LawFile = DeepReadonly<Type.Static<typeof LawFileSchema>>;
export type LawSetData = DeepReadonly<Type.Static<typeof LawSetSchema>>;
export type LawRuleData = DeepReadonly<Type.Static<typeof LawRuleSchema>>;
export type LawRuleKind = LawRuleData['kind'];
export type LawConsent = NonNullable<LawFile['consents']>[number];
