import type { QueueCalendar } from './contract.js';
import type { CycleEffect } from './cycles.js';
import { fitCycles, withoutCycles } from './cycles.js';
import type { DayTable } from './days.js';
import { lastDays } from './days.js';
import type { SpecialDays } from './special-factors.js';
import { learnSpecialDays } from './special-factors.js';

/** Days that methods learn levels and shapes from; special days and seasons are learned from all there is. */
const LEARNING_DAYS = 364;

/** A history split into what methods model (ordinary days of no particular time of month or year) and what is put back. */
export interface Prepared {
  readonly table: DayTable;
  readonly special: SpecialDays;
  readonly cycle: CycleEffect;
}

export function prepare(table: DayTable, calendar: QueueCalendar): Prepared {
  const special = learnSpecialDays(table, calendar);
  // A history of nothing but special days is better than none.
  const ordinary = special.ordinary.totals.some((total) => !Number.isNaN(total)) ? special.ordinary : table;
  const cycle = fitCycles(ordinary, special.rest);
  return { table: lastDays(withoutCycles(ordinary, cycle), LEARNING_DAYS), special, cycle };
}
