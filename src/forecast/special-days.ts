import { addDays, isoWeekday } from '../time/zone.js';
import type { QueueCalendar } from './contract.js';

/** Why a day is not an ordinary one. `group` pools days of one kind; `name` is the same day of other years or occasions. */
export interface SpecialDay {
  readonly group:
    | 'holiday'
    | 'weekend-holiday'
    | 'eve'
    | 'bridge'
    | 'after'
    | 'second-after'
    | 'year-end-holiday'
    | 'year-end-eve'
    | 'year-end'
    | 'new-year'
    | 'between'
    | 'special-day'
    | 'campaign'
    | 'outage';
  readonly name: string;
  /** Volume factor that is known beforehand. */
  readonly factor?: number;
}

/** Days that lie between two holidays at most this far apart run differently (Christmas to New Year, Passover week). */
const BETWEEN_DAYS = 7;

/** Answers per calendar: inner backtests ask for the same dates again and again. */
const memo = new WeakMap<QueueCalendar, Map<string, SpecialDay | null>>();

/**
 * Classifies a local date: public holiday, eve, bridge day between a holiday and the weekend, first day after, between
 * two holidays, or an event. Moving feasts are matched across years because the class carries the holiday's name.
 * @param rest weekdays (index 0 = Monday) that are quiet or closed anyway
 */
export function specialDay(date: string, calendar: QueueCalendar, rest: readonly boolean[]): SpecialDay | undefined {
  let known = memo.get(calendar);
  if (known === undefined) {
    known = new Map();
    memo.set(calendar, known);
  }
  const key = `${date} ${rest.map(Number).join('')}`;
  const remembered = known.get(key);
  if (remembered !== undefined) return remembered ?? undefined;
  const day = classify(date, calendar, rest);
  known.set(key, day ?? null);
  return day;
}

function classify(date: string, calendar: QueueCalendar, rest: readonly boolean[]): SpecialDay | undefined {
  const { holidays } = calendar;
  const isRest = (day: string): boolean => rest[isoWeekday(day) - 1]!;
  const free = (day: string): boolean => holidays.has(day) || isRest(day);
  const event = calendar.events.find(
    (e) =>
      (e.kind === 'special-day' || e.kind === 'campaign' || e.kind === 'outage') &&
      e.fromDate <= date &&
      date <= e.toDate,
  );
  if (event !== undefined) {
    const name = event.note === '' ? event.id : event.note;
    const base = { group: event.kind as 'special-day' | 'campaign' | 'outage', name };
    return event.factor === undefined ? base : { ...base, factor: event.factor };
  }
  const holiday = holidays.get(date);
  if (holiday !== undefined) {
    const working = isYearEnd(date) ? 'year-end-holiday' : 'holiday';
    return { group: isRest(date) ? 'weekend-holiday' : working, name: holiday };
  }
  if (isRest(date)) return undefined;
  const next = addDays(date, 1);
  const previous = addDays(date, -1);
  if (free(next) && free(previous) && (holidays.has(next) || holidays.has(previous)))
    return { group: 'bridge', name: holidays.get(previous) ?? holidays.get(next)! };
  const tomorrow = holidays.get(next);
  if (tomorrow !== undefined) return { group: isYearEnd(date) ? 'year-end-eve' : 'eve', name: tomorrow };
  const between = betweenHolidays(date, holidays);
  if (between !== undefined && date.slice(5) > '12-24') return { group: 'year-end', name: between };
  const passed = passedHoliday(date, holidays, isRest);
  if (passed !== undefined) return { group: isYearEnd(passed.date) ? 'new-year' : 'after', name: passed.name };
  if (between !== undefined) return { group: 'between', name: between };
  if (free(previous)) return undefined;
  const echo = passedHoliday(previous, holidays, isRest);
  return echo === undefined || isYearEnd(echo.date) ? undefined : { group: 'second-after', name: echo.name };
}

/** Days on which whole trades are shut, feast or not: they say nothing about eves and holidays of other seasons. */
const isYearEnd = (date: string): boolean => date.slice(5) >= '12-24' || date.slice(5) <= '01-02';

/** The holiday after which this is the first working day, also across a weekend or a bridge day that follows it. */
function passedHoliday(
  date: string,
  holidays: ReadonlyMap<string, string>,
  isRest: (day: string) => boolean,
): { readonly date: string; readonly name: string } | undefined {
  for (let day = addDays(date, -1), steps = 0; steps < 5; day = addDays(day, -1), steps++) {
    const name = holidays.get(day);
    if (name !== undefined && !isRest(day)) return { date: day, name };
    const bridge = steps > 0 && holidays.has(addDays(day, -1));
    if (name === undefined && !isRest(day) && !bridge) return undefined;
  }
  return undefined;
}

function betweenHolidays(date: string, holidays: ReadonlyMap<string, string>): string | undefined {
  for (let back = 1; back < BETWEEN_DAYS; back++) {
    const before = holidays.get(addDays(date, -back));
    if (before === undefined) continue;
    for (let ahead = 1; ahead + back <= BETWEEN_DAYS; ahead++) {
      const after = holidays.get(addDays(date, ahead));
      if (after !== undefined) return `${before} – ${after}`;
    }
    return undefined;
  }
  return undefined;
}
