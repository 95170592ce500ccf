import type { RosterProblem } from '../problem.js';
import { slotInHorizon } from './capacity.js';
import { curveCost } from './curve.js';
import type { Person } from './people.js';
import { wallClockStart } from './wall-clock.js';

/** Paid slots, premiums, places and shifts. */
export function labourCost(problem: RosterProblem, people: readonly Person[]): number {
  const prices = new Map((problem.priceLists ?? []).map((list) => [list.id, list.perSlot]));
  let cost = 0;
  for (const { agent, shifts } of people) {
    const perSlot = agent.slotPrices === undefined ? undefined : prices.get(agent.slotPrices);
    for (const { plan, paidMinutes } of shifts) {
      const place = agent.places.find((one) => one.site === plan.site && one.area === plan.area);
      cost += (paidMinutes / problem.slotMinutes) * agent.costPerPaidSlot;
      cost += (agent.costPerShift ?? 0) + (place?.costPerShift ?? 0);
      if (perSlot === undefined) continue;
      for (const part of plan.activities) {
        if (!part.paid) continue;
        for (let slot = part.startSlot; slot < part.endSlot; slot++) {
          const at = slotInHorizon(problem, slot);
          if (at !== undefined) cost += perSlot[at] ?? 0;
        }
      }
    }
  }
  return cost;
}

/** Demand by shift: shifts short and over per entry of `shiftCover`, with their costs. */
export function shiftCoverCost(
  problem: RosterProblem,
  people: readonly Person[],
): { readonly under: number; readonly over: number } {
  let under = 0;
  let over = 0;
  for (const cover of problem.shiftCover ?? []) {
    let there = 0;
    const days = new Set(typeof cover.day === 'number' ? [cover.day] : cover.day);
    for (const person of people) {
      if (person.agent.calendar !== cover.calendar) continue;
      for (const day of days) {
        there += (person.byDay[day] ?? []).filter((shift) => cover.kinds.includes(shift.kind)).length;
      }
    }
    under += curveCost(cover.under, Math.max(0, cover.wanted - there));
    over += curveCost(cover.over, Math.max(0, there - cover.wanted));
  }
  return { under, over };
}

/** Price of the distinct (template, wall-clock start, span) in use. */
export function distinctShiftCost(problem: RosterProblem, people: readonly Person[]): number {
  if (problem.distinctShiftCost === undefined) return 0;
  const used = new Set<string>();
  for (const person of people) {
    for (const { plan } of person.shifts) {
      const start = wallClockStart(problem, person.calendar.days[plan.day]!, plan.startSlot);
      used.add(`${start} ${plan.endSlot - plan.startSlot} ${plan.template}`);
    }
  }
  return used.size * problem.distinctShiftCost;
}
