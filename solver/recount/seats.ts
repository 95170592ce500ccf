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
      for (const run of runs) {
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

function deskBreaches(
  sittings: readonly Sitting[],
  seats: number,
  where: string,
  crowded: readonly CrowdedRun[],
): Breach[] {
  const breaches: Breach[] = [];
  const sorted = sittings.toSorted((a, b) => a.from - b.from);
  const seen = new Set<PlannedShift>();
  const byDesk = new Map<number, Sitting[]>();
  for (const sitting of sorted) {
    const { plan } = sitting;
    const { desk } = plan;
    if (desk === null) {
      // In a crowd somebody has to stand; that is already reported.
      const inCrowd = crowded.some((run) => sitting.from < run.to && sitting.to > run.from);
      if (!inCrowd && !seen.has(plan)) breaches.push(deskBreach([plan], `no desk in ${where}`));
    } else if (!Number.isInteger(desk) || desk < 1 || desk > seats) {
      if (!seen.has(plan)) breaches.push(deskBreach([plan], `desk ${desk} in ${where}, which has ${seats}`));
    } else byDesk.set(desk, [...(byDesk.get(desk) ?? []), sitting]);
    seen.add(plan);
  }
  for (const [desk, users] of byDesk) {
    let latest: Sitting | undefined;
    for (const user of users) {
      if (latest !== undefined && user.from < latest.to && user.plan !== latest.plan) {
        breaches.push(deskBreach([latest.plan, user.plan], `both at desk ${desk} in ${where} from slot ${user.from}`));
      }
      if (latest === undefined || user.to > latest.to) latest = user;
    }
  }
  return breaches;
}
