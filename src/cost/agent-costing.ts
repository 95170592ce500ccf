import type { Agent, TimeOff } from '../domain/agent.js';
import type { Centre, Contract } from '../domain/centre.js';
import type { RosterShift } from '../domain/roster.js';
import { paidAbsence } from '../labour/absence.js';
import type { AgentPay, Charge } from './agent-pay.js';
import { type Calendars, getOrMake } from './calendars.js';
import type { CostLine } from './contract.js';
import { DayBill } from './day-bill.js';
import { minorDigits } from './money.js';
import { bookOnPay } from './on-pay.js';
import { OvertimeCounter } from './overtime.js';
import { paidShareOf } from './paid-share.js';
import { firstMinutes, paidSpans, spanMinutes, splitAt } from './paid-time.js';
import type { PayDesk } from './pay-desk.js';
import type { PremiumTime, Span } from './premium.js';
import type { TotalsCollector } from './totals.js';

/** What is known of one agent in the period. Shifts by start. */
export interface AgentWork {
  readonly agent: Agent;
  readonly contract: Contract;
  readonly shifts: readonly RosterShift[];
  readonly worked: readonly RosterShift[];
  /** Time called off too late: its pay stays due. */
  readonly cancelled: readonly RosterShift[];
  /** Shifts of the period that the agent did not come to. */
  readonly noShows: readonly RosterShift[];
  readonly timeOff: readonly TimeOff[];
  readonly fromDate: string;
  readonly toDate: string;
}

/** Where lines go. */
export interface Ledger {
  readonly lines: CostLine[];
  readonly totals: TotalsCollector;
}

interface Day {
  shifts: readonly RosterShift[];
  cancelled: readonly RosterShift[];
  noShows: readonly RosterShift[];
  absence: { readonly kind: string; readonly minutes: number } | undefined;
}

const NO_PREMIUMS: readonly PremiumTime[] = [];
const NO_SHIFTS: readonly RosterShift[] = [];

/** Costs one agent's days in order of date. */
export class AgentCosting {
  readonly #bill: DayBill;
  readonly #overtime: OvertimeCounter;
  readonly #days: ReadonlyMap<string, Day>;
  readonly #share: (date: string) => number;

  constructor(
    readonly centre: Centre,
    readonly desk: PayDesk,
    readonly calendars: Calendars,
    readonly work: AgentWork,
  ) {
    const { agent, contract, worked, shifts, cancelled, noShows, timeOff, fromDate, toDate } = work;
    const absence = paidAbsence(agent, contract, timeOff, fromDate, toDate);
    this.#bill = new DayBill(agent, contract, centre.currency);
    this.#overtime = new OvertimeCounter(worked);
    this.#days = daysOf(work, absence);
    this.#share = paidShareOf({
      hoursPerWeek: contract.hoursPerWeek,
      worked,
      shifts:
        cancelled.length + noShows.length === 0
          ? shifts
          : [...shifts.filter((shift) => !noShows.includes(shift)), ...cancelled],
      absence,
      fromDate,
      toDate,
    });
  }

  run({ lines, totals }: Ledger): void {
    const { agent, contract } = this.work;
    for (const [date, day] of [...this.#days].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const pay = this.desk.payOf(agent, date);
      if (pay === undefined) continue;
      for (const shift of day.shifts) this.#bookShift(pay, date, shift);
      this.#bookDay(pay, day.shifts);
      for (const shift of day.cancelled)
        this.#bookIdle(
          totals,
          pay,
          date,
          'cancelled-shift',
          hoursOf(shift),
          shift.site,
          'called off too late, pay stays due',
        );
      for (const shift of day.noShows)
        this.#bookIdle(totals, pay, date, 'no-show', hoursOf(shift) * pay.noShowShare, shift.site, 'did not come');
      const { absence } = day;
      // A whole day off is not paid beside a shift that was worked after all.
      const wholeDay = (contract.hoursPerWeek * 60) / 5;
      if (absence !== undefined && !pay.allIn && (day.shifts.length === 0 || absence.minutes < wholeDay)) {
        const component = absence.kind === 'sick' ? 'sick-pay' : 'leave-pay';
        this.#bookIdle(totals, pay, date, component, absence.minutes / 60, agent.site);
      }
      totals.addDay(this.#bill.finish(date, lines, totals), day.shifts);
    }
  }

  /** A shift that runs into a day of other pay (a new year, a raise) is paid by the date of each of its parts, and filed under its own. */
  #bookShift(pay: AgentPay, date: string, shift: RosterShift): void {
    const paid = paidSpans(shift);
    const midnight = this.calendars.nextMidnight(shift);
    const later = midnight === undefined ? pay : this.desk.payOf(this.work.agent, midnight.date);
    if (midnight === undefined || later === undefined || later === pay) {
      this.#bookTime(pay, date, shift, paid);
      return;
    }
    const [before, after] = splitAt(paid, midnight.ms);
    this.#bookTime(pay, date, shift, before);
    this.#bookTime(later, date, shift, after);
  }

  #bookTime(pay: AgentPay, date: string, shift: RosterShift, paid: readonly Span[]): void {
    const bill = this.#bill;
    const { site } = shift;
    const minutes = spanMinutes(paid);
    bill.add(pay.base, minutes / 60, pay, site);
    if (pay.allIn) return;
    let plain = minutes;
    let extra = 0;
    for (const [tier, over] of this.#overtime.count(pay, date, minutes)) {
      if (!tier.withPremiums) plain -= over;
      extra += (over / 60) * tier.rateMinor;
      bill.add(tier, over / 60, pay, site);
    }
    for (const time of this.#premiums(pay, shift, plain < minutes ? firstMinutes(paid, plain) : paid)) {
      const charge = this.calendars.premiumCharge(pay, time.band);
      extra += (time.minutes / 60) * charge.rateMinor;
      bill.add(charge, time.minutes / 60, pay, site);
    }
    if (pay.commission !== undefined) {
      const quantity = (minutes / 60) * pay.commissionPerHour;
      bill.add(pay.commission, quantity, pay, site);
      extra += quantity * pay.commission.rateMinor;
    }
    bookOnPay(bill, pay, minutes / 60, extra, site, () => this.#share(date));
  }

  /** Hours paid without work, and what is due on their pay. */
  #bookIdle(
    totals: TotalsCollector,
    pay: AgentPay,
    date: string,
    component: string,
    hours: number,
    site: string,
    why?: string,
  ): void {
    totals.addIdle(hours * 60);
    const charge: Charge = { ...pay.base, component, reason: why ?? pay.base.reason };
    this.#bill.add(charge, hours, pay, site);
    if (!pay.allIn) bookOnPay(this.#bill, pay, hours, 0, site, () => this.#share(date));
  }

  /** Minutes per premium band of a shift. */
  #premiums(pay: AgentPay, shift: RosterShift, paid: readonly Span[]): readonly PremiumTime[] {
    if (pay.premiumTable === undefined) return NO_PREMIUMS;
    const site = this.calendars.sites.get(shift.site)!;
    const unit = 10 ** minorDigits(pay.currency)!;
    return this.calendars.premiums(site, pay.premiumTable).timeOf(paid, shift, pay.hourlyMinor, unit);
  }

  /** Allowances and seat, once a day; travel to the office and the home allowance never on one day. */
  #bookDay(pay: AgentPay, shifts: readonly RosterShift[]): void {
    if (shifts.length === 0 || pay.allIn) return;
    const away = shifts.find((shift) => this.calendars.sites.get(shift.site)!.kind !== 'home');
    if (away === undefined) {
      if (pay.home !== undefined) this.#bill.add(pay.home, 1, pay.home, shifts[0]!.site);
      return;
    }
    if (pay.travel !== undefined) this.#bill.add(pay.travel, pay.travel.km, pay.travel, away.site);
    if (pay.seat !== undefined) this.#bill.add(pay.seat, 1, pay.seat, away.site);
  }
}

const hoursOf = (shift: RosterShift): number => spanMinutes(paidSpans(shift)) / 60;

/** What there is to book, by local date. */
function daysOf(
  { shifts, cancelled, noShows }: AgentWork,
  absence: readonly { readonly date: string; readonly kind: string; readonly minutes: number }[],
): Map<string, Day> {
  const days = new Map<string, Day>();
  const dayOf = (date: string): Day => getOrMake(days, date, emptyDay);
  const put = (shift: RosterShift, into: 'shifts' | 'cancelled' | 'noShows'): void => {
    const day = dayOf(shift.date);
    day[into] = day[into].length === 0 ? [shift] : [...day[into], shift];
  };
  const missed = noShows.length === 0 ? undefined : new Set(noShows);
  for (const shift of shifts) put(shift, missed?.has(shift) === true ? 'noShows' : 'shifts');
  for (const shift of cancelled) put(shift, 'cancelled');
  for (const off of absence) dayOf(off.date).absence = off;
  return days;
}

const emptyDay = (): Day => ({ shifts: NO_SHIFTS, cancelled: NO_SHIFTS, noShows: NO_SHIFTS, absence: undefined });
