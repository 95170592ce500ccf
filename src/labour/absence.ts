import type { Agent, TimeOff } from '../domain/agent.js';
import type { Contract } from '../domain/centre.js';
import { addDays, isoWeekday } from '../time/zone.js';

/**
 * Paid absence of an agent by local date, minutes: what the file says per day, the minutes of a part of a day, else a fifth of the contract's
 * week on each of Monday to Friday (the same that the roster counts towards the contract). Unpaid leave is not in it.
 */
export function paidAbsence(
  agent: Agent,
  contract: Contract,
  timeOff: readonly TimeOff[],
  fromDate: string,
  toDate: string,
): { readonly date: string; readonly kind: TimeOff['kind']; readonly minutes: number }[] {
  const byDate = new Map<string, { date: string; kind: TimeOff['kind']; minutes: number }>();
  for (const absence of timeOff) {
    if (absence.agent !== agent.id || absence.kind === 'unpaid') continue;
    let date = absence.fromDate > fromDate ? absence.fromDate : fromDate;
    const last = absence.toDate < toDate ? absence.toDate : toDate;
    for (; date <= last; date = addDays(date, 1)) {
      if ((agent.from ?? date) > date || (agent.to ?? date) < date) continue;
      const wholeDay = isoWeekday(date) <= 5 ? (contract.hoursPerWeek * 60) / 5 : 0;
      const partial = absence.fromMinute !== undefined && absence.toMinute !== undefined;
      const minutes = absence.paidMinutesPerDay ?? (partial ? absence.toMinute - absence.fromMinute : wholeDay);
      // Two absences on one day are not paid twice.
      if (minutes > (byDate.get(date)?.minutes ?? 0)) byDate.set(date, { date, kind: absence.kind, minutes });
    }
  }
  return [...byDate.values()];
}
