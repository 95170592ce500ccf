import type { AgentPay } from './agent-pay.js';
import { minorOf } from './money.js';
import type { PayScale } from './schema.js';

/** Commission of a scale: a share of base pay per hour, or per sale with the sales expected in an hour. @param unit minor units in a major one */
export function commissionOf(scale: PayScale, hourlyMinor: number, unit: number): Partial<AgentPay> {
  const { commission } = scale;
  if (commission === undefined) return {};
  const component = 'commission';
  if ('percentOfPay' in commission) {
    const rateMinor = (hourlyMinor * commission.percentOfPay) / 100;
    const reason = `${commission.percentOfPay} % of base pay`;
    return { commission: { component, unit: 'hours', rateMinor, reason }, commissionPerHour: 1 };
  }
  const salesPerHour =
    'salesPerHour' in commission ? commission.salesPerHour : commission.contactsPerHour * commission.conversion;
  const reason =
    'salesPerHour' in commission
      ? `${salesPerHour} sales expected per hour`
      : `${commission.contactsPerHour} contacts an hour, ${commission.conversion} of them sales`;
  return {
    commission: { component, unit: 'sales', rateMinor: minorOf(commission.perSale, unit), reason },
    commissionPerHour: salesPerHour,
  };
}
