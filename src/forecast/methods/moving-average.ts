import type { DayMethod } from '../day-method.js';
import type { DayTable } from '../days.js';
import { dayCounts, weekdayAhead } from '../days.js';
import { median } from '../numbers.js';

/**
 * Mean or median per position over the last `count` known same weekdays; a weekday that was never seen takes the last
 * `count` known days of any kind. The planners' classic.
 */
export function averageMethod(id: string, count: number, kind: 'mean' | 'median'): DayMethod {
  return {
    id,
    minimumDays: 1,
    fit(table) {
      const rows = Array.from({ length: 7 }, (_, w) => average(table, lastKnown(table, w + 1, count), kind));
      return { day: (ahead) => rows[weekdayAhead(table, ahead) - 1]! };
    },
  };
}

function lastKnown(table: DayTable, weekday: number, count: number): number[] {
  const known: number[] = [];
  const any: number[] = [];
  for (let d = table.totals.length - 1; d >= 0 && known.length < count; d--) {
    if (Number.isNaN(table.totals[d]!)) continue;
    if (table.weekday[d] === weekday) known.push(d);
    if (any.length < count) any.push(d);
  }
  return known.length > 0 ? known : any;
}

function average(table: DayTable, days: readonly number[], kind: 'mean' | 'median'): Float64Array {
  const rows = days.map((d) => dayCounts(table, d));
  return Float64Array.from({ length: table.positions }, (_, p) => {
    if (rows.length === 0) return 0;
    if (kind === 'median') return median(rows.map((row) => row[p]!));
    return rows.reduce((total, row) => total + row[p]!, 0) / rows.length;
  });
}

export const mean4: DayMethod = averageMethod('mean-4', 4, 'mean');
export const mean8: DayMethod = averageMethod('mean-8', 8, 'mean');
export const median8: DayMethod = averageMethod('median-8', 8, 'median');
