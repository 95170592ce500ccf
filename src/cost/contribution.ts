import type { Contract } from '../domain/centre.js';
import type { Contribution } from './agent-pay.js';
import { sourceOf } from './pay-records.js';
import type { PayScheme } from './schema.js';

type ContributionRecord = NonNullable<PayScheme['contributions']>[number];

/**
 * A contribution for a contract: the low percentage or the flexible one, under the yearly cap.
 * @param yearWage wage with holiday allowance of the contract's hours over a year, major units
 * @param unit minor units in a major one
 */
export function contributionOf(
  record: ContributionRecord,
  contract: Contract,
  age: number,
  yearWage: number,
  unit: number,
): Contribution {
  const { flexPercent, reviewOverPercent } = record;
  const alwaysLow =
    record.lowUnderAge !== undefined &&
    age < record.lowUnderAge &&
    contract.hoursPerWeek <= (record.lowMaxHoursPerWeek ?? Number.POSITIVE_INFINITY);
  const flex = flexPercent !== undefined && (!contract.permanent || contract.onCall) && !alwaysLow;
  const percent = flex ? flexPercent : record.percent;
  // The cap is a yearly amount: the part of the year's wage under it bears the contribution, evenly over the year.
  const share = record.capPerYear === undefined ? 1 : Math.min(1, record.capPerYear / yearWage);
  const reviewed = !flex && !alwaysLow && contract.hoursPerWeek < (record.reviewUnderHours ?? Number.POSITIVE_INFINITY);
  const capped = share < 1 ? ` on ${(share * 100).toFixed(1)} % of wage (cap ${record.capPerYear})` : '';
  return {
    component: `employer:${record.id}`,
    unit: 'amount',
    rateMinor: (percent * share * unit) / 100,
    percent: percent * share,
    reason: `${percent} %${flex ? ' (flexible)' : ''}${capped}; ${sourceOf(record)}`,
    ...(reviewed && flexPercent !== undefined && reviewOverPercent !== undefined
      ? {
          review: {
            extraRateMinor: ((flexPercent - record.percent) * share * unit) / 100,
            overShare: reviewOverPercent / 100,
          },
        }
      : {}),
  };
}
