import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadHighs } from '../../solver/lp/highs.js';
import type { LpBackend } from '../../solver/lp/model.js';
import type { RosterProblem } from '../../solver/problem.js';
import { differences, recount } from '../../solver/recount/index.js';
import { solveApart } from '../../solver/roster/apart.js';
import { independentParts } from '../../solver/roster/components.js';
import { solveRoster } from '../../solver/roster/index.js';
import { randomProblem } from '../support/random-problem.js';
import { agent, week } from '../unit/roster/week.js';

let lp: LpBackend;
beforeAll(async () => {
  lp = await loadHighs();
});

const named = (name: string, twin: string): string => `${name}-${twin}`;

/** Everything of a problem that ties people together, under names of its own. */
function twinOf(problem: RosterProblem, twin: string): RosterProblem {
  const own = (name: string): string => named(name, twin);
  return {
    ...problem,
    calendars: problem.calendars.map((calendar) => ({ ...calendar, id: own(calendar.id) })),
    queues: problem.queues.map((queue) => ({ ...queue, id: own(queue.id) })),
    sites: problem.sites.map((site) => ({ ...site, id: own(site.id) })),
    shiftCover: (problem.shiftCover ?? []).map((cover) => ({ ...cover, calendar: own(cover.calendar) })),
    teamRules: (problem.teamRules ?? []).map((rule) => ({
      ...rule,
      id: own(rule.id),
      sites: (rule.sites ?? problem.sites.map(({ id }) => id)).map(own),
    })),
    agents: problem.agents.map((agent) => ({
      ...agent,
      id: own(agent.id),
      calendar: own(agent.calendar),
      skills: agent.skills.map((skill) => ({ ...skill, queue: own(skill.queue) })),
      places: agent.places.map((place) => ({ ...place, site: own(place.site) })),
      pins: (agent.pins ?? []).map((pin) =>
        'site' in pin && pin.site !== undefined ? { ...pin, site: own(pin.site) } : pin,
      ),
    })),
  };
}

/** Two problems of different people in one. */
function unionOf(problem: RosterProblem): RosterProblem {
  // With meetings little is proven; that they tie is shown below.
  const { distinctShiftCost: _, meetings: _meetings, ...base } = problem;
  const [a, b] = [twinOf(base, 'a'), twinOf(base, 'b')];
  return {
    ...base,
    calendars: [...a.calendars, ...b.calendars],
    queues: [...a.queues, ...b.queues],
    sites: [...a.sites, ...b.sites],
    agents: [...a.agents, ...b.agents],
    shiftCover: [...a.shiftCover!, ...b.shiftCover!],
    teamRules: [...a.teamRules!, ...b.teamRules!],
  };
}

const stop = { workLimit: 5_000 };

describe('parts of a problem that share nothing', () => {
  it('are small weeks solved to the proof: apart, as one and alone they cost the same', async () => {
    const skilled = (id: string, queue: string) => agent(id, { skills: [{ queue, speed: 1 }] });
    const needs = fc.record({ from: fc.nat(8), wanted: fc.nat(3), days: fc.nat(4) });
    await fc.assert(
      fc.asyncProperty(needs, needs, async (a, b) => {
        const rules = [{ id: 'days', rule: 'days-worked', hard: true, per: 'week', max: 3 }] as const;
        const part = (id: string, { from, wanted, days }: typeof a): RosterProblem => {
          const hours = (h: number): number =>
            h < days * 24 && h % 24 >= 6 + from && h % 24 < 15 + from / 2 ? wanted : 0;
          const made = week([skilled(`${id}1`, id), skilled(`${id}2`, id)], rules, hours);
          return { ...made, queues: made.queues.map((queue) => ({ ...queue, id })) };
        };
        const [one, other] = [part('phone', a), part('mail', b)];
        const both = {
          ...one,
          queues: [...one.queues, ...other.queues],
          agents: [...one.agents, ...other.agents],
        };
        const [apart, whole, ...alone] = [
          await solveApart(both, { seed: 1, lp }),
          await solveRoster(both, { seed: 1, lp }),
          await solveRoster(one, { seed: 1, lp }),
          await solveRoster(other, { seed: 1, lp }),
        ];
        expect([apart, whole, ...alone].map(({ status }) => status)).toEqual(
          Array.from({ length: 4 }, () => 'optimal'),
        );
        expect(apart.cost.total).toBeCloseTo(whole.cost.total, 6);
        expect(apart.cost.total).toBeCloseTo(alone[0]!.cost.total + alone[1]!.cost.total, 6);
        expect(apart.bound).toBeCloseTo(apart.cost.total, 6);
      }),
      { numRuns: 15 },
    );
  });

  it('of any kind: the recount agrees with the whole, and neither way proves more than the other finds', async () => {
    await fc.assert(
      fc.asyncProperty(randomProblem({ days: 2, agents: 2 }), async (problem) => {
        const union = unionOf(problem);
        const parts = independentParts(union);
        expect(parts.length).toBeGreaterThan(1);
        for (const key of ['agents', 'queues', 'shiftCover', 'teamRules'] as const) {
          const counts = parts.map((part) => part[key]?.length ?? 0);
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(union[key]?.length ?? 0);
        }
        const apart = await solveApart(union, { seed: 1, lp, stop });
        expect(differences(recount(union, apart.shifts, apart.allocation), apart)).toEqual([]);
        expect(apart.bound).toBeLessThanOrEqual(apart.cost.total + 1e-6);
        const whole = await solveRoster(union, { seed: 1, lp, stop });
        const close = 1e-6 * Math.max(1, whole.cost.total);
        if (whole.status !== 'conflict') expect(apart.bound).toBeLessThanOrEqual(whole.cost.total + close);
        if (apart.status !== 'conflict') expect(whole.bound).toBeLessThanOrEqual(apart.cost.total + close);
      }),
      { numRuns: 6 },
    );
  });

  it('are one where a queue, a limited area, a price on distinct shifts or a meeting ties them', () => {
    const one = (id: string, queue: string): RosterProblem['agents'][number] => ({
      id,
      calendar: 'c',
      skills: [{ queue, speed: 1 }],
      places: [{ site: 's', area: 'free', costPerShift: 0 }],
      shifts: [],
      rules: [],
      costPerPaidSlot: 1,
    });
    const apart = {
      queues: [],
      sites: [
        {
          id: 's',
          areas: [
            { id: 'free', seats: null },
            { id: 'desks', seats: 1 },
          ],
        },
      ],
      agents: [one('x', 'p'), one('y', 'q')],
    } as unknown as RosterProblem;
    const [x, y] = apart.agents as [RosterProblem['agents'][number], RosterProblem['agents'][number]];
    const desks = [{ site: 's', area: 'desks', costPerShift: 0 }];
    const count = (over: Partial<RosterProblem>): number => independentParts({ ...apart, ...over }).length;
    expect(count({})).toBe(2);
    expect(count({ agents: [x, one('y', 'p')] })).toBe(1);
    expect(
      count({
        agents: [
          { ...x, places: desks },
          { ...y, places: desks },
        ],
      }),
    ).toBe(1);
    expect(count({ agents: [{ ...x, places: desks }, y] })).toBe(2);
    expect(count({ distinctShiftCost: 1 })).toBe(1);
    const meeting = {
      id: 'm',
      activity: 'm',
      minutes: 30,
      participants: ['x'],
      windows: [{ from: 0, to: 4 }],
      hard: true,
    };
    expect(count({ meetings: [meeting] })).toBe(2);
    expect(count({ meetings: [{ ...meeting, leaders: ['y'] }] })).toBe(1);
    const least = {
      id: 't',
      hard: true,
      rule: 'site-minimum',
      windows: [{ from: 0, to: 4 }],
      least: 1,
      sites: ['s'],
    } as const;
    expect(count({ teamRules: [least] })).toBe(1);
    expect(count({ teamRules: [{ ...least, groups: ['g'] }] })).toBe(2);
  });
});
