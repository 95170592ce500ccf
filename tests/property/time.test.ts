import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { intervalGrid } from '../../src/time/grid.js';
import { localResolver } from '../../src/time/local.js';
import { BundledZone } from '../../src/time/luxon-zone.js';
import { isoWeekOf, mondayOfIsoWeek } from '../../src/time/week.js';
import {
  addDays,
  formatInstant,
  isoWeekday,
  localDate,
  localMinute,
  resolveLocal,
  startOfDay,
  utcOffsetMinutes,
} from '../../src/time/zone.js';

const ZONES = [
  'Europe/Amsterdam',
  'Europe/Dublin',
  'America/New_York',
  'America/Havana',
  'America/Paramaribo',
  'Africa/Cairo',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Australia/Adelaide',
  'Pacific/Chatham',
] as const;

// Up to 2025: what is decided since then the zone data of the runtime may not know.
const zones = fc.constantFrom(...ZONES);
const instants = fc
  .integer({ min: Date.parse('2008-01-01') / 60_000, max: Date.parse('2025-12-01') / 60_000 })
  .map((m) => m * 60_000);
const dates = fc.integer({ min: 0, max: 6500 }).map((d) => addDays('2008-01-01', d));
/** Minutes near each clock change are rare by chance: aim at the night hours. */
const minutes = fc.oneof(fc.integer({ min: 0, max: 240 }), fc.integer({ min: 0, max: 1439 }));
const luxon = (ms: number, zone: string) => DateTime.fromMillis(ms, { zone });

describe('time against luxon on the zone data of the runtime', () => {
  it('offset, date, minute and text of an instant', () => {
    fc.assert(
      fc.property(instants, zones, (ms, zone) => {
        const reference = luxon(ms, zone);
        expect(utcOffsetMinutes(ms, zone)).toBe(reference.offset);
        expect(localDate(ms, zone)).toBe(reference.toISODate());
        expect(localMinute(ms, zone)).toBe(reference.hour * 60 + reference.minute);
        expect(Date.parse(formatInstant(ms, zone))).toBe(ms);
      }),
      { numRuns: 600 },
    );
  });

  it('offsets through the bundled zone', () => {
    fc.assert(
      fc.property(instants, zones, (ms, zone) => {
        const own = DateTime.fromMillis(ms, { zone: new BundledZone(zone) });
        expect(own.toFormat('yyyy-LL-dd HH:mm ZZ')).toBe(luxon(ms, zone).toFormat('yyyy-LL-dd HH:mm ZZ'));
      }),
      { numRuns: 300 },
    );
  });

  it('a wall-clock time is shown by each of its instants and by no other', () => {
    fc.assert(
      fc.property(dates, minutes, zones, (date, minute, zone) => {
        const { instants: found, next } = resolveLocal(date, minute, zone);
        const wall = Date.parse(`${date}T00:00:00Z`) + minute * 60_000;
        const shows = (ms: number) => {
          const { year, month, day, hour, minute: m } = luxon(ms, zone);
          return Date.UTC(year, month - 1, day, hour, m);
        };
        // All offsets that exist are multiples of a quarter of an hour from −12:00 to +14:00.
        const expected: number[] = [];
        for (let offset = 14 * 60; offset >= -12 * 60; offset -= 15)
          if (shows(wall - offset * 60_000) === wall) expected.push(wall - offset * 60_000);
        expect(found).toEqual(expected);
        if (found.length > 0) expect(next).toBe(found[0]);
        else expect([shows(next) > wall, shows(next - 60_000) < wall]).toEqual([true, true]);
        const fast = localResolver(zone)(wall);
        expect(typeof fast === 'number' ? [fast] : fast.instants).toEqual(expected);
      }),
      { numRuns: 120 },
    );
  });

  it('a day starts at its first instant', () => {
    fc.assert(
      fc.property(dates, zones, (date, zone) => {
        const start = startOfDay(date, zone);
        expect(luxon(start, zone).toISODate()).toBe(date);
        expect(luxon(start - 60_000, zone).toISODate()).toBe(addDays(date, -1));
      }),
      { numRuns: 400 },
    );
  });

  it('ISO weeks and weekdays', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const reference = DateTime.fromISO(date, { zone: 'utc' });
        expect(isoWeekday(date)).toBe(reference.weekday);
        const week = `${reference.weekYear}-W${String(reference.weekNumber).padStart(2, '0')}`;
        expect(isoWeekOf(date)).toBe(week);
        expect(mondayOfIsoWeek(week)).toBe(reference.startOf('week').toISODate());
      }),
      { numRuns: 400 },
    );
  });
});

describe('grids', () => {
  it('are regular, gapless and labelled by the wall clock', () => {
    fc.assert(
      fc.property(
        dates,
        zones,
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(5, 15, 30, 60),
        (date, zone, days, step) => {
          const grid = intervalGrid(zone, date, days, step);
          expect(grid.startMs[0]).toBe(startOfDay(date, zone));
          for (let i = 0; i < grid.startMs.length; i++) {
            const day = grid.days[grid.day[i]!]!;
            const end = i + 1 < grid.startMs.length ? grid.startMs[i + 1]! : grid.days.at(-1)!.endMs;
            const length = (end - grid.startMs[i]!) / 60_000;
            // Only the last of a day with a change of half an hour may be short.
            expect(length === step || (end === day.endMs && length > 0 && length < step)).toBe(true);
            expect(localDate(grid.startMs[i]!, zone)).toBe(day.date);
            expect(grid.minute[i]).toBe(localMinute(grid.startMs[i]!, zone));
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
