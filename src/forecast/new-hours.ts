import type { IsoWeekday } from '../domain/words.js';
import type { NewHours, QueueCalendar } from './contract.js';
import { type DayTable, dayCounts } from './days.js';
import { sum } from './numbers.js';

/** Contacts that should have come before hours without any are taken for hours that were closed: chance e^−9. */
const SURELY_CLOSED = 9;
/** Fewer quiet days than this before the first contact are chance, or a history that began during a day. */
const LEAST_DAYS = 3;
/** A weekday that was never open is taken to run at this share of the others (Saturdays and Sundays mostly are the new ones). */
const NEW_WEEKDAY = 0.4;
/** What is left of the contacts an hour further out than any that was ever open. */
const LEFT_PER_HOUR = 0.75;

export interface Lent {
  readonly table: DayTable;
  readonly hours: readonly NewHours[];
}

/**
 * Fills hours that are open now and were closed before, so that every method learns them like any other: from the same hour of
 * other weekdays in proportion to the hours both have; on a weekday that was never open at two fifths of the others; hours that
 * no weekday ever had from the nearest one, fading by a quarter an hour. What came since the hours were opened counts as it is.
 * Hours are new only where contacts would surely have come; without known opening hours nothing is lent.
 */
export function lendNewHours(table: DayTable, calendar: QueueCalendar): Lent {
  const windows = calendar.openingHours;
  if (windows === undefined || table.totals.length === 0) return { table, hours: [] };
  const { positions, intervalMinutes } = table;
  const isOpen = (w: number, p: number): boolean =>
    windows.some(
      ({ weekdays, fromMinute, toMinute }) =>
        weekdays.includes((w + 1) as IsoWeekday) &&
        fromMinute <= p * intervalMinutes &&
        (p + 1) * intervalMinutes <= toMinute,
    );
  const week = Array.from({ length: 7 }, (_, w) => weekdayRecord(table, w));
  const lent = week.map((own, w) =>
    Array.from({ length: positions }, (_, p) =>
      own.unseen[p]! > 0 && isOpen(w, p) ? own.mean[p]! || fromWeekdays(week, w, p) : 0,
    ),
  );
  lent.forEach((values, w) => {
    const own = week[w]!;
    const known = values.map((value, p) => (own.mean[p]! > 0 ? own.mean[p]! : value));
    values.forEach((value, p) => {
      if (value === 0 && own.unseen[p]! > 0 && isOpen(w, p)) values[p] = fromNearest(known, p, intervalMinutes);
    });
    values.forEach((value, p) => {
      if (value * own.unseen[p]! < SURELY_CLOSED || (own.mean[p]! > 0 && own.unseen[p]! < LEAST_DAYS)) values[p] = 0;
    });
  });
  if (lent.every((values) => sum(values) === 0)) return { table, hours: [] };
  const hours = lent.flatMap((values, w) => {
    const never = values.map((value, p) => (week[w]!.mean[p]! > 0 ? 0 : value));
    return windowsOf(never, w, intervalMinutes);
  });
  return { table: filled(table, week, lent), hours };
}

/** What history says of a weekday: per position the days before the first contact, and the mean since. */
interface WeekdayRecord {
  readonly days: readonly number[];
  /** No day of this weekday ever had a contact. */
  readonly never: boolean;
  readonly unseen: Float64Array;
  readonly mean: Float64Array;
}

function weekdayRecord(table: DayTable, w: number): WeekdayRecord {
  const all = Array.from(table.totals.keys()).filter((d) => table.weekday[d] === w + 1);
  const never = all.every((d) => !(table.totals[d]! > 0));
  const days = never ? all : all.filter((d) => !Number.isNaN(table.totals[d]!));
  const unseen = new Float64Array(table.positions);
  const mean = new Float64Array(table.positions);
  for (let p = 0; p < table.positions; p++) {
    const values = days.map((d) => (never ? 0 : dayCounts(table, d)[p]!));
    const first = values.findIndex((value) => value > 0);
    unseen[p] = first < 0 ? days.length : first;
    if (first >= 0) mean[p] = sum(values.slice(first)) / (days.length - first);
  }
  return { days, never, unseen, mean };
}

/** Mean of what other weekdays have at this hour, each in proportion to the hours that both have. */
function fromWeekdays(week: readonly WeekdayRecord[], w: number, p: number): number {
  const own = week[w]!;
  const offers: number[] = [];
  week.forEach((other, v) => {
    if (v === w || !(other.mean[p]! > 0)) return;
    let mine = 0;
    let theirs = 0;
    own.mean.forEach((value, q) => {
      if (!(value > 0 && other.mean[q]! > 0)) return;
      mine += value;
      theirs += other.mean[q]!;
    });
    if (own.never) offers.push(NEW_WEEKDAY * other.mean[p]!);
    else if (theirs > 0) offers.push((other.mean[p]! * mine) / theirs);
  });
  return offers.length === 0 ? 0 : sum(offers) / offers.length;
}

function fromNearest(known: readonly number[], p: number, intervalMinutes: number): number {
  for (let k = 1; k < known.length; k++) {
    const near = [known[p - k], known[p + k]].filter((value) => value !== undefined && value > 0);
    if (near.length > 0)
      return Math.max(...near.map((value) => value!)) * LEFT_PER_HOUR ** ((k * intervalMinutes) / 60);
  }
  return 0;
}

function filled(table: DayTable, week: readonly WeekdayRecord[], lent: readonly (readonly number[])[]): DayTable {
  const counts = Float64Array.from(table.counts);
  const totals = Float64Array.from(table.totals);
  week.forEach(({ days, never, unseen }, w) => {
    const usual = never ? 0 : sum(days.map((d) => table.totals[d]!)) / Math.max(1, days.length);
    days.forEach((d, k) => {
      const level = usual > 0 ? table.totals[d]! / usual : 1;
      if (never) totals[d] = 0;
      lent[w]!.forEach((value, p) => {
        if (value === 0 || k >= unseen[p]!) return;
        counts[d * table.positions + p] = value * level;
        totals[d]! += value * level;
      });
    });
  });
  return { ...table, counts, totals };
}

function windowsOf(values: readonly number[], w: number, intervalMinutes: number): NewHours[] {
  const hours: NewHours[] = [];
  values.forEach((value, p) => {
    if (value === 0) return;
    const last = hours[hours.length - 1];
    const fromMinute = p * intervalMinutes;
    const toMinute = fromMinute + intervalMinutes;
    if (last?.toMinute === fromMinute)
      hours[hours.length - 1] = { ...last, toMinute, contactsPerDay: last.contactsPerDay + value };
    else hours.push({ weekday: w + 1, fromMinute, toMinute, contactsPerDay: value });
  });
  return hours;
}
