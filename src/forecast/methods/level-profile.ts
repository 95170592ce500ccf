import type { DayMethod } from '../day-method.js';
import { fitLevel } from '../level.js';
import { fitShape } from '../shape.js';

/** Robust level × weekday of day totals ({@link fitLevel}), spread over the day by {@link fitShape}. */
export const levelProfile: DayMethod = {
  id: 'level-profile',
  minimumDays: 1,
  fit(table) {
    const level = fitLevel(table);
    const shape = fitShape(table);
    return {
      day(ahead) {
        const total = Math.exp(level.log(ahead));
        return shape(ahead).map((share) => share * total);
      },
    };
  },
};
