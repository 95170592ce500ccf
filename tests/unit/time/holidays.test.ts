import { describe, expect, it } from 'vitest';
import { knowsHolidays, knowsRegion, publicHolidays } from '../../../src/time/holidays.js';
import { addDays } from '../../../src/time/zone.js';

/** Gregorian Easter by the anonymous algorithm (Meeus, Astronomical Algorithms, chapter 8). */
function easter(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const day = ((h + l - 7 * m + 114) % 31) + 1;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

describe('public holidays', () => {
  it('move with Easter, and are the Dutch ones: no Good Friday, 5 May in lustrum years only', () => {
    for (let year = 2020; year <= 2035; year++) {
      const dates = publicHolidays('NL', undefined, `${year}-01-01`, `${year}-12-31`);
      for (const offset of [1, 39, 50]) expect(dates.has(addDays(easter(year), offset))).toBe(true);
      expect(dates.has(addDays(easter(year), -2))).toBe(false);
      if (addDays(easter(year), 39) !== `${year}-05-05`) expect(dates.has(`${year}-05-05`)).toBe(year % 5 === 0);
    }
  });

  it("move King's Day from Sunday to Saturday", () => {
    expect(publicHolidays('NL', undefined, '2025-04-20', '2025-04-30').has('2025-04-26')).toBe(true);
    expect(publicHolidays('NL', undefined, '2026-04-20', '2026-04-30').has('2026-04-27')).toBe(true);
  });

  it('differ by region, keep to the period and cross the year', () => {
    expect(publicHolidays('DE', 'BY', '2026-01-06', '2026-01-06').size).toBe(1);
    expect(publicHolidays('DE', undefined, '2026-01-06', '2026-01-06').size).toBe(0);
    expect([...publicHolidays('NL', undefined, '2026-12-26', '2027-01-01').keys()].sort()).toEqual([
      '2026-12-26',
      '2027-01-01',
    ]);
  });

  it('are empty where they are not known', () => {
    expect(publicHolidays('XX', undefined, '2026-01-01', '2026-12-31').size).toBe(0);
    expect([knowsHolidays('NL'), knowsHolidays('XX'), knowsRegion('DE', 'BY'), knowsRegion('DE', 'XX')]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});
