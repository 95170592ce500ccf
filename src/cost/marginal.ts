import type { Agent } from '../domain/agent.js';
import type { Centre, Site } from '../domain/centre.js';
import { hasErrors, InputError } from '../errors.js';
import { LocalClock } from '../labour/clock.js';
import { publicHolidays } from '../time/holidays.js';
import { addDays, startOfDay } from '../time/zone.js';
import { type AgentPay, costPerPaidHour, wageCost } from './agent-pay.js';
import type { PayBook } from './book.js';
import { type ReviewPrice, reviewPrices } from './contribution-review.js';
import { minorDigits } from './money.js';
import { PayDesk } from './pay-desk.js';
import { PremiumCalendar } from './premium.js';
import { groupByAgent } from './roster-cost.js';

/** What the roster engine needs to know about an agent's money: minor units of the centre's currency, unrounded. */
export interface MarginalCosts {
  /**
   * Full employer's cost of a paid slot: pay, commission, holiday allowance, contributions, pension; or the all-in rate. Hours that the
   * contract pays anyhow are in it too: the hours rule of the contract makes them the same in every roster, so they move the
   * total and never the choice, while each hour above them is priced right. `committedPerWeek` is that constant part.
   */
  readonly costPerPaidSlot: number;
  /** Cost of a shift at a site: home allowance, or travel and seat. */
  readonly costPerShift: (site: Site) => number;
  /**
   * Premiums with what is due on them per slot of the horizon, on the calendar of the agent's site. A condition on the shift counts
   * as met only where every shift that covers the slot meets it (see `PremiumCalendar.perHourAt`): never above the bill. Absent = no premiums.
   */
  readonly slotPrices?: { readonly id: string; readonly perSlot: readonly number[] };
  /** Contributions that jump where so many hours are rostered; none where the contract allows no such number. */
  readonly reviews: readonly ReviewPrice[];
  /** Cost per week of the least hours of the contract: constant, to be taken off where a gap is stated. */
  readonly committedPerWeek: number;
}

/**
 * Marginal costs of agents over a horizon; agents on equal pay share their price list. Equal to the bill of `costRoster`, before its
 * rounding, on rosters whose shifts lie on whole premium steps, meet no condition, and hold no overtime, leave or second shift a day; `reviews` come on top.
 * @param fromDate first local date of the centre's zone; slot 0 starts with it
 * @param slotMinutes length of a slot
 * @returns a function of the agent. @throws InputError where an agent's pay cannot be told (see `PayDesk`)
 */
export function marginalCosting(
  centre: Centre,
  pay: PayBook,
  fromDate: string,
  days: number,
  slotMinutes: number,
): (agent: Agent) => MarginalCosts {
  const desk = new PayDesk(centre, pay);
  const originMs = startOfDay(fromDate, centre.zone);
  const endMs = startOfDay(addDays(fromDate, days), centre.zone);
  const slotMs = slotMinutes * 60_000;
  const slots = Math.round((endMs - originMs) / slotMs);
  const sites = new Map(centre.sites.map((site) => [site.id, site]));
  const contracts = new Map(centre.contracts.map((contract) => [contract.id, contract]));
  const worked = groupByAgent(centre.worked);
  const clocks = new Map<string, LocalClock>();
  const lists = new Map<string, { id: string; perSlot: readonly number[] } | undefined>();
  const payIndex = new Map<AgentPay, number>();

  const clockOf = (zone: string): LocalClock => {
    let clock = clocks.get(zone);
    if (clock === undefined) {
      clock = new LocalClock(zone, originMs, endMs);
      clocks.set(zone, clock);
    }
    return clock;
  };

  /** Premiums, and what later pay costs more than the cheapest day's, slot by slot. */
  const priceSlots = (site: Site, byDate: readonly AgentPay[], leastPerHour: number): number[] => {
    const clock = clockOf(site.zone);
    const calendars = new Map<AgentPay, PremiumCalendar>();
    const perSlot = new Array<number>(slots).fill(0);
    const firstDay = clock.dayIndex(originMs);
    for (let s = 0; s < slots; s++) {
      const startMs = originMs + s * slotMs;
      // A slot west of the centre may still lie on the day before the first date.
      const pay = byDate[Math.min(byDate.length - 1, Math.max(0, clock.dayIndex(startMs) - firstDay))]!;
      let perHour = costPerPaidHour(pay) * pay.toCentre - leastPerHour;
      if (pay.premiumTable !== undefined && !pay.allIn) {
        let calendar = calendars.get(pay);
        if (calendar === undefined) {
          const holidays = publicHolidays(site.country, site.region, clock.fromDate, clock.toDate);
          calendar = new PremiumCalendar(pay.premiumTable, clock, holidays);
          calendars.set(pay, calendar);
        }
        const unit = 10 ** minorDigits(pay.currency)!;
        const premium = calendar.perHourAt({ startMs, endMs: startMs + slotMs }, pay.hourlyMinor, unit);
        perHour += wageCost(pay, premium) * pay.toCentre;
      }
      perSlot[s] = Math.max(0, (perHour * slotMinutes) / 60);
    }
    return perSlot;
  };

  return (agent) => {
    const site = sites.get(agent.site)!;
    const contract = contracts.get(agent.contract)!;
    const clock = clockOf(site.zone);
    const firstDay = clock.dayIndex(originMs);
    const lastDay = clock.dayIndex(endMs - 1);
    const byDate: AgentPay[] = [];
    for (let day = firstDay; day <= lastDay; day++) {
      const found = desk.payOf(agent, clock.day(day).date);
      if (found === undefined) break;
      byDate.push(found);
    }
    if (hasErrors(desk.issues)) throw new InputError(desk.issues);
    const first = byDate[0]!;
    const leastPerHour = Math.min(...byDate.map((pay) => costPerPaidHour(pay) * pay.toCentre));
    for (const pay of byDate) if (!payIndex.has(pay)) payIndex.set(pay, payIndex.size);
    const key = `${site.zone}/${site.country}${site.region ?? ''}/${byDate.map((pay) => payIndex.get(pay)).join(',')}`;
    if (!lists.has(key)) {
      const perSlot = priceSlots(site, byDate, leastPerHour);
      lists.set(key, perSlot.some((price) => price > 0) ? { id: `premiums/${lists.size + 1}`, perSlot } : undefined);
    }
    const slotPrices = lists.get(key);
    const daily = (place: Site): number => {
      if (first.allIn) return 0;
      if (place.kind === 'home') return inCentre(first.home, 1);
      return inCentre(first.travel, first.travel?.km ?? 0) + inCentre(first.seat, 1);
    };
    const mostPerWeek = contract.hoursPerWeek * 60 + contract.overMinutes;
    const period = { fromDate, toDate: addDays(fromDate, days - 1) };
    return {
      reviews: reviewPrices(first, contract, worked.get(agent.id) ?? [], period, (mostPerWeek * days) / 7),
      costPerPaidSlot: (leastPerHour * slotMinutes) / 60,
      costPerShift: daily,
      ...(slotPrices === undefined ? {} : { slotPrices }),
      committedPerWeek: leastPerHour * Math.max(0, contract.hoursPerWeek - contract.underMinutes / 60),
    };
  };
}

/** {@link marginalCosting} for one agent. */
export function marginalCosts(
  centre: Centre,
  pay: PayBook,
  agent: Agent,
  fromDate: string,
  days: number,
  slotMinutes: number,
): MarginalCosts {
  return marginalCosting(centre, pay, fromDate, days, slotMinutes)(agent);
}

const inCentre = (allowance: AgentPay['home'], quantity: number): number =>
  allowance === undefined ? 0 : allowance.rateMinor * allowance.toCentre * quantity;

/** Mean cost of a paid hour over the agents, minor units of the centre's currency: the scale on which being short is priced. */
export function averageHourCost(centre: Centre, pay: PayBook, date: string): number {
  const desk = new PayDesk(centre, pay);
  let sum = 0;
  for (const agent of centre.agents) {
    const found = desk.payOf(agent, date);
    if (found !== undefined) sum += costPerPaidHour(found) * found.toCentre;
  }
  if (hasErrors(desk.issues)) throw new InputError(desk.issues);
  return centre.agents.length === 0 ? 0 : sum / centre.agents.length;
}
