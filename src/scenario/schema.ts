import Type from 'typebox';
import type { DeepReadonly } from '../../solver/problem.js';
import { GoalSchema, OpeningHoursSchema } from '../centre/schema-queue.js';
import { Id, Share } from '../centre/schema-words.js';

/**
 * `scenarios.json`: what-ifs by name, each a list of changes that are made one after the other.
 *
 * @example
 * ```json
 * { "scenarios": [
 *   { "name": "plus-10", "changes": [ { "change": "volume", "factor": 1.1 } ] },
 *   { "name": "to-chat", "title": "A fifth of the calls become chats",
 *     "changes": [ { "change": "channel-shift", "from": "service-phone", "to": "service-chat", "share": 0.2 } ] } ] }
 * ```
 */

const closed = { additionalProperties: false } as const;
const optional = Type.Optional;
const change = <Name extends string, Properties extends Type.TProperties>(
  name: Name,
  description: string,
  properties: Properties,
) => Type.Object({ change: Type.Literal(name), ...properties }, { ...closed, title: name, description });

const Factor = (what: string) =>
  Type.Number({ minimum: 0, maximum: 100, title: 'a factor like 1.1', description: `Factor on ${what}; 1 = as it is` });
const LocalDate = (description: string) =>
  Type.String({
    pattern: '^\\d{4}-\\d{2}-\\d{2}$',
    title: 'a date like "2026-01-01"',
    issue: 'date-bad',
    description,
  });
const OneQueue = Type.String({ minLength: 1, title: 'the id of a queue' });
const SomeQueue = optional(
  Type.String({ minLength: 1, title: 'the id of a queue', description: 'Default: every queue' }),
);
const SiteName = Type.String({ minLength: 1, title: 'the id of a site' });
const ContractName = Type.String({ minLength: 1, title: 'the id of a contract' });

export const VolumeChange = change('volume', 'More or fewer contacts in the forecast', {
  factor: Factor('the contacts forecast'),
  queue: SomeQueue,
  fromDate: optional(LocalDate('First local date of the queue concerned. Default: all')),
  toDate: optional(LocalDate('Last local date, inclusive. Default: all')),
});

export const AhtChange = change('aht', 'Longer or shorter handling', {
  factor: Factor('the handle time, that of contacts handed on included'),
  queue: SomeQueue,
});

export const ChannelShiftChange = change('channel-shift', 'Contacts that come through another queue instead', {
  from: OneQueue,
  to: OneQueue,
  share: Share('Share of the contacts of `from` that moves'),
  contactsPerContact: optional(
    Type.Number({
      minimum: 0,
      maximum: 10,
      default: 1,
      title: 'a number of contacts',
      description: 'Contacts in `to` for each that leaves `from`; they have the handle time of `to`',
    }),
  ),
});

export const OpeningHoursChange = change('opening-hours', 'Other opening hours of a queue', {
  queue: OneQueue,
  openingHours: Type.Array(OpeningHoursSchema, { minItems: 1, title: 'an opening window' }),
  keptShare: optional(
    Share('Share of the contacts of hours that close who come at another hour of the same day. Default: 1'),
  ),
  addedShare: optional(
    Share('Share of a day’s contacts that come in newly opened hours instead; needed where hours are added'),
  ),
});

export const ServiceGoalChange = change('service-goal', 'Another promise of a queue', {
  queue: OneQueue,
  goal: optional(GoalSchema),
  deadlineMinutes: optional(
    Type.Integer({
      minimum: 1,
      title: 'whole minutes',
      description: 'Deadline of a deferrable queue, opening minutes',
    }),
  ),
});

export const WageRiseChange = change('wage-rise', 'Pay scales go up', {
  percent: Type.Number({ minimum: -50, maximum: 500, title: 'a percentage', description: 'E.g. 3.5' }),
  fromDate: optional(LocalDate('First day of the new pay. Default: always')),
  scales: optional(
    Type.Array(Type.String({ minLength: 1 }), {
      minItems: 1,
      title: 'the id of a pay scale',
      description: 'Default: every scale that an agent is paid by',
    }),
  ),
});

export const OffshoreShareChange = change(
  'offshore-share',
  'Share of the contract hours that is worked offshore: agents are replaced by others with the same skills until it fits',
  {
    share: Share('Share of the contract hours'),
    queue: optional(
      Type.String({ minLength: 1, title: 'the id of a queue', description: 'Only agents who can take this queue' }),
    ),
    site: optional(
      Type.String({
        minLength: 1,
        title: 'the id of a site',
        description: 'Where the replacements work. Default: the one site of that kind',
      }),
    ),
    model: optional(
      Type.String({
        minLength: 1,
        title: 'the id of an agent',
        description:
          'Agent of that site whose contract, work plan and pay scale they get. Default: one of the commonest kind there',
      }),
    ),
  },
);

export const HomeDaysChange = change('home-days', 'Days a week that may be worked from home', {
  days: Type.Integer({ minimum: 0, maximum: 7, title: 'a number of days' }),
  site: optional(SiteName),
  contract: optional(ContractName),
});

export const HeadCountChange = change('head-count', 'More or fewer agents with a contract', {
  contract: ContractName,
  heads: optional(Type.Integer({ minimum: 0, title: 'a number of people', description: 'How many there are' })),
  add: optional(Type.Integer({ title: 'a number of people', description: 'How many more; negative = fewer' })),
  site: optional(SiteName),
});

export const DesksChange = change('desks', 'Desks of a site', {
  site: SiteName,
  area: optional(Type.String({ minLength: 1, title: 'the id of an area', description: 'Default: its only area' })),
  desks: Type.Union([Type.Integer({ minimum: 0, title: 'a number of desks' }), Type.Null()], {
    title: 'a whole number of desks, or null for no limit',
  }),
});

export const ChangeSchema = Type.Union(
  [
    VolumeChange,
    AhtChange,
    ChannelShiftChange,
    OpeningHoursChange,
    ServiceGoalChange,
    WageRiseChange,
    OffshoreShareChange,
    HomeDaysChange,
    HeadCountChange,
    DesksChange,
  ],
  { title: 'a change' },
);

export const ScenarioSchema = Type.Object(
  {
    name: {
      ...Id,
      pattern: '^[\\p{L}\\p{N}][\\p{L}\\p{N}_.+-]*$',
      title: 'a short name of letters, digits and - _ + .',
    },
    title: optional(Type.String({ minLength: 1, title: 'a title' })),
    changes: Type.Array(ChangeSchema, { title: 'a change' }),
  },
  closed,
);

export const ScenarioFileSchema = Type.Object(
  {
    format: optional(Type.Literal('rooster-scenarios/1')),
    scenarios: Type.Array(ScenarioSchema, { minItems: 1, title: 'a scenario' }),
  },
  { ...closed, $id: 'rooster-scenarios', title: 'Rooster scenarios file' },
);

export type Change = DeepReadonly<Type.Static<typeof ChangeSchema>>;
export type ChangeOf<Name extends Change['change']> = Extract<Change, { readonly change: Name }>;
/** A what-if by name; plain data. */
export type Scenario = DeepReadonly<Type.Static<typeof ScenarioSchema>>;
