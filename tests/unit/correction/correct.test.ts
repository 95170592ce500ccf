import { describe, expect, it } from 'vitest';
import { correctAllocated, correctRequirement, type Played, playAllocated } from '../../../src/correction/index.js';
import type { Agent } from '../../../src/domain/agent.js';
import type { Centre, Queue } from '../../../src/domain/centre.js';
import { agentId, contractId, queueId, siteId, skillId, workPlanId } from '../../../src/domain/ids.js';
import type { Roster } from '../../../src/domain/roster.js';
import type { QueueForecast } from '../../../src/forecast/contract.js';
import { type Requirement, require } from '../../../src/requirement/index.js';
import { simulateRoster } from '../../../src/simulate/index.js';
import { centreOf, forecastOf, mail, phone } from '../requirement/small-centre.js';

const DATE = '2026-12-01';
const OPTIONS = { seed: 1, replications: 120 };
const JUDGE = { seed: 99, replications: 200 };

const agentsOf = (requirement: Requirement, queue = 'phone'): number[] =>
  requirement.rows.filter((row) => row.queue === queue).map((row) => row.agentsNet);
const simulatedLevel = (played: Played, index: number, queue = 'phone'): number =>
  played.service.intervals.filter((cell) => cell.queue === queue)[index]!.measures.serviceLevel.mean;
const withAgents = (requirement: Requirement, index: number, more: number): Requirement => ({
  ...requirement,
  rows: requirement.rows.map((row, i) => (i === index ? { ...row, agentsNet: row.agentsNet + more } : row)),
});

describe('each queue with its own agents', () => {
  it('leaves a steady phone queue to its formula', async () => {
    const queue = phone({ patienceSeconds: 120 });
    const centre = centreOf([queue]);
    const forecasts = [forecastOf(centre, queue, DATE, 1, () => 90)];
    const formula = require(centre, forecasts);
    const corrected = await correctAllocated(centre, forecasts, formula, OPTIONS);
    // The doors open on an empty centre, so the first intervals may need fewer; after that Erlang A is exact.
    expect(agentsOf(corrected).slice(4)).toEqual(agentsOf(formula).slice(4));
    corrected.rows.forEach((row, i) => {
      expect(row.agentsFormula).toBe(formula.rows[i]!.agentsNet);
    });
  });

  // Contacts of 14 minutes: what arrived before the change is still in hand after it, which the formula does not know.
  const slow = phone({ ahtSeconds: 840, goal: { serviceLevel: 0.8, targetSeconds: 30 } });
  const ramp = (index: number): number => (index < 12 ? 60 : 12);

  it('raises and lowers where the formula misjudges a change, to the least that meets the goal', async () => {
    const centre = centreOf([slow]);
    const forecasts = [forecastOf(centre, slow, DATE, 1, ramp)];
    const formula = require(centre, forecasts);
    const corrected = await correctAllocated(centre, forecasts, formula, OPTIONS);
    const before = playAllocated(centre, forecasts, formula, JUDGE);
    const after = playAllocated(centre, forecasts, corrected, JUDGE);
    // The interval after the drop: below the goal by the formula's number, held by the corrected one.
    expect(simulatedLevel(before, 12)).toBeLessThan(0.78);
    expect(agentsOf(corrected)[12]).toBeGreaterThan(agentsOf(formula)[12]!);
    // Intervals later than the drop have recovered; the first ones start empty and need fewer.
    expect(agentsOf(corrected)[0]).toBeLessThan(agentsOf(formula)[0]!);
    for (let i = 0; i < 24; i++) expect(simulatedLevel(after, i), `interval ${i}`).toBeGreaterThan(0.8 - 0.05);
    expect(after.service.totals[0]!.measures.serviceLevel.mean).toBeGreaterThanOrEqual(0.8);
    // One agent fewer and the interval is at its goal or below it, by other contacts than those that corrected it.
    for (const i of [12, 15, 20]) {
      const fewer = playAllocated(centre, forecasts, withAgents(corrected, i, -1), JUDGE);
      expect(simulatedLevel(fewer, i), `interval ${i}`).toBeLessThan(0.8 + 0.01);
    }
  });

  it('same seed, same numbers; nothing expected, nothing changed', async () => {
    const centre = centreOf([slow]);
    const forecasts = [forecastOf(centre, slow, DATE, 1, ramp)];
    const formula = require(centre, forecasts);
    const one = await correctAllocated(centre, forecasts, formula, OPTIONS);
    expect(await correctAllocated(centre, forecasts, formula, OPTIONS)).toEqual(one);
    const nobody = [forecastOf(centre, slow, DATE, 1, () => 0)];
    const idle = require(centre, nobody);
    expect(await correctAllocated(centre, nobody, idle, OPTIONS)).toBe(idle);
  });

  it('knows no more agents than its goal speaks of: queues without a goal in service keep their formula', async () => {
    const queue = phone({ goal: { maxOccupancy: 0.85 } });
    const centre = centreOf([queue]);
    const forecasts = [forecastOf(centre, queue, DATE, 1, () => 90)];
    const formula = require(centre, forecasts);
    expect(await correctAllocated(centre, forecasts, formula, OPTIONS)).toBe(formula);
  });
});

describe('agents of several queues', () => {
  const queues = ['sales', 'service'].map((id) => phone({ id: queueId(id), patienceSeconds: 300 }));
  const post = mail();

  /** Everyone takes everything: as many agents as the queues want together, counted for each by its share. */
  const play = (centre: Centre, forecasts: readonly QueueForecast[], options: typeof OPTIONS, fewer = 0) => {
    return async (needed: Requirement): Promise<Played> => {
      const roster = pooledRoster(centre, needed, fewer);
      const service = simulateRoster({ centre, roster, forecasts, arrivals: 'expected' }, options);
      return { coverage: roster.coverage, present: 1, service };
    };
  };

  it('requires fewer where queues pool, and the goal still holds', async () => {
    const centre = poolCentre([...queues, post], 80);
    const forecasts = [...queues, post].map((queue) => forecastOf(centre, queue, DATE, 1, () => 60));
    const formula = require(centre, forecasts);
    const corrected = await correctRequirement(centre, formula, play(centre, forecasts, OPTIONS), { rounds: 4 });
    for (const { id } of queues) {
      const before = agentsOf(formula, id).slice(2);
      const after = agentsOf(corrected, id).slice(2);
      expect(Math.max(...after), id).toBeLessThan(Math.min(...before));
      // Work does not vanish: ten erlangs keep ten people busy, less what hangs up.
      expect(Math.min(...after), id).toBeGreaterThanOrEqual(9);
    }
    const judged = await play(centre, forecasts, JUDGE)(corrected);
    for (const total of judged.service.totals) {
      const goal = total.deferrable ? 1 : 0.8;
      expect(total.measures.serviceLevel.mean, total.queue).toBeGreaterThanOrEqual(goal - 0.01);
    }
  });

  it('raises a queue whose agents are called away', async () => {
    // Everyone of the second line also has to take the first, which comes first to them.
    const [first, second] = [
      phone({ goal: { serviceLevel: 0.95, targetSeconds: 5 } }),
      phone({ id: queueId('second') }),
    ];
    const centre = poolCentre([first, second], 60);
    const forecasts = [forecastOf(centre, first, DATE, 1, () => 60), forecastOf(centre, second, DATE, 1, () => 20)];
    const formula = require(centre, forecasts);
    const lean = async (needed: Requirement): Promise<Played> => {
      // The first line is short by three, so that it lives on the second.
      const short = {
        ...needed,
        rows: needed.rows.map((row) => (row.queue === 'phone' ? { ...row, agentsNet: 9 } : row)),
      };
      const roster = pooledRoster(centre, short, 0);
      const service = simulateRoster({ centre, roster, forecasts, arrivals: 'expected' }, OPTIONS);
      return { coverage: roster.coverage, present: 1, service };
    };
    const corrected = await correctRequirement(centre, formula, lean, { rounds: 1 });
    expect(Math.min(...agentsOf(corrected, 'second').slice(4))).toBeGreaterThan(agentsOf(formula, 'second')[5]!);
  });

  it('keeps time in reserve for work that came too late', async () => {
    const centre = poolCentre([...queues, post], 80);
    const forecasts = [...queues, post].map((queue) => forecastOf(centre, queue, DATE, 1, () => 60));
    const formula = require(centre, forecasts);
    const corrected = await correctRequirement(centre, formula, play(centre, forecasts, OPTIONS, 14), { rounds: 1 });
    const work = (requirement: Requirement): number =>
      requirement.deferrable.reduce((sum, item) => sum + item.workSeconds, 0);
    expect(work(corrected)).toBeGreaterThan(work(formula));
    expect(agentsOf(corrected, 'mail')[5]).toBeGreaterThan(agentsOf(formula, 'mail')[5]!);
  });
});

function poolCentre(queues: readonly Queue[], agents: number): Centre {
  return centreOf(queues, {
    shrinkage: [],
    agents: Array.from(
      { length: agents },
      (_, a): Agent => ({
        id: agentId(`a${a}`),
        name: `a${a}`,
        site: siteId('office'),
        contract: contractId('full'),
        workPlan: workPlanId('day'),
        skills: [{ skill: skillId('phone'), proficiency: 1 }],
        payScale: 'L1',
        homeDays: 0,
      }),
    ),
  });
}

/** A day on which in every interval the required agents of all queues together are there, open to every queue. */
function pooledRoster(centre: Centre, { rows }: Requirement, fewer: number): Roster {
  const byStart = new Map<number, number>();
  for (const row of rows) byStart.set(row.startMs, (byStart.get(row.startMs) ?? 0) + row.agentsNet);
  const starts = [...byStart.keys()].sort((a, b) => a - b);
  const queues = centre.queues.map((queue) => queue.id);
  const step = centre.intervalMinutes * 60_000;
  return {
    state: 'draft',
    fromDate: DATE,
    toDate: DATE,
    zone: centre.zone,
    shifts: centre.agents.flatMap(({ id }, a) => {
      const own = starts.filter((ms) => Math.ceil(byStart.get(ms)! - 1e-9) - fewer > a);
      if (own.length === 0) return [];
      const activities = own.map((startMs) => ({
        activity: 'work',
        startMs,
        endMs: startMs + step,
        paid: true,
        queues,
      }));
      return [
        {
          agent: id,
          date: DATE,
          site: siteId('office'),
          startMs: own[0]!,
          endMs: own.at(-1)! + step,
          activities,
        },
      ];
    }),
    findings: [],
    coverage: centre.queues.map((queue) => {
      const own = rows.filter((row) => row.queue === queue.id);
      const agents = own.map((row) => row.agentsNet);
      const none = own.map(() => 0);
      return {
        queue: queue.id,
        startMs: own.map((row) => row.startMs),
        wanted: agents,
        covered: agents,
        under: none,
        over: none,
      };
    }),
    objective: { costMinor: 0, boundMinor: 0, gap: 0 },
    stamp: { engineVersion: '0', seed: 1, inputHash: '', reproducible: true, method: 'test' },
  };
}
