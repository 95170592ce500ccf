import { describe, expect, it } from 'vitest';
import { intervalGrid, localDays } from '../../../src/time/grid.js';
import { BundledZone, formatLocal } from '../../../src/time/luxon-zone.js';
import {
  addDays,
  daysBetween,
  formatInstant,
  formatMinute,
  formatOffset,
  isDate,
  isZone,
  localDate,
  localMinute,
  parseMinute,
  resolveLocal,
  startOfDay,
  utcOffsetMinutes,
} from '../../../src/time/zone.js';
import { zoneDataVersion } from '../../../src/time/zone-data.js';

const at = (iso: string) => Date.parse(iso);

describe('zone data', () => {
  it('knows Morocco on UTC from 20 September 2026 (IANA 2026c), whatever the runtime has', () => {
    expect(zoneDataVersion() >= '2026c').toBe(true);
    expect(utcOffsetMinutes(at('2026-09-19T12:00Z'), 'Africa/Casablanca')).toBe(60);
    expect(utcOffsetMinutes(at('2026-10-01T12:00Z'), 'Africa/Casablanca')).toBe(0);
    expect(formatInstant(at('2026-12-01T08:00Z'), 'Africa/Casablanca')).toBe('2026-12-01T08:00:00+00:00');
  });

  it('knows links and refuses what is no zone', () => {
    expect([isZone('Asia/Calcutta'), isZone('UTC'), isZone('Europe/Utrecht'), isZone('')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(utcOffsetMinutes(0, 'Asia/Calcutta')).toBe(330);
    expect(() => utcOffsetMinutes(0, 'Europe/Utrecht')).toThrow('Europe/Utrecht');
    expect(() => new BundledZone('Europe/Utrecht')).toThrow(RangeError);
  });

  it('formats by luxon with the same data', () => {
    expect(formatLocal(at('2026-11-30T07:00Z'), 'Europe/Amsterdam', 'ccc d LLL HH:mm ZZ')).toBe(
      'Mon 30 Nov 08:00 +01:00',
    );
    expect(formatLocal(at('2026-11-30T07:00Z'), 'America/St_Johns', 'Z ZZ ZZZ')).toBe('-3:30 -03:30 -0330');
  });
});

describe('local days', () => {
  it('have 46, 48 and 50 half hours', () => {
    const grid = intervalGrid('Europe/Amsterdam', '2026-03-28', 3, 30);
    expect([...grid.dayOffset]).toEqual([0, 48, 94, 142]);
    expect([...grid.minute.subarray(48 + 2, 48 + 6)]).toEqual([60, 90, 180, 210]);
    const autumn = intervalGrid('Europe/Amsterdam', '2026-10-25', 1, 30);
    expect(autumn.startMs.length).toBe(50);
    expect([...autumn.minute.subarray(3, 9)]).toEqual([90, 120, 150, 120, 150, 180]);
  });

  it('change by half an hour on Lord Howe Island', () => {
    expect(intervalGrid('Australia/Lord_Howe', '2026-04-05', 1, 30).startMs.length).toBe(49);
    expect(intervalGrid('Australia/Lord_Howe', '2026-10-04', 1, 30).startMs.length).toBe(47);
    expect(intervalGrid('Australia/Lord_Howe', '2026-04-05', 1, 60).startMs.length).toBe(25);
  });

  it('start after midnight where it does not exist, at its first where it occurs twice, never where the day does not', () => {
    expect(startOfDay('2026-04-24', 'Africa/Cairo')).toBe(at('2026-04-24T01:00+03:00'));
    expect(startOfDay('2025-11-02', 'America/Havana')).toBe(at('2025-11-02T00:00-04:00'));
    const [before, skipped, after] = localDays('Pacific/Apia', '2011-12-29', 3);
    expect(skipped!.endMs - skipped!.startMs).toBe(0);
    expect([before!.endMs, after!.startMs]).toEqual([skipped!.startMs, skipped!.endMs]);
  });
});

describe('wall clock', () => {
  it('resolves what exists once, twice and not at all', () => {
    const zone = 'Europe/Amsterdam';
    expect(resolveLocal('2026-11-30', 480, zone)).toEqual({
      instants: [at('2026-11-30T07:00Z')],
      next: at('2026-11-30T07:00Z'),
    });
    expect(resolveLocal('2026-10-25', 150, zone).instants).toEqual([at('2026-10-25T00:30Z'), at('2026-10-25T01:30Z')]);
    expect(resolveLocal('2026-03-29', 150, zone)).toEqual({ instants: [], next: at('2026-03-29T01:00Z') });
    expect(resolveLocal('2026-11-30', 1440 + 60, zone).next).toBe(at('2026-12-01T00:00Z'));
  });

  it('reads and prints', () => {
    expect([
      localDate(at('2026-11-29T23:30Z'), 'Europe/Amsterdam'),
      localMinute(at('2026-11-29T23:30Z'), 'Europe/Amsterdam'),
    ]).toEqual(['2026-11-30', 30]);
    expect([formatOffset(-210), formatOffset(345), formatMinute(1470), formatMinute(5)]).toEqual([
      '-03:30',
      '+05:45',
      '24:30',
      '00:05',
    ]);
    expect(['08:30', '48:00', '48:01', '8:30', '08:60'].map(parseMinute)).toEqual([
      510,
      2880,
      undefined,
      undefined,
      undefined,
    ]);
    expect(['2024-02-29', '2026-02-29', '2026-2-1', 'x'].map(isDate)).toEqual([true, false, false, false]);
    expect([addDays('2026-12-31', 1), addDays('2026-03-01', -1), daysBetween('2026-01-01', '2027-01-01')]).toEqual([
      '2027-01-01',
      '2026-02-28',
      365,
    ]);
  });
});
