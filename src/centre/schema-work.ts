import Type from 'typebox';
import { RuleSchema } from '../../solver/problem.js';
import { DEFAULT_BREAKS, DEFAULTS } from './defaults.js';
import { Days, Hours, Id, LongTime, Minutes, Name, Time } from './schema-words.js';

const closed = { additionalProperties: false } as const;
const optional = Type.Optional;

export const ContractSchema = Type.Object(
  {
    id: Id,
    name: optional(Name('Default: the id')),
    hoursPerWeek: Type.Number({ minimum: 0, maximum: 60, title: 'hours', description: 'Paid hours a week agreed' }),
    fullTimeHours: optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 60,
        default: DEFAULTS.fullTimeHours,
        description: 'Hours a week that count as full time for the pay scale',
      }),
    ),
    underMinutes: optional(
      Type.Integer({
        minimum: 0,
        default: DEFAULTS.underMinutes,
        description: 'Paid minutes a week may lie this much under',
      }),
    ),
    overMinutes: optional(
      Type.Integer({
        minimum: 0,
        default: DEFAULTS.overMinutes,
        description: 'Paid minutes a week may lie this much over',
      }),
    ),
    permanent: optional(Type.Boolean({ default: true, description: 'Written contract without end' })),
    onCall: optional(Type.Boolean({ default: false, description: 'Called up as needed' })),
    daysPerWeek: optional(
      Type.Object(
        { min: Type.Integer({ minimum: 0, maximum: 7 }), max: Type.Integer({ minimum: 1, maximum: 7 }) },
        { ...closed, default: DEFAULTS.daysPerWeek, description: 'Days a week with a shift' },
      ),
    ),
  },
  closed,
);

const BreakSchema = Type.Object(
  {
    activity: Id,
    minutes: Minutes('Length', 1),
    earliestAfterStart: Minutes('Earliest start, minutes after the start of the shift'),
    latestAfterStart: optional(Minutes('Latest start, minutes after the start of the shift')),
    endBeforeShiftEnd: optional(Minutes('Ends at least this long before the shift does')),
    stepMinutes: optional(Minutes('Grid of starts. Default: the slot', 1)),
    ifWorkOver: optional(Minutes('Only in shifts of more than this working time (span less unpaid breaks)')),
  },
  closed,
);

export const ShiftSchema = Type.Object(
  {
    id: Id,
    kind: optional(
      Type.String({ minLength: 1, description: '`early`, `late` …, what rules and wishes speak of. Default: the id' }),
    ),
    days: optional(Days('Weekdays on which it may start. Default: daily')),
    start: Type.Object(
      {
        earliest: Time('Earliest start'),
        latest: Time('Latest start'),
        stepMinutes: optional(Minutes(`Grid of starts. Default: ${DEFAULTS.startStepMinutes}`, 1)),
      },
      { ...closed, description: 'Start window, wall clock of the site' },
    ),
    endLatest: optional(LongTime('Latest end; after midnight over 24:00')),
    paidHours: Type.Object(
      {
        min: Hours('Shortest paid length'),
        max: Hours('Longest paid length'),
        step: optional(Hours(`Grid of lengths. Default: ${DEFAULTS.lengthStepHours}`)),
      },
      { ...closed, description: 'Paid length; the span adds the unpaid breaks' },
    ),
    breaks: optional(
      Type.Array(BreakSchema, { default: [...DEFAULT_BREAKS], description: 'Breaks of every shift of the family' }),
    ),
    loginMinutes: optional(
      Type.Integer({ minimum: 0, default: DEFAULTS.loginMinutes, description: 'Paid log-in at the start; 0 = none' }),
    ),
    maxStretchMinutes: optional(Minutes('Longest stretch without a break', 1)),
  },
  { ...closed, description: 'A family of shifts' },
);

export const RotationSchema = Type.Object(
  {
    id: Id,
    name: optional(Name('Default: the id')),
    from: Type.String({
      pattern: '^\\d{4}-\\d{2}-\\d{2}$',
      title: 'a date like "2026-11-30"',
      issue: 'date-bad',
      description: 'A date of the first week; agents may have their own (`rotation_from`)',
    }),
    weight: optional(
      Type.Number({ minimum: 0, description: 'Cost of a day that does not keep it, minor units; absent = hard' }),
    ),
    weeks: Type.Array(
      Type.Array(
        Type.Object(
          {
            days: optional(Days('Default: daily')),
            want: optional(Type.Enum(['on', 'off'], { description: 'A shift on these days, or none' })),
            kinds: optional(
              Type.Array(Type.String({ minLength: 1 }), {
                minItems: 1,
                description: 'A shift, if any, of these kinds',
              }),
            ),
          },
          closed,
        ),
        { title: 'the days of a week of the rotation' },
      ),
      { minItems: 1, maxItems: 53, title: 'the weeks of the rotation', description: 'In turn; then it begins anew' },
    ),
  },
  { ...closed, description: 'A pattern over weeks' },
);

export const FairnessSchema = Type.Object(
  {
    id: Id,
    count: Type.Enum(['weekends', 'shifts', 'wishes'], {
      description: 'Weekends worked, shifts of some kinds, or wishes granted (their weights then follow)',
    }),
    kinds: optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1, description: 'Kinds of shifts' })),
    weeks: optional(
      Type.Integer({
        minimum: 1,
        maximum: 104,
        default: 13,
        description: 'Weeks of worked.csv that count with a plan',
      }),
    ),
    weight: optional(
      Type.Number({
        minimum: 0,
        description: 'Cost of one more for each step that somebody is over their fair share, minor units',
      }),
    ),
  },
  { ...closed, description: 'Shared out fairly over months, by contract hours and days there' },
);

export const WorkPlanSchema = Type.Object(
  {
    id: Id,
    name: optional(Name('Default: the id')),
    shifts: Type.Array(Id, { minItems: 1, title: 'ids of shifts', description: 'Shift families, by id' }),
    rotation: optional({ ...Id, description: 'Rotation of its people, by id' }),
    rules: optional(
      Type.Array(RuleSchema, {
        description: 'Rules beside those of law and contract; times in minutes. See `rooster schema problem`',
      }),
    ),
  },
  closed,
);

export type ContractFile = Type.Static<typeof ContractSchema>;
export type ShiftFile = Type.Static<typeof ShiftSchema>;
export type FairnessFile = Type.Static<typeof FairnessSchema>;
export type RotationFile = Type.Static<typeof RotationSchema>;
export type WorkPlanFile = Type.Static<typeof WorkPlanSchema>;
