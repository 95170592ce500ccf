import type { Agent } from '../domain/agent.js';
import type { Contract } from '../domain/centre.js';
import type { Charge } from './agent-pay.js';
import type { CostLine } from './contract.js';
import { roundToTotal } from './money.js';
import type { TotalsCollector } from './totals.js';

/** Currency of an amount and what its minor unit is worth in minor units of the centre's. */
export interface Money {
  readonly currency: string;
  readonly toCentre: number;
}

/**
 * Collects an agent's components of one date after the other and rounds those of a date together. Millions of lines go through it: what it
 * collects lies in lists that are used again, and only the lines themselves are made.
 */
export class DayBill {
  #count = 0;
  readonly #charges: Charge[] = [];
  readonly #moneys: Money[] = [];
  readonly #sites: string[] = [];
  readonly #quantities: number[] = [];

  constructor(
    readonly agent: Agent,
    readonly contract: Contract,
    readonly centreCurrency: string,
  ) {}

  /** Same component, rate, money and site: one line with the sum of the quantities. */
  add(charge: Charge, quantity: number, money: Money, site: string): void {
    if (quantity * charge.rateMinor === 0) return;
    for (let i = 0; i < this.#count; i++) {
      if (this.#sites[i] === site && isSame(this.#charges[i]!, charge) && isSameMoney(this.#moneys[i]!, money)) {
        this.#quantities[i]! += quantity;
        return;
      }
    }
    const i = this.#count++;
    this.#charges[i] = charge;
    this.#moneys[i] = money;
    this.#sites[i] = site;
    this.#quantities[i] = quantity;
  }

  /**
   * Writes the lines of the date, rounded to the date's rounded total per currency, adds them to the totals, and begins anew.
   * @returns the total of the date in the centre's currency
   */
  finish(date: string, lines: CostLine[], totals: TotalsCollector): number {
    const count = this.#count;
    const exact: number[] = [];
    let foreign = false;
    for (let i = 0; i < count; i++) {
      exact.push(this.#charges[i]!.rateMinor * this.#quantities[i]!);
      if (this.#moneys[i]!.currency !== this.centreCurrency) foreign = true;
    }
    const own = foreign ? this.#roundPerCurrency(exact) : roundToTotal(exact);
    const centre = foreign ? roundToTotal(exact.map((amount, i) => amount * this.#moneys[i]!.toCentre)) : own;
    let total = 0;
    for (let i = 0; i < count; i++) {
      const charge = this.#charges[i]!;
      const centreCostMinor = centre[i]!;
      const line: CostLine = {
        agent: this.agent.id,
        date,
        site: this.#sites[i]!,
        contract: this.contract.id,
        component: charge.component,
        quantity: this.#quantities[i]!,
        unit: charge.unit,
        rateMinor: charge.rateMinor,
        costMinor: own[i]!,
        currency: this.#moneys[i]!.currency,
        centreCostMinor,
        reason: charge.reason,
      };
      total += centreCostMinor;
      lines.push(line);
      totals.addLine(line);
    }
    this.#count = 0;
    return total;
  }

  #roundPerCurrency(exact: readonly number[]): number[] {
    const result = exact.map(() => 0);
    const currencies = this.#moneys.slice(0, exact.length).map(({ currency }) => currency);
    for (const currency of new Set(currencies)) {
      const indices = currencies.flatMap((candidate, i) => (candidate === currency ? [i] : []));
      const rounded = roundToTotal(indices.map((i) => exact[i]!));
      for (let k = 0; k < indices.length; k++) result[indices[k]!] = rounded[k]!;
    }
    return result;
  }
}

const isSame = (a: Charge, b: Charge): boolean =>
  a === b || (a.component === b.component && a.rateMinor === b.rateMinor && a.unit === b.unit);

const isSameMoney = (a: Money, b: Money): boolean =>
  a === b || (a.currency === b.currency && a.toCentre === b.toCentre);
