import type { Agent } from '../domain/agent.js';
import type { Centre, Contract, Site } from '../domain/centre.js';
import type { QueueId } from '../domain/ids.js';
import type { RosterActivity, RosterShift } from '../domain/roster.js';
import { hasErrors, InputError, inputError } from '../errors.js';
import { paidAbsence } from '../labour/absence.js';
import { LocalClock, weekStartOf } from '../labour/clock.js';
import { publicHolidays } from '../time/holidays.js';
import { addDays } from '../time/zone.js';
import { type AgentPay, PayDesk } from './agent-pay.js';
import type { PayBook } from './book.js';
import type { CostLine, CostReport } from './contract.js';
import { DayBill, type Totals, TotalsCollector } from './day-bill.js';
import { minorDigits } from './money.js';
import { firstMinutes, paidSpans, spanMinutes } from './paid-time.js';
import { PremiumCalendar, type Span } from './premium.js';

export interface CostInput {
  readonly centre: Centre;
  readonly shifts: readonly RosterShift[];
  readonly pay: PayBook;
  /** First and last local date for which paid leave is booked. Default: those of the shifts. */
  readonly fromDate?: string;
  readonly toDate?: string;
  /** Worked before the roster: hours of a week that count towards overtime, of a year towards the contribution review. Default: the centre's. */
  readonly worked?: readonly RosterShift[];
  /** Shifts called off too late: pay stays due, allowances and premiums do not. */
  readonly cancelled?: readonly RosterShift[];
  /** Share of an activity's time per queue where it is open to several; default: equal shares. */
  readonly allocation?: (activity: RosterActivity, shift: RosterShift) => ReadonlyMap<QueueId, number> | undefined;
  /** Contacts handled per queue in the period, for cost per contact. */
  readonly contacts?: Readonly<Record<string, number>>;
}

/**
 * What a roster costs, line by line. Every line is rounded once: the components of an agent's day add up to the day's exact cost rounded to
 * the minor unit (largest remainders), the totals are sums of lines. Time is counted on instants, so a night shift of a clock change pays
 * 7 or 9 hours. An agent's lines depend on that agent alone.
 * @throws InputError for a roster with unknown agents or sites (`agent-unknown`, `site-unknown`) and for pay that cannot be told (see `PayDesk`)
 */
export function costRoster(input: CostInput): CostReport {
  const { centre } = input;
  const desk = new PayDesk(centre, input.pay);
  const byAgent = groupShifts(input);
  const { fromDate, toDate } = { ...datesOf(input.shifts), ...input };
  const calendars = new Calendars(centre, input.shifts);
  const worked = groupByAgent(input.worked ?? centre.worked);
  const cancelled = groupByAgent(input.cancelled ?? []);
  const totals = new TotalsCollector(centre);
  const lines: CostLine[] = [];
  const contracts = new Map(centre.contracts.map((contract) => [contract.id, contract]));
  for (const agent of centre.agents) {
    const costing = new AgentCosting(input, desk, calendars, agent, contracts.get(agent.contract)!);
    costing.run({
      shifts: byAgent.get(agent.id) ?? [],
      worked: worked.get(agent.id) ?? [],
      cancelled: cancelled.get(agent.id) ?? [],
      fromDate,
      toDate,
      lines,
      totals,
    });
  }
  if (hasErrors(desk.issues)) throw new InputError(desk.issues);
  return {
    currency: centre.currency,
    lines,
    totals: totals.finish(),
    ...perUnit(totals.finish(), input.contacts),
    warnings: desk.issues,
  };
}

/** First and last date of the shifts; no dates where there are none. */
function datesOf(shifts: readonly RosterShift[]): { fromDate: string; toDate: string } {
  const dates = new Set(shifts.map((shift) => shift.date));
  const sorted = [...dates].sort();
  return { fromDate: sorted[0] ?? '9999-12-31', toDate: sorted.at(-1) ?? '0001-01-01' };
}

function perUnit(
  totals: Totals,
  contacts: CostInput['contacts'],
): Pick<CostReport, 'perProductiveHourMinor' | 'perContactMinor'> {
  const result: { perProductiveHourMinor?: number; perContactMinor?: Record<string, number> } = {};
  if (totals.productiveMinutes > 0) result.perProductiveHourMinor = (totals.totalMinor * 60) / totals.productiveMinutes;
  if (contacts !== undefined) {
    result.perContactMinor = {};
    for (const [queue, count] of Object.entries(contacts))
      if (count > 0) result.perContactMinor[queue] = (totals.byQueue[queue] ?? 0) / count;
  }
  return result;
}

/** Shifts of each agent by start; unknown names are all reported at once. */
function groupShifts({ centre, shifts }: CostInput): Map<string, RosterShift[]> {
  const agents = new Set<string>(centre.agents.map((agent) => agent.id));
  const sites = new Set<string>(centre.sites.map((site) => site.id));
  const unknownAgents = new Set(shifts.map((shift) => shift.agent as string).filter((id) => !agents.has(id)));
  const unknownSites = new Set(shifts.map((shift) => shift.site as string).filter((id) => !sites.has(id)));
  const issues = [
    ...[...unknownAgents].map((id) =>
      inputError(
        'agent-unknown',
        `The roster has shifts of agent "${id}", whom the centre does not know.`,
        'Add the agent to agents.csv or correct the id.',
      ),
    ),
    ...[...unknownSites].map((id) =>
      inputError(
        'site-unknown',
        `The roster has shifts at site "${id}", which the centre does not know.`,
        `Use one of ${[...sites].join(', ')}.`,
      ),
    ),
  ];
  if (issues.length > 0) throw new InputError(issues);
  return groupByAgent(shifts);
}

function groupByAgent(shifts: readonly RosterShift[]): Map<string, RosterShift[]> {
  const groups = new Map<string, RosterShift[]>();
  for (const shift of shifts) {
    const group = groups.get(shift.agent);
    if (group === undefined) groups.set(shift.agent, [shift]);
    else group.push(shift);
  }
  for (const group of groups.values()) group.sort((a, b) => a.startMs - b.startMs);
  return groups;
}

/** Clocks, holidays and premium calendars of the sites, made once for a roster. */
class Calendars {
  readonly #clocks = new Map<string, LocalClock>();
  readonly #premiums = new Map<string, PremiumCalendar>();
  readonly #fromMs: number;
  readonly #toMs: number;
  readonly sites: ReadonlyMap<string, Site>;

  constructor(centre: Centre, shifts: readonly RosterShift[]) {
    this.sites = new Map(centre.sites.map((site) => [site.id, site]));
    this.#fromMs = shifts.reduce((least, shift) => Math.min(least, shift.startMs), shifts[0]?.startMs ?? 0);
    this.#toMs = shifts.reduce((most, shift) => Math.max(most, shift.endMs), this.#fromMs);
  }

  premiums(site: Site, table: NonNullable<AgentPay['premiumTable']>): PremiumCalendar {
    const key = `${site.id}\n${table.id}\n${table.validFrom ?? ''}`;
    let calendar = this.#premiums.get(key);
    if (calendar === undefined) {
      let clock = this.#clocks.get(site.zone);
      if (clock === undefined) {
        clock = new LocalClock(site.zone, this.#fromMs, this.#toMs);
        this.#clocks.set(site.zone, clock);
      }
      const holidays = publicHolidays(site.country, site.region, clock.fromDate, clock.toDate);
      calendar = new PremiumCalendar(table, clock, holidays);
      this.#premiums.set(key, calendar);
    }
    return calendar;
  }
}

interface AgentWork {
  readonly shifts: readonly RosterShift[];
  readonly worked: readonly RosterShift[];
  readonly cancelled: readonly RosterShift[];
  readonly fromDate: string;
  readonly toDate: string;
  readonly lines: CostLine[];
  readonly totals: TotalsCollector;
}

/** Costs one agent's days in order of date. */
class AgentCosting {
  /** Paid minutes so far in the week that starts on the date. */
  #week = '';
  #weekMinutes = 0;

  constructor(
    readonly input: CostInput,
    readonly desk: PayDesk,
    readonly calendars: Calendars,
    readonly agent: Agent,
    readonly contract: Contract,
  ) {}

  run(work: AgentWork): void {
    const days = new Map<string, RosterShift[]>();
    for (const shift of work.shifts) {
      const day = days.get(shift.date);
      if (day === undefined) days.set(shift.date, [shift]);
      else day.push(shift);
    }
    const called = new Map<string, RosterShift[]>();
    for (const shift of work.cancelled) called.set(shift.date, [...(called.get(shift.date) ?? []), shift]);
    const absence = new Map(
      paidAbsence(this.agent, this.contract, this.input.centre.timeOff, work.fromDate, work.toDate).map((off) => [
        off.date,
        off,
      ]),
    );
    for (const date of [...new Set([...days.keys(), ...called.keys(), ...absence.keys()])].sort()) {
      const pay = this.desk.payOf(this.agent, date);
      if (pay === undefined) continue;
      const shifts = days.get(date) ?? [];
      const bill = new DayBill(this.agent, this.contract, date, this.input.centre.currency);
      this.#bookShifts(bill, pay, date, shifts, work.worked);
      for (const shift of called.get(date) ?? [])
        this.#bookPaid(
          bill,
          pay,
          'cancelled-shift',
          spanMinutes(paidSpans(shift)) / 60,
          shift.site,
          'called off too late, pay stays due',
        );
      const off = absence.get(date);
      // A whole day off is not paid beside a shift that was worked after all.
      if (
        off !== undefined &&
        !pay.allIn &&
        (shifts.length === 0 || off.minutes < (this.contract.hoursPerWeek * 60) / 5)
      ) {
        this.#bookPaid(
          bill,
          pay,
          off.kind === 'sick' ? 'sick-pay' : 'leave-pay',
          off.minutes / 60,
          this.agent.site,
          pay.reason,
        );
        work.totals.addPaid(off.minutes);
      }
      bill.finish(work.lines, work.totals, shifts, this.input.allocation);
    }
  }

  #bookShifts(
    bill: DayBill,
    pay: AgentPay,
    date: string,
    shifts: readonly RosterShift[],
    worked: readonly RosterShift[],
  ): void {
    const unit = 10 ** minorDigits(pay.currency)!;
    let dayMinutes = 0;
    for (const shift of shifts) {
      const site = this.calendars.sites.get(shift.site)!;
      const paid = paidSpans(shift);
      const minutes = spanMinutes(paid);
      const hours = minutes / 60;
      if (pay.allIn) {
        bill.add('offshore-rate', hours, 'hours', pay.hourlyMinor, pay, shift.site, pay.reason);
        continue;
      }
      bill.add('base-pay', hours, 'hours', pay.hourlyMinor, pay, shift.site, pay.reason);
      let wage = hours * pay.hourlyMinor;
      const overtime = this.#overtime(pay, date, dayMinutes, minutes, worked);
      dayMinutes += minutes;
      let plain = minutes;
      for (const { tier, minutes: over } of overtime) {
        if (!tier.withPremiums) plain -= over;
        const rate = (pay.hourlyMinor * tier.percent) / 100;
        bill.add(
          `overtime:${tier.per}`,
          over / 60,
          'hours',
          rate,
          pay,
          shift.site,
          `${tier.percent} % on top; ${tier.reason}`,
        );
        wage += (over / 60) * rate;
      }
      wage += this.#bookPremiums(bill, pay, site, shift, plain < minutes ? firstMinutes(paid, plain) : paid, unit);
      if (pay.commissionPercent > 0) {
        const rate = (pay.hourlyMinor * pay.commissionPercent) / 100;
        bill.add('commission', hours, 'hours', rate, pay, shift.site, `${pay.commissionPercent} % of base pay`);
        wage += hours * rate;
      }
      if (pay.commissionPerHourMinor > 0) {
        const sales = hours * pay.salesPerHour;
        bill.add(
          'commission',
          sales,
          'sales',
          pay.commissionPerHourMinor / pay.salesPerHour,
          pay,
          shift.site,
          'expected sales',
        );
        wage += hours * pay.commissionPerHourMinor;
      }
      bookOnWage(bill, pay, wage, shift.site);
      if (pay.pensionPerHourMinor > 0)
        bill.add('pension', hours, 'hours', pay.pensionPerHourMinor, pay, shift.site, pay.pensionReason);
    }
    this.#bookDay(bill, pay, shifts);
  }

  #bookPremiums(
    bill: DayBill,
    pay: AgentPay,
    site: Site,
    shift: RosterShift,
    paid: readonly Span[],
    unit: number,
  ): number {
    if (pay.premiumTable === undefined) return 0;
    let wage = 0;
    for (const { band, minutes } of this.calendars
      .premiums(site, pay.premiumTable)
      .timeOf(paid, shift, pay.hourlyMinor, unit)) {
      const rate = PremiumCalendar.perHour(band, pay.hourlyMinor, unit);
      const reason = `${pay.premiumTable.id}: ${band.percent} % ${band.id}`;
      bill.add(`premium:${band.id}`, minutes / 60, 'hours', rate, pay, shift.site, reason);
      wage += (minutes / 60) * rate;
    }
    return wage;
  }

  /** Overtime minutes of a shift by tier; a minute is overtime once, of the day before of the week. */
  #overtime(pay: AgentPay, date: string, dayBefore: number, minutes: number, worked: readonly RosterShift[]) {
    const result: { tier: AgentPay['overtime'][number]; minutes: number }[] = [];
    if (pay.overtime.length === 0) return result;
    const week = weekStartOf(date);
    if (week !== this.#week) {
      this.#week = week;
      this.#weekMinutes = 0;
      for (const shift of worked)
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
        result.push({ tier, minutes: over });
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
      if (pay.home !== undefined) bill.addAllowance('home-allowance', 1, 'days', pay.home, shifts[0]!.site);
      return;
    }
    if (pay.travel !== undefined) bill.addAllowance('travel', pay.travel.km, 'km', pay.travel, away.site);
    if (pay.seat !== undefined) bill.addAllowance('seat', 1, 'days', pay.seat, away.site);
  }

  /** Pay for hours without work: base pay and what is due on it. */
  #bookPaid(bill: DayBill, pay: AgentPay, component: string, hours: number, site: string, reason: string): void {
    bill.add(component, hours, 'hours', pay.hourlyMinor, pay, site, reason);
    if (pay.allIn) return;
    bookOnWage(bill, pay, hours * pay.hourlyMinor, site);
    if (pay.pensionPerHourMinor > 0)
      bill.add('pension', hours, 'hours', pay.pensionPerHourMinor, pay, site, pay.pensionReason);
  }
}

/** Holiday allowance and contributions on a wage; their quantity is the wage in major units, their rate the percentage. */
function bookOnWage(bill: DayBill, pay: AgentPay, wageMinor: number, site: string): void {
  const unit = 10 ** minorDigits(pay.currency)!;
  const percent = pay.holidayAllowancePercent;
  const wage = wageMinor / unit;
  if (percent > 0)
    bill.add('holiday-allowance', wage, 'amount', (percent * unit) / 100, pay, site, `${percent} % of wage`);
  const base = wage * (1 + percent / 100);
  for (const { id, percent: share, reason } of pay.contributions)
    bill.add(`employer:${id}`, base, 'amount', (share * unit) / 100, pay, site, reason);
}
