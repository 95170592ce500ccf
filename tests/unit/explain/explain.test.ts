import { beforeAll, describe, expect, it } from 'vitest';
import { recount } from '../../../solver/recount/index.js';
import { solveRoster } from '../../../solver/roster/index.js';
import { diffRosters } from '../../../src/explain/diff.js';
import { explainRoster, explainShift } from '../../../src/explain/explain.js';
import { worthOf } from '../../../src/explain/worth.js';
import { rosterShifts } from '../../../src/schedule/to-roster.js';
import { solvedRoster } from '../../support/solved-roster.js';

describe('explanations', () => {
  let world: Awaited<ReturnType<typeof solvedRoster>>;
  beforeAll(async () => {
    world = await solvedRoster();
  }, 60_000);

  it('list every rule, those without a match too, and add up to the cost of rules', () => {
    const { problem, solution, lp } = world;
    const { rules } = explainRoster(problem, solution.shifts, { mostShort: 0, lp });
    const counted = recount(problem, solution.shifts, undefined, { lp });
    expect(rules.reduce((sum, rule) => sum + rule.cost, 0)).toBeCloseTo(counted.cost.rules, 6);
    expect(rules.some((rule) => rule.matches === 0)).toBe(true);
    for (const set of problem.ruleSets)
      for (const { id } of set.rules) expect(rules.map((r) => r.ruleId)).toContain(id);
  });

  it('say that nobody has a skill; where somebody has it, something else is named', () => {
    const { problem, solution, lp } = world;
    const [queue] = problem.queues;
    const agents = problem.agents.map((agent) => ({
      ...agent,
      skills: agent.skills.filter((skill) => skill.queue !== queue!.id),
    }));
    const codes = (of: typeof problem): string[] =>
      explainRoster(of, solution.shifts, { mostShort: 1000, lp })
        .short.filter((cell) => cell.queue === queue!.id)
        .flatMap((cell) => cell.causes.map((cause) => cause.code));
    expect(new Set(codes({ ...problem, agents }))).toEqual(new Set(['no-skill']));
    expect(codes(problem)).not.toContain('no-skill');
  });

  it('name the rule that keeps people away: without it somebody can come', () => {
    const { problem, solution, lp } = world;
    const agents = problem.agents.slice(0, 2).map((agent) => ({ ...agent, pins: [{ day: 0, off: true as const }] }));
    const few = { ...problem, agents };
    const own = solution.shifts.filter((shift) => agents.some((agent) => agent.id === shift.agent) && shift.day !== 0);
    const { short } = explainRoster(few, own, { mostShort: 200, lp });
    const pinned = short.find(({ interval, causes }) => {
      const slot = interval * problem.intervalSlots;
      return slot < problem.calendars[0]!.days[0]!.endSlot && causes.some((cause) => cause.code === 'rules');
    });
    expect(pinned).toBeDefined();
    expect(pinned!.causes.find((cause) => cause.code === 'rules')!.rules).toContain('pin');
  });

  it('worth of one more agent is reached by solving again', async () => {
    const { problem, solution, lp } = world;
    const best = worthOf(problem, solution.shifts, lp).worth[0]!;
    const like = problem.agents.find((agent) => agent.id === best.like)!;
    const more = { ...problem, agents: [...problem.agents, { ...like, id: 'new' }] };
    const again = await solveRoster(more, { seed: 1, lp, stop: { workLimit: 300_000 } });
    // The bound is below every roster with the new agent, the one that the worth was read from included.
    expect(solution.cost.total - best.worth).toBeGreaterThanOrEqual(again.bound - 1e-6 * Math.abs(again.bound));
    expect(best.worth).toBeGreaterThanOrEqual(0);
    expect(best.atMost).toBeGreaterThanOrEqual(best.worth);
  });

  it('bounds what one more agent and one more hour can be worth by the shadow prices of the program of coverage', () => {
    const { problem, solution, lp } = world;
    const before = recount(problem, solution.shifts, undefined, { lp }).cost.total;
    const { worth, hours } = worthOf(problem, solution.shifts, lp);
    let compared = 0;
    for (const { like, atMost } of worth) {
      const agent = problem.agents.find((one) => one.id === like)!;
      const { pins: _, fixed: __, wishes: ___, unavailable: ____, ...copy } = agent;
      const more = { ...problem, agents: [...problem.agents, { ...copy, id: 'new' }] };
      // Tours of others with the same skills, which the newcomer may work too where the contract is the same.
      for (const other of problem.agents) {
        const own = solution.shifts.filter((shift) => shift.agent === other.id);
        if (
          JSON.stringify([other.rules, other.shifts, other.skills]) !==
          JSON.stringify([agent.rules, agent.shifts, agent.skills])
        )
          continue;
        const shifts = [...solution.shifts, ...own.map((shift) => ({ ...shift, agent: 'new', desk: null }))];
        const counted = recount(more, shifts, undefined, { lp });
        if (counted.breaches.some(({ hard, rule, agents }) => hard && rule !== 'seats' && agents.includes('new')))
          continue;
        expect(before - counted.cost.total).toBeLessThanOrEqual(atMost + 1e-3);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(0);
    // Demand less by half an agent is an hour's worth of half an agent more.
    for (const { queue, startMs, perHour } of hours) {
      const interval = (startMs - Date.parse(problem.origin)) / 1_800_000;
      const queues = problem.queues.map((one) =>
        one.id !== queue || one.demand.kind !== 'agents'
          ? one
          : {
              ...one,
              demand: {
                ...one.demand,
                perInterval: one.demand.perInterval.map((n, t) => (t === interval ? Math.max(0, n - 0.5) : n)),
              },
            },
      );
      const less = recount({ ...problem, queues }, solution.shifts, undefined, { lp }).cost.total;
      expect(before - less).toBeLessThanOrEqual(perHour / 2 / 2 + 1e-3);
    }
  });

  it('price the next best way to spend a day', () => {
    const { problem, solution, lp } = world;
    const shift = solution.shifts[0]!;
    const { alternatives, text } = explainShift(problem, solution.shifts, shift.agent, shift.day, lp);
    expect(alternatives.length).toBeGreaterThan(0);
    for (let i = 1; i < alternatives.length; i++) {
      expect(alternatives[i]!.cost).toBeGreaterThanOrEqual(alternatives[i - 1]!.cost);
    }
    expect(text.en).toContain(shift.agent);
  });

  it('say what differs between two rosters', () => {
    const { problem, solution } = world;
    const before = rosterShifts(problem, solution.shifts);
    expect(diffRosters(before, before, () => 'UTC')).toEqual([]);
    const [gone, moved, ...rest] = before;
    const after = [{ ...moved!, startMs: moved!.startMs + 900_000 }, ...rest];
    expect(
      diffRosters(before, after, () => 'UTC')
        .map(({ code, agent }) => [code, agent])
        .sort(),
    ).toEqual(
      [
        ['dropped', String(gone!.agent)],
        ['moved', String(moved!.agent)],
      ].sort(),
    );
  });
});
