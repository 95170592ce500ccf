import Type from 'typebox';
import type { DeepReadonly } from '../../solver/problem.js';

/**
 * `pay.json`: pay as dated data. Money is in major units with decimals (`15.57` is 15 euros 57), percentages as `8` for 8 %.
 * Only `scales` is required, and a scale needs an id and one of `hourly`, `monthly`, `rate` or `minimumWageFactor`.
 *
 * @example A whole file for a centre of 1999 in shekels; nothing but pay per hour, and 13 % on top:
 * ```json
 * { "replace": true, "currency": "ILS",
 *   "scales": [ { "id": "agent", "hourly": 21.5, "source": "made up" } ],
 *   "schemes": [ { "id": "IL", "contributions": [ { "id": "social-security", "percent": 13 } ] } ] }
 * ```
 * @example The shipped Dutch scheme with one allowance of its own and a scale of its own:
 * ```json
 * { "scales": [ { "id": "L4", "monthly": 3100, "validFrom": "2026-01-01" } ],
 *   "schemes": [ { "id": "NL", "extends": "NL", "travel": [ { "perKm": 0.23, "kmPerDay": 34 } ] } ] }
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
const Currency = Type.String({ pattern: '^[A-Z]{3}$', title: 'an ISO 4217 code like "EUR"', issue: 'currency-bad' });
const Id = Type.String({ minLength: 1, title: 'an id' });
const Money = (description: string) =>
  Type.Number({ minimum: 0, title: 'an amount in major units like 15.57', description });
const Percent = (description: string) => Type.Number({ minimum: 0, maximum: 1000, title: 'a percentage', description });
const Hours = (description: string) => Type.Number({ exclusiveMinimum: 0, maximum: 168, title: 'hours', description });

/** Absent dates: always. `validTo` is the last day. */
const dated = {
  validFrom: Type.Optional(LocalDate),
  validTo: Type.Optional(LocalDate),
  source: Type.Optional(Type.String()),
  status: Type.Optional(Type.Union([Type.Literal('verified'), Type.Literal('derived'), Type.Literal('unverified')])),
  /** From this day on a successor is due: results warn that the record is old. */
  reviewBy: Type.Optional(LocalDate),
};
const record = <P extends Type.TProperties>(properties: P) =>
  Type.Object({ ...dated, ...properties }, { additionalProperties: false });
const list = <P extends Type.TProperties>(properties: P) => Type.Optional(Type.Array(record(properties)));

/** What an agent on the scale is paid. Several records of one id follow each other in time. */
export const PayScaleSchema = record({
  id: Id,
  /** Scheme of employer's costs. Default: the scheme whose id is the country of the agent's site. */
  scheme: Type.Optional(Id),
  /** Default: that of the file, then of the scheme. */
  currency: Type.Optional(Currency),
  hourly: Type.Optional(Money('gross pay per paid hour')),
  /** Hourly pay = month × 12 / 52 / full-time hours a week. */
  monthly: Type.Optional(Money('gross pay per month, full time')),
  /** Full-time hours a week of the monthly pay. Default: those of the contract. */
  fullTimeHours: Type.Optional(Hours('full time a week')),
  /** All-in price of a paid hour (a supplier's rate): nothing comes on top. */
  rate: Type.Optional(Money('all-in price per paid hour')),
  /** Hourly pay as a multiple of the statutory minimum for adults on the date. */
  minimumWageFactor: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  commission: Type.Optional(
    Type.Union([
      Type.Object({ percentOfPay: Percent('of base pay') }, { additionalProperties: false }),
      Type.Object(
        { perSale: Money('per sale'), salesPerHour: Type.Number({ minimum: 0, title: 'sales expected per hour' }) },
        { additionalProperties: false },
      ),
      Type.Object(
        {
          perSale: Money('per sale'),
          contactsPerHour: Type.Number({ minimum: 0, title: 'contacts expected per paid hour' }),
          conversion: Type.Number({ minimum: 0, maximum: 1, title: 'a share of the contacts, 0 to 1' }),
        },
        { additionalProperties: false },
      ),
    ]),
  ),
  /** Premium table instead of the scheme's; `none` for no premiums. */
  premiums: Type.Optional(Id),
});

export const PaySchemeSchema = Type.Object(
  {
    id: Id,
    /** Shipped scheme to start from; the lists given here replace its lists. */
    extends: Type.Optional(Id),
    currency: Type.Optional(Currency),
    holidayAllowance: list({ percent: Percent('of wage') }),
    /** Employer's contributions on wage and holiday allowance. */
    contributions: list({
      id: Id,
      percent: Percent('of wage'),
      /** In place of `percent` for contracts that are not permanent, or on call. */
      flexPercent: Type.Optional(Percent('of wage')),
      /** Always the low percentage under this age for contracts of at most `lowMaxHoursPerWeek`. */
      lowUnderAge: Type.Optional(Type.Integer({ minimum: 0 })),
      lowMaxHoursPerWeek: Type.Optional(Hours('a week')),
      /** The flex percentage after all for contracts under `reviewUnderHours` a week where paid hours exceed this percentage of the agreed ones. */
      reviewUnderHours: Type.Optional(Hours('a week')),
      reviewOverPercent: Type.Optional(Percent('of the contract hours')),
      /** No contribution on yearly wage above this. */
      capPerYear: Type.Optional(Money('per year')),
    }),
    /** On hourly pay with holiday allowance, less the yearly offset spread over full-time hours. */
    pension: list({
      percent: Percent('of the base'),
      offsetPerYear: Type.Optional(Money('per year, full time')),
      fullTimeHours: Type.Optional(Hours('full time a week')),
    }),
    homeAllowance: list({ perDay: Money('per day worked at home') }),
    travel: list({
      perKm: Money('per kilometre'),
      kmPerDay: Type.Number({ minimum: 0, title: 'kilometres there and back' }),
    }),
    seat: list({ perDay: Money('per desk and day') }),
    premiums: list({ table: Id }),
    /** Surcharge on hours over a limit per day or per week; a limit's hours end at `toHours`. */
    overtime: list({
      per: Type.Union([Type.Literal('day'), Type.Literal('week')]),
      overHours: Hours('worked'),
      toHours: Type.Optional(Hours('worked')),
      percent: Percent('on top of pay'),
      /** Premiums by time of day are paid beside it. Default false. */
      withPremiums: Type.Optional(Type.Boolean()),
    }),
    /** A shift called off, or moved, with less notice than so many local days stays due. Default: nothing is due. */
    lateCancellation: list({ noticeDays: Type.Integer({ minimum: 0, maximum: 365, title: 'a number of days' }) }),
    /** Share of the pay that is due for a shift that the agent did not come to. Default: none. */
    noShow: list({ percent: Percent('of pay') }),
    /** Least gross pay per hour. */
    minimumWage: list({
      hourly: Money('adult'),
      /** By whole years of age; ages not named are paid the adult amount. */
      byAge: Type.Optional(Type.Record(Type.String({ pattern: '^\\d{1,2}$' }), Money('per hour'))),
    }),
  },
  { additionalProperties: false },
);

export const PremiumTableSchema = record({
  id: Id,
  /** Premiums are paid per whole stretch of so many minutes in a row; absent = to the minute. */
  stepMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 60 })),
  bands: Type.Array(
    Type.Object(
      {
        id: Id,
        /** `mon`, `mon-fri`, `holiday` …; where several bands hold, the highest is paid and no other. */
        days: Type.Array(
          Type.String({
            pattern: '^(?:holiday|(?:mon|tue|wed|thu|fri|sat|sun)(?:-(?:mon|tue|wed|thu|fri|sat|sun))?)$',
            title: 'days like "mon-fri", "sat" or "holiday"',
            issue: 'days-bad',
          }),
          { minItems: 1 },
        ),
        /** Wall clock; absent = the whole day. A band may run over midnight. */
        from: Type.Optional(Clock),
        to: Type.Optional(Clock),
        percent: Percent('of hourly pay'),
        capPerHour: Type.Optional(Money('highest premium per hour')),
        /** Only in shifts that start before, or end after, this time of the same day. */
        shiftStartsBefore: Type.Optional(Clock),
        shiftEndsAfter: Type.Optional(Clock),
      },
      { additionalProperties: false },
    ),
    { minItems: 1 },
  ),
});

export const PayFileSchema = Type.Object(
  {
    format: Type.Optional(Type.Literal('rooster-pay/1')),
    /** True: the shipped pay data is not used at all. Default: ids given here replace shipped ones, the others stay. */
    replace: Type.Optional(Type.Boolean()),
    /** Of scales and schemes that name none. Default: the centre's. */
    currency: Type.Optional(Currency),
    scales: Type.Array(PayScaleSchema),
    schemes: Type.Optional(Type.Array(PaySchemeSchema)),
    premiumTables: Type.Optional(Type.Array(PremiumTableSchema)),
    /** One unit of `from` is `rate` units of `to`. */
    exchangeRates: list({ from: Currency, to: Currency, rate: Type.Number({ exclusiveMinimum: 0 }) }),
    /** Kilometres there and back per agent, in place of the scheme's. */
    travelKm: Type.Optional(Type.Record(Type.String(), Type.Number({ minimum: 0 }))),
  },
  { $id: 'rooster-pay', title: 'Rooster pay file', additionalProperties: false },
);

export type PayFile = DeepReadonly<Type.Static<typeof PayFileSchema>>;
export type PayScale = DeepReadonly<Type.Static<typeof PayScaleSchema>>;
export type PayScheme = DeepReadonly<Type.Static<typeof PaySchemeSchema>>;
export type PremiumTable = DeepReadonly<Type.Static<typeof PremiumTableSchema>>;
export type PremiumBand = PremiumTable['bands'][number];
export type ExchangeRate = NonNullable<PayFile['exchangeRates']>[number];
/** What every dated record has. */
export interface Dated {
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly source?: string;
  readonly status?: 'verified' | 'derived' | 'unverified';
  readonly reviewBy?: string;
}
