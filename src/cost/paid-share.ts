import type { RosterShift } from '../domain/roster.js';
import { daysBetween } from '../time/zone.js';
import { getOrMake } from './calendars.js';
import { paidSpans, spanMinutes } from './paid-time.js';

/** Paid time of an agent that is known: shifts before the period, and shifts and paid absence in it. */
export interface KnownTime {
  readonly hoursPerWeek: number;
  readonly worked: readonly RosterShift[];
  readonly shifts: readonly RosterShift[];
  readonly absence: readonly { readonly date: string; readonly minutes: number }[];
  readonly fromDate: string;
  readonly toDate: string;
}

/**
 * Paid hours as a share of the agreed ones in the calendar year of a date, over the days from the first to the last that is known (history
 * and roster), a week at least. A year is added up when it is first asked for.
 */
export function paidShareOf(known: KnownTime): (date: string) => number {
  const years = new Map<string, number>();
  return (date) => getOrMake(years, date.slice(0, 4), () => shareInYear(known, date.slice(0, 4)));
}

function shareInYear(known: KnownTime, year: string): number {
  const { shifts, absence } = known;
  const { workedMinutes, agreedMinutes } = agreedInYear(known, year);
  let minutes = workedMinutes;
  for (const shift of shifts) if (shift.date.slice(0, 4) === year) minutes += spanMinutes(paidSpans(shift));
  for (const off of absence) if (off.date.slice(0, 4) === year) minutes += off.minutes;
  return minutes / agreedMinutes;
}

/** Paid minutes of the period with which the share of the year that it begins in is just the one given; may be below 0. */
export function paidMinutesLeft(known: Omit<KnownTime, 'shifts' | 'absence'>, share: number): number {
  const { workedMinutes, agreedMinutes } = agreedInYear(known, known.fromDate.slice(0, 4));
  return share * agreedMinutes - workedMinutes;
}

/** Paid minutes of a year before the period, and the agreed ones from the first of them to the period's end. */
function agreedInYear(
  { hoursPerWeek, worked, fromDate, toDate }: Omit<KnownTime, 'shifts' | 'absence'>,
  year: string,
): { readonly workedMinutes: number; readonly agreedMinutes: number } {
  let workedMinutes = 0;
  let first = fromDate;
  for (const shift of worked) {
    if (shift.date.slice(0, 4) !== year || shift.date >= fromDate) continue;
    workedMinutes += spanMinutes(paidSpans(shift));
    if (shift.date < first) first = shift.date;
  }
  const from = first < `${year}-01-01` ? `${year}-01-01` : first;
  const to = toDate > `${year}-12-31` ? `${year}-12-31` : toDate;
  const weeks = Math.max(7, daysBetween(from, to) + 1) / 7;
  return { workedMinutes, agreedMinutes: hoursPerWeek * 60 * weeks };
}
