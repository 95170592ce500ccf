import type { RosterProblem } from '../../problem.js';
import type { Finding } from '../finding.js';
import type { Person } from '../people.js';

/** Prior shifts with the day they belong to, counted backwards in days of 24 hours: −1 is the day before the period. */
export function priorDays(
  person: Person,
  problem: RosterProblem,
): { readonly day: number; readonly kind: string | undefined }[] {
  const from = person.calendar.days[0]!.startSlot;
  return (person.agent.prior ?? []).map(({ startSlot, kind }) => ({
    day: Math.floor(((startSlot - from) * problem.slotMinutes) / 1440),
    kind,
  }));
}

/** A longest row of days of one sort. */
interface Run {
  readonly days: readonly number[];
  /** Days of it in the period. */
  readonly inside: number;
  /** Days in all, those before the period included. */
  readonly length: number;
  /** True where days of the same sort may lie unseen before or after it. */
  readonly cut: boolean;
  /** True for a ring of nothing else. */
  readonly endless: boolean;
}

/** Days of one sort, told by the kinds of the shifts on them. */
export interface Sort {
  /** What they are called. */
  readonly name: string;
  readonly belongs: (kinds: readonly (string | undefined)[]) => boolean;
}

/** Limits on the length of runs of days of one sort. */
export function runFindings(
  person: Person,
  problem: RosterProblem,
  sort: Sort,
  limits: { readonly min?: number | undefined; readonly max?: number | undefined },
): Finding[] {
  const what = `${sort.name} in a row`;
  const findings: Finding[] = [];
  for (const { days, inside, length, cut, endless } of runsOf(person, problem, sort)) {
    if (endless) {
      if (limits.max !== undefined) {
        const message = `${what} without end in a cycle of ${length} days, at most ${limits.max} allowed`;
        findings.push({ days, amount: length, message });
      }
      continue;
    }
    const name = `${what}, days ${days[0]} to ${days.at(-1)}`;
    if (limits.max !== undefined && length > limits.max && inside > 0) {
      findings.push({
        days,
        amount: Math.min(length - limits.max, inside),
        message: `${length} ${name}, at most ${limits.max} allowed`,
      });
    }
    if (limits.min !== undefined && length < limits.min && !cut) {
      findings.push({ days, amount: limits.min - length, message: `${length} ${name}, at least ${limits.min} wanted` });
    }
  }
  return findings;
}

function runsOf(person: Person, problem: RosterProblem, { belongs }: Sort): Run[] {
  const sort = person.byDay.map((shifts) => belongs(shifts.map((shift) => shift.kind)));
  const count = sort.length;
  if (problem.cyclic) {
    const border = sort.indexOf(false);
    if (border < 0)
      return [{ days: sort.map((_, day) => day), inside: count, length: count, cut: false, endless: true }];
    const turned = sort.map((_, i) => (border + i) % count);
    return rows(turned, (day) => sort[day]!).map((days) => {
      const length = days.length;
      return { days, inside: length, length, cut: false, endless: false };
    });
  }
  const all = sort.map((_, day) => day);
  const { daysBack, known } = before(person, problem, belongs);
  // A run of prior days that the first day of the period ends is a matter of the period.
  const ended: Run[] =
    daysBack > 0 && known && sort[0] === false
      ? [{ days: [0], inside: 0, length: daysBack, cut: false, endless: false }]
      : [];
  const own = rows(all, (day) => sort[day]!).map((days) => {
    const atStart = days[0] === 0;
    const atEnd = days.at(-1) === count - 1;
    const cut = atEnd || (atStart && !known);
    return { days, inside: days.length, length: days.length + (atStart ? daysBack : 0), cut, endless: false };
  });
  return [...ended, ...own];
}

/** Days of the sort just before the period, and whether the run's beginning is known. */
function before(
  person: Person,
  problem: RosterProblem,
  belongs: Sort['belongs'],
): { daysBack: number; known: boolean } {
  const shifts = priorDays(person, problem);
  if (shifts.length === 0) return { daysBack: 0, known: false };
  const oldest = Math.min(...shifts.map((shift) => shift.day));
  const kindsOn = (day: number) => shifts.filter((shift) => shift.day === day).map((shift) => shift.kind);
  let daysBack = 0;
  while (-1 - daysBack >= oldest && belongs(kindsOn(-1 - daysBack))) daysBack++;
  return { daysBack, known: -1 - daysBack >= oldest };
}

/** Maximal rows of neighbouring days that satisfy a test. */
function rows(days: readonly number[], test: (day: number) => boolean): number[][] {
  const all: number[][] = [];
  let open: number[] | undefined;
  for (const day of days) {
    if (!test(day)) open = undefined;
    else if (open === undefined) {
      open = [day];
      all.push(open);
    } else open.push(day);
  }
  return all;
}
