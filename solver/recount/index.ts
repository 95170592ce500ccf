import type { RosterProblem } from '../problem.js';
import type { Breach, PlannedShift, SkillAllocation } from '../solution.js';
import { bestAllocation } from './allocation.js';
import { skillGroups } from './capacity.js';
import { distinctShiftCost, labourCost, shiftCoverCost } from './cost.js';
import { allocationFaults, coverageCost, coverageOf, minimumBreaches } from './coverage.js';
import { lawBreach } from './finding.js';
import { meetingBreaches } from './meetings.js';
import { sortToPeople } from './people.js';
import { personBreaches } from './person-breaches.js';
import type { Recount, RecountOptions } from './result.js';
import { seatBreaches } from './seats.js';
import { teamBreaches } from './team-rules.js';

export * from './differences.js';
export type * from './result.js';

/**
 * Re-derives every rule, coverage and cost of a roster from the problem and the shifts. Shares no code with the engine.
 * The problem must have passed its check; the shifts may be anything.
 * @param allocation capacity of skill groups given to queues; without it the best allocation is found
 */
export function recount(
  problem: RosterProblem,
  shifts: readonly PlannedShift[],
  allocation?: readonly SkillAllocation[],
  options: RecountOptions = {},
): Recount {
  const { people, stray } = sortToPeople(problem, shifts);
  const groups = skillGroups(problem, people);
  const best = bestAllocation(problem, groups, options.lp);
  const used = allocation ?? best.allocation;
  const coverage = coverageOf(problem, groups, used);
  const ofQueues = coverageCost(problem, coverage);
  const ofShifts = shiftCoverCost(problem, people);
  const minimum = minimumBreaches(problem, coverage);
  const breaches: Breach[] = [
    ...stray.map(({ plan, reason }) =>
      lawBreach('template', [plan.agent], {
        days: [plan.day],
        amount: 1,
        message: `shift of ${plan.agent} on day ${plan.day}: ${reason}`,
      }),
    ),
    ...people.flatMap((person) => personBreaches(problem, person)),
    ...seatBreaches(problem, people),
    ...minimum,
    ...teamBreaches(problem, people),
    ...meetingBreaches(problem, people),
  ];
  const rules = breaches.reduce((sum, breach) => sum + breach.cost, 0);
  const labour = labourCost(problem, people);
  const under = ofQueues.under + ofShifts.under;
  const over = ofQueues.over + ofShifts.over;
  const distinctShifts = distinctShiftCost(problem, people);
  const missing = (of: readonly Breach[]): number => of.reduce((sum, breach) => sum + breach.amount, 0);
  return {
    breaches,
    coverage,
    deferrable: problem.queues.filter((queue) => queue.demand.kind === 'work').map((queue) => queue.id),
    cost: { total: labour + under + over + rules + distinctShifts, labour, under, over, rules, distinctShifts },
    allocation: used,
    allocationFaults: allocation === undefined ? [] : allocationFaults(problem, groups, allocation),
    best: best.proven ? bestOf() : null,
    used: { missing: missing(minimum), cost: ofQueues.under + ofQueues.over },
  };

  function bestOf(): { missing: number; cost: number } {
    const bestCoverage = allocation === undefined ? coverage : coverageOf(problem, groups, best.allocation);
    const cost = coverageCost(problem, bestCoverage);
    return { missing: missing(minimumBreaches(problem, bestCoverage)), cost: cost.under + cost.over };
  }
}
