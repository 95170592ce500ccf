import Type from 'typebox';
import { DEFAULTS } from './defaults.js';
import { QueueSchema } from './schema-queue.js';
import { Country, Days, Id, Name, Region, Share, Time, Zone } from './schema-words.js';
import { ContractSchema, FairnessSchema, RotationSchema, ShiftSchema, WorkPlanSchema } from './schema-work.js';

const closed = { additionalProperties: false } as const;
const optional = Type.Optional;

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
    staffing: optional(
      Type.Array(
        Type.Object(
          {
            days: optional(Days('Default: daily')),
            from: optional(Time('Wall clock of the site. Default 00:00')),
            to: optional(Time('Default 24:00')),
            least: Type.Integer({ minimum: 0, title: 'a number of people', description: 'People at least there' }),
            roles: optional(Type.Array(Id, { minItems: 1, description: 'Only these roles or teams count' })),
            weight: optional(
              Type.Number({ minimum: 0, description: 'Cost of a minute and person missing, cents; absent = hard' }),
            ),
          },
          closed,
        ),
        { description: 'Least number of people at the site' },
      ),
    ),
  },
  closed,
);

const SupervisionSchema = Type.Object(
  {
    id: Id,
    trainees: Type.Array(Id, { minItems: 1, title: 'roles or teams of those who learn' }),
    coaches: Type.Array(Id, { minItems: 1, title: 'roles or teams of those who coach' }),
    perCoach: optional(Type.Integer({ minimum: 1, default: 1, description: 'Trainees that one coach is enough for' })),
    sites: optional(Type.Array(Id, { minItems: 1, description: 'Default: each site by itself' })),
    weight: optional(
      Type.Number({ minimum: 0, description: 'Cost of a minute of a trainee without a coach, cents; absent = hard' }),
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
    kind: Type.Enum([
      'login',
      'work',
      'break',
      'meal',
      'training',
      'meeting',
      'coaching',
      'leave',
      'sick',
      'other',
      'on-call',
      'call-out',
    ]),
    paid: optional(Type.Boolean({ description: 'Default: as the shipped activity of its kind' })),
    countsAsWork: optional(Type.Boolean({ description: 'Working time under the law. Default: as its kind' })),
    countsAsShrinkage: optional(Type.Boolean({ description: 'Paid time not on contacts. Default: as its kind' })),
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
    lateLogIn: optional(
      Type.Object(
        {
          share: Share('Share of shifts that log in late'),
          meanSeconds: Type.Number({ minimum: 0, description: 'Mean of the exponential delay' }),
        },
        { additionalProperties: false, description: 'People who log in late, in simulations' },
      ),
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
    rotations: optional(Type.Array(RotationSchema, { description: 'Patterns over weeks for work plans and agents' })),
    fairness: optional(Type.Array(FairnessSchema, { description: 'What is shared out fairly over months' })),
    shrinkage: optional(Type.Array(ShrinkageSchema)),
    supervision: optional(
      Type.Array(SupervisionSchema, { description: 'People who work only where and when a coach does' }),
    ),
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
export type SupervisionFile = Type.Static<typeof SupervisionSchema>;
export type SiteFile = Type.Static<typeof SiteSchema>;
export type ActivityFile = Type.Static<typeof ActivitySchema>;
