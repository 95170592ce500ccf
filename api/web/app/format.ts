import type { Language } from './settings.js';

/** Formats of numbers, money and instants; `zone` is an IANA name. Formatters are kept: making one takes longer than using it. */
const locale = (language: Language): string => (language === 'nl' ? 'nl-NL' : 'en-GB');

const HOUR_MS = 3_600_000;

const kept = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();
function formatter<T extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => T): T {
  const found = kept.get(key);
  if (found !== undefined) return found as T;
  const made = make();
  kept.set(key, made);
  return made;
}

/** `1.234,5` in Dutch, `1,234.5` in English. */
export const number = (language: Language, value: number, digits = 0): string =>
  formatter(
    `n ${language} ${digits}`,
    () => new Intl.NumberFormat(locale(language), { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  ).format(value);

/** A share from 0 to 1 as `86,5 %`. */
export const percent = (language: Language, share: number, digits = 1): string =>
  `${number(language, share * 100, digits)} %`;

/** Minor units as `€ 1.234,56`. */
export const money = (language: Language, minor: number, currency: string): string =>
  formatter(
    `m ${language} ${currency}`,
    () => new Intl.NumberFormat(locale(language), { style: 'currency', currency }),
  ).format(minor / 100);

/** Money without cents, for large totals. */
export const wholeMoney = (language: Language, minor: number, currency: string): string =>
  formatter(
    `w ${language} ${currency}`,
    () => new Intl.NumberFormat(locale(language), { style: 'currency', currency, maximumFractionDigits: 0 }),
  ).format(minor / 100);

const dateTime = (
  language: Language,
  zone: string,
  shape: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat =>
  formatter(
    `d ${language} ${zone} ${shape}`,
    () => new Intl.DateTimeFormat(locale(language), { timeZone: zone, hourCycle: 'h23', ...options }),
  );

/** `08:30` on the wall clock of the zone. */
export const time = (language: Language, ms: number, zone: string): string =>
  dateTime(language, zone, 'time', { hour: '2-digit', minute: '2-digit' }).format(ms);

/** The same, with its offset where the clock shows it twice that day: `02:30 (+01:00)`. */
export const clockTime = (language: Language, ms: number, zone: string): string => {
  const clock = time(language, ms, zone);
  const twice = [-HOUR_MS, HOUR_MS].some((by) => time(language, ms + by, zone) === clock);
  return twice ? `${clock} (${offset(ms, zone)})` : clock;
};

/** `ma 30 nov`. */
export const day = (language: Language, ms: number, zone: string): string =>
  dateTime(language, zone, 'day', { weekday: 'short', day: 'numeric', month: 'short' }).format(ms).replace(/,/g, '');

/** `maandag 30 november`. */
export const longDay = (language: Language, ms: number, zone: string): string =>
  dateTime(language, zone, 'long', { weekday: 'long', day: 'numeric', month: 'long' }).format(ms);

/** `30 november 2026, 14:05`. */
export const moment = (language: Language, ms: number, zone: string): string =>
  dateTime(language, zone, 'moment', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(ms);

/** Short offset such as `+01:00`, which tells apart the hour that occurs twice. */
export const offset = (ms: number, zone: string): string => {
  const part = dateTime('en', zone, 'offset', { timeZoneName: 'longOffset' })
    .formatToParts(ms)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return part === undefined || part === 'GMT' ? '+00:00' : part.slice(3);
};

/** Local date `2026-11-30` of an instant. */
export const localDate = (ms: number, zone: string): string =>
  formatter(
    `iso ${zone}`,
    () => new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }),
  ).format(ms);

/** A plain date, without zone, in words. */
export const plainDay = (language: Language, date: string): string =>
  day(language, Date.parse(`${date}T12:00:00Z`), 'UTC');
export const plainLongDay = (language: Language, date: string): string =>
  longDay(language, Date.parse(`${date}T12:00:00Z`), 'UTC');

/** Seconds as `5 min 40 s`. */
export const duration = (language: Language, seconds: number): string => {
  if (!Number.isFinite(seconds)) return '∞';
  if (seconds >= 5400) return `${number(language, seconds / 3600, 1)} ${language === 'nl' ? 'u' : 'h'}`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
};
