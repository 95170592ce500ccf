import type { DayTable, Likeness } from './days.js';
import { normalise, sum } from './numbers.js';

/** Weekdays and shape of the day of a donor, all its days alike. */
export function likenessOf(table: DayTable): Likeness {
  const contacts = new Float64Array(7);
  const days = new Float64Array(7);
  const shares = new Float64Array(table.positions);
  table.totals.forEach((total, d) => {
    if (Number.isNaN(total)) return;
    contacts[table.weekday[d]! - 1]! += total;
    days[table.weekday[d]! - 1]!++;
    for (let p = 0; p < shares.length; p++) shares[p]! += table.counts[d * table.positions + p]!;
  });
  const mean = sum(contacts) / Math.max(1, sum(days));
  return {
    weekday: contacts.map((value, w) => (days[w]! > 0 && mean > 0 ? value / days[w]! / mean : 1)),
    shares: normalise(shares),
  };
}
