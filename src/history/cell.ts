const ZERO = 48;
const MINUTE = 60_000;

/**
 * A number as people and exports write it: decimal point or comma, optional exponent; no thousands separators, since
 * `1.234` could be both.
 * @returns NaN where the text is none
 */
export function readNumber(text: string): number {
  // Nearly all cells are short whole numbers.
  let whole = 0;
  let i = 0;
  for (; i < text.length && i < 15; i++) {
    const digit = text.charCodeAt(i) - ZERO;
    if (digit < 0 || digit > 9) break;
    whole = whole * 10 + digit;
  }
  if (i === text.length && i > 0) return whole;
  return /^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
}

/** A timestamp: the wall clock it shows as if it were UTC, and its offset, NaN where it states none. */
export interface Timestamp {
  readonly wallMs: number;
  readonly offsetMinutes: number;
}

const TIMESTAMP =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * ISO 8601 date and time, `T` or a space between; `Z`, `+01:00`, `+0100` or `+01` or nothing after it; `24:00` is the end of
 * the day.
 * @returns undefined where the text is none or the date does not exist
 */
export function readTimestamp(text: string): Timestamp | undefined {
  const match = TIMESTAMP.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second = '0', fraction = '0', offset] = match;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // Date.UTC lets 31 April run over into May and takes the year 26 for 1926.
  const exists = new Date(midnight).toISOString().startsWith(`${year}-${month}-${day}`);
  const minutes = Number(hour) * 60 + Number(minute);
  if (!exists || Number(minute) > 59 || Number(second) > 59 || minutes > 1440) return undefined;
  const seconds = Number(second) + Number(`0.${fraction}`);
  if (minutes === 1440 && seconds > 0) return undefined;
  const offsetMinutes = readOffset(offset);
  if (offsetMinutes === undefined) return undefined;
  return { wallMs: midnight + minutes * MINUTE + Math.round(seconds * 1000), offsetMinutes };
}

function readOffset(text: string | undefined): number | undefined {
  if (text === undefined) return Number.NaN;
  if (text === 'Z' || text === 'z') return 0;
  const digits = text.slice(1).replace(':', '');
  const hours = Number(digits.slice(0, 2));
  const minutes = Number(digits.slice(2) || '0');
  // Real offsets lie between −12:00 and +14:00.
  if (hours > 14 || minutes > 59) return undefined;
  const size = hours * 60 + minutes;
  return text.startsWith('-') ? -size : size;
}
