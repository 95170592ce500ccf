import {
  addDays,
  daysBetween,
  isoWeekday,
  localDate,
  parseMinute,
  startOfDay,
  utcOffsetMinutes,
} from '../time/zone.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * Local time of one zone over a stretch of dates, read from a table: audits and pay ask for the wall clock of every quarter
 * of an hour, and asking the zone data each time costs a thousand times as much. Exact at clock changes to the minute.
 */
export class LocalClock {
  /** First and last local date of the table, inclusive. */
  readonly fromDate: string;
  readonly toDate: string;
  readonly #dayStartMs: number[] = [];
  readonly #dates: string[] = [];
  /** Instants from which an offset holds, ascending, and the offsets. */
  readonly #changeMs: number[] = [];
  readonly #offsetMs: number[] = [];

  /** Covers whole local days around the two instants, a week and a day more on either side: rests are looked for in the week after. */
  constructor(
    readonly zone: string,
    fromMs: number,
    toMs: number,
  ) {
    this.fromDate = addDays(localDate(fromMs, zone), -8);
    this.toDate = addDays(localDate(toMs, zone), 8);
    const count = daysBetween(this.fromDate, this.toDate) + 1;
    for (let i = 0; i <= count; i++) {
      const date = addDays(this.fromDate, i);
      this.#dates.push(date);
      this.#dayStartMs.push(startOfDay(date, zone));
    }
    let offset = utcOffsetMinutes(this.#dayStartMs[0]!, zone);
    this.#changeMs.push(Number.NEGATIVE_INFINITY);
    this.#offsetMs.push(offset * MINUTE);
    for (let i = 1; i <= count; i++) {
      const next = utcOffsetMinutes(this.#dayStartMs[i]!, zone);
      if (next === offset) continue;
      this.#changeMs.push(changeBetween(this.#dayStartMs[i - 1]!, this.#dayStartMs[i]!, offset, zone));
      this.#offsetMs.push(next * MINUTE);
      offset = next;
    }
  }

  /** Milliseconds that local time is ahead of UTC. */
  offsetMs(ms: number): number {
    let i = this.#changeMs.length - 1;
    while (ms < this.#changeMs[i]!) i--;
    return this.#offsetMs[i]!;
  }

  /** Minute of the wall clock, 0 to 1439. */
  minute(ms: number): number {
    return Math.floor(((ms + this.offsetMs(ms)) % DAY) / MINUTE);
  }

  /** First clock change after the instant, or infinity: up to there the wall clock runs evenly. */
  nextChange(ms: number): number {
    for (const change of this.#changeMs) if (change > ms) return change;
    return Number.POSITIVE_INFINITY;
  }

  /** Local date; the instant must lie in the table. */
  date(ms: number): string {
    return this.#dates[this.dayIndex(ms)]!;
  }

  /** Index of the local day in the table. */
  dayIndex(ms: number): number {
    const starts = this.#dayStartMs;
    let i = Math.min(starts.length - 2, Math.max(0, Math.floor((ms - starts[0]!) / DAY)));
    while (i > 0 && ms < starts[i]!) i--;
    while (i < starts.length - 2 && ms >= starts[i + 1]!) i++;
    return i;
  }

  /** Instants at which a day of the table starts and ends. */
  day(index: number): { readonly date: string; readonly startMs: number; readonly endMs: number } {
    return { date: this.#dates[index]!, startMs: this.#dayStartMs[index]!, endMs: this.#dayStartMs[index + 1]! };
  }

  /** First instant of a local date of the table, or computed where the date lies outside it. */
  startOfDay(date: string): number {
    const index = daysBetween(this.fromDate, date);
    return this.#dayStartMs[index] ?? startOfDay(date, this.zone);
  }

  /**
   * Instant at which a wall-clock minute (may exceed 1440) is first reached, counted from the midnight of a day of the table; a skipped time is
   * the moment of the change.
   */
  at(dayIndex: number, minute: number): number {
    const days = Math.floor(minute / 1440);
    const start = this.#dayStartMs[dayIndex + days]!;
    const wanted = minute - days * 1440;
    const guess = start + wanted * MINUTE;
    const instant = guess + (this.offsetMs(start) - this.offsetMs(guess));
    return this.minute(instant) === wanted ? instant : this.nextChange(start);
  }
}

/** Instant of the one change between two local midnights, found by bisection to the minute. */
function changeBetween(fromMs: number, toMs: number, before: number, zone: string): number {
  let low = fromMs / MINUTE;
  let high = toMs / MINUTE;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (utcOffsetMinutes(middle * MINUTE, zone) === before) low = middle;
    else high = middle;
  }
  return high * MINUTE;
}

/** Monday of the week that a date lies in, or the day that starts a week (1 = Monday … 7 = Sunday). */
export function weekStartOf(date: string, startsOn = 1): string {
  return addDays(date, -((isoWeekday(date) - startsOn + 7) % 7));
}

const windows = new Map<string, readonly [number, number]>();

/** Two times of day as minutes; the second is moved to the next day where it is not later than the first. */
export function clockWindow(from: string, to: string): readonly [fromMinute: number, toMinute: number] {
  const key = `${from}-${to}`;
  let window = windows.get(key);
  if (window === undefined) {
    const start = parseMinute(from)!;
    const end = parseMinute(to)!;
    window = [start, end > start ? end : end + 1440];
    windows.set(key, window);
  }
  return window;
}
