import type { CalendarDay, ProblemAgent, RosterProblem, Rule } from '../../solver/problem.js';
import { personNames } from '../../solver/recount/people.js';
import type { PlannedShift } from '../../solver/solution.js';
import type { Absence, RepairRequest } from './contract.js';

/** Price of a change inside the notice term, in changes outside it. */
const SHORT_NOTICE_FACTOR = 3;

/**
 * The problem with absences as absences. Who is away owes fewer hours and days: the least amounts of rules that sum are dropped for
 * them. Kinds with a count become single people, so that each can be spoken of.
 */
export function withAbsences(problem: RosterProblem, absences: readonly Absence[]): RosterProblem {
  const away = byAgent(absences);
  const relaxed = new Map<string, readonly Rule[]>();
  const agents = problem.agents.flatMap((agent) => {
    const names = personNames(agent);
    const { count: _, ...alike } = agent;
    return names.map((id): ProblemAgent => {
      const windows = away.get(id);
      if (windows === undefined) return { ...alike, id };
      const rules = agent.rules.map((set) => {
        const from = problem.ruleSets.find((one) => one.id === set);
        if (from === undefined) return set;
        relaxed.set(`${set}/away`, from.rules.map(withoutLeast));
        return `${set}/away`;
      });
      // What was fixed or decided for the time away falls out with it.
      const { fixed = [], pins: _pins, ...free } = alike;
      const still = fixed.filter(
        (part) => !windows.some((window) => part.from < window.toSlot && window.fromSlot < part.to),
      );
      const unavailable = [
        ...(agent.unavailable ?? []),
        ...windows.map(({ fromSlot, toSlot, reason }) => ({ from: fromSlot, to: toSlot, reason })),
      ];
      return { ...free, id, rules, unavailable, ...(still.length === 0 ? {} : { fixed: still }) };
    });
  });
  return {
    ...problem,
    agents,
    ruleSets: [...problem.ruleSets, ...[...relaxed].map(([id, rules]) => ({ id, rules }))],
  };
}

/** The same with every change priced: a wish per day to keep what was published, a pin where it may not change. */
export function withPrices(
  problem: RosterProblem,
  request: RepairRequest,
  kept: readonly PlannedShift[],
): RosterProblem {
  const pinned = new Set([...(request.pinned ?? []), ...request.absences.map((absence) => absence.agent)]);
  const shiftOf = new Map(kept.map((shift) => [`${shift.agent}\u0000${shift.day}`, shift]));
  const calendars = new Map(problem.calendars.map((calendar) => [calendar.id, calendar.days]));
  const agents = problem.agents.map((agent): ProblemAgent => {
    const pins = [...(agent.pins ?? [])];
    const wishes = [...(agent.wishes ?? [])];
    (calendars.get(agent.calendar) ?? []).forEach((day, index) => {
      const shift = shiftOf.get(`${agent.id}\u0000${index}`);
      const frozen = (shift?.startSlot ?? day.startSlot) < (request.frozenUntilSlot ?? Number.NEGATIVE_INFINITY);
      if (pinned.has(agent.id) || frozen) {
        if (!pins.some((pin) => pin.day === index)) pins.push(pinOf(index, shift));
        return;
      }
      const weight = priceOfDay(problem, request, day);
      if (shift === undefined) wishes.push({ id: KEEP, day: index, want: { off: true }, weight });
      else {
        const start = wallClock(day, shift.startSlot, problem.slotMinutes);
        wishes.push({ id: KEEP, day: index, want: { on: true }, weight });
        wishes.push({ id: KEEP, day: index, want: { startFrom: start, startTo: start }, weight });
      }
    });
    return { ...agent, ...(pins.length === 0 ? {} : { pins }), ...(wishes.length === 0 ? {} : { wishes }) };
  });
  return { ...problem, agents };
}

/** Id of the wish that prices a change. */
export const KEEP = 'keep-as-published';

const slotCosts = new WeakMap<RosterProblem, number>();

/** Mean cost of a paid slot of those whose hours cost anything; with all on contract, an eighth of what an agent short costs in an interval. */
export function slotCost(problem: RosterProblem): number {
  const known = slotCosts.get(problem);
  if (known !== undefined) return known;
  const paid = problem.agents.map((agent) => agent.costPerPaidSlot).filter((cost) => cost > 0);
  const short = problem.queues.map(
    ({ curves, underOf }) => curves[typeof underOf === 'number' ? underOf : (underOf[0] ?? 0)]![0]!.cost,
  );
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const cost = paid.length > 0 ? mean(paid) : short.length > 0 ? mean(short) / 8 : 1;
  slotCosts.set(problem, cost);
  return cost;
}

/** Price of moving the breaks within one shift that stays. */
export const priceOfBreaks = (problem: RosterProblem, request: RepairRequest): number =>
  request.breakCost ?? dayPrice(problem, request) / 4;

const dayPrice = (problem: RosterProblem, request: RepairRequest): number =>
  request.changeCost ?? (2 * 60 * slotCost(problem)) / problem.slotMinutes;

/** Price of changing one day of one person. */
export function priceOfDay(problem: RosterProblem, request: RepairRequest, day: CalendarDay): number {
  const price = dayPrice(problem, request);
  return day.startSlot < (request.noticeUntilSlot ?? Number.NEGATIVE_INFINITY) ? price * SHORT_NOTICE_FACTOR : price;
}

const pinOf = (day: number, shift: PlannedShift | undefined): NonNullable<ProblemAgent['pins']>[number] =>
  shift === undefined
    ? { day, off: true }
    : { day, template: shift.template, startSlot: shift.startSlot, endSlot: shift.endSlot, site: shift.site };

/** Wall clock of a slot on its day, minutes after local midnight. */
function wallClock(day: CalendarDay, slot: number, slotMinutes: number): number {
  const minute = (slot - day.startSlot) * slotMinutes;
  const change = day.clockChange;
  return change !== undefined && minute >= change.fromMinute ? minute - change.addMinutes : minute;
}

/** A rule that asks for no least amount any more. */
function withoutLeast(rule: Rule): Rule {
  if (!('per' in rule) || !('min' in rule)) return rule;
  const { min: _, ...rest } = rule;
  return rest as Rule;
}

function byAgent(absences: readonly Absence[]): Map<string, Absence[]> {
  const groups = new Map<string, Absence[]>();
  for (const absence of absences) groups.set(absence.agent, [...(groups.get(absence.agent) ?? []), absence]);
  return groups;
}
