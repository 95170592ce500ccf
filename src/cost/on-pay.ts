import type { AgentPay } from './agent-pay.js';
import type { DayBill } from './day-bill.js';
import { minorDigits } from './money.js';

/**
 * Holiday allowance, contributions and pension on paid hours. The quantity of a percentage is the wage in major units, its rate the percentage.
 *
 * Where the paid hours of the year exceed the agreed ones by so much that a low contribution becomes a high one after all, the difference on
 * this wage is a line of its own. (What then falls due on the months before is not the roster's cost.)
 * @param extraMinor wage beside the base pay: premiums, overtime, commission
 * @param paidShare paid hours as a share of the agreed ones in the year; asked for only where it matters
 */
export function bookOnPay(
  bill: DayBill,
  pay: AgentPay,
  hours: number,
  extraMinor: number,
  site: string,
  paidShare: () => number,
): void {
  const wage = (hours * pay.hourlyMinor + extraMinor) / 10 ** minorDigits(pay.currency)!;
  if (pay.holidayAllowance !== undefined) bill.add(pay.holidayAllowance, wage, pay, site);
  const withAllowance = wage * (1 + pay.holidayAllowancePercent / 100);
  for (const contribution of pay.contributions) {
    bill.add(contribution, withAllowance, pay, site);
    const { review } = contribution;
    if (review === undefined || paidShare() <= review.overShare) continue;
    const { component } = contribution;
    const reason = `paid hours are ${Math.round(paidShare() * 100)} % of the agreed ones: the high rate applies`;
    bill.add(
      { component: `${component}-review`, unit: 'amount', rateMinor: review.extraRateMinor, reason },
      withAllowance,
      pay,
      site,
    );
  }
  if (pay.pension !== undefined) bill.add(pay.pension, hours, pay, site);
}
