import type { LpBackend } from '../lp/model.js';
import type { ProblemQueue, RosterProblem } from '../problem.js';
import type { SkillAllocation } from '../solution.js';
import { allocationModel, type DemandCell, type QueueBatch } from './allocation-model.js';
import { intervalCount, type SkillGroup } from './capacity.js';
import { overCurve, underCurve } from './curve.js';
import { solveByParts } from './lp-parts.js';
import { workBatches } from './work.js';

export interface BestAllocation {
  readonly allocation: readonly SkillAllocation[];
  /** False where it is only good, not proven best (a large problem with deferrable work and no LP library at hand). */
  readonly proven: boolean;
}

/** Spends the capacity of the groups where it is worth most: least agents missing to minimums, then least cost. */
export function bestAllocation(
  problem: RosterProblem,
  groups: readonly SkillGroup[],
  backend: LpBackend | undefined,
): BestAllocation {
  const cells = problem.queues.flatMap((queue) => intervalsOf(problem).map((t) => demandCell(queue, t)));
  const batches: QueueBatch[] = problem.queues.flatMap((queue) =>
    workBatches(problem, queue).map((batch) => ({ ...batch, queue: queue.id, under: underCurve(queue, batch.due) })),
  );
  const model = allocationModel(groups, cells, batches);
  const x = solveByParts(model.lp, backend);
  if (x === undefined) return { allocation: inOrderOfTime(problem, groups), proven: false };
  const table = new AllocationTable(problem, groups);
  for (const share of model.shares) {
    table.add(share.group, share.queue, share.interval, share.column < 0 ? share.constant : x[share.column]!);
  }
  return { allocation: table.rows(), proven: true };
}

const intervalsOf = (problem: RosterProblem): number[] => Array.from({ length: intervalCount(problem) }, (_, t) => t);

function demandCell(queue: ProblemQueue, interval: number): DemandCell {
  const over = overCurve(queue, interval);
  const minimum = queue.minimum?.[interval] ?? 0;
  const wanted = queue.demand.kind === 'agents' ? queue.demand.perInterval[interval]! : 0;
  const under = wanted > 0 ? underCurve(queue, interval) : undefined;
  return { queue: queue.id, interval, wanted, under, over, minimum };
}

/**
 * Interval after interval, deferrable work as if everything released were wanted at once, earliest deadline first. Good,
 * but blind to later demand.
 */
function inOrderOfTime(problem: RosterProblem, groups: readonly SkillGroup[]): SkillAllocation[] {
  const table = new AllocationTable(problem, groups);
  const waiting = new Map(
    problem.queues.map((queue) => [
      queue.id,
      workBatches(problem, queue).map((batch) => ({ ...batch, last: batch.intervals.at(-1) ?? -1 })),
    ]),
  );
  for (const interval of intervalsOf(problem)) {
    const open = (queue: ProblemQueue) =>
      waiting
        .get(queue.id)!
        .filter((batch) => batch.effort > 0 && batch.intervals.includes(interval))
        .toSorted((a, b) => a.last - b.last);
    const cells = problem.queues.map((queue) => {
      const cell = demandCell(queue, interval);
      const batches = open(queue);
      if (batches.length === 0) return cell;
      const wanted = batches.reduce((sum, batch) => sum + batch.effort, 0);
      return { ...cell, wanted, under: underCurve(queue, batches[0]!.due) };
    });
    const model = allocationModel(groups, cells, []);
    const x = solveByParts(model.lp, undefined) ?? new Float64Array(model.lp.columns.length);
    const given = new Map<string, number>();
    for (const share of model.shares) {
      const agents = share.column < 0 ? share.constant : x[share.column]!;
      table.add(share.group, share.queue, interval, agents);
      const { speed } = groups[share.group]!.skills.find((skill) => skill.queue === share.queue)!;
      given.set(share.queue, (given.get(share.queue) ?? 0) + agents * speed);
    }
    for (const queue of problem.queues) {
      let rest = given.get(queue.id) ?? 0;
      for (const batch of open(queue)) {
        const done = Math.min(rest, batch.effort);
        batch.effort -= done;
        rest -= done;
      }
    }
  }
  return table.rows();
}

class AllocationTable {
  private readonly byKey = new Map<string, { group: string; queue: string; agents: Float64Array }>();

  constructor(
    problem: RosterProblem,
    private readonly groups: readonly SkillGroup[],
  ) {
    for (const group of groups) {
      for (const { queue } of group.skills) {
        const agents = new Float64Array(intervalCount(problem));
        this.byKey.set(`${group.key} ${queue}`, { group: group.key, queue, agents });
      }
    }
  }

  add(group: number, queue: string, interval: number, agents: number): void {
    this.byKey.get(`${this.groups[group]!.key} ${queue}`)!.agents[interval]! += agents;
  }

  rows(): SkillAllocation[] {
    return [...this.byKey.values()].map((row) => ({ ...row, agents: [...row.agents] }));
  }
}
