import type { RosterProblem } from '../../problem.js';
import type { Person } from '../people.js';

/** A stretch of work in slots; `day` is absent for work before the period. */
export interface Stint {
  readonly startSlot: number;
  readonly endSlot: number;
  readonly day: number | undefined;
}

/** Prior shifts and shifts of the period in order of start. */
export function stintsOf(person: Person): Stint[] {
  const prior = (person.agent.prior ?? []).map(({ startSlot, endSlot }) => ({ startSlot, endSlot, day: undefined }));
  const planned = person.shifts.map(({ plan }) => ({
    startSlot: plan.startSlot,
    endSlot: plan.endSlot,
    day: plan.day,
  }));
  return [...prior, ...planned].toSorted((a, b) => a.startSlot - b.startSlot || a.endSlot - b.endSlot);
}

/** First and last slot of a person's period. */
export function periodOf(person: Person): { readonly from: number; readonly to: number } {
  const { days } = person.calendar;
  return { from: days[0]!.startSlot, to: days.at(-1)!.endSlot };
}

/** Stints one round later. */
export const nextRound = (problem: RosterProblem, stints: readonly Stint[]): Stint[] =>
  stints.map((stint) => ({
    ...stint,
    startSlot: stint.startSlot + problem.slots,
    endSlot: stint.endSlot + problem.slots,
  }));
