import type { RosterProblem } from '../../../solver/problem.js';
import { litCalendar, litProblem } from './calendar.js';

/** A shift design problem: which shifts, and how many people on each on each day, so that staff meet the demand. */
export interface ShiftDesign {
  readonly slotMinutes: number;
  /** People wanted per slot, day by day. */
  readonly wanted: readonly (readonly number[])[];
  /** Minutes after midnight and minutes of length. */
  readonly types: readonly {
    readonly id: string;
    readonly start: { readonly min: number; readonly max: number };
    readonly length: { readonly min: number; readonly max: number };
  }[];
  /** Cost of a minute of one person short or over, and of each shift (type, start and length) in use. */
  readonly weights: { readonly under: number; readonly over: number; readonly shift: number };
}

/**
 * Converter of (minimum) shift design (Musliu, Schaerf & Slany 2004, *Local search for shift design*,
 * doi:10.1016/S0377-2217(03)00255-8; Di Gaspero et al. 2007, doi:10.1007/s10479-007-0221-1): the days form a ring, demand is
 * a queue, few shifts are `distinctShiftCost`, and every day has people of its own without rules, so many that they never run
 * out: who works is not asked.
 */
export function shiftDesign({ slotMinutes, wanted, types, weights }: ShiftDesign): RosterProblem {
  const calendar = litCalendar(wanted.length, slotMinutes);
  const peak = Math.max(...wanted.flat());
  return {
    ...litProblem('shift design', calendar, slotMinutes, true),
    queues: [
      {
        id: 'staff',
        demand: { kind: 'agents', perInterval: wanted.flat() },
        curves: [[{ cost: weights.under * slotMinutes }], [{ cost: weights.over * slotMinutes }]],
        underOf: 0,
        overOf: 1,
      },
    ],
    distinctShiftCost: weights.shift,
    shiftTemplates: types.map(({ id, start, length }) => ({
      id,
      start: { earliest: start.min, latest: start.max, step: slotMinutes },
      paid: { ...length, step: slotMinutes },
      breaks: [],
    })),
    ruleSets: [],
    agents: calendar.days.map((_, d) => ({
      id: `day-${d}`,
      count: 3 * peak,
      calendar: 'days',
      pins: calendar.days.flatMap((_, other) => (other === d ? [] : [{ day: other, off: true as const }])),
      skills: [{ queue: 'staff', speed: 1 }],
      places: [{ site: 'ward', area: 'ward', costPerShift: 0 }],
      shifts: types.map((type) => type.id),
      rules: [],
      costPerPaidSlot: 0,
    })),
  };
}
