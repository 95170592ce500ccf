import type { Contract } from '../domain/centre.js';
import type { RosterShift } from '../domain/roster.js';
import type { AgentPay } from './agent-pay.js';
import { paidMinutesLeft } from './paid-share.js';

/** A contribution whose low rate turns into the high one for all of the pay, as a limit and a price for the roster engine. */
export interface ReviewPrice {
  readonly component: string;
  /** Paid minutes of the period, leave included, up to which the low rate holds. */
  readonly maxPaidMinutes: number;
  /** What the high rate adds to each of them once they are more: minor units of the centre's currency per paid minute, premiums left out. */
  readonly costPerMinute: number;
}

/**
 * Where so many hours may be rostered that a contribution jumps. A period over the end of a year has none: its two parts are judged each in
 * their own year, which one limit cannot say.
 * @param mostPaidMinutes paid minutes that the contract allows in the period
 */
export function reviewPrices(
  pay: AgentPay,
  contract: Contract,
  worked: readonly RosterShift[],
  period: { readonly fromDate: string; readonly toDate: string },
  mostPaidMinutes: number,
): ReviewPrice[] {
  const { fromDate, toDate } = period;
  if (fromDate.slice(0, 4) !== toDate.slice(0, 4)) return [];
  const commission = (pay.commission?.rateMinor ?? 0) * pay.commissionPerHour;
  const wagePerMinute = ((pay.hourlyMinor + commission) * (1 + pay.holidayAllowancePercent / 100)) / 60;
  return pay.contributions.flatMap(({ component, review, rateMinor, percent }): ReviewPrice[] => {
    if (review === undefined || percent === 0) return [];
    const left = paidMinutesLeft({ hoursPerWeek: contract.hoursPerWeek, worked, fromDate, toDate }, review.overShare);
    if (left >= mostPaidMinutes) return [];
    // The rates are minor units per major unit of wage: against the low one they give a share.
    const extraShare = (review.extraRateMinor / rateMinor) * (percent / 100);
    return [
      {
        component,
        maxPaidMinutes: Math.max(0, Math.floor(left)),
        costPerMinute: wagePerMinute * extraShare * pay.toCentre,
      },
    ];
  });
}
