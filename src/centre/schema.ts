import Type from 'typebox';
import { RuleSchema } from '../../solver/problem.js';
import { DEFAULT_BREAKS, DEFAULTS } from './defaults.js';
import { Country, Days, Hours, Id, LongTime, Minutes, Name, Region, Share, Time, Zone } from './schema-words.js';

const closed = { additionalProperties: false } as const;
const optional = Type.Optional;

const OpeningHoursSchema = Type.Object(
  {
    days: Days('Weekdays on which the queue is open'),
    from: Time('Opens; on the grid of the intervals'),
    to: Time('Closes, after `from`; past midnight is a window of the next day'),
  },
  closed,
);

const GoalSchema = Type.Object(
  {
    serviceLevel: optional(Share('Share of offered contacts answered within `targetSeconds`, e.g. 0.8')),
    targetSeconds: optional(Type.Number({ minimum: 0, description: 'Threshold of the service level, seconds' })),
    maxAsaSeconds: optional(Type.Number({ minimum: 0, description: 'Longest mean wait of the answered, seconds' })),
    maxAbandon: optional(Share('Largest share of contacts that hang up; needs `patienceSeconds`')),
    maxOccupancy: optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 1,
        description: 'Largest share of logged-in time spent on contacts, e.g. 0.85',
      }),
    ),
  },
  { ...closed, description: 'What the queue promises; every goal that is set must hold' },
);

const QueueSchema = Type.Object(
  {
    id: Id,
    name: optional(Name('Default: the id')),
    channel: Type.Enum(['phone', 'chat', 'email', 'outbound'], { title: 'a channel' }),
    line: optional(Type.Enum([1, 2], { default: DEFAULTS.line, description: 'First or second line' })),
    skills: optional(
      Type.Array(Id, {
        description: 'Skills an agent must all have, languages too. Default: the skill with the queue’s id',
      }),
    ),
    zone: optional(Zone),
    country: optional(Country),
    region: optional(Region),
    openingHours: optional(
      Type.Array(OpeningHoursSchema, { minItems: 1, description: 'Default: around the clock on all days' }),
    ),
    closedOnHolidays: optional(
      Type.Boolean({ default: DEFAULTS.closedOnHolidays, description: 'Closed on public holidays of its country' }),
    ),
    goal: optional(GoalSchema),
    ahtSeconds: Type.Number({
      exclusiveMinimum: 0,
      title: 'seconds per contact',
      description: 'Average handle time (talk, hold, after-call work) where the history gives none',
    }),
    patienceSeconds: optional(
      Type.Number({
        exclusiveMinimum: 0,
        description: 'Mean patience of a caller; absent = nobody hangs up is assumed',
      }),
    ),
    concurrency: optional(
      Type.Integer({
        minimum: 1,
        maximum: 10,
        default: DEFAULTS.concurrency,
        description: 'Chats one agent handles at once',
      }),
    ),
    slowdown: optional(
      Type.Number({
        minimum: 0,
        default: DEFAULTS.slowdown,
        description:
          'Extra handle time per further parallel chat: with k chats each takes 1 + slowdown·(k − 1) times as long',
      }),
    ),
    deadlineMinutes: optional(
      Minutes('Deferrable work: opening minutes within which a contact must be handled. Absent = real time', 1),
    ),
    escalation: optional(
      Type.Object(
        { to: Id, share: Share('Share of handled contacts handed on') },
        { ...closed, description: 'Contacts handed on to another queue' },
      ),
    ),
    historyHolds: optional(
      Type.Enum(['all', 'direct'], {
        default: DEFAULTS.historyHolds,
        description:
          'Whether the queue’s history holds all its contacts or only those that come directly (escalations on top)',
      }),
    ),
    minimumAgents: optional(
      Type.Integer({
        minimum: 0,
        default: DEFAULTS.minimumAgents,
        description: 'Agents that must be there whenever it is open',
      }),
    ),
    weight: optional(
      Type.Number({
        exclusiveMinimum: 0,
        default: DEFAULTS.weight,
        description: 'Importance of being short; 1 = normal',
      }),
    ),
  },
  closed,
);

const SiteSchema = Type.Object(
  {
    id: Id,
    name: optional(Name('Default: the id')),
    kind: Type.Enum(['home', 'office', 'offshore'], { title: 'a kind of site' }),
    zone: optional(Zone),
    country: optional(Country),
    region: optional(Region),
    law: optional(Type.String({ minLength: 1, description: 'Labour rule set. Default: the country code' })),
    areas: optional(
      Type.Array(
        Type.Object(
          {
            id: Id,
            desks: Type.Union([Type.Integer({ minimum: 0, title: 'a number of desks' }), Type.Null()], {
              title: 'a whole number of desks, or null for no limit',
              description: 'Desks; null = no limit',
            }),
          },
          closed,
        ),
        { minItems: 1, description: 'Default: one area `main` without limit' },
      ),
    ),
  },
  closed,
);

const SkillSchema = Type.Object(
  {
    id: Id,
    name: optional(Name('Default: the id')),
    kind: optional(Type.Enum(['channel', 'line', 'product', 'language'], { description: 'What kind of skill it is' })),
  },
  closed,
);

const ActivitySchema = Type.Object(
  {
    id: Id,
    name: optional(Name('Default: the id')),
    kind: Type.Enum(['login', 'work', 'break', 'meal', 'training', 'meeting', 'coaching', 'leave', 'sick', 'other']),
    paid: optional(Type.Boolean({ description: 'Default: as the shipped activity of its kind' })),
    countsAsWork: optional(Type.Boolean({ description: 'Working time under the law. Default: as its kind' })),
    countsAsShrinkage: optional(Type.Boolean({ description: 'Paid time not on contacts. Default: as its kind' })),
  },
  closed,
);

const ContractSchema = Type.Object(
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

const ShiftSchema = Type.Object(
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

const WorkPlanSchema = Type.Object(
  {
    id: Id,
    name: optional(Name('Default: the id')),
    shifts: Type.Array(Id, { minItems: 1, title: 'ids of shifts', description: 'Shift families, by id' }),
    rules: optional(
      Type.Array(RuleSchema, {
        description: 'Rules beside those of law and contract; times in minutes. See `rooster schema problem`',
      }),
    ),
  },
  closed,
);

const ShrinkageSchema = Type.Object(
  {
    reason: Type.String({ minLength: 1 }),
    percent: Type.Number({
      minimum: 0,
      exclusiveMaximum: 100,
      title: 'a percentage with at most two decimals',
      description: 'Share of paid time, percent, at most two decimals',
    }),
    planned: optional(Type.Boolean({ default: true })),
    inRoster: optional(
      Type.Boolean({
        default: false,
        description:
          'The roster shows it as activities or absences of named people (breaks, leave, training): it raises the scheduled head count, not what the roster covers',
      }),
    ),
  },
  closed,
);

/** `centre.json`. Ids name things elsewhere in the file and in the tables beside it. */
export const CentreFileSchema = Type.Object(
  {
    $schema: optional(Type.String()),
    name: Name('Name of the centre'),
    zone: Zone,
    country: Country,
    region: optional(Region),
    currency: optional(
      Type.String({
        pattern: '^[A-Z]{3}$',
        title: 'an ISO 4217 code like "EUR"',
        issue: 'currency-unknown',
        default: DEFAULTS.currency,
      }),
    ),
    intervalMinutes: optional(
      Type.Enum([15, 30, 60], {
        default: DEFAULTS.intervalMinutes,
        description: 'Intervals in which demand is counted',
      }),
    ),
    slotMinutes: optional(
      Type.Integer({
        minimum: 1,
        maximum: 60,
        default: DEFAULTS.slotMinutes,
        description: 'Grid on which activities start and end; divides the interval',
      }),
    ),
    noticeDays: optional(
      Type.Integer({
        minimum: 0,
        default: DEFAULTS.noticeDays,
        description: 'Days between publication and first day of a roster',
      }),
    ),
    sites: Type.Array(SiteSchema, { minItems: 1, title: 'a site' }),
    skills: optional(Type.Array(SkillSchema, { description: 'Default: one skill per queue, with the queue’s id' })),
    queues: Type.Array(QueueSchema, { minItems: 1, title: 'a queue' }),
    activities: optional(
      Type.Array(ActivitySchema, {
        description: 'Added to the shipped ones (login, work, break, meal, training …) or, by id, in their place',
      }),
    ),
    contracts: Type.Array(ContractSchema, { minItems: 1, title: 'a contract' }),
    shifts: Type.Array(ShiftSchema, { minItems: 1, title: 'a shift family' }),
    workPlans: optional(
      Type.Array(WorkPlanSchema, { minItems: 1, description: 'Default: one plan `all` with all shifts' }),
    ),
    shrinkage: optional(Type.Array(ShrinkageSchema)),
    payFile: optional(
      Type.String({ minLength: 1, description: 'Pay data in this folder. Default: pay.json where there is one' }),
    ),
    lawFile: optional(
      Type.String({ minLength: 1, description: 'Labour rules in this folder. Default: law.json where there is one' }),
    ),
  },
  {
    ...closed,
    $id: 'rooster-centre',
    title: 'Rooster centre',
    description: 'The file centre.json of a centre folder.',
  },
);

export type CentreFile = Type.Static<typeof CentreFileSchema>;
export type QueueFile = Type.Static<typeof QueueSchema>;
export type SiteFile = Type.Static<typeof SiteSchema>;
export type ContractFile = Type.Static<typeof ContractSchema>;
export type ShiftFile = Type.Static<typeof ShiftSchema>;
export type WorkPlanFile = Type.Static<typeof WorkPlanSchema>;
export type ActivityFile = Type.Static<typeof ActivitySchema>;
