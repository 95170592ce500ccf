import type { RosterProblem } from '../problem.js';
import type { Breach, QueueCoverage, SkillAllocation } from '../solution.js';
import { intervalCount, type SkillGroup } from './capacity.js';
import { curveCost, overCurve, underCurve } from './curve.js';
import { lawBreach } from './finding.js';
import { doWork } from './work.js';

const TOLERANCE = 1e-6;

/** The key of a group with its parts in order, so that a list written in another order is recognised. */
const sortedKey = (key: string): string => key.split('|').toSorted().join('|');

/** What a given allocation does wrong: capacity spent twice or not at all, unknown groups and queues; one sentence each. */
export function allocationFaults(
  problem: RosterProblem,
  groups: readonly SkillGroup[],
  allocation: readonly SkillAllocation[],
): string[] {
  const faults: string[] = [];
  const known = new Map(groups.map((group) => [sortedKey(group.key), group]));
  const count = intervalCount(problem);
  const spent = new Map(groups.map((group) => [group, new Float64Array(count)]));
  for (const row of allocation) {
    const name = `allocation of ${row.group} to ${row.queue}`;
    const group = known.get(sortedKey(row.group));
    if (row.agents.length !== count) faults.push(`${name} has ${row.agents.length} intervals, not ${count}`);
    if (group === undefined) {
      if (row.agents.some((agents) => agents > TOLERANCE)) faults.push(`${name}: nobody has these skills`);
      continue;
    }
    if (!group.skills.some((skill) => skill.queue === row.queue)) faults.push(`${name}: the group cannot take it`);
    row.agents.slice(0, count).forEach((agents, t) => {
      if (!(agents >= -TOLERANCE)) faults.push(`${name} is ${agents} in interval ${t}`);
      spent.get(group)![t]! += agents;
    });
  }
  for (const [group, agents] of spent) {
    agents.forEach((sum, t) => {
      const there = group.agents[t]!;
      if (Math.abs(sum - there) > TOLERANCE * Math.max(1, there)) {
        faults.push(`group ${group.key} spends ${sum} agents in interval ${t} and has ${there}`);
      }
    });
  }
  return faults;
}

/** Coverage of every queue that an allocation gives. */
export function coverageOf(
  problem: RosterProblem,
  groups: readonly SkillGroup[],
  allocation: readonly SkillAllocation[],
): QueueCoverage[] {
  const count = intervalCount(problem);
  const effective = new Map(problem.queues.map((queue) => [queue.id, new Float64Array(count)]));
  const known = new Map(groups.map((group) => [sortedKey(group.key), group]));
  for (const row of allocation) {
    const skill = known.get(sortedKey(row.group))?.skills.find((one) => one.queue === row.queue);
    const covered = effective.get(row.queue);
    if (skill === undefined || covered === undefined) continue;
    row.agents.slice(0, count).forEach((agents, t) => {
      covered[t]! += agents * skill.speed;
    });
  }
  return problem.queues.map((queue) => {
    const covered = effective.get(queue.id)!;
    const { demand } = queue;
    if (demand.kind === 'work') {
      const { wanted, under, over } = doWork(problem, queue, covered);
      return { queue: queue.id, wanted: [...wanted], covered: [...covered], under: [...under], over: [...over] };
    }
    const wanted = demand.perInterval;
    return {
      queue: queue.id,
      wanted: [...wanted],
      covered: [...covered],
      under: wanted.map((agents, t) => Math.max(0, agents - covered[t]!)),
      over: wanted.map((agents, t) => Math.max(0, covered[t]! - agents)),
    };
  });
}

/** Cost of the agents short and over. */
export function coverageCost(
  problem: RosterProblem,
  coverage: readonly QueueCoverage[],
): { readonly under: number; readonly over: number } {
  let under = 0;
  let over = 0;
  problem.queues.forEach((queue, q) => {
    const row = coverage[q]!;
    row.under.forEach((agents, t) => {
      under += curveCost(underCurve(queue, t), agents);
    });
    row.over.forEach((agents, t) => {
      over += curveCost(overCurve(queue, t), agents);
    });
  });
  return { under, over };
}

/** Intervals in which fewer agents are given to a queue than must be there. */
export function minimumBreaches(problem: RosterProblem, coverage: readonly QueueCoverage[]): Breach[] {
  const breaches: Breach[] = [];
  problem.queues.forEach((queue, q) => {
    (queue.minimum ?? []).forEach((least, t) => {
      const covered = coverage[q]!.covered[t]!;
      if (covered >= least - TOLERANCE) return;
      const message = `${queue.id} has ${covered} agents in interval ${t}, at least ${least} must be there`;
      breaches.push(lawBreach('minimum-staffing', [], { days: [], amount: least - covered, message }));
    });
  });
  return breaches;
}
