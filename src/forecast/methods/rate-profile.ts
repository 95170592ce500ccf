import type { DayMethod } from '../day-method.js';
import { fitRate } from '../rate.js';
import { fitShape } from '../shape.js';

/** Discounted gamma-Poisson rate × weekday ({@link fitRate}), spread over the day by {@link fitShape}. */
export const rateProfile: DayMethod = {
  id: 'rate-profile',
  minimumDays: 7,
  fit(table) {
    const rate = fitRate(table);
    const shape = fitShape(table);
    return { day: (ahead) => shape(ahead).map((share) => share * rate.total(ahead)) };
  },
};
