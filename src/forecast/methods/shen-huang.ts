import type { DayMethod } from '../day-method.js';
import { fitLowRank } from '../low-rank.js';

/** Whole days from four singular vectors of √(Y + ¼), scores as weekday means + AR(1): see {@link fitLowRank}. */
export const shenHuang: DayMethod = {
  id: 'svd',
  minimumDays: 14,
  fit(table) {
    const day = fitLowRank(table, { days: 364, factors: 4, weeklyWeight: 0.9 });
    return { day: day ?? (() => new Float64Array(table.positions)) };
  },
};
