import Type from 'typebox';
import type { DeepReadonly } from '../../solver/problem.js';
import { Days, Id, Share, Time } from '../centre/schema-words.js';

const closed = { additionalProperties: false } as const;
const optional = Type.Optional;
const DateText = (description: string) =>
  Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', title: 'a date like "2026-11-22"', issue: 'date-bad', description });
const Positive = (description: string) => Type.Number({ exclusiveMinimum: 0, description });
const NotNegative = (description: string) => Type.Number({ minimum: 0, description });

const ProfileSchema = Type.Object(
  {
    days: Days('Weekdays with this profile'),
    from: Time('Start of the first weight'),
    weights: Type.Array(NotNegative('Relative volume of an interval'), {
      minItems: 1,
      description: 'One weight per interval of the centre; only their proportions matter',
    }),
  },
  closed,
);

const QueueHistorySchema = Type.Object(
  {
    queue: Id,
    weeklyVolume: Positive('Mean contacts of a week without holidays and events, at the start date and season 1'),
    growthPerYear: Type.Number({ minimum: -0.9, maximum: 9, description: 'Yearly growth, compound: 0.03 = 3 %' }),
    weekday: Type.Array(NotNegative('Relative volume of a weekday'), {
      minItems: 7,
      maxItems: 7,
      description: 'Monday to Sunday',
    }),
    season: Type.Array(Positive('Factor in the middle of a month'), {
      minItems: 12,
      maxItems: 12,
      description: 'January to December; linear between the fifteenths',
    }),
    dayCv: Share(
      'Coefficient of variation of the day factor (gamma, mean 1); the counts of a day given it are Poisson',
    ),
    profiles: Type.Array(ProfileSchema, { minItems: 1 }),
    holidayFactor: optional(NotNegative('Volume on public holidays of a queue that is open on them. Default: 1')),
    rebound: optional(
      Type.Array(Positive('Factor'), { description: 'Factors of the first, second … open day after a public holiday' }),
    ),
    yearDays: optional(
      Type.Record(Type.String({ pattern: '^\\d{2}-\\d{2}$' }), NotNegative('Factor'), {
        description: 'Factors of days of the year, by MM-DD',
      }),
    ),
    aht: Type.Object(
      {
        seconds: Positive('Mean handle time at the start date'),
        driftPerYear: Type.Number({ minimum: -0.9, maximum: 9, description: 'Yearly change, compound' }),
        cvPerContact: NotNegative('Coefficient of variation between contacts (log-normal)'),
        dayCv: Share('Coefficient of variation between days (log-normal, mean 1)'),
      },
      closed,
    ),
    service: optional(
      Type.Object(
        {
          waitSeconds: Positive('Mean wait of all contacts at the expected volume'),
          patienceSeconds: Positive('Mean patience (exponential): P(abandon) = mean wait / mean patience'),
          targetSeconds: Positive('Threshold of answered_in_target'),
          occupancy: Type.Number({
            exclusiveMinimum: 0,
            maximum: 1,
            description: 'Share of time on contacts that staffing aimed at',
          }),
        },
        { ...closed, description: 'Waits of a real-time queue; absent for deferrable work' },
      ),
    ),
  },
  closed,
);

const SampleEventSchema = Type.Object(
  {
    queue: optional(Id),
    fromDate: DateText('First day'),
    toDate: DateText('Last day'),
    from: optional(Time('Part of each day')),
    to: optional(Time('Part of each day')),
    factor: NotNegative('Volume factor'),
    note: Type.String(),
  },
  closed,
);

const GapSchema = Type.Object(
  {
    queue: optional(Id),
    date: DateText('Day without rows'),
    from: optional(Time('Part of the day')),
    to: optional(Time('Part of the day')),
  },
  closed,
);

/** `generator.json`: how the history of a made-up centre comes about. */
export const HistoryParametersSchema = Type.Object(
  {
    seed: Type.Integer(),
    from: DateText('First local day'),
    to: DateText('Last local day, inclusive'),
    queues: Type.Array(QueueHistorySchema, { minItems: 1 }),
    events: Type.Array(SampleEventSchema),
    missing: Type.Object(
      { share: Share('Share of intervals without a row, at random'), gaps: Type.Array(GapSchema) },
      closed,
    ),
  },
  { ...closed, $id: 'rooster-history-generator', title: 'Parameters of a made-up history' },
);

export type HistoryParameters = DeepReadonly<Type.Static<typeof HistoryParametersSchema>>;
export type QueueHistoryParameters = HistoryParameters['queues'][number];
