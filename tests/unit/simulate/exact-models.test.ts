import { describe, expect, it } from 'vitest';
import { evaluate, type QueueModel } from '../../../solver/erlang/index.js';
import { type SimulatedQueue, simulate } from '../../../solver/simulate/index.js';
import { simulatedAgents, simulatedQueue } from '../../support/simulation.js';

const AHT = 300;
const TARGET = 20;

interface Case {
  readonly name: string;
  readonly model: QueueModel;
  /** Agents of the formula, and of the simulation where they differ. */
  readonly agents: number;
  readonly simulated?: number;
  readonly queue?: Partial<SimulatedQueue>;
}

const patient = (agents: number, load: number): Case => ({
  name: `Erlang C, ${load} erlang, ${agents} agents`,
  model: { model: 'erlang-c', load, ahtSeconds: AHT },
  agents,
});
const impatient = (agents: number, load: number, patienceSeconds: number): Case => ({
  name: `Erlang A, ${load} erlang, ${agents} agents, patience ${patienceSeconds} s`,
  model: { model: 'erlang-a', load, ahtSeconds: AHT, patienceSeconds },
  agents,
  queue: { patience: { law: 'exponential', meanSeconds: patienceSeconds } },
});

const CASES: readonly Case[] = [
  patient(2, 0.8),
  patient(7, 5),
  patient(24, 20),
  patient(56, 50),
  impatient(3, 3, 600),
  impatient(18, 20, 120),
  impatient(22, 20, 300),
  impatient(40, 60, 180),
  impatient(98, 100, 240),
  {
    name: 'Erlang B, insensitive to the law of the handle time',
    model: { model: 'erlang-b', load: 10, ahtSeconds: AHT },
    agents: 11,
    queue: { patience: { law: 'empirical', seconds: [0] }, handle: { law: 'log-normal', variation: 1.2 } },
  },
  {
    name: 'chats that do not slow each other down are agents × concurrency lines',
    model: { model: 'erlang-a', load: 16, ahtSeconds: AHT, patienceSeconds: 200 },
    agents: 18,
    simulated: 6,
    queue: { concurrency: 3, patience: { law: 'exponential', meanSeconds: 200 } },
  },
  {
    name: 'one agent with three chats that slow each other down',
    model: { model: 'chat', load: 1, ahtSeconds: AHT, concurrency: 3, slowdown: 0.3, patienceSeconds: 200 },
    agents: 1,
    queue: { concurrency: 3, slowdown: 0.3, patience: { law: 'exponential', meanSeconds: 200 } },
  },
];

const REPLICATIONS = 24;
/** Four measures a case, all of them right together with 99.9 %. */
const CONFIDENCE = 1 - 0.001 / (4 * CASES.length);
/** Warm-up, measured time, run-off. */
const INTERVALS = 3;
const HOURS = 70;

describe('simulation against exact queueing formulas', () => {
  it.each(CASES)('$name', ({ model, agents, simulated, queue }) => {
    const intervalSeconds = (HOURS * 3600) / model.load ** 0.3;
    const contacts = (model.load * intervalSeconds) / AHT;
    const result = simulate(
      {
        intervalSeconds,
        intervals: INTERVALS,
        queues: [simulatedQueue(new Float64Array(INTERVALS).fill(contacts), AHT, queue)],
        agents: simulatedAgents(simulated ?? agents, [{ start: 0, end: INTERVALS * intervalSeconds, queues: [0] }]),
      },
      { seed: 7, replications: REPLICATIONS, confidence: CONFIDENCE },
    );
    const measures = result.queues[0]!.intervals;
    const exact = evaluate(model, agents, TARGET);
    const holds = (estimate: { low: number; high: number } | undefined, value: number, widest: number): void => {
      // A hair's breadth for estimates that do not vary, as a wait that is always 0.
      expect(estimate!.low).toBeLessThanOrEqual(value + 1e-9);
      expect(estimate!.high).toBeGreaterThanOrEqual(value - 1e-9);
      expect(estimate!.high - estimate!.low).toBeLessThan(widest);
    };
    holds(measures.serviceLevel[1], exact.serviceLevel, 0.15);
    holds(measures.asaSeconds[1], exact.asaSeconds, 1 + exact.asaSeconds * 0.8);
    holds(measures.abandonShare[1], exact.pAbandon + exact.pBlock, 0.06);
    // Occupancy of a chat agent is the time with at least one chat; with idle lines the formula counts lines.
    if (simulated === undefined) holds(measures.occupancy[1], exact.occupancy, 0.08);
    else expect(measures.occupancy[1]!.mean).toBeGreaterThan(exact.occupancy);
  });
});
