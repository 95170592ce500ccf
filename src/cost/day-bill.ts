import type { Agent } from '../domain/agent.js';
import type { Contract } from '../domain/centre.js';
import type { Charge } from './agent-pay.js';
import type { CostLine } from './contract.js';
import { roundToTotal } from './money.js';
import type { TotalsCollector } from './totals.js';

type Open<T> = { -readonly [K in keyof T]: T[K] };

/** Collects an agent's components of one date and rounds them together. */
export class DayBill {
  readonly #lines: Open<CostLine>[] = [];
  /** Unrounded amounts of the lines, in their own currency and in the centre's. */
  readonly #exact: number[] = [];
  readonly #exactInCentre: number[] = [];
  #foreign = false;

  constructor(
    readonly agent: Agent,
    readonly contract: Contract,
    readonly date: string,
    readonly centreCurrency: string,
  ) {}

  /** Same charge and site: one line with the sum of the quantities. */
  add(
    charge: Charge,
    quantity: number,
    money: { readonly currency: string; readonly toCentre: number },
    site: string,
  ): void {
    const { component, unit, rateMinor, reason } = charge;
    const amount = quantity * rateMinor;
    if (amount === 0) return;
    let i = 0;
    for (; i < this.#lines.length; i++) {
      const line = this.#lines[i]!;
      if (line.component === component && line.rateMinor === rateMinor && line.site === site) break;
    }
    const { currency, toCentre } = money;
    if (i === this.#lines.length) {
      this.#lines.push({
        agent: this.agent.id,
        date: this.date,
        site,
        contract: this.contract.id,
        component,
        quantity: 0,
        unit,
        rateMinor,
        costMinor: 0,
        currency,
        centreCostMinor: 0,
        reason,
      });
      this.#exact.push(0);
      this.#exactInCentre.push(0);
      if (currency !== this.centreCurrency) this.#foreign = true;
    }
    this.#lines[i]!.quantity += quantity;
    this.#exact[i]! += amount;
    this.#exactInCentre[i]! += amount * toCentre;
  }

  /** Quantity booked under a component so far, by site. */
  quantityOf(component: string): (readonly [site: string, quantity: number])[] {
    return this.#lines
      .filter((line) => line.component === component)
      .map((line) => [line.site, line.quantity] as const);
  }

  /**
   * Writes the day's lines, rounded to the day's rounded total per currency, and adds them to the totals.
   * @returns the day's total in the centre's currency
   */
  finish(lines: CostLine[], totals: TotalsCollector): number {
    const own = this.#foreign ? this.#roundPerCurrency() : roundToTotal(this.#exact);
    const centre = this.#foreign ? roundToTotal(this.#exactInCentre) : own;
    let total = 0;
    for (let i = 0; i < this.#lines.length; i++) {
      const line = this.#lines[i]!;
      line.costMinor = own[i]!;
      line.centreCostMinor = centre[i]!;
      total += line.centreCostMinor;
      lines.push(line);
      totals.addLine(line);
    }
    return total;
  }

  #roundPerCurrency(): number[] {
    const result = new Array<number>(this.#lines.length).fill(0);
    for (const currency of new Set(this.#lines.map((line) => line.currency))) {
      const indices = this.#lines.flatMap((line, i) => (line.currency === currency ? [i] : []));
      const rounded = roundToTotal(indices.map((i) => this.#exact[i]!));
      for (let k = 0; k < indices.length; k++) result[indices[k]!] = rounded[k]!;
    }
    return result;
  }
}
