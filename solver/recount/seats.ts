import type { RosterProblem } from '../problem.js';
import type { Breach, PlannedShift } from '../solution.js';
import { lawBreach } from './finding.js';
import type { Person } from './people.js';

/** A piece of a shift in one area, with the ring unrolled. */
interface Sitting {
  readonly plan: PlannedShift;
  readonly from: number;
  readonly to: number;
}

/** Areas fuller than they have desks, and desks that are missing, unknown or used by two at once. */
export function seatBreaches(problem: RosterProblem, people: readonly Person[]): Breach[] {
  const breaches: Breach[] = [];
  for (const site of problem.sites) {
    for (const area of site.areas) {
      const plans = people.flatMap((person) => person.shifts.map((shift) => shift.plan));
      const here = plans.filter((plan) => plan.site === site.id && plan.area === area.id);
      const where = `${site.id}, ${area.id}`;
      if (area.seats === null) {
        for (const plan of here) {
          if (plan.desk !== null)
            breaches.push(deskBreach([plan], `desk ${plan.desk} in ${where}, which has no numbers`));
        }
        continue;
      }
      const sittings = here.flatMap((plan) => unroll(problem, plan));
      const runs = crowdedRuns(sittings, area.seats);
      for (const run of joinedInRing(problem, runs)) {
        const message = `${run.most} agents at once in ${where} with ${area.seats} seats, slots ${run.from}–${run.to}`;
        const days = [...new Set(run.present.map((plan) => plan.day))].toSorted((a, b) => a - b);
        const names = run.present.map((plan) => plan.agent);
        breaches.push(lawBreach('seats', names, { days, amount: run.most - area.seats, message }));
      }
      breaches.push(...deskBreaches(sittings, area.seats, where, runs));
    }
  }
  return breaches;
}

const deskBreach = (plans: readonly PlannedShift[], what: string): Breach => {
  const names = plans.map((plan) => plan.agent);
  const days = [...new Set(plans.map((plan) => plan.day))];
  return lawBreach('seats', names, { days, amount: 1, message: `${names.join(' and ')}: ${what}` });
};

function unroll(problem: RosterProblem, plan: PlannedShift): Sitting[] {
  if (!problem.cyclic) return [{ plan, from: plan.startSlot, to: plan.endSlot }];
  const pieces: Sitting[] = [];
  for (let from = plan.startSlot; from < plan.endSlot; ) {
    const round = Math.floor(from / problem.slots) * problem.slots;
    const to = Math.min(plan.endSlot, round + problem.slots);
    pieces.push({ plan, from: from - round, to: to - round });
    from = to;
  }
  return pieces;
}

interface CrowdedRun {
  readonly from: number;
  readonly to: number;
  readonly most: number;
  /** Who is there at its fullest moment. */
  readonly present: readonly PlannedShift[];
}

function crowdedRuns(sittings: readonly Sitting[], seats: number): CrowdedRun[] {
  const change = new Map<number, number>();
  for (const { from, to } of sittings) {
    change.set(from, (change.get(from) ?? 0) + 1);
    change.set(to, (change.get(to) ?? 0) - 1);
  }
  const runs: CrowdedRun[] = [];
  let open: { from: number; peak: number; most: number } | undefined;
  let count = 0;
  for (const moment of [...change.keys()].toSorted((a, b) => a - b)) {
    count += change.get(moment)!;
    if (count > seats) {
      open ??= { from: moment, peak: moment, most: 0 };
      if (count > open.most) open = { ...open, peak: moment, most: count };
    } else if (open !== undefined) {
      const { from, peak, most } = open;
      const present = sittings.filter((one) => one.from <= peak && one.to > peak).map((one) => one.plan);
      runs.push({ from, to: moment, most, present });
      open = undefined;
    }
  }
  return runs;
}

/** In a ring, a run up to the end and one from the beginning are one. */
function joinedInRing(problem: RosterProblem, runs: readonly CrowdedRun[]): readonly CrowdedRun[] {
  const [first, last] = [runs[0], runs.at(-1)];
  if (!problem.cyclic || first === undefined || last === undefined || first === last) return runs;
  if (first.from !== 0 || last.to !== problem.slots) return runs;
  const fuller = first.most >= last.most ? first : last;
  return [...runs.slice(1, -1), { ...fuller, from: last.from, to: first.to + problem.slots }];
}

function deskBreaches(
  sittings: readonly Sitting[],
  seats: number,
  where: string,
  crowded: readonly CrowdedRun[],
): Breach[] {
  const breaches: Breach[] = [];
  const crowds = (one: Sitting): boolean => crowded.some((run) => one.from < run.to && one.to > run.from);
  // In a crowd somebody has to stand; that is already reported.
  const inCrowd = new Set(sittings.filter(crowds).map((one) => one.plan));
  const byDesk = new Map<number, Sitting[]>();
  for (const plan of new Set(sittings.map((one) => one.plan))) {
    const { desk } = plan;
    if (desk === null) {
      if (!inCrowd.has(plan)) breaches.push(deskBreach([plan], `no desk in ${where}`));
    } else if (!Number.isInteger(desk) || desk < 1 || desk > seats) {
      breaches.push(deskBreach([plan], `desk ${desk} in ${where}, which has ${seats}`));
    } else byDesk.set(desk, []);
  }
  for (const sitting of sittings) byDesk.get(sitting.plan.desk ?? 0)?.push(sitting);
  for (const [desk, users] of byDesk) {
    const pairs = new Map<PlannedShift, Set<PlannedShift>>();
    let sitting: Sitting[] = [];
    for (const user of users.toSorted((a, b) => a.from - b.from)) {
      sitting = sitting.filter((other) => other.to > user.from);
      for (const other of sitting) {
        // In a ring two long shifts may meet twice.
        if (pairs.get(other.plan)?.has(user.plan) || pairs.get(user.plan)?.has(other.plan)) continue;
        pairs.set(other.plan, (pairs.get(other.plan) ?? new Set()).add(user.plan));
        breaches.push(deskBreach([other.plan, user.plan], `both at desk ${desk} in ${where} from slot ${user.from}`));
      }
      sitting.push(user);
    }
  }
  return breaches;
}
