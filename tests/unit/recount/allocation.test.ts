import { describe, expect, it } from 'vitest';
import type { CostCurve, ProblemAgent, ProblemQueue, RosterProblem } from '../../../solver/problem.js';
import { recount } from '../../../solver/recount/index.js';
import type { PlannedShift } from '../../../solver/solution.js';

/** Four intervals of one slot of 60 minutes; every agent works a named stretch of them without log-in or break. */
function problemOf(
  queues: readonly ProblemQueue[],
  skills: Readonly<Record<string, ProblemAgent['skills']>>,
  slots = 4,
): RosterProblem {
  return {
    format: 'rooster-problem/1',
    name: 'allocation',
    origin: '2026-11-30T00:00:00Z',
    slotMinutes: 60,
    slots,
    intervalSlots: 1,
    cyclic: false,
    calendars: [
      { id: 'c', days: [{ date: '2026-11-30', weekday: 1, week: 0, startSlot: 0, endSlot: 24, utcOffsetMinutes: 0 }] },
    ],
    queues,
    sites: [{ id: 's', areas: [{ id: 'a', seats: null }] }],
    shiftTemplates: [
      { id: 't', start: { earliest: 0, latest: 1380, step: 60 }, paid: { min: 60, max: 600, step: 60 }, breaks: [] },
    ],
    ruleSets: [],
    agents: Object.entries(skills).map(([id, list]) => ({
      id,
      calendar: 'c',
      skills: list,
      places: [{ site: 's', area: 'a', costPerShift: 0 }],
      shifts: ['t'],
      rules: [],
      costPerPaidSlot: 0,
    })),
  };
}

const work = (agent: string, from: number, to: number, queues: readonly string[]): PlannedShift => ({
  agent,
  day: 0,
  template: 't',
  site: 's',
  area: 'a',
  desk: null,
  startSlot: from,
  endSlot: to,
  paidMinutes: (to - from) * 60,
  activities: [{ activity: 'work', startSlot: from, endSlot: to, paid: true, queues }],
});

const agentsQueue = (id: string, perInterval: number[], under: CostCurve, over?: CostCurve): ProblemQueue => ({
  id,
  demand: { kind: 'agents', perInterval },
  curves: over === undefined ? [[...under]] : [[...under], [...over]],
  underOf: 0,
  ...(over === undefined ? {} : { overOf: 1 }),
});

describe('capacity of several skills', () => {
  const queues = [agentsQueue('a', [1, 2, 0, 0], [{ cost: 10 }]), agentsQueue('b', [1, 0, 2, 0], [{ cost: 4 }])];
  const both = [
    { queue: 'a', speed: 1 },
    { queue: 'b', speed: 0.5 },
  ];
  const problem = problemOf(queues, { x: both, y: [{ queue: 'b', speed: 1 }] });
  const shifts = [work('x', 0, 4, ['a', 'b']), work('y', 0, 4, ['b'])];

  it('is spent once, where it is worth most', () => {
    const { breaches, coverage, cost, best, used } = recount(problem, shifts);
    expect(breaches).toEqual([]);
    expect(coverage).toEqual([
      // Hour 3: x has nothing to do; whichever queue it is given to has it over.
      { ...coverage[0]!, wanted: [1, 2, 0, 0], under: [0, 1, 0, 0] },
      { ...coverage[1]!, wanted: [1, 0, 2, 0], under: [0, 0, 0.5, 0] },
    ]);
    expect(coverage[0]!.covered.slice(0, 3)).toEqual([1, 1, 0]);
    expect(coverage[1]!.covered.slice(0, 3)).toEqual([1, 1, 1.5]);
    expect(cost.under).toBe(12);
    expect(best).toEqual(used);
  });

  it('given by somebody else is checked: spent exactly once, by those who can', () => {
    const rows = (a: number[], b: number[]) => [
      { group: 'b:0.5|a:1', queue: 'a', agents: a },
      { group: 'a:1|b:0.5', queue: 'b', agents: b },
      { group: 'b:1', queue: 'b', agents: [1, 1, 1, 1] },
    ];
    const good = recount(problem, shifts, rows([1, 1, 0, 1], [0, 0, 1, 0]));
    expect(good.allocationFaults).toEqual([]);
    expect(good.cost.under).toBe(12);
    const twice = recount(problem, shifts, rows([1, 1, 0, 1], [1, 0, 1, 0]));
    expect(twice.allocationFaults).toEqual(['group a:1|b:0.5 spends 2 agents in interval 0 and has 1']);
    const idle = recount(problem, shifts, rows([1, 1, 0, 0], [0, 0, 1, 0]));
    expect(idle.allocationFaults).toEqual(['group a:1|b:0.5 spends 0 agents in interval 3 and has 1']);
    const poor = recount(problem, shifts, rows([1, 1, 1, 1], [0, 0, 0, 0]));
    expect(poor.used).toEqual({ missing: 0, cost: 14 });
    expect(poor.best).toEqual({ missing: 0, cost: 12 });
    const unable = recount(problem, shifts, [
      ...rows([1, 1, 0, 1], [0, 0, 1, 0]),
      { group: 'b:1', queue: 'a', agents: [0, 0, 0, 0] },
      { group: 'c:1', queue: 'a', agents: [1, 0, 0, 0] },
    ]);
    expect(unable.allocationFaults).toEqual([
      'allocation of b:1 to a: the group cannot take it',
      'allocation of c:1 to a: nobody has these skills',
    ]);
  });

  it('follows convex curves step by step and goes where a surplus costs least', () => {
    const steep = [
      agentsQueue('a', [3], [{ width: 1, cost: 1 }, { cost: 9 }], [{ cost: 5 }]),
      agentsQueue('b', [2], [{ width: 0.5, cost: 2 }, { cost: 8 }], [{ width: 1, cost: 1 }, { cost: 6 }]),
    ];
    const skills = (n: number) =>
      Object.fromEntries(
        Array.from({ length: n }, (_, i) => [
          `x${i}`,
          [
            { queue: 'a', speed: 1 },
            { queue: 'b', speed: 1 },
          ],
        ]),
      );
    const cost = (n: number): number => {
      const some = problemOf(steep, skills(n), 1);
      const { cost } = recount(
        some,
        Object.keys(skills(n)).map((id) => work(id, 0, 1, ['a', 'b'])),
      );
      return cost.under + cost.over;
    };
    // 3: a has 2 (9 → 1 short at 1), b has 1 (half at 2, half at 8) → or a 1.5, b 1.5: 1 + 4.5 + 1 = 6.5 against 1 + 1 + 4 = 6.
    expect(cost(3)).toBeCloseTo(6);
    // 4: a 2.5 (0.5), b 1.5 (1) or a 2 (1), b 2 (0).
    expect(cost(4)).toBeCloseTo(1);
    expect(cost(5)).toBeCloseTo(0);
    // 6: one over: at b for 1; 7: at b for 1, the next at a for 5 rather than at b for 6.
    expect(cost(6)).toBeCloseTo(1);
    expect(cost(7)).toBeCloseTo(6);
  });

  it('serves minimums before cost', () => {
    const must = [
      { ...queues[0]!, minimum: [0, 0, 0, 0] },
      { ...queues[1]!, minimum: [1.5, 0, 0, 0] },
    ];
    const { breaches, coverage, cost } = recount(problemOf(must, { x: both, y: [{ queue: 'b', speed: 1 }] }), shifts);
    expect(breaches).toEqual([]);
    expect(coverage[1]!.covered[0]).toBe(1.5);
    expect(cost.under).toBe(22);
    const more = [queues[0]!, { ...queues[1]!, minimum: [2, 0, 0, 0] }];
    const short = recount(problemOf(more, { x: both, y: [{ queue: 'b', speed: 1 }] }), shifts);
    expect(short.breaches).toMatchObject([{ ruleId: 'minimum-staffing', hard: true, amount: 0.5, cost: 0 }]);
  });
});

describe('deferrable work', () => {
  const mail = (items: { release: number; deadline: number; agentIntervals: number }[], change = {}): ProblemQueue => ({
    id: 'mail',
    demand: { kind: 'work', items, ...change },
    curves: [[{ cost: 3 }], [{ cost: 30 }], [{ cost: 1 }]],
    underOf: [0, 1, 0, 1],
  });
  const one = { x: [{ queue: 'mail', speed: 1 }] };

  it('is done any time between release and deadline, what is undone costs by its deadline', () => {
    const items = [
      { release: 0, deadline: 3, agentIntervals: 1 },
      { release: 1, deadline: 2, agentIntervals: 1 },
      { release: 0, deadline: 4, agentIntervals: 1 },
    ];
    const two = recount(problemOf([mail(items)], one), [work('x', 0, 2, ['mail'])]);
    // Hour 0 and 1: the one due at the end of hour 1 costs 30 undone, so does the one due at the end; 3 for the other.
    expect(two.coverage[0]).toMatchObject({ wanted: [0, 1, 1, 1], covered: [1, 1, 0, 0], under: [0, 0, 1, 0] });
    expect(two.cost.under).toBe(3);
    const three = recount(problemOf([mail(items)], one), [work('x', 1, 4, ['mail'])]);
    expect(three.cost.under).toBe(0);
    expect(three.coverage[0]!.over).toEqual([0, 0, 0, 0]);
  });

  it('cannot be done where the queue is closed, and capacity there is over', () => {
    const items = [{ release: 0, deadline: 2, agentIntervals: 2 }];
    const closed = { ...mail(items, { open: [0, 1, 1, 1] }), overOf: 2 };
    const { coverage, cost } = recount(problemOf([closed], one), [work('x', 0, 2, ['mail'])]);
    expect(coverage[0]).toMatchObject({ under: [0, 1, 0, 0], over: [1, 0, 0, 0] });
    expect(cost).toMatchObject({ under: 30, over: 1 });
  });

  it('fills the valleys of a real-time queue', () => {
    const phone = agentsQueue('phone', [1, 0, 1, 0], [{ cost: 100 }]);
    const skills = [
      { queue: 'phone', speed: 1 },
      { queue: 'mail', speed: 1 },
    ];
    const items = [{ release: 0, deadline: 4, agentIntervals: 3 }];
    const result = recount(problemOf([phone, mail(items)], { x: skills }), [work('x', 0, 4, ['phone', 'mail'])]);
    expect(result.coverage[0]!.covered).toEqual([1, 0, 1, 0]);
    expect(result.coverage[1]!.covered).toEqual([0, 1, 0, 1]);
    expect(result.coverage[1]!.under).toEqual([0, 0, 0, 1]);
    expect(result.cost.under).toBe(30);
  });

  it('goes round in a ring', () => {
    const queue = { ...mail([{ release: 23, deadline: 25, agentIntervals: 2 }]), underOf: 0 };
    const problem = { ...problemOf([queue], one, 24), cyclic: true };
    const { coverage } = recount(problem, [work('x', 23, 25, ['mail'])]);
    expect(coverage[0]!.under.every((amount) => amount === 0)).toBe(true);
    expect(coverage[0]!.wanted[0]).toBe(2);
  });
});
