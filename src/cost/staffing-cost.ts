import type { RosterCoverage } from '../domain/roster.js';
import type { CostTotals } from './contract.js';

/** What a queue's hours above and below the wanted ones are worth, whole minor units of the centre's currency. */
export interface StaffingCost {
  readonly queue: string;
  readonly surplusHours: number;
  /** Cost of the hours that nobody asked for. */
  readonly surplusMinor: number;
  readonly shortHours: number;
  /** What the missing hours would have cost: saved on pay, paid in service. */
  readonly shortMinor: number;
}

/**
 * Cost of being over and under, hour by hour at what an hour on the queue costs in this roster; where the queue got none, at what an hour on
 * contacts costs on the whole.
 * @param intervalMinutes length of the intervals of the coverage
 */
export function staffingCost(
  totals: CostTotals,
  coverage: readonly RosterCoverage[],
  intervalMinutes: number,
): StaffingCost[] {
  const hours = (agents: readonly number[]): number =>
    (agents.reduce((sum, value) => sum + value, 0) * intervalMinutes) / 60;
  const onContacts = totals.productiveMinutes / 60;
  return coverage.map(({ queue, covered, over, under }) => {
    const rostered = hours(covered);
    const perHour =
      rostered > 0 ? (totals.byQueue[queue] ?? 0) / rostered : onContacts > 0 ? totals.totalMinor / onContacts : 0;
    const surplusHours = hours(over);
    const shortHours = hours(under);
    return {
      queue,
      surplusHours,
      surplusMinor: Math.round(surplusHours * perHour),
      shortHours,
      shortMinor: Math.round(shortHours * perHour),
    };
  });
}
