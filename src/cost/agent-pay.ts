import type { CostLine } from './contract.js';
import type { PremiumTable } from './schema.js';

/** A price of a component: minor units per unit of quantity. */
export interface Charge {
  readonly component: string;
  readonly unit: CostLine['unit'];
  readonly rateMinor: number;
  readonly reason: string;
}

/** An employer's contribution after caps: a percentage of wage with holiday allowance, whose rate is per major unit of wage. */
export interface Contribution extends Charge {
  readonly percent: number;
  /** What is added to the rate where paid hours exceed this share of the agreed ones (see the schema). */
  readonly review?: { readonly extraRateMinor: number; readonly overShare: number };
}

export interface OvertimeTier extends Charge {
  readonly per: 'day' | 'week';
  readonly overMinutes: number;
  readonly toMinutes: number;
  readonly withPremiums: boolean;
}

/** Everything that prices a paid hour and a day of one agent on one date. Amounts in minor units of `currency`, unrounded. */
export interface AgentPay {
  readonly currency: string;
  /** Minor units of the centre's currency per minor unit of `currency`. */
  readonly toCentre: number;
  /** All-in rate: nothing comes on top. */
  readonly allIn: boolean;
  readonly hourlyMinor: number;
  /** Gross pay, or the all-in rate, per paid hour. */
  readonly base: Charge;
  /** Per hour or per sale; `commissionPerHour` units of it are expected in a paid hour. */
  readonly commission?: Charge;
  readonly commissionPerHour: number;
  readonly holidayAllowancePercent: number;
  /** Per major unit of wage. */
  readonly holidayAllowance?: Charge;
  readonly contributions: readonly Contribution[];
  /** Per paid hour. */
  readonly pension?: Charge;
  readonly premiumTable?: PremiumTable;
  readonly overtime: readonly OvertimeTier[];
  /** A shift called off with less notice than so many days stays due. */
  readonly noticeDays: number;
  /** Share of the pay that is due for a shift that the agent did not come to. */
  readonly noShowShare: number;
  readonly home?: Allowance;
  readonly travel?: Allowance & { readonly km: number };
  readonly seat?: Allowance;
}

/** Amount per day (or per km), in the currency of the scheme. */
export interface Allowance extends Charge {
  readonly currency: string;
  readonly toCentre: number;
}

/** Gross employer's cost of one paid hour without premiums, allowances and seat, minor units of the pay's currency. */
export function costPerPaidHour(pay: AgentPay): number {
  if (pay.allIn) return pay.hourlyMinor;
  const commission = (pay.commission?.rateMinor ?? 0) * pay.commissionPerHour;
  return wageCost(pay, pay.hourlyMinor + commission) + (pay.pension?.rateMinor ?? 0);
}

/** Wage with holiday allowance and contributions on both. */
export function wageCost(pay: AgentPay, wageMinor: number): number {
  if (pay.allIn) return wageMinor;
  let percent = 0;
  for (const contribution of pay.contributions) percent += contribution.percent;
  return wageMinor * (1 + pay.holidayAllowancePercent / 100) * (1 + percent / 100);
}
