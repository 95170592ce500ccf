import type { DayMethod } from '../day-method.js';
import { weekdayAhead } from '../days.js';
import { fitLevel } from '../level.js';
import { fitProfiles } from '../profile.js';

/** Robust level × weekday of day totals ({@link fitLevel}) spread by weekday profiles ({@link fitProfiles}). */
export const levelProfile: DayMethod = {
  id: 'level-profile',
  minimumDays: 1,
  fit(table) {
    const level = fitLevel(table);
    const { profiles } = fitProfiles(table);
    return {
      day(ahead) {
        const total = Math.exp(level.log(ahead));
        return profiles[weekdayAhead(table, ahead) - 1]!.map((share) => share * total);
      },
    };
  },
};
