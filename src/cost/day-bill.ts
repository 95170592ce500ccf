import type { Agent } from '../domain/agent.js';
import type { Centre, Contract } from '../domain/centre.js';
import type { QueueId } from '../domain/ids.js';
import type { RosterActivity, RosterShift } from '../domain/roster.js';
import type { Allowance } from './agent-pay.js';
import type { CostLine, CostTotals } from './contract.js';
import { roundToTotal, splitTotal } from './money.js';

/** Name under which time that is not on contacts is totalled. */
export const OTHER = 'other';

interface Entry {
  component: string;
  quantity: number;
  unit: CostLine['unit'];
  rateMinor: number;
  currency: string;
  toCentre: number;
  site: string;
  reason: string;
}

/** Collects an agent's components of one date and rounds them together. */
export class DayBill {
  readonly #entries: Entry[] = [];

  constructor(
    readonly agent: Agent,
    readonly contract: Contract,
    readonly date: string,
    readonly centreCurrency: string,
  ) {}

  /** Same component, rate and site: one line with the sum of the quantities. */
  add(
    component: string,
    quantity: number,
    unit: CostLine['unit'],
    rateMinor: number,
    money: { readonly currency: string; readonly toCentre: number },
    site: string,
    reason: string,
  ): void {
    if (quantity * rateMinor === 0) return;
    for (const entry of this.#entries) {
      if (entry.component !== component || entry.rateMinor !== rateMinor || entry.site !== site) continue;
      entry.quantity += quantity;
      return;
    }
    const { currency, toCentre } = money;
    this.#entries.push({ component, quantity, unit, rateMinor, currency, toCentre, site, reason });
  }

  addAllowance(component: string, quantity: number, unit: CostLine['unit'], rate: Allowance, site: string): void {
    this.add(component, quantity, unit, rate.minor, rate, site, rate.reason);
  }

  /** Writes the day's lines, rounded to the day's rounded total per currency, and adds them to the totals. */
  finish(
    lines: CostLine[],
    totals: TotalsCollector,
    shifts: readonly RosterShift[],
    allocation:
      | ((activity: RosterActivity, shift: RosterShift) => ReadonlyMap<QueueId, number> | undefined)
      | undefined,
  ): void {
    const entries = this.#entries;
    if (entries.length === 0) return;
    const foreign = entries.some((entry) => entry.currency !== this.centreCurrency);
    const own = foreign ? this.#roundPerCurrency() : roundToTotal(entries.map(exact));
    const centre = foreign ? roundToTotal(entries.map((entry) => exact(entry) * entry.toCentre)) : own;
    let total = 0;
    for (let i = 0; i < entries.length; i++) {
      const { component, quantity, unit, rateMinor, currency, site, reason } = entries[i]!;
      const centreCostMinor = centre[i]!;
      total += centreCostMinor;
      lines.push({
        agent: this.agent.id,
        date: this.date,
        site,
        contract: this.contract.id,
        component,
        quantity,
        unit,
        rateMinor,
        costMinor: own[i]!,
        currency,
        centreCostMinor,
        reason,
      });
      totals.addLine(site, this.contract.id, component, centreCostMinor);
    }
    totals.addShifts(total, shifts, allocation);
  }

  #roundPerCurrency(): number[] {
    const result = new Array<number>(this.#entries.length).fill(0);
    for (const currency of new Set(this.#entries.map((entry) => entry.currency))) {
      const indices = this.#entries.flatMap((entry, i) => (entry.currency === currency ? [i] : []));
      const rounded = roundToTotal(indices.map((i) => exact(this.#entries[i]!)));
      for (let k = 0; k < indices.length; k++) result[indices[k]!] = rounded[k]!;
    }
    return result;
  }
}

const exact = (entry: Entry): number => entry.quantity * entry.rateMinor;

export type Totals = CostTotals;

/** Adds lines up by site, contract and component, and shares each day out over the queues its time was open to. */
export class TotalsCollector {
  #total = 0;
  #paidMinutes = 0;
  #productiveMinutes = 0;
  readonly #bySite = new Map<string, number>();
  readonly #byContract = new Map<string, number>();
  readonly #byComponent = new Map<string, number>();
  readonly #byQueue = new Map<string, number>();
  readonly #channelOf: ReadonlyMap<string, string>;

  constructor(centre: Centre) {
    this.#channelOf = new Map(centre.queues.map((queue) => [queue.id, queue.channel]));
  }

  addLine(site: string, contract: string, component: string, minor: number): void {
    this.#total += minor;
    add(this.#bySite, site, minor);
    add(this.#byContract, contract, minor);
    add(this.#byComponent, component, minor);
  }

  addPaid(minutes: number): void {
    this.#paidMinutes += minutes;
  }

  /** Shares the cost of a day over the queues by paid time; what is not on contacts goes to `other`. */
  addShifts(
    total: number,
    shifts: readonly RosterShift[],
    allocation:
      | ((activity: RosterActivity, shift: RosterShift) => ReadonlyMap<QueueId, number> | undefined)
      | undefined,
  ): void {
    const time = new Map<string, number>();
    for (const shift of shifts) {
      for (const activity of shift.activities) {
        if (!activity.paid) continue;
        const minutes = (activity.endMs - activity.startMs) / 60_000;
        this.#paidMinutes += minutes;
        const queues = activity.queues;
        if (queues.length === 0) {
          add(time, OTHER, minutes);
          continue;
        }
        this.#productiveMinutes += minutes;
        const shares = queues.length === 1 ? undefined : allocation?.(activity, shift);
        let sum = 0;
        if (shares !== undefined) for (const queue of queues) sum += shares.get(queue) ?? 0;
        for (const queue of queues)
          add(time, queue, sum > 0 ? (minutes * (shares!.get(queue) ?? 0)) / sum : minutes / queues.length);
      }
    }
    if (time.size <= 1) {
      add(this.#byQueue, time.keys().next().value ?? OTHER, total);
      return;
    }
    const parts = splitTotal(total, [...time.values()]);
    let i = 0;
    for (const queue of time.keys()) add(this.#byQueue, queue, parts[i++]!);
  }

  finish(): CostTotals {
    const byChannel = new Map<string, number>();
    for (const [queue, minor] of this.#byQueue) add(byChannel, this.#channelOf.get(queue) ?? OTHER, minor);
    return {
      totalMinor: this.#total,
      bySite: sorted(this.#bySite),
      byContract: sorted(this.#byContract),
      byComponent: sorted(this.#byComponent),
      byQueue: sorted(this.#byQueue),
      byChannel: sorted(byChannel),
      paidMinutes: this.#paidMinutes,
      productiveMinutes: this.#productiveMinutes,
    };
  }
}

function add(map: Map<string, number>, key: string, value: number): void {
  map.set(key, (map.get(key) ?? 0) + value);
}

const sorted = (map: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
