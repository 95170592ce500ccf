import Type from 'typebox';

/** Building blocks of the schemas of a centre's files. `issue` is the code of a text that does not fit. */

export const Id = Type.String({
  minLength: 1,
  pattern: '^[^\\s|,;:]+$',
  title: 'an id: a short name without spaces and without | , ; :',
  issue: 'id-bad',
});
export const Name = (description: string) => Type.String({ minLength: 1, title: 'a name', description });

/** Wall clock, 00:00 to 24:00. */
export const Time = (description: string) =>
  Type.String({
    pattern: '^(?:[01]\\d|2[0-3]):[0-5]\\d$|^24:00$',
    title: 'a time of day like "08:00" (up to "24:00")',
    issue: 'time-bad',
    description,
  });

/** Wall clock that may run into the next day, up to 48:00. */
export const LongTime = (description: string) =>
  Type.String({
    pattern: '^(?:[0-3]\\d|4[0-7]):[0-5]\\d$|^48:00$',
    title: 'a time like "21:30"; after midnight "25:00" for one o’clock',
    issue: 'time-bad',
    description,
  });

const DAY = '(?:mon|tue|wed|thu|fri|sat|sun)';
export const DAY_NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
/** Text form of weekdays, also used in CSV cells. */
export const DAYS_PATTERN = `^(?:daily|${DAY}(?:-${DAY})?(?:[,| ] ?${DAY}(?:-${DAY})?)*)$`;

export const Days = (description: string) =>
  Type.Union(
    [
      Type.String({ pattern: DAYS_PATTERN, title: 'weekdays like "mon-fri", "mon,wed" or "daily"', issue: 'days-bad' }),
      Type.Array(Type.Enum([...DAY_NAMES]), { minItems: 1, title: 'weekdays' }),
    ],
    { title: 'weekdays like "mon-fri" or ["mon", "wed"]', description },
  );

export const Minutes = (description: string, minimum = 0) =>
  Type.Integer({ minimum, title: 'whole minutes', description });
export const Hours = (description: string) =>
  Type.Number({ exclusiveMinimum: 0, maximum: 168, title: 'hours', description });
export const Share = (description: string) =>
  Type.Number({ minimum: 0, maximum: 1, title: 'a share from 0 to 1', description });
export const Zone = Type.String({
  minLength: 1,
  title: 'an IANA zone like "Europe/Amsterdam"',
  description: 'IANA time zone, e.g. `Europe/Amsterdam`',
});
export const Country = Type.String({
  pattern: '^[A-Z]{2}$',
  title: 'an ISO 3166 country code like "NL"',
  issue: 'country-unknown',
  description: 'ISO 3166 country code; its public holidays are used',
});
export const Region = Type.String({
  minLength: 1,
  title: 'a region code like "BY"',
  description: 'Subdivision of the country for regional holidays, e.g. `BY`',
});
