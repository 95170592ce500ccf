import type { DayMethod } from '../day-method.js';
import { averageMethod } from './moving-average.js';

/** The last same weekday that is known: Ŷ_{d,p} = Y_{d−7,p}. The yardstick of MASE. */
export const seasonalNaive: DayMethod = averageMethod('seasonal-naive', 1, 'mean');
