import {
  type Estimate,
  type QueueMeasures,
  type SimulationProblem,
  type SimulationResult,
  simulate,
} from '../../solver/simulate/index.js';
import type { Queue } from '../domain/centre.js';
import { InputError, inputError } from '../errors.js';
import type { RequirementRow } from '../requirement/contract.js';
import { require, shrinkageOf } from '../requirement/index.js';
import { type ExpectedService, expectedService, serviceOfRoster } from '../service.js';
import { goalInWords } from '../summary.js';
import { simulatedAgents } from './agents.js';
import { allocatedAgents } from './allocated-agents.js';
import type {
  SimulatedInterval,
  SimulatedService,
  SimulatedTotal,
  SimulateOptions,
  SimulateRequest,
} from './contract.js';
import { horizonOf, intervalOf, type SimulatedHorizon } from './horizon.js';
import { simulatedQueues } from './queues.js';

/** A roster ready to be simulated, here or in other threads, and how the result reads. */
export interface PreparedSimulation {
  readonly problem: SimulationProblem;
  describe(result: SimulationResult): SimulatedService;
}

/**
 * Plays a roster through: contacts at random moments with random handle times and patience, agents who are ill, breaks that
 * wait for the contact in hand, everyone taking whatever queue the roster opens to them. Same request, same result.
 * @throws InputError see {@link prepareSimulation}
 */
export function simulateRoster(request: SimulateRequest, options: SimulateOptions): SimulatedService {
  const { problem, describe } = prepareSimulation(request);
  return describe(simulate(problem, options));
}

/**
 * @throws InputError `simulation-empty` where no contact falls into the roster; see also {@link simulatedAgents},
 * {@link allocatedAgents} and {@link require}
 */
export function prepareSimulation(request: SimulateRequest): PreparedSimulation {
  const { centre, roster, forecasts } = request;
  const horizon = horizonOf(centre, roster);
  const { fromMs, toMs, intervals, stepMs } = horizon;
  const inside = forecasts.some(({ startMs, offered }) =>
    startMs.some((ms, i) => ms >= fromMs && ms < toMs && offered[i]! > 0),
  );
  if (!inside)
    throw new InputError([
      inputError(
        'simulation-empty',
        `No contacts fall into the roster, ${roster.fromDate} to ${roster.toDate}.`,
        'Give a forecast or a history of the same days.',
      ),
    ]);
  const { rows, deferrable } = require(centre, forecasts, {
    horizon: { fromMs, toMs },
    ...(request.backlog === undefined ? {} : { backlog: request.backlog }),
  });
  const absence = request.absence === 'none' ? 0 : shrinkageOf(centre).outsideRoster / 10_000;
  const agentsOf = request.staffing === 'allocated' ? allocatedAgents : simulatedAgents;
  const problem: SimulationProblem = {
    intervalSeconds: stepMs / 1000,
    intervals,
    queues: simulatedQueues(request, horizon, deferrable),
    agents: agentsOf(centre, roster, horizon, absence),
  };
  return { problem, describe: (result) => describe(request, rows, horizon, result) };
}

function describe(
  request: SimulateRequest,
  rows: readonly RequirementRow[],
  horizon: SimulatedHorizon,
  { replications, confidence, queues }: SimulationResult,
): SimulatedService {
  const { centre, roster } = request;
  const formula = formulaOf(request, rows);
  return {
    fromDate: roster.fromDate,
    toDate: roster.toDate,
    replications,
    confidence,
    totals: centre.queues.map((queue, q): SimulatedTotal => {
      const expected = formula.find((candidate) => candidate.queue === queue.id);
      const goalLevel = goalLevelOf(queue);
      return {
        queue: queue.id,
        goal: goalInWords(queue),
        ...(goalLevel === undefined ? {} : { goalLevel }),
        deferrable: queue.deadlineMinutes !== undefined,
        measures: queues[q]!.total,
        ...(expected === undefined ? {} : { formula: expected }),
      };
    }),
    intervals: centre.queues.flatMap((queue, q) => {
      const own = queues[q]!.intervals;
      const wanted = new Set(rows.flatMap((row) => (row.queue === queue.id ? intervalOf(horizon, row.startMs) : [])));
      return Array.from({ length: horizon.intervals }, (_, i) => i)
        .filter((i) => wanted.has(i) || own.offered[i]!.mean > 0)
        .map(
          (i): SimulatedInterval => ({
            queue: queue.id,
            startMs: horizon.fromMs + i * horizon.stepMs,
            intervalMinutes: centre.intervalMinutes,
            measures: cellOf(own, i),
          }),
        );
    }),
  };
}

const goalLevelOf = (queue: Queue): number | undefined =>
  queue.deadlineMinutes === undefined ? queue.goal.serviceLevel : 1;

/** Needs the allocation of agents to queues, which a roster from a CSV does not have. */
function formulaOf({ centre, roster }: SimulateRequest, rows: readonly RequirementRow[]): readonly ExpectedService[] {
  if (roster.coverage.length === 0) return [];
  return expectedService(centre, serviceOfRoster(centre, rows, roster), rows, roster);
}

function cellOf(measures: QueueMeasures<readonly Estimate[]>, i: number): QueueMeasures<Estimate> {
  return {
    offered: measures.offered[i]!,
    answered: measures.answered[i]!,
    abandoned: measures.abandoned[i]!,
    dropped: measures.dropped[i]!,
    left: measures.left[i]!,
    serviceLevel: measures.serviceLevel[i]!,
    abandonShare: measures.abandonShare[i]!,
    asaSeconds: measures.asaSeconds[i]!,
    occupancy: measures.occupancy[i]!,
    busyAgents: measures.busyAgents[i]!,
    agentsOpen: measures.agentsOpen[i]!,
  };
}
