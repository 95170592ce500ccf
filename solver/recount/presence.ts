import type { RosterProblem } from '../problem.js';
import type { Breach } from '../solution.js';
import { lawBreach } from './finding.js';
import { type Person, rounds, samePlace, type WorkedShift } from './people.js';

const overlapSlots = (aFrom: number, aTo: number, bFrom: number, bTo: number): number =>
  Math.max(0, Math.min(aTo, bTo) - Math.max(aFrom, bFrom));

/** Shifts outside the windows in which the agent is available, or inside one in which it is not. */
export function availabilityBreaches(problem: RosterProblem, person: Person): Breach[] {
  const breaches: Breach[] = [];
  for (const { plan } of person.shifts) {
    const span = plan.endSlot - plan.startSlot;
    const { available, unavailable } = person.agent;
    if (available !== undefined) {
      let inside = 0;
      for (const window of available) {
        for (const round of rounds(problem)) {
          inside = Math.max(inside, overlapSlots(plan.startSlot, plan.endSlot, window.from + round, window.to + round));
        }
      }
      if (inside < span) {
        const amount = (span - inside) * problem.slotMinutes;
        const message = `${person.name} works ${amount} minutes outside its availability on day ${plan.day}`;
        breaches.push(lawBreach('availability', [person.name], { days: [plan.day], amount, message }));
      }
    }
    for (const window of unavailable ?? []) {
      for (const round of rounds(problem)) {
        const slots = overlapSlots(plan.startSlot, plan.endSlot, window.from + round, window.to + round);
        if (slots === 0) continue;
        const amount = slots * problem.slotMinutes;
        const message = `${person.name} works ${amount} minutes on day ${plan.day} while away (${window.reason})`;
        breaches.push(lawBreach('availability', [person.name], { days: [plan.day], amount, message }));
      }
    }
  }
  return breaches;
}

/** Decisions already taken that the roster does not keep. */
export function pinBreaches(person: Person): Breach[] {
  const breaches: Breach[] = [];
  for (const pin of person.agent.pins ?? []) {
    const shifts = person.byDay[pin.day] ?? [];
    const kept =
      'off' in pin
        ? shifts.length === 0
        : shifts.some(
            ({ plan }) =>
              plan.template === pin.template &&
              (pin.startSlot === undefined || plan.startSlot === pin.startSlot) &&
              (pin.endSlot === undefined || plan.endSlot === pin.endSlot) &&
              (pin.site === undefined || plan.site === pin.site),
          );
    if (kept) continue;
    const wanted = 'off' in pin ? 'is pinned as off' : `is pinned to template ${pin.template}`;
    const found = shifts.map(({ plan }) => `${plan.template} from slot ${plan.startSlot} at ${plan.site}`).join(', ');
    const message = `day ${pin.day} of ${person.name} ${wanted} but has ${found === '' ? 'no shift' : found}`;
    breaches.push(lawBreach('pin', [person.name], { days: [pin.day], amount: 1, message }));
  }
  return breaches;
}

/** Fixed activities that are not in a shift exactly as fixed. */
export function fixedActivityBreaches(problem: RosterProblem, person: Person): Breach[] {
  const breaches: Breach[] = [];
  for (const fixed of person.agent.fixed ?? []) {
    const isIt = (part: { activity: string; startSlot: number; endSlot: number; paid: boolean }): boolean =>
      part.activity === fixed.activity &&
      part.paid === fixed.paid &&
      part.endSlot - part.startSlot === fixed.to - fixed.from &&
      samePlace(problem, part.startSlot, fixed.from);
    if (person.shifts.some((shift) => shift.plan.activities.some(isIt))) continue;
    let held = 0;
    const days = new Set<number>();
    for (const { plan } of person.shifts) {
      for (const round of rounds(problem)) {
        const [from, to] = [fixed.from + round, fixed.to + round];
        if (overlapSlots(plan.startSlot, plan.endSlot, from, to) > 0) days.add(plan.day);
        for (const part of plan.activities) {
          if (part.activity !== fixed.activity || part.paid !== fixed.paid) continue;
          held += overlapSlots(part.startSlot, part.endSlot, from, to);
        }
      }
    }
    const amount = Math.max(fixed.to - fixed.from - held, 1) * problem.slotMinutes;
    const message = `${person.name} does not hold ${fixed.activity} as fixed at slots ${fixed.from}–${fixed.to}`;
    breaches.push(lawBreach('fixed-activity', [person.name], { days: [...days], amount, message }));
  }
  return breaches;
}

/** Two shifts of one person at a time (prior shifts included) or on a day. */
export function overlapBreaches(problem: RosterProblem, person: Person): Breach[] {
  const breaches: Breach[] = [];
  const report = (days: readonly number[], amount: number, what: string): void => {
    breaches.push(lawBreach('overlap', [person.name], { days, amount, message: `${person.name} has ${what}` }));
  };
  const priorEnd = Math.max(Number.NEGATIVE_INFINITY, ...(person.agent.prior ?? []).map((shift) => shift.endSlot));
  let latest: WorkedShift | undefined;
  for (const shift of person.shifts) {
    const { plan } = shift;
    if (plan.startSlot < priorEnd) {
      const minutes =
        overlapSlots(plan.startSlot, plan.endSlot, Number.NEGATIVE_INFINITY, priorEnd) * problem.slotMinutes;
      report([plan.day], minutes, `${minutes} minutes on day ${plan.day} that are part of a prior shift`);
    }
    if (latest !== undefined) reportPair(problem, latest, shift, 0, report);
    if (latest === undefined || plan.endSlot > latest.plan.endSlot) latest = shift;
  }
  if (problem.cyclic && latest !== undefined) {
    for (const shift of person.shifts) {
      if (shift.plan.startSlot + problem.slots < latest.plan.endSlot) {
        reportPair(problem, latest, shift, problem.slots, report);
      }
    }
  }
  return breaches;
}

function reportPair(
  problem: RosterProblem,
  earlier: WorkedShift,
  later: WorkedShift,
  round: number,
  report: (days: readonly number[], amount: number, what: string) => void,
): void {
  const [a, b] = [earlier.plan, later.plan];
  const minutes = overlapSlots(a.startSlot, a.endSlot, b.startSlot + round, b.endSlot + round) * problem.slotMinutes;
  if (minutes > 0)
    report([a.day, b.day], minutes, `${minutes} minutes of two shifts at once on days ${a.day} and ${b.day}`);
  else if (a.day === b.day && round === 0) report([a.day], 1, `two shifts on day ${a.day}`);
}
