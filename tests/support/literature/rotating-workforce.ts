import type { RosterProblem, Rule } from '../../../solver/problem.js';
import { litCalendar, litProblem } from './calendar.js';

/** A rotating schedule: everyone works the same row of weeks, each a week behind the other. */
export interface RotatingWorkforce {
  readonly employees: number;
  /** Shifts in the order of their start, with how many people a day needs (Monday first) and how long their blocks are. */
  readonly shifts: readonly {
    readonly id: string;
    readonly startMinute: number;
    readonly minutes: number;
    readonly wanted: readonly number[];
    readonly block: { readonly min: number; readonly max: number };
  }[];
  readonly daysOff: { readonly min: number; readonly max: number };
  readonly workBlock: { readonly min: number; readonly max: number };
  /** Shifts that may not follow each other on the next day; `-` stands for a day off. */
  readonly forbidden: readonly (readonly string[])[];
}

/**
 * Converter of rotating workforce scheduling (Musliu, Gärtner & Slany 2002, *Efficient generation of rotating workforce
 * schedules*, doi:10.1016/S0166-218X(01)00258-X). The schedule of n people over a week that repeats is the schedule of one
 * person over n weeks that repeat: demand of a Monday is then demand of all Mondays together.
 *
 * Blocks of a shift are `consecutive-shifts`, work blocks `consecutive-days`, days off `consecutive-days-off`, sequences that
 * are not allowed `sequence`, all hard; a person too few or too many costs 1.
 */
export function rotatingWorkforce(input: RotatingWorkforce): RosterProblem {
  const days = 7 * input.employees;
  const slotMinutes = 60;
  const rules: Rule[] = [
    { id: 'work', hard: true, rule: 'consecutive-days', ...input.workBlock },
    { id: 'off', hard: true, rule: 'consecutive-days-off', ...input.daysOff },
    ...input.shifts.map(
      (shift): Rule => ({
        id: `block-${shift.id}`,
        hard: true,
        rule: 'consecutive-shifts',
        kinds: [shift.id],
        ...shift.block,
      }),
    ),
    ...input.forbidden.map(
      (row, i): Rule => ({
        id: `forbidden-${i}`,
        hard: true,
        rule: 'sequence',
        days: row.map((shift) => (shift === '-' ? { off: true as const } : { kinds: [shift] })),
      }),
    ),
  ];
  return {
    ...litProblem('rotating workforce', litCalendar(days, slotMinutes), slotMinutes, true),
    shiftTemplates: input.shifts.map((shift) => ({
      id: shift.id,
      start: { earliest: shift.startMinute, latest: shift.startMinute, step: 60 },
      paid: { min: shift.minutes, max: shift.minutes, step: 60 },
      breaks: [],
    })),
    shiftCover: input.shifts.flatMap((shift) =>
      shift.wanted.map((wanted, weekday) => ({
        calendar: 'days',
        day: Array.from({ length: input.employees }, (_, week) => 7 * week + weekday),
        kinds: [shift.id],
        wanted,
        under: [{ cost: 1 }],
        over: [{ cost: 1 }],
      })),
    ),
    ruleSets: [{ id: 'all', rules }],
    agents: [
      {
        id: 'rotation',
        calendar: 'days',
        skills: [],
        places: [{ site: 'ward', area: 'ward', costPerShift: 0 }],
        shifts: input.shifts.map((shift) => shift.id),
        rules: ['all'],
        costPerPaidSlot: 0,
      },
    ],
  };
}
