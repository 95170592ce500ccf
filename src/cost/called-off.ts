import type { RosterShift } from '../domain/roster.js';
import { daysBetween, localDate } from '../time/zone.js';
import { outside, paidSpans } from './paid-time.js';

/** A roster that was published and changed afterwards. */
export interface Change {
  readonly published: readonly RosterShift[];
  /** When people were told. */
  readonly changedMs: number;
}

/**
 * Paid time of one agent that was published and is in the roster no more, where people were told too late: less than so many local days
 * before the date of the shift, that of a call on Monday to a shift on Thursday being three.
 * @param published shifts of the agent as they were published
 * @param shifts shifts of the agent as they are now
 * @param noticeDays days of notice that the law or the agreement asks for on the date of a shift
 * @param zoneOf zone of a site
 * @returns the shifts, with nothing in them but the time called off
 */
export function calledOffLate(
  published: readonly RosterShift[],
  shifts: readonly RosterShift[],
  changedMs: number,
  noticeDays: (date: string) => number,
  zoneOf: (site: string) => string,
): RosterShift[] {
  const now = shifts.flatMap(paidSpans);
  return published.flatMap((shift) => {
    if (daysBetween(localDate(changedMs, zoneOf(shift.site)), shift.date) >= noticeDays(shift.date)) return [];
    const gone = outside(paidSpans(shift), now);
    if (gone.length === 0) return [];
    const activities = gone.map((span) => ({ activity: 'work', ...span, paid: true, queues: [] }));
    return [{ ...shift, activities }];
  });
}
