import { describe, expect, it } from 'vitest';
import { isoWeekOf, mondayOfIsoWeek } from '../../../src/time/week.js';

describe('ISO weeks', () => {
  it('finds the Monday of a week and refuses weeks that do not exist', () => {
    expect(mondayOfIsoWeek('2026-W49')).toBe('2026-11-30');
    expect(mondayOfIsoWeek('2026-W53')).toBe('2026-12-28');
    expect(mondayOfIsoWeek('2025-W53')).toBeUndefined();
    expect(mondayOfIsoWeek('2026-W00')).toBeUndefined();
    expect(mondayOfIsoWeek('2026-49')).toBeUndefined();
  });

  it('puts the first days of January into the last week of the year before', () => {
    expect(isoWeekOf('2027-01-03')).toBe('2026-W53');
    expect(isoWeekOf('2027-01-04')).toBe('2027-W01');
  });
});
