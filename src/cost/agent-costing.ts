import type { Agent, TimeOff } from '../domain/agent.js';
import type { Centre, Contract } from '../domain/centre.js';
import type { RosterShift } from '../domain/roster.js';
import { paidAbsence } from '../labour/absence.js';
import { weekStartOf } from '../labour/clock.js';
import { addDays, daysBetween } from '../time/zone.js';
import type { AgentPay, Charge, OvertimeTier } from './agent-pay.js';
import { type Calendars, getOrMake } from './calendars.js';
import type { CostLine } from './contract.js';
import { DayBill } from './day-bill.js';
import { minorDigits } from './money.js';
import { firstMinutes, paidSpans, spanMinutes } from './paid-time.js';
import type { PayDesk } from './pay-desk.js';
import type { Span } from './premium.js';
import type { TotalsCollector } from './totals.js';

/** What is known of one agent in the period. Shifts by start. */
export interface AgentWork {
  readonly agent: Agent;
  readonly contract: Contract;
  readonly shifts: readonly RosterShift[];
  readonly worked: readonly RosterShift[];
  readonly cancelled: readonly RosterShift[];
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
  readonly shifts: RosterShift[];
  readonly cancelled: RosterShift[];
  absence?: { readonly kind: string; readonly minutes: number };
}

/** Costs one agent's days in order of date. */
export class AgentCosting {
  /** Paid minutes so far, day overtime apart, in the week that starts on the date. */
  #week = '';
  #weekMinutes = 0;

  constructor(
    readonly centre: Centre,
    readonly desk: PayDesk,
    readonly calendars: Calendars,
    readonly work: AgentWork,
  ) {}

  run({ lines, totals }: Ledger): void {
    const { agent, contract } = this.work;
    const days = this.#days();
    const share = this.#paidShare(days);
    for (const [date, day] of days) {
      const pay = this.desk.payOf(agent, date);
      if (pay === undefined) continue;
      const bill = new DayBill(agent, contract, date, this.centre.currency);
      this.#bookShifts(bill, pay, date, day.shifts);
      for (const shift of day.cancelled) {
        const charge = { ...pay.base, component: 'cancelled-shift', reason: 'called off too late, pay stays due' };
        bookPaid(bill, pay, charge, spanMinutes(paidSpans(shift)) / 60, shift.site);
      }
      const { absence } = day;
      // A whole day off is not paid beside a shift that was worked after all.
      const wholeDay = (contract.hoursPerWeek * 60) / 5;
      if (absence !== undefined && !pay.allIn && (day.shifts.length === 0 || absence.minutes < wholeDay)) {
        const charge = { ...pay.base, component: absence.kind === 'sick' ? 'sick-pay' : 'leave-pay' };
        bookPaid(bill, pay, charge, absence.minutes / 60, agent.site);
        totals.addAbsence(absence.minutes);
      }
      bookReview(bill, pay, share(date));
      totals.addDay(bill.finish(lines, totals), day.shifts);
    }
  }

  #days(): (readonly [date: string, day: Day])[] {
    const { agent, contract, shifts, cancelled, timeOff, fromDate, toDate } = this.work;
    const days = new Map<string, Day>();
    const dayOf = (date: string): Day => getOrMake(days, date, () => ({ shifts: [], cancelled: [] }));
    for (const shift of shifts) dayOf(shift.date).shifts.push(shift);
    for (const shift of cancelled) dayOf(shift.date).cancelled.push(shift);
    for (const off of paidAbsence(agent, contract, timeOff, fromDate, toDate)) dayOf(off.date).absence = off;
    return [...days].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /**
   * Paid hours as a share of the agreed ones in the calendar year of a date, over the days from the first to the last that is known
   * (history and roster), a week at least.
   */
  #paidShare(days: readonly (readonly [date: string, day: Day])[]): (date: string) => number {
    const { contract, worked, fromDate, toDate } = this.work;
    const known = new Map<string, number>();
    return (date) =>
      getOrMake(known, date.slice(0, 4), () => {
        const year = date.slice(0, 4);
        let minutes = 0;
        let first = fromDate;
        for (const shift of worked) {
          if (shift.date.slice(0, 4) !== year || shift.date >= fromDate) continue;
          minutes += spanMinutes(paidSpans(shift));
          if (shift.date < first) first = shift.date;
        }
        for (const [of, day] of days) {
          if (of.slice(0, 4) !== year) continue;
          minutes += day.absence?.minutes ?? 0;
          for (const shift of day.shifts) minutes += spanMinutes(paidSpans(shift));
        }
        const from = first < `${year}-01-01` ? `${year}-01-01` : first;
        const to = toDate > `${year}-12-31` ? `${year}-12-31` : toDate;
        const weeks = Math.max(7, daysBetween(from, to) + 1) / 7;
        return minutes / (contract.hoursPerWeek * 60 * weeks);
      });
  }

  #bookShifts(bill: DayBill, pay: AgentPay, date: string, shifts: readonly RosterShift[]): void {
    let dayMinutes = 0;
    for (const shift of shifts) {
      const paid = paidSpans(shift);
      const minutes = spanMinutes(paid);
      if (pay.allIn) {
        bill.add(pay.base, minutes / 60, pay, shift.site);
        continue;
      }
      let plain = minutes;
      let extra = 0;
      const overtime = this.#overtime(pay, date, dayMinutes, minutes);
      dayMinutes += minutes;
      for (const [tier, over] of overtime) {
        if (!tier.withPremiums) plain -= over;
        extra += (over / 60) * tier.rateMinor;
      }
      const premiums = this.#premiums(pay, shift, plain < minutes ? firstMinutes(paid, plain) : paid);
      for (const [charge, hours] of premiums) extra += hours * charge.rateMinor;
      bill.add(pay.base, minutes / 60, pay, shift.site);
      for (const [tier, over] of overtime) bill.add(tier, over / 60, pay, shift.site);
      for (const [charge, hours] of premiums) bill.add(charge, hours, pay, shift.site);
      if (pay.commission !== undefined) {
        const quantity = (minutes / 60) * pay.commissionPerHour;
        bill.add(pay.commission, quantity, pay, shift.site);
        extra += quantity * pay.commission.rateMinor;
      }
      bookOnPay(bill, pay, minutes / 60, extra, shift.site);
    }
    this.#bookDay(bill, pay, shifts);
  }

  /** Hours per premium band of a shift. */
  #premiums(pay: AgentPay, shift: RosterShift, paid: readonly Span[]): (readonly [Charge, number])[] {
    if (pay.premiumTable === undefined) return [];
    const site = this.calendars.sites.get(shift.site)!;
    const unit = 10 ** minorDigits(pay.currency)!;
    const times = this.calendars.premiums(site, pay.premiumTable).timeOf(paid, shift, pay.hourlyMinor, unit);
    return times.map(({ band, minutes }) => [this.calendars.premiumCharge(pay, band), minutes / 60] as const);
  }

  /** Overtime minutes of a shift by tier; a minute is overtime once, of the day before of the week. */
  #overtime(pay: AgentPay, date: string, dayBefore: number, minutes: number): (readonly [OvertimeTier, number])[] {
    const result: (readonly [OvertimeTier, number])[] = [];
    if (pay.overtime.length === 0) return result;
    const week = weekStartOf(date);
    if (week !== this.#week) {
      this.#week = week;
      this.#weekMinutes = 0;
      for (const shift of this.work.worked)
        if (shift.date >= week && shift.date < addDays(week, 7)) this.#weekMinutes += spanMinutes(paidSpans(shift));
    }
    let byDay = 0;
    for (const per of ['day', 'week'] as const) {
      const before = per === 'day' ? dayBefore : this.#weekMinutes;
      const counted = per === 'day' ? minutes : minutes - byDay;
      for (const tier of pay.overtime) {
        if (tier.per !== per) continue;
        const over = Math.min(before + counted, tier.toMinutes) - Math.max(before, tier.overMinutes);
        if (over <= 0) continue;
        if (per === 'day') byDay += over;
        result.push([tier, over]);
      }
    }
    this.#weekMinutes += minutes - byDay;
    return result;
  }

  /** Allowances and seat, once a day; travel to the office and the home allowance never on one day. */
  #bookDay(bill: DayBill, pay: AgentPay, shifts: readonly RosterShift[]): void {
    if (shifts.length === 0 || pay.allIn) return;
    const away = shifts.find((shift) => this.calendars.sites.get(shift.site)!.kind !== 'home');
    if (away === undefined) {
      if (pay.home !== undefined) bill.add(pay.home, 1, pay.home, shifts[0]!.site);
      return;
    }
    if (pay.travel !== undefined) bill.add(pay.travel, pay.travel.km, pay.travel, away.site);
    if (pay.seat !== undefined) bill.add(pay.seat, 1, pay.seat, away.site);
  }
}

/** Hours paid without work, and what is due on their pay. */
function bookPaid(bill: DayBill, pay: AgentPay, base: Charge, hours: number, site: string): void {
  bill.add(base, hours, pay, site);
  if (!pay.allIn) bookOnPay(bill, pay, hours, 0, site);
}

/**
 * Holiday allowance, contributions and pension on paid hours. The quantity of a percentage is the wage in major units, its rate the percentage.
 * @param extraMinor wage beside the base pay: premiums, overtime, commission
 */
function bookOnPay(bill: DayBill, pay: AgentPay, hours: number, extraMinor: number, site: string): void {
  const wage = (hours * pay.hourlyMinor + extraMinor) / 10 ** minorDigits(pay.currency)!;
  if (pay.holidayAllowance !== undefined) bill.add(pay.holidayAllowance, wage, pay, site);
  const withAllowance = wage * (1 + pay.holidayAllowancePercent / 100);
  for (const contribution of pay.contributions) bill.add(contribution, withAllowance, pay, site);
  if (pay.pension !== undefined) bill.add(pay.pension, hours, pay, site);
}

/**
 * Where the paid hours of the year exceed the agreed ones by so much that a low contribution becomes a high one after all, the difference
 * on the day's wage is a line of its own. (What then falls due on the months before is not the roster's cost.)
 */
function bookReview(bill: DayBill, pay: AgentPay, paidShare: number): void {
  for (const { component, review } of pay.contributions) {
    if (review === undefined || paidShare <= review.overShare) continue;
    const wage = bill.quantityOf(component);
    for (const [site, quantity] of wage) {
      const reason = `paid hours are ${Math.round(paidShare * 100)} % of the agreed ones: the high rate applies`;
      const charge = {
        component: `${component}-review`,
        unit: 'amount',
        rateMinor: review.extraRateMinor,
        reason,
      } as const;
      bill.add(charge, quantity, pay, site);
    }
  }
}
