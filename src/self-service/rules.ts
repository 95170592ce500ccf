import Type from 'typebox';

const closed = { additionalProperties: false } as const;
const LocalDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'local date' });

/** A kind of time off as people ask for it. */
export const LeaveKindSchema = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 40 }),
    name: Type.String({ minLength: 1, maxLength: 60 }),
    absence: Type.String({
      enum: ['leave', 'sick', 'unpaid', 'other'],
      description: 'what it is in the roster: `unpaid` is not paid, the others are',
    }),
    hoursPerYear: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 2000,
        description:
          'granted for a year of full-time work, less for part-time and for part of a year; absent = no balance',
      }),
    ),
    by: Type.String({ enum: ['agent', 'planner'], description: 'who may ask for it or record it' }),
  },
  closed,
);

/** How many people may be off at the same time. The tightest row that holds for an interval counts; without a row there is no limit. */
export const AllowanceSchema = Type.Object(
  {
    fromDate: Type.Optional(LocalDate),
    toDate: Type.Optional(Type.Unsafe<string>({ ...LocalDate, description: 'last local date, inclusive' })),
    weekdays: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7 }),
    fromMinute: Type.Integer({ minimum: 0, maximum: 1439, description: 'wall clock of the centre' }),
    toMinute: Type.Integer({ minimum: 1, maximum: 1440 }),
    site: Type.Optional(Type.String({ maxLength: 100, description: 'absent = people of all sites together' })),
    most: Type.Number({ minimum: 0, maximum: 100_000 }),
    unit: Type.String({ enum: ['people', 'percent'], description: '`percent` of the people there are, rounded up' }),
  },
  closed,
);

/** What agents may do for themselves, and what is decided without a planner. */
export const SelfRulesSchema = Type.Object(
  {
    leave: Type.Object(
      {
        kinds: Type.Array(LeaveKindSchema, { minItems: 1, maxItems: 30 }),
        automatic: Type.Boolean({ description: 'requests that meet every rule are approved at once' }),
        noticeDays: Type.Integer({ minimum: 0, maximum: 365, description: 'asked later, a planner decides' }),
        longestDays: Type.Integer({ minimum: 1, maximum: 366, description: 'of longer leave a planner decides' }),
        allowances: Type.Array(AllowanceSchema, { maxItems: 500 }),
      },
      closed,
    ),
    wishes: Type.Object(
      {
        weightsMinor: Type.Array(Type.Number({ minimum: 0, maximum: 1_000_000 }), {
          maxItems: 14,
          description:
            'cost of not granting the first, second … wish of a week, minor currency units; no more are taken',
        }),
        daysBefore: Type.Integer({
          minimum: 0,
          maximum: 365,
          description: 'the list of a week closes so long before it',
        }),
      },
      closed,
    ),
    availability: Type.Object(
      {
        allowed: Type.Boolean(),
        leastHoursPerWeek: Type.Number({
          minimum: 0,
          maximum: 168,
          description: 'that windows must leave beside the hours of the contract',
        }),
      },
      closed,
    ),
    exchanges: Type.Object(
      {
        allowed: Type.Boolean(),
        planner: Type.String({
          enum: ['never', 'if-worse', 'always'],
          description: 'whether a planner decides on exchanges that break no rule; `if-worse`: where service suffers',
        }),
        hoursBefore: Type.Integer({ minimum: 0, maximum: 336, description: 'none of shifts that start sooner' }),
      },
      closed,
    ),
  },
  { ...closed, title: 'Rules of self-service' },
);

export type LeaveKind = Omit<Type.Static<typeof LeaveKindSchema>, 'absence' | 'by'> & {
  readonly absence: 'leave' | 'sick' | 'unpaid' | 'other';
  readonly by: 'agent' | 'planner';
};
export type Allowance = Type.Static<typeof AllowanceSchema>;
type Read = Type.Static<typeof SelfRulesSchema>;
export type SelfRules = Omit<Read, 'leave'> & {
  readonly leave: Omit<Read['leave'], 'kinds'> & { readonly kinds: readonly LeaveKind[] };
};

/**
 * What holds until a planner says otherwise. 160 hours: four times the agreed hours of a week is the least paid leave of a
 * year in the Netherlands (BW 7:634), at 40 hours.
 */
export const DEFAULT_RULES: SelfRules = {
  leave: {
    kinds: [
      { id: 'leave', name: 'Leave', absence: 'leave', hoursPerYear: 160, by: 'agent' },
      { id: 'unpaid', name: 'Unpaid leave', absence: 'unpaid', by: 'agent' },
      { id: 'sick', name: 'Sick', absence: 'sick', by: 'planner' },
      { id: 'other', name: 'Other absence', absence: 'other', by: 'planner' },
    ],
    automatic: true,
    noticeDays: 14,
    longestDays: 21,
    allowances: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1440, most: 10, unit: 'percent' }],
  },
  wishes: { weightsMinor: [3000, 2000, 1000], daysBefore: 14 },
  availability: { allowed: true, leastHoursPerWeek: 8 },
  exchanges: { allowed: true, planner: 'if-worse', hoursBefore: 12 },
};
