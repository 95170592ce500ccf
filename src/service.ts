import type { Centre, Queue } from './domain/centre.js';
import type { Roster, RosterCoverage } from './domain/roster.js';
import type { RequirementRow } from './requirement/contract.js';
import { loadsOfRows, serviceWith, shrinkageOf } from './requirement/index.js';

/** Service of one queue over the period as the formulas see it with the agents that are really rostered. */
export interface ExpectedService {
  readonly queue: string;
  /** Weighted by contacts; NaN is never given: 1 where there is no contact. */
  readonly serviceLevel: number;
  readonly asaSeconds: number;
  readonly occupancy: number;
}

/** Service of one queue in one interval with the agents that are rostered, by formula. */
export interface IntervalService {
  readonly queue: string;
  readonly startMs: number;
  readonly offered: number;
  /** Agents really at work: rostered less the shrinkage that the roster does not show. */
  readonly agents: number;
  readonly serviceLevel: number;
  readonly asaSeconds: number;
  readonly pAbandon: number;
  readonly occupancy: number;
}

/**
 * Recomputes the service from the roster instead of repeating what the requirement promised: each interval with the
 * agents that its queue got, and the help that simulation found it to have. Deferrable queues are judged by {@link deferrableService}.
 */
export function serviceOfRoster(centre: Centre, rows: readonly RequirementRow[], roster: Roster): IntervalService[] {
  const present = 1 - shrinkageOf(centre).outsideRoster / 10_000;
  return centre.queues.flatMap((queue) => {
    const coverage = roster.coverage.find((candidate) => candidate.queue === queue.id);
    if (queue.deadlineMinutes !== undefined || coverage === undefined) return [];
    const own = rows.filter((row) => row.queue === queue.id);
    const loads = loadsOfRows(own);
    const indexOf = new Map(coverage.startMs.map((ms, i) => [ms, i]));
    return own.flatMap((row, i) => {
      const at = indexOf.get(row.startMs);
      if (at === undefined) return [];
      const agents = coverage.covered[at]! * present;
      const helped = Math.max(0, agents + (row.helpAgents ?? 0));
      const { serviceLevel, pAbandon, ...rest } = serviceWith(queue, loads[i]!, row.ahtSeconds, helped);
      // What helpers do is not the own agents' work, but their own agents cannot be more than busy.
      const occupancy = agents > 0 ? Math.min(1, (rest.occupancy * helped) / agents) : rest.occupancy;
      // Where nobody hangs up and load exceeds agents the formula's wait is endless, but an interval is not.
      const asaSeconds = Math.min(rest.asaSeconds, row.intervalMinutes * 60);
      return [
        {
          queue: queue.id,
          startMs: row.startMs,
          offered: row.offered,
          agents,
          serviceLevel,
          asaSeconds,
          pAbandon,
          occupancy,
        },
      ];
    });
  });
}

/** Sums the intervals of each queue up: service weighted by contacts, waits by answered contacts, occupancy by agents. */
export function expectedService(
  centre: Centre,
  intervals: readonly IntervalService[],
  rows: readonly RequirementRow[],
  roster: Roster,
): ExpectedService[] {
  return centre.queues.map((queue) => {
    const coverage = roster.coverage.find((candidate) => candidate.queue === queue.id);
    if (queue.deadlineMinutes !== undefined) return deferrableService(queue, coverage, rows);
    const own = intervals.filter((interval) => interval.queue === queue.id);
    const offered = own.reduce((sum, row) => sum + row.offered, 0);
    const answered = own.reduce((sum, row) => sum + row.offered * (1 - row.pAbandon), 0);
    const agents = own.reduce((sum, row) => sum + row.agents, 0);
    return {
      queue: queue.id,
      serviceLevel: offered > 0 ? own.reduce((sum, row) => sum + row.offered * row.serviceLevel, 0) / offered : 1,
      asaSeconds:
        answered > 0
          ? own.reduce(
              (sum, row) => sum + (row.offered > 0 ? row.offered * (1 - row.pAbandon) * row.asaSeconds : 0),
              0,
            ) / answered
          : 0,
      occupancy: agents > 0 ? own.reduce((sum, row) => sum + row.agents * row.occupancy, 0) / agents : 0,
    };
  });
}

/** Deferrable work: the share done before its deadline; the wait is the one of the smooth plan. */
function deferrableService(
  queue: Queue,
  coverage: RosterCoverage | undefined,
  rows: readonly RequirementRow[],
): ExpectedService {
  const total = (values: readonly number[] | undefined): number =>
    (values ?? []).reduce((sum, value) => sum + value, 0);
  const work = total(coverage?.wanted);
  const done = work - total(coverage?.under);
  const capacity = total(coverage?.covered);
  const own = rows.filter((row) => row.queue === queue.id);
  const offered = total(own.map((row) => row.offered));
  return {
    queue: queue.id,
    serviceLevel: work > 0 ? done / work : 1,
    asaSeconds: offered > 0 ? total(own.map((row) => row.offered * row.asaSeconds)) / offered : 0,
    occupancy: capacity > 0 ? done / capacity : 0,
  };
}
