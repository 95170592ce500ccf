import type { Issue } from '../errors.js';

/** One booked amount with its reason. Amounts are whole minor units; lines add up to the totals exactly. */
export interface CostLine {
  readonly agent: string;
  /** Local date of the shift or the first day of the week for weekly components. */
  readonly date: string;
  readonly site: string;
  readonly contract: string;
  /** `base-pay`, `premium:…`, `holiday-allowance`, `employer:…`, `pension`, `home-allowance`, `travel`, `seat`, `offshore-rate`, `commission`, `leave-pay` … */
  readonly component: string;
  /** Quantity and unit that the rate applies to. */
  readonly quantity: number;
  readonly unit: 'hours' | 'days' | 'km' | 'sales' | 'amount';
  /** Minor units per unit of quantity; may have decimals. */
  readonly rateMinor: number;
  readonly costMinor: number;
  readonly currency: string;
  /** Amount in the centre's currency, minor units, whole. Equal to costMinor where the currencies agree. */
  readonly centreCostMinor: number;
  /** Rule or source of the rate. */
  readonly reason: string;
}

/** Totals in the centre's currency, minor units. */
export interface CostTotals {
  readonly totalMinor: number;
  readonly bySite: Readonly<Record<string, number>>;
  readonly byContract: Readonly<Record<string, number>>;
  readonly byComponent: Readonly<Record<string, number>>;
  /** Shares of shifts' cost by the queues their time is given to; `other` = time not on contacts. */
  readonly byQueue: Readonly<Record<string, number>>;
  readonly byChannel: Readonly<Record<string, number>>;
  readonly paidMinutes: number;
  readonly productiveMinutes: number;
}

export interface CostReport {
  readonly currency: string;
  readonly lines: readonly CostLine[];
  readonly totals: CostTotals;
  /** Total per hour open to contacts; absent where there is none. Unrounded. */
  readonly perProductiveHourMinor?: number;
  /** Cost per contact handled by queue, where contacts were given. Unrounded. */
  readonly perContactMinor?: Readonly<Record<string, number>>;
  /** Records that are old or unverified, schemes that are missing. */
  readonly warnings: readonly Issue[];
}
