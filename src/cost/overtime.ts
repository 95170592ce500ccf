import type { RosterShift } from '../domain/roster.js';
import { weekStartOf } from '../labour/clock.js';
import { addDays } from '../time/zone.js';
import type { AgentPay, OvertimeTier } from './agent-pay.js';
import { paidSpans, spanMinutes } from './paid-time.js';

/** Minutes over a limit, paid at its surcharge. */
export type Overtime = readonly [tier: OvertimeTier, minutes: number];

const NONE: readonly Overtime[] = [];
const KINDS = ['day', 'week'] as const;

/** Counts one agent's paid minutes towards the limits of day and week; days in order. The week is Monday to Sunday. */
export class OvertimeCounter {
  #week = '';
  /** Paid minutes so far, day overtime apart, in the week. */
  #weekMinutes = 0;
  #date = '';
  #dayMinutes = 0;

  /** @param worked shifts before the roster; those of the week that the roster begins in count towards its limit */
  constructor(readonly worked: readonly RosterShift[]) {}

  /**
   * Overtime in the next paid minutes; a minute is overtime once, of the day before of the week.
   * @param date local date of the shift
   */
  count({ overtime }: AgentPay, date: string, minutes: number): readonly Overtime[] {
    if (overtime.length === 0) return NONE;
    this.#turnTo(date);
    const result: Overtime[] = [];
    let byDay = 0;
    for (const per of KINDS) {
      const before = per === 'day' ? this.#dayMinutes : this.#weekMinutes;
      const counted = per === 'day' ? minutes : minutes - byDay;
      for (const tier of overtime) {
        if (tier.per !== per) continue;
        const over = Math.min(before + counted, tier.toMinutes) - Math.max(before, tier.overMinutes);
        if (over <= 0) continue;
        if (per === 'day') byDay += over;
        result.push([tier, over]);
      }
    }
    this.#dayMinutes += minutes;
    this.#weekMinutes += minutes - byDay;
    return result;
  }

  #turnTo(date: string): void {
    if (date === this.#date) return;
    this.#date = date;
    this.#dayMinutes = 0;
    const week = weekStartOf(date);
    if (week === this.#week) return;
    this.#week = week;
    this.#weekMinutes = 0;
    const end = addDays(week, 7);
    for (const shift of this.worked)
      if (shift.date >= week && shift.date < end && shift.date < date)
        this.#weekMinutes += spanMinutes(paidSpans(shift));
  }
}
