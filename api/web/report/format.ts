import { formatMinute, localDate, localMinute } from '../../../src/time/zone.js';

/** Numbers as a Dutch reader expects them in an English text is a matter of taste; the report keeps to one: 1,234.5. */
const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const one = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export const count = (value: number): string => whole.format(value);
export const decimal = (value: number): string => one.format(value);
export const percent = (share: number): string => `${one.format(share * 100)} %`;

/** Minor units as money, `EUR 1,234.56`. Decimals by the currency's own custom. */
export function money(minor: number, currency: string): string {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency, currencyDisplay: 'code' });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** digits).replaceAll('\u00a0', ' ');
}

/** Money without its minor units, `EUR 1,235`. */
export const wholeMoney = (minor: number, currency: string): string => money(minor, currency).replace(/\.\d+$/, '');

/** Seconds as `42 s`, `3 min 05 s` or `2.5 h`. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'endless';
  // Rounded once, before it is parted: 179.6 s are 3 min 00 s.
  const rounded = Math.round(seconds);
  if (rounded < 120) return `${rounded} s`;
  if (rounded >= 7200) return `${one.format(seconds / 3600)} h`;
  return `${Math.floor(rounded / 60)} min ${String(rounded % 60).padStart(2, '0')} s`;
}

/** Wall clock `08:30` of an instant. */
export const clock = (ms: number, zone: string): string => formatMinute(localMinute(ms, zone));

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** `Mon 30 Nov`. */
export function dayName(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  const month = day.toLocaleDateString('en-GB', { month: 'short', timeZone: 'UTC' });
  return `${WEEKDAYS[(day.getUTCDay() + 6) % 7]} ${day.getUTCDate()} ${month}`;
}

/** `Mon 30 Nov, 08:30` in a zone. */
export const moment = (ms: number, zone: string): string => `${dayName(localDate(ms, zone))}, ${clock(ms, zone)}`;
