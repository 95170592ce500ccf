import type { Centre, Queue } from '../domain/centre.js';
import { InputError, inputError } from '../errors.js';
import type { RequirementRow } from '../requirement/contract.js';
import { firstAtOrAfter } from '../requirement/queue-hours.js';
import type { CapacityGroup } from './schema.js';

/** What one queue asks for in one week. */
export interface QueueWeek {
  readonly contacts: number;
  /** Contacts × handle time. */
  readonly workloadHours: number;
  /** Working agent-hours that meet the goals: the sum over the intervals. */
  readonly requiredHours: number;
  /** Hours of the least number of agents whenever the queue is open. */
  readonly leastHours: number;
}

/**
 * Adds the interval requirement up to weeks.
 * @param weekStartMs start of each week and the end of the last
 * @returns per queue id, one entry per week
 */
export function weeklyDemand(
  centre: Pick<Centre, 'queues'>,
  rows: readonly RequirementRow[],
  weekStartMs: readonly number[],
): ReadonlyMap<string, readonly QueueWeek[]> {
  const weeks = weekStartMs.length - 1;
  const sums = new Map(
    centre.queues.map(({ id }) => [
      id as string,
      Array.from({ length: weeks }, () => ({ contacts: 0, workloadHours: 0, requiredHours: 0, leastHours: 0 })),
    ]),
  );
  const least = new Map(centre.queues.map(({ id, minimumAgents }) => [id as string, minimumAgents]));
  for (const row of rows) {
    const week = firstAtOrAfter(weekStartMs, row.startMs + 1) - 1;
    const sum = sums.get(row.queue)?.[week];
    if (sum === undefined) continue;
    const hours = row.intervalMinutes / 60;
    sum.contacts += row.offered;
    sum.workloadHours += (row.offered * row.ahtSeconds) / 3600;
    sum.requiredHours += row.agentsNet * hours;
    sum.leastHours += least.get(row.queue)! * hours;
  }
  return sums;
}

/**
 * Hours of work that an hour of workload is at least, however large the queue: 1, and for chats that are handled k at once
 * (1 + slowdown (k − 1)) / k.
 */
export const workPerWorkload = ({ channel, concurrency, slowdown }: Queue): number =>
  channel === 'chat' ? (1 + slowdown * (concurrency - 1)) / concurrency : 1;

/**
 * Staffing of a queue by the week: hours = ratio × workload + safety × √workload. With the same profile over the week, this
 * is square-root safety staffing (Halfin & Whitt 1981, doi:10.1287/opre.29.3.567) added up over the intervals. Measured on a
 * year of the sample centre, where the workload of the weeks differs by a third: within 1 % of the sum over the intervals.
 */
export interface StaffingModel {
  readonly ratio: number;
  readonly safety: number;
}

/** Least-squares safety over the weeks that have any work; undefined where none has. */
export function staffingModel(queue: Queue, weeks: readonly QueueWeek[]): StaffingModel | undefined {
  const ratio = workPerWorkload(queue);
  let [above, scale] = [0, 0];
  for (const { workloadHours, requiredHours } of weeks) {
    above += Math.sqrt(workloadHours) * (requiredHours - ratio * workloadHours);
    scale += workloadHours;
  }
  return scale > 0 ? { ratio, safety: above / scale } : undefined;
}

/** Hours the model asks for. */
export const modelHours = ({ ratio, safety }: StaffingModel, workloadHours: number): number =>
  Math.max(0, ratio * workloadHours + safety * Math.sqrt(workloadHours));

/** Demand of a group: the sum of its queues per week. */
export interface GroupWeek {
  readonly contacts: number;
  readonly workloadHours: number;
  readonly requiredHours: number;
}

/**
 * Demand of a group with what the planner knows better: contacts by factor or in place of the forecast. Hours follow by
 * {@link StaffingModel} through the point that the week has.
 * @param weekNames ISO weeks of the plan
 * @throws InputError `capacity-no-forecast` where contacts are given for a queue that has none in any week
 */
export function groupDemand(
  centre: Pick<Centre, 'queues'>,
  group: Pick<CapacityGroup, 'id' | 'queues' | 'demand'>,
  demand: ReadonlyMap<string, readonly QueueWeek[]>,
  weekNames: readonly string[],
): GroupWeek[] {
  const queues = centre.queues.filter(({ id }) => group.queues === undefined || group.queues.includes(id));
  return weekNames.map((name, t) => {
    let total: GroupWeek = { contacts: 0, workloadHours: 0, requiredHours: 0 };
    for (const queue of queues) {
      const weeks = demand.get(queue.id)!;
      const week = adjusted(group, queue, weeks, t, name);
      total = {
        contacts: total.contacts + week.contacts,
        workloadHours: total.workloadHours + week.workloadHours,
        requiredHours: total.requiredHours + week.requiredHours,
      };
    }
    return total;
  });
}

function adjusted(
  group: Pick<CapacityGroup, 'id' | 'demand'>,
  queue: Queue,
  weeks: readonly QueueWeek[],
  t: number,
  name: string,
): GroupWeek {
  const week = weeks[t]!;
  const entry = group.demand?.findLast(
    (candidate) =>
      (candidate.queue ?? queue.id) === queue.id &&
      (candidate.fromWeek ?? name) <= name &&
      name <= (candidate.toWeek ?? name),
  );
  const contacts = entry?.contacts ?? week.contacts * (entry?.factor ?? 1);
  if (contacts === week.contacts) return week;
  const fitted = staffingModel(queue, week.contacts > 0 ? [week] : weeks);
  if (fitted === undefined)
    throw new InputError([
      inputError(
        'capacity-no-forecast',
        `Queue "${queue.id}" has contacts in group "${group.id}", but no forecast from which its staffing could be told.`,
        'Give its history.',
        { path: 'groups.demand' },
      ),
    ]);
  const ahtHours = week.contacts > 0 ? week.workloadHours / week.contacts : queue.ahtSeconds / 3600;
  const workloadHours = contacts * ahtHours;
  return { contacts, workloadHours, requiredHours: Math.max(week.leastHours, modelHours(fitted, workloadHours)) };
}
