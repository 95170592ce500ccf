import type { Centre } from '../domain/centre.js';
import type { QueueId } from '../domain/ids.js';
import type { RosterActivity, RosterShift } from '../domain/roster.js';
import type { CostLine, CostTotals } from './contract.js';
import { splitTotal } from './money.js';

/** Name under which time that is not on contacts is totalled. */
export const OTHER = 'other';

/** Share of an activity's time per queue where it is open to several. */
export type Allocation = (activity: RosterActivity, shift: RosterShift) => ReadonlyMap<QueueId, number> | undefined;

/** Sums by name; a name is looked up once per addition. */
class Sums {
  readonly #sums = new Map<string, { value: number }>();

  add(key: string, value: number): void {
    const sum = this.#sums.get(key);
    if (sum === undefined) this.#sums.set(key, { value });
    else sum.value += value;
  }

  entries(): (readonly [string, number])[] {
    return [...this.#sums].map(([key, sum]) => [key, sum.value] as const);
  }

  record(): Record<string, number> {
    return Object.fromEntries(this.entries().sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  }
}

/** Adds lines up by site, contract and component, and shares each day out over the queues its time was open to. */
export class TotalsCollector {
  #total = 0;
  #paidMinutes = 0;
  #productiveMinutes = 0;
  readonly #bySite = new Sums();
  readonly #byContract = new Sums();
  readonly #byComponent = new Sums();
  readonly #byQueue = new Sums();
  readonly #channelOf: ReadonlyMap<string, string>;

  constructor(
    centre: Centre,
    readonly allocation: Allocation | undefined,
  ) {
    this.#channelOf = new Map(centre.queues.map((queue) => [queue.id, queue.channel]));
  }

  addLine(line: CostLine): void {
    this.#total += line.centreCostMinor;
    this.#bySite.add(line.site, line.centreCostMinor);
    this.#byContract.add(line.contract, line.centreCostMinor);
    this.#byComponent.add(line.component, line.centreCostMinor);
  }

  /** Paid time without work: leave, sickness, shifts called off too late. */
  addIdle(minutes: number): void {
    this.#paidMinutes += minutes;
  }

  /** Shares the cost of a day over the queues by paid time; what is not on contacts goes to `other`. */
  addDay(total: number, shifts: readonly RosterShift[]): void {
    if (shifts.length === 0) {
      if (total !== 0) this.#byQueue.add(OTHER, total);
      return;
    }
    const names: string[] = [];
    const times: number[] = [];
    const add = (queue: string, minutes: number): void => {
      const i = names.indexOf(queue);
      if (i >= 0) times[i]! += minutes;
      else {
        names.push(queue);
        times.push(minutes);
      }
    };
    for (const shift of shifts) {
      for (const activity of shift.activities) {
        if (!activity.paid) continue;
        const minutes = (activity.endMs - activity.startMs) / 60_000;
        this.#paidMinutes += minutes;
        const { queues } = activity;
        if (queues.length === 0) {
          add(OTHER, minutes);
          continue;
        }
        this.#productiveMinutes += minutes;
        const shares = queues.length === 1 ? undefined : this.allocation?.(activity, shift);
        let sum = 0;
        if (shares !== undefined) for (const queue of queues) sum += shares.get(queue) ?? 0;
        for (const queue of queues)
          add(queue, sum > 0 ? (minutes * (shares!.get(queue) ?? 0)) / sum : minutes / queues.length);
      }
    }
    if (names.length <= 1) {
      this.#byQueue.add(names[0] ?? OTHER, total);
      return;
    }
    const parts = splitTotal(total, times);
    for (let i = 0; i < names.length; i++) this.#byQueue.add(names[i]!, parts[i]!);
  }

  finish(): CostTotals {
    const byChannel = new Sums();
    for (const [queue, minor] of this.#byQueue.entries()) byChannel.add(this.#channelOf.get(queue) ?? OTHER, minor);
    return {
      totalMinor: this.#total,
      bySite: this.#bySite.record(),
      byContract: this.#byContract.record(),
      byComponent: this.#byComponent.record(),
      byQueue: this.#byQueue.record(),
      byChannel: byChannel.record(),
      paidMinutes: this.#paidMinutes,
      productiveMinutes: this.#productiveMinutes,
    };
  }
}
