import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadHighs } from '../../solver/lp/highs.js';
import type { LpBackend } from '../../solver/lp/model.js';
import type { RosterProblem } from '../../solver/problem.js';
import { solveRoster } from '../../solver/roster/index.js';
import type { RosterSolution } from '../../solver/solution.js';
import { bruteForce } from '../golden/textbook/brute-force.js';
import { randomProblem } from '../support/random-problem.js';

let lp: LpBackend;
beforeAll(async () => {
  lp = await loadHighs();
});

const solve = (problem: RosterProblem): Promise<RosterSolution> =>
  solveRoster(problem, { seed: 1, lp, stop: { workLimit: 10_000 } });

const tolerance = (cost: number): number => 1e-6 * Math.max(1, cost);

/** What the brute force knows nothing of is left out. */
function plain(problem: RosterProblem): RosterProblem {
  return {
    ...problem,
    shiftTemplates: problem.shiftTemplates.map(({ login: _, ...template }) => ({
      ...template,
      breaks: template.breaks.slice(0, 1).map((rest) => ({ ...rest, stepMinutes: 60 })),
    })),
    agents: problem.agents.map(({ fixed: _, ...agent }) => agent),
    meetings: [],
  };
}

/** All names changed, all lists turned round. */
function renamed(problem: RosterProblem): RosterProblem {
  const turn = <T>(list: readonly T[]): T[] => list.toReversed();
  const kind = (name: string): string => `kind of ${name}`;
  const shift = (name: string): string => `shift ${name}`;
  const kindOf = new Map(problem.shiftTemplates.map((one) => [one.id, one.kind]));
  // A kind that is the id of a template without a kind of its own stays the same word for both.
  const word = (name: string): string =>
    kindOf.has(name) && kindOf.get(name) === undefined ? shift(name) : kind(name);
  const words = (names: readonly string[]): string[] => turn(names).map(word);
  return {
    ...problem,
    queues: turn(problem.queues).map((queue) => ({ ...queue, id: `queue-${queue.id}` })),
    shiftTemplates: turn(problem.shiftTemplates).map((one) => ({
      ...one,
      id: shift(one.id),
      ...(one.kind === undefined ? {} : { kind: kind(one.kind) }),
    })),
    ...(problem.shiftCover === undefined
      ? {}
      : { shiftCover: turn(problem.shiftCover).map((cover) => ({ ...cover, kinds: words(cover.kinds) })) }),
    ruleSets: turn(problem.ruleSets).map((set) => ({
      id: `set ${set.id}`,
      rules: turn(set.rules).map((rule) => ({
        ...rule,
        id: `rule ${rule.id}`,
        ...('kinds' in rule ? { kinds: words(rule.kinds) } : {}),
        ...(rule.rule === 'succession' ? { from: words(rule.from), to: words(rule.to) } : {}),
        ...(rule.rule === 'sequence'
          ? { days: rule.days.map((day) => ('kinds' in day ? { kinds: words(day.kinds) } : day)) }
          : {}),
      })),
    })) as RosterProblem['ruleSets'],
    ...(problem.meetings && {
      meetings: turn(problem.meetings).map((one) => ({
        ...one,
        id: `meeting ${one.id}`,
        participants: one.participants.map((name) => `agent ${name}`),
        ...(one.leaders && { leaders: one.leaders.map((name) => `agent ${name}`) }),
      })),
    }),
    agents: turn(problem.agents).map((agent) => ({
      ...agent,
      id: `agent ${agent.id}`,
      skills: turn(agent.skills).map((skill) => ({ ...skill, queue: `queue-${skill.queue}` })),
      places: turn(agent.places),
      shifts: turn(agent.shifts).map(shift),
      rules: turn(agent.rules).map((id) => `set ${id}`),
      ...(agent.carried && { carried: agent.carried.map((one) => ({ ...one, rule: `rule ${one.rule}` })) }),
      ...(agent.prior && {
        prior: agent.prior.map((one) => ({ ...one, ...(one.kind === undefined ? {} : { kind: word(one.kind) }) })),
      }),
      ...(agent.pins && {
        pins: agent.pins.map((pin) => ('off' in pin ? pin : { ...pin, template: shift(pin.template) })),
      }),
      ...(agent.wishes && {
        wishes: agent.wishes.map((wish) => ({
          ...wish,
          want:
            'kinds' in wish.want
              ? { kinds: words(wish.want.kinds) }
              : 'notKinds' in wish.want
                ? { notKinds: words(wish.want.notKinds) }
                : wish.want,
        })),
      }),
    })),
  };
}

describe('rosters solved to proof', () => {
  it('are the best of all rosters, tried one by one', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(randomProblem({ days: 3, agents: 1 }), async (drawn) => {
        const problem = plain(drawn);
        const shapes = problem.shiftTemplates.length * 9;
        const people = problem.agents.reduce((sum, agent) => sum + (agent.count ?? 1), 0);
        const days = problem.calendars[0]!.days.length;
        if (problem.cyclic || (shapes + 1) ** (days * people) > 300) return;
        const solution = await solve(problem);
        const { cost } = bruteForce(problem);
        expect(solution.bound).toBeLessThanOrEqual(cost + tolerance(cost));
        if (solution.status !== 'optimal') return;
        compared++;
        expect(solution.cost.total).toBeGreaterThan(cost - tolerance(cost));
        expect(solution.cost.total).toBeLessThan(cost + tolerance(cost));
      }),
      { numRuns: 60, seed: 21, endOnFailure: true },
    );
    expect(compared).toBeGreaterThan(0);
  }, 120_000);

  it('cost the same under other names in another order', async () => {
    let proven = 0;
    await fc.assert(
      fc.asyncProperty(randomProblem({ days: 4, agents: 2 }), async (problem) => {
        const [a, b] = [await solve(problem), await solve(renamed(problem))];
        if (a.status === 'conflict' || b.status === 'conflict') return;
        expect(a.bound).toBeLessThanOrEqual(b.cost.total + tolerance(b.cost.total));
        expect(b.bound).toBeLessThanOrEqual(a.cost.total + tolerance(a.cost.total));
        if (a.status !== 'optimal' || b.status !== 'optimal') return;
        proven++;
        expect(Math.abs(a.cost.total - b.cost.total)).toBeLessThan(tolerance(a.cost.total));
      }),
      { numRuns: 6, seed: 22, endOnFailure: true },
    );
    expect(proven).toBeGreaterThan(0);
  }, 120_000);

  it('never cost more where a shift more is open', async () => {
    let proven = 0;
    await fc.assert(
      fc.asyncProperty(randomProblem({ days: 4, agents: 2 }), async (problem) => {
        const extra = { ...problem.shiftTemplates[0]!, id: 'extra', start: { earliest: 540, latest: 540, step: 60 } };
        const more = {
          ...problem,
          shiftTemplates: [...problem.shiftTemplates, extra],
          agents: problem.agents.map((agent) => ({ ...agent, shifts: [...agent.shifts, 'extra'] })),
        };
        const [without, having] = [await solve(problem), await solve(more)];
        if (without.status !== 'optimal') return;
        proven++;
        expect(having.bound).toBeLessThanOrEqual(without.cost.total + tolerance(without.cost.total));
        if (having.status === 'optimal') {
          expect(having.cost.total).toBeLessThanOrEqual(without.cost.total + tolerance(without.cost.total));
        }
      }),
      { numRuns: 6, seed: 23, endOnFailure: true },
    );
    expect(proven).toBeGreaterThan(0);
  }, 120_000);
});
