import { describe, expect, it } from 'vitest';
import type { Calendar } from '../../../solver/problem.js';
import { elapsedMinutes, wallClockMinute } from '../../../solver/recount/wall-clock.js';
import { calendarIdOf, calendarOf, instantOf, type Period, periodOf, slotOf } from '../../../src/schedule/period.js';
import { localMinute, resolveLocal, startOfDay } from '../../../src/time/zone.js';
import { payCentre } from '../../support/pay-centre.js';

const period = (zone: string, fromDate: string, weeks = 1): Period =>
  periodOf(payCentre([], { zone }), fromDate, weeks);
const place = (zone: string, country = 'NL') => ({ zone, country });

/** Every wall-clock quarter hour of each day, by the calendar's own numbers, against the zone data. */
function expectWallClock(own: Period, { zone, days }: Calendar): void {
  for (const day of days) {
    for (let minute = 0; minute < 1440; minute += 15) {
      const slot = day.startSlot + (elapsedMinutes(day, minute) * 60_000) / own.slotMs;
      const instant = resolveLocal(day.date, minute, zone!).next;
      expect(instantOf(own, slot), `${day.date} ${minute}`).toBe(instant);
      expect(slotOf(own, instant)).toBe(slot);
    }
    for (let slot = day.startSlot; slot < day.endSlot; slot++) {
      const minute = wallClockMinute(day, ((slot - day.startSlot) * own.slotMs) / 60_000);
      expect(minute, `${day.date} slot ${slot}`).toBe(localMinute(instantOf(own, slot), zone!));
    }
  }
}

function expectTiles(own: Period, { zone, days }: Calendar): void {
  expect(days).toHaveLength(own.days);
  days.forEach((day, d) => {
    expect(instantOf(own, day.startSlot)).toBe(startOfDay(day.date, zone!));
    if (d > 0) expect(day.startSlot).toBe(days[d - 1]!.endSlot);
    expect(day.week).toBe(Math.floor(d / 7));
  });
}

const CASES = [
  ['Amsterdam, an ordinary week', 'Europe/Amsterdam', 'Europe/Amsterdam', '2026-11-30', undefined],
  ['Amsterdam, clocks forward', 'Europe/Amsterdam', 'Europe/Amsterdam', '2026-03-23', [120, -60]],
  ['Amsterdam, clocks back', 'Europe/Amsterdam', 'Europe/Amsterdam', '2026-10-19', [180, 60]],
  ['Lord Howe, half an hour forward', 'Australia/Lord_Howe', 'Australia/Lord_Howe', '2025-09-29', [120, -30]],
  ['Lord Howe, half an hour back', 'Australia/Lord_Howe', 'Australia/Lord_Howe', '2026-03-30', [120, 30]],
  ['Paramaribo from Amsterdam', 'Europe/Amsterdam', 'America/Paramaribo', '2026-10-19', undefined],
  ['Amsterdam from Paramaribo', 'America/Paramaribo', 'Europe/Amsterdam', '2026-10-19', [180, 60]],
  ['Beirut, midnight skipped', 'Asia/Beirut', 'Asia/Beirut', '2025-03-24', [0, -60]],
  ['Beirut, the hour before midnight twice', 'Asia/Beirut', 'Asia/Beirut', '2025-10-20', [1440, 60]],
] as const;

describe('calendar of a site', () => {
  it.each(CASES)('maps wall clock to slots: %s', (_, centreZone, siteZone, fromDate, change) => {
    const own = period(centreZone, fromDate);
    const calendar = calendarOf(own, place(siteZone));
    expectTiles(own, calendar);
    expectWallClock(own, calendar);
    const changes = calendar.days.flatMap((day) =>
      day.clockChange === undefined ? [] : [[day.clockChange.fromMinute, day.clockChange.addMinutes]],
    );
    expect(changes).toEqual(change === undefined ? [] : [[...change]]);
  });

  it('counts the hours of the week that has one less or one more', () => {
    expect(period('Europe/Amsterdam', '2026-03-23').slots).toBe(167 * 12);
    expect(period('Europe/Amsterdam', '2026-10-19').slots).toBe(169 * 12);
    expect(period('America/Paramaribo', '2026-10-19', 2).slots).toBe(336 * 12);
    expect(period('Australia/Lord_Howe', '2026-03-30').slots).toBe(168.5 * 12);
  });

  it('places a site west of the centre later by the hours between them', () => {
    const own = period('Europe/Amsterdam', '2026-11-30');
    const [monday] = calendarOf(own, place('America/Paramaribo', 'SR')).days;
    // 04:00 in Amsterdam is midnight in Paramaribo.
    expect(monday).toMatchObject({ date: '2026-11-30', weekday: 1, startSlot: 48, utcOffsetMinutes: -180 });
  });

  it('marks the public holidays of the country', () => {
    const own = period('Europe/Amsterdam', '2026-12-21');
    const dates = (country: string): string[] =>
      calendarOf(own, place('Europe/Amsterdam', country))
        .days.filter((day) => day.holiday === true)
        .map((day) => day.date);
    expect(dates('NL')).toEqual(['2026-12-25', '2026-12-26']);
    expect(dates('XX')).toEqual([]);
  });

  it('names a calendar after zone, country and region', () => {
    expect(calendarIdOf({ zone: 'Europe/Berlin', country: 'DE', region: 'BY' })).toBe('Europe/Berlin/DE-BY');
    expect(calendarIdOf(place('Europe/Amsterdam'))).toBe('Europe/Amsterdam/NL');
  });
});
