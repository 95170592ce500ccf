import type { Compiled } from './compile.js';

/**
 * The grain of the cost: every roster costs a multiple of it, so that a bound may be rounded up to one. It is found where
 * all prices are whole numbers and nothing is counted in fractions: demand by shift, or by interval where each agent takes
 * one queue at speed 1 and is on it for whole intervals.
 * @returns 0 where there is none
 */
export function costGrain({ problem, classes, demand, groups, grid }: Compiled): number {
  const prices: number[] = [problem.distinctShiftCost ?? 0];
  for (const cover of problem.shiftCover ?? []) {
    prices.push(...curvePrices(cover.wanted, cover.under), ...curvePrices(cover.wanted, cover.over ?? []));
  }
  for (const queue of problem.queues) {
    if (queue.demand.kind === 'work') return 0;
    const wanted = queue.demand.perInterval.every(Number.isInteger) ? 0 : 0.5;
    for (const curve of queue.curves) prices.push(...curvePrices(wanted, curve));
  }
  for (const agent of classes) {
    prices.push(agent.costPerPaidSlot, agent.costPerShift, ...agent.places.map((place) => place.cost));
    if (agent.prices) for (const price of new Set(agent.prices)) prices.push(price);
    for (const wish of agent.agent.wishes ?? []) prices.push(wish.weight);
    // Amounts of breach are whole minutes, days or shifts.
    for (const { rule } of agent.rules) if (!rule.hard) prices.push(rule.weight ?? 0);
    const group = groups[agent.group]!;
    if (group.queues.length === 0) continue;
    if (demand.queueIds.length > 0 && (group.queues.length > 1 || group.speeds[0] !== 1)) return 0;
    for (const { day } of agent.days) {
      if (day.fixed.length > 0) return 0;
      for (const shape of day.shapes) {
        const whole = (slot: number): boolean => slot % grid.intervalSlots === 0;
        if (shape.breaks.length > 0 || !whole(shape.start + shape.login) || !whole(shape.end)) return 0;
      }
    }
  }
  let grain = 0;
  for (const price of prices) {
    if (!Number.isInteger(price)) return 0;
    for (let a = price; a > 0; ) [grain, a] = [a, grain % a];
  }
  return grain;
}

/** Prices of a curve, with a fraction among them where a step or the demand is none. */
function curvePrices(wanted: number, curve: readonly { readonly width?: number; readonly cost: number }[]): number[] {
  const whole = Number.isInteger(wanted) && curve.every((step) => Number.isInteger(step.width ?? 0));
  return whole ? curve.map((step) => step.cost) : [0.5];
}

/** A lower bound rounded up to what a roster can cost. */
export const roundUp = (bound: number, grain: number): number =>
  grain > 0 && bound > -Infinity ? Math.ceil(bound / grain - 1e-6) * grain : bound;
