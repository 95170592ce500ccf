import { beforeAll, describe, expect, it } from 'vitest';
import { recount } from '../../../solver/recount/index.js';
import { OpenRoster } from '../../../solver/roster/open-roster.js';
import { withAbsences } from '../../../src/repair/prepare.js';
import { repairRoster } from '../../../src/repair/repair.js';
import { solvedRoster } from '../../support/solved-roster.js';

type World = Awaited<ReturnType<typeof solvedRoster>>;

describe('repair of a published roster', () => {
  let world: World;
  beforeAll(async () => {
    world = await solvedRoster();
  }, 60_000);

  const sick = () => {
    const first = world.solution.shifts[0]!;
    return [{ agent: first.agent, fromSlot: 0, toSlot: world.problem.slots, reason: 'sick' }];
  };

  it('opens a roster at the cost the recount finds', () => {
    const { problem, solution, lp } = world;
    const roster = new OpenRoster(problem, solution.shifts);
    expect(roster.unknown).toEqual([]);
    const judged = roster.report(lp);
    const counted = recount(problem, solution.shifts, undefined, { lp });
    expect(judged.cost.total).toBeCloseTo(counted.cost.total, 2);
    expect(judged.shifts.map(({ desk: _, ...shift }) => shift)).toEqual(
      solution.shifts.map(({ desk: _, ...shift }) => shift),
    );
  });

  it('fills gaps within the most people allowed, and moves nobody else', () => {
    const { problem, solution, lp } = world;
    const absences = sick();
    const repaired = repairRoster({ problem, shifts: solution.shifts, absences, mostChanged: 3 }, lp);
    expect(repaired.touched.length).toBeLessThanOrEqual(3);
    expect(repaired.cost.repaired).toBeLessThanOrEqual(repaired.cost.unrepaired + 1e-6);
    expect(repaired.hardBreaches.repaired).toBeLessThanOrEqual(repaired.hardBreaches.unrepaired);
    const free = new Set([...repaired.touched, absences[0]!.agent]);
    const still = (shifts: readonly { agent: string; day: number; startSlot: number }[]) =>
      shifts
        .filter((shift) => !free.has(shift.agent))
        .map(({ agent, day, startSlot }) => `${agent}|${day}|${startSlot}`)
        .sort();
    expect(still(repaired.shifts)).toEqual(still(solution.shifts));
    expect(repaired.shifts.some((shift) => shift.agent === absences[0]!.agent)).toBe(false);
    const counted = recount(withAbsences(problem, absences), repaired.shifts, undefined, { lp });
    expect(counted.cost.total).toBeCloseTo(repaired.cost.repaired, 2);
  });

  it('gives back every change, absences included', () => {
    const { problem, solution, lp } = world;
    const repaired = repairRoster({ problem, shifts: solution.shifts, absences: sick(), mostChanged: 3 }, lp);
    const lost = solution.shifts.filter((shift) => shift.agent === sick()[0]!.agent);
    expect(repaired.changes.filter((change) => change.kind === 'absent')).toHaveLength(lost.length);
    for (const change of repaired.changes) {
      if (change.kind === 'absent') expect(change.price).toBe(0);
      else {
        expect(change.price).toBeGreaterThan(0);
        expect(repaired.touched).toContain(change.agent);
      }
    }
  });

  it('changes nothing where all is frozen, and flags changes inside the notice term', () => {
    const { problem, solution, lp } = world;
    const base = { problem, shifts: solution.shifts, absences: sick(), mostChanged: 3 };
    const frozen = repairRoster({ ...base, frozenUntilSlot: problem.slots }, lp);
    expect(frozen.touched).toEqual([]);
    const late = repairRoster({ ...base, noticeUntilSlot: problem.slots }, lp);
    expect(late.changes.every((change) => !change.noticeKept)).toBe(true);
    expect(late.touched.length).toBeLessThanOrEqual(repairRoster(base, lp).touched.length);
  });

  it('leaves a roster alone when changes are dearer than any gain', () => {
    const { problem, solution, lp } = world;
    const repaired = repairRoster({ problem, shifts: solution.shifts, absences: sick(), changeCost: 1e9 }, lp);
    expect(repaired.touched).toEqual([]);
    expect(() =>
      repairRoster(
        { problem, shifts: [], absences: [{ agent: 'nobody', fromSlot: 0, toSlot: 1, reason: 'sick' }] },
        lp,
      ),
    ).toThrow('There is no agent "nobody".');
  });
});
