import { expect, it } from 'vitest';
import { publicHolidays } from '../../../src/time/holidays.js';
import { utcOffsetMinutes, zoneDataVersion } from '../../../src/time/zone-data.js';

// A file of its own: zones that were asked for before are remembered.
it('stays the bundled data after the holidays, which bring older data, were loaded', () => {
  const before = zoneDataVersion();
  expect(publicHolidays('MA', undefined, '2026-01-01', '2026-12-31').size).toBeGreaterThan(0);
  expect(zoneDataVersion()).toBe(before);
  // Morocco went back to UTC on 20 September 2026 (IANA 2026c).
  expect(utcOffsetMinutes(Date.parse('2026-10-01T12:00:00Z'), 'Africa/Casablanca')).toBe(0);
});
