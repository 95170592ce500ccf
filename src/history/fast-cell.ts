import { readTimestamp, type Timestamp } from './cell.js';

const ZERO = 48;
const DASH = 45;
const COLON = 58;
const MINUTE = 60_000;
/** Whole numbers of so many digits are exact, and so is their quotient by a power of ten up to there: the nearest double. */
const EXACT_DIGITS = 15;
const TENS = Float64Array.from({ length: EXACT_DIGITS + 1 }, (_, k) => Number(`1e${k}`));

/**
 * A number of digits with at most one point or comma, out of a text: what {@link readNumber} makes of the cell.
 * @returns -1 where the cell holds anything else
 */
export function digitsAt(text: string, from: number, to: number): number {
  let value = 0;
  let digits = 0;
  let decimals = -1;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - ZERO;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digits++;
      if (decimals >= 0) decimals++;
    } else if (decimals < 0 && (digit === -2 || digit === -4)) decimals = 0;
    else return -1;
  }
  if (digits === 0 || digits > EXACT_DIGITS) return -1;
  return decimals > 0 ? value / TENS[decimals]! : value;
}

const twoDigits = (text: string, at: number): number => {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
};

/**
 * Reads timestamps out of a text as {@link readTimestamp} does. The usual forms, `YYYY-MM-DD[T ]HH:MM[:SS][Z|±HH[:]MM]`, are taken
 * apart by hand; the midnight of a date is looked up once for the rows of a day.
 */
export class TimestampReader implements Timestamp {
  wallMs = 0;
  offsetMinutes = Number.NaN;
  #date = Number.NaN;
  #midnight = 0;

  /** False where the cell is no timestamp; else what it says is in the fields. */
  read(text: string, from: number, to: number): boolean {
    return this.#readUsual(text, from, to) || this.#readAny(text.slice(from, to));
  }

  #readAny(text: string): boolean {
    const time = readTimestamp(text);
    if (time === undefined) return false;
    this.wallMs = time.wallMs;
    this.offsetMinutes = time.offsetMinutes;
    return true;
  }

  #readUsual(text: string, from: number, to: number): boolean {
    if (to - from < 16) return false;
    const joint = text.charCodeAt(from + 10);
    if (
      text.charCodeAt(from + 4) !== DASH ||
      text.charCodeAt(from + 7) !== DASH ||
      text.charCodeAt(from + 13) !== COLON ||
      (joint !== 84 && joint !== 32)
    )
      return false;
    const date =
      twoDigits(text, from) * 1_000_000 +
      twoDigits(text, from + 2) * 10_000 +
      twoDigits(text, from + 5) * 100 +
      twoDigits(text, from + 8);
    const hour = twoDigits(text, from + 11);
    const minute = twoDigits(text, from + 14);
    let at = from + 16;
    let second = 0;
    if (at < to && text.charCodeAt(at) === COLON) {
      if (at + 3 > to) return false;
      second = twoDigits(text, at + 1);
      at += 3;
    }
    // What is left over, 24:00 among it, is for the slow way to judge.
    if (!(hour < 24 && minute < 60 && second < 60)) return false;
    const offset = offsetAt(text, at, to);
    if (offset === undefined || !this.#findMidnight(date, text, from)) return false;
    this.wallMs = this.#midnight + (hour * 60 + minute) * MINUTE + second * 1000;
    this.offsetMinutes = offset;
    return true;
  }

  #findMidnight(date: number, text: string, from: number): boolean {
    if (date === this.#date) return true;
    const midnight = readTimestamp(`${text.slice(from, from + 10)}T00:00`);
    if (midnight === undefined) return false;
    this.#date = date;
    this.#midnight = midnight.wallMs;
    return true;
  }
}

/** NaN where nothing follows, undefined where it is not one of the usual forms. */
function offsetAt(text: string, at: number, to: number): number | undefined {
  if (at === to) return Number.NaN;
  const sign = text.charCodeAt(at);
  if (sign === 90) return at + 1 === to ? 0 : undefined;
  if (sign !== DASH && sign !== 43) return undefined;
  const colon = text.charCodeAt(at + 3) === COLON ? 1 : 0;
  if (at + 5 + colon !== to) return undefined;
  const hours = twoDigits(text, at + 1);
  const minutes = twoDigits(text, at + 3 + colon);
  if (!(hours <= 14 && minutes < 60)) return undefined;
  const size = hours * 60 + minutes;
  return sign === DASH ? -size : size;
}
