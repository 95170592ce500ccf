import type { Calendar } from '../../solver/problem.js';
import type { Centre } from '../domain/centre.js';
import { localDays } from '../time/grid.js';
import { publicHolidays } from '../time/holidays.js';
import { addDays, localMinute, startOfDay, utcOffsetMinutes } from '../time/zone.js';

/** The horizon of a roster problem: whole weeks of the centre's zone as slots from the first local midnight. */
export interface Period {
  readonly fromDate: string;
  /** Last local date, inclusive. */
  readonly toDate: string;
  readonly days: number;
  readonly originMs: number;
  readonly slotMs: number;
  readonly slots: number;
  readonly intervalSlots: number;
}

/** @param fromDate Monday of the first week; @param weeks ≥ 1 */
export function periodOf(centre: Centre, fromDate: string, weeks: number): Period {
  const days = weeks * 7;
  const originMs = startOfDay(fromDate, centre.zone);
  const slotMs = centre.slotMinutes * 60_000;
  return {
    fromDate,
    toDate: addDays(fromDate, days - 1),
    days,
    originMs,
    slotMs,
    slots: (startOfDay(addDays(fromDate, days), centre.zone) - originMs) / slotMs,
    intervalSlots: centre.intervalMinutes / centre.slotMinutes,
  };
}

/** Slot of an instant (rounded down). */
export const slotOf = (period: Period, ms: number): number => Math.floor((ms - period.originMs) / period.slotMs);

/** Instant of a slot. */
export const instantOf = (period: Period, slot: number): number => period.originMs + slot * period.slotMs;

/** Id of the calendar that a site's people live by: zone and holiday calendar together. */
export const calendarIdOf = (site: { zone: string; country: string; region?: string }): string =>
  `${site.zone}/${site.country}${site.region === undefined ? '' : `-${site.region}`}`;

/** Local days of a site as slots, with clock changes and public holidays. */
export function calendarOf(period: Period, site: { zone: string; country: string; region?: string }): Calendar {
  const holidays = publicHolidays(site.country, site.region, period.fromDate, period.toDate);
  return {
    id: calendarIdOf(site),
    zone: site.zone,
    days: localDays(site.zone, period.fromDate, period.days).map((day, index) => ({
      date: day.date,
      weekday: day.weekday,
      week: Math.floor(index / 7),
      startSlot: slotOf(period, day.startMs),
      endSlot: slotOf(period, day.endMs),
      utcOffsetMinutes: utcOffsetMinutes(day.startMs, site.zone),
      ...clockChangeOf(day.startMs, day.endMs, site.zone),
      ...(holidays.has(day.date) ? { holiday: true } : {}),
    })),
  };
}

/**
 * Where local time jumps within a day: how many minutes after its start, and by how much later or earlier the times from
 * there on come. A day whose midnight is skipped begins at 1:00: all its times come an hour earlier.
 */
function clockChangeOf(
  startMs: number,
  endMs: number,
  zone: string,
): { clockChange?: { fromMinute: number; addMinutes: number } } {
  const skipped = localMinute(startMs, zone);
  if (skipped > 0) return { clockChange: { fromMinute: 0, addMinutes: -skipped } };
  const addMinutes = (endMs - startMs) / 60_000 - 1440;
  if (addMinutes === 0) return {};
  const before = utcOffsetMinutes(startMs, zone);
  let low = startMs / 60_000;
  let high = endMs / 60_000 - 1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (utcOffsetMinutes(middle * 60_000, zone) === before) low = middle;
    else high = middle;
  }
  return { clockChange: { fromMinute: high - startMs / 60_000, addMinutes } };
}
