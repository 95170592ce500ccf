import Type from 'typebox';
import { DEFAULTS } from './defaults.js';
import { Country, Days, Id, Minutes, Name, Region, Share, Time, Zone } from './schema-words.js';

const closed = { additionalProperties: false } as const;
const optional = Type.Optional;

export const OpeningHoursSchema = Type.Object(
  {
    days: Days('Weekdays on which the queue is open'),
    from: Time('Opens; on the grid of the intervals'),
    to: Time('Closes, after `from`; past midnight is a window of the next day'),
  },
  closed,
);

export const GoalSchema = Type.Object(
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

/** A queue of centre.json. */
export const QueueSchema = Type.Object(
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
    patience: optional(
      Type.Object(
        {
          law: Type.Enum(['exponential', 'log-normal', 'empirical'], { title: 'a law of patience' }),
          variation: optional(
            Type.Number({
              minimum: 0,
              description: 'Coefficient of variation of the log-normal law, around patienceSeconds',
            }),
          ),
          seconds: optional(
            Type.Array(Type.Number({ minimum: 0 }), { minItems: 1, description: 'Measured patiences, each as likely' }),
          ),
        },
        {
          ...closed,
          description:
            'How patience is spread in simulations; default exponential. Formulas always take the mean, exponential',
        },
      ),
    ),
    redial: optional(
      Type.Object(
        {
          share: Share('Share of those who gave up that try again'),
          meanDelaySeconds: Type.Number({ exclusiveMinimum: 0, description: 'Mean time until they do' }),
        },
        { ...closed, description: 'Callers who try again, in simulations' },
      ),
    ),
    atClosing: optional(
      Type.Enum(['serve', 'drop'], {
        default: 'serve',
        description: 'Contacts that wait when the queue closes are still served, or sent away, in simulations',
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
    donor: optional(
      Type.Object(
        {
          queue: Id,
          weeklyContacts: optional(
            Type.Number({
              exclusiveMinimum: 0,
              description: 'Contacts a week that are expected until the own history tells',
            }),
          ),
        },
        {
          ...closed,
          description:
            'A queue that is like this one: weekdays, seasons and the shape of the day are borrowed from it while the own history is young or sparse',
        },
      ),
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

export type QueueFile = Type.Static<typeof QueueSchema>;
