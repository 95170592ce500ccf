import type { Centre, Queue } from '../domain/centre.js';
import type { RosterCoverage } from '../domain/roster.js';
import type { Requirement, RequirementRow } from '../requirement/contract.js';
import { loadsOfRows, shrinkageOf } from '../requirement/index.js';
import { queueSkillsOf } from '../schedule/people.js';
import type { SimulatedService } from '../simulate/index.js';
import { correctedRow } from './corrected-row.js';
import { helpOf, type Measure, measureOf, type Observed } from './help.js';
import { reservedRow, reserveOf } from './reserve.js';

/** A staffing made for a requirement, played through by the simulator. */
export interface Played {
  /** Agents that each queue has for itself, per interval. */
  readonly coverage: readonly RosterCoverage[];
  /** Share of them that is at work, 0 to 1: 1 less the shrinkage that a roster does not show. */
  readonly present: number;
  readonly service: SimulatedService;
}

export interface CorrectionOptions {
  /** Most staffings that are made and played, ≥ 1. */
  readonly rounds: number;
}

/** Part of a new estimate that is taken over from the second round on; what is measured changes with the staffing itself. */
const STEP = 0.6;

/**
 * Corrects a requirement where its formulas are only approximations (agents of several queues, chat, second line, breaks,
 * change within the hour): a staffing made for it is simulated, the help that each queue turns out to have (see
 * {@link helpOf}) is put into its formula, and the least number of agents that then meets the goals is required instead.
 * Repeated, since less help is left when everyone is leaner, until the numbers stay or the rounds are used up.
 *
 * Queues are raised as well as lowered. A queue whose formula the simulation does not contradict keeps its numbers.
 * @param play makes a staffing for rows and simulates it; undefined = stopped, the correction so far is kept
 */
export async function correctRequirement(
  centre: Centre,
  requirement: Requirement,
  play: (requirement: Requirement, round: number) => Promise<Played | undefined>,
  { rounds }: CorrectionOptions,
): Promise<Requirement> {
  const shrinkage = shrinkageOf(centre).all;
  const corrected = centre.queues.flatMap((queue) => {
    const measure = measureOf(queue);
    const rows = requirement.rows.filter((row) => row.queue === queue.id);
    return measure === undefined || rows.length === 0
      ? []
      : [
          {
            queue,
            measure,
            rows,
            loads: loadsOfRows(rows),
            help: new Float64Array(rows.length),
            options: { shrinkage, usableIdle: usableIdleOf(centre, queue) },
          },
        ];
  });
  const reserve = new Map<string, number>();
  let current = requirement;
  for (let round = 0; round < rounds && corrected.length > 0; round++) {
    const played = await play(current, round);
    if (played === undefined) break;
    const next = new Map<string, readonly RequirementRow[]>();
    for (const { queue, measure, rows, loads, help, options } of corrected) {
      const estimate = helpOf(queue, measure, observed(queue, measure, rows, loads, played));
      estimate.forEach((agents, i) => {
        help[i]! += (round === 0 ? 1 : STEP) * (agents - help[i]!);
      });
      next.set(
        queue.id,
        rows.map((row, i) => correctedRow(queue, row, loads[i]!, help[i]!, options)),
      );
    }
    for (const queue of centre.queues) {
      if (queue.deadlineMinutes === undefined) continue;
      const rows = requirement.rows.filter((row) => row.queue === queue.id);
      reserve.set(queue.id, reserveOf(queue, rows, centre.intervalMinutes, played.service, reserve.get(queue.id) ?? 1));
    }
    const before = current;
    current = {
      ...requirement,
      rows: centre.queues.flatMap(
        (queue) =>
          next.get(queue.id) ??
          requirement.rows.flatMap((row) =>
            row.queue === queue.id ? reservedRow(row, reserve.get(queue.id) ?? 1, shrinkage) : [],
          ),
      ),
      deferrable: requirement.deferrable.map((work) => ({
        ...work,
        workSeconds: work.workSeconds * (reserve.get(work.queue) ?? 1),
      })),
    };
    if (current.rows.every((row, i) => row.agentsNet === before.rows[i]!.agentsNet)) break;
  }
  return current;
}

/** Share of the agents of a queue who can fill idle time with deferrable work that is laid aside when a contact comes. */
function usableIdleOf(centre: Centre, queue: Queue): number {
  const fillers = new Set<string>(
    centre.queues
      .filter(({ deadlineMinutes, channel }) => deadlineMinutes !== undefined && channel === 'email')
      .map(({ id }) => id),
  );
  const own = centre.agents
    .map((agent) => queueSkillsOf(agent, centre.queues).map((skill) => skill.queue))
    .filter((skills) => skills.includes(queue.id));
  return own.length === 0 ? 0 : own.filter((skills) => skills.some((id) => fillers.has(id))).length / own.length;
}

function observed(
  queue: Queue,
  measure: Measure,
  rows: readonly RequirementRow[],
  loads: Float64Array,
  { coverage, present, service }: Played,
): Observed[] {
  const own = coverage.find((candidate) => candidate.queue === queue.id);
  const coveredAt = new Map(own?.startMs.map((ms, i) => [ms, own.covered[i]!]) ?? []);
  const simulated = new Map(
    service.intervals.filter((cell) => cell.queue === queue.id).map((cell) => [cell.startMs, cell.measures]),
  );
  return rows.map((row, i): Observed => {
    const measures = simulated.get(row.startMs);
    const estimate = measures?.[measure === 'pAbandon' ? 'abandonShare' : measure];
    return {
      startMs: row.startMs,
      offered: row.offered,
      load: loads[i]!,
      ahtSeconds: row.ahtSeconds,
      agents: (coveredAt.get(row.startMs) ?? 0) * present,
      measured: estimate?.mean ?? Number.NaN,
      halfWidth: estimate === undefined ? Number.NaN : (estimate.high - estimate.low) / 2,
      contacts: (measures?.offered.mean ?? 0) * service.replications,
    };
  });
}
