import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadHighs } from '../../solver/lp/highs.js';
import type { LpBackend } from '../../solver/lp/model.js';
import type { CostCurve, ProblemQueue, RosterProblem } from '../../solver/problem.js';
import { allocationModel } from '../../solver/recount/allocation-model.js';
import { curveCost } from '../../solver/recount/curve.js';
import { recount } from '../../solver/recount/index.js';
import { minimise, type SmallLp } from '../../solver/recount/simplex.js';
import type { PlannedShift } from '../../solver/solution.js';
import { type Draw, drawing } from '../support/draw.js';

/** A few hours, a few people who all work from start to end, queues of both sorts; whole numbers unless speeds differ. */
interface TinyCase {
  readonly problem: RosterProblem;
  readonly shifts: readonly PlannedShift[];
}

function curveFrom(draw: Draw): CostCurve {
  const first = draw.between(0, 9);
  return draw.chance(2) ? [{ cost: first }] : [{ width: 1, cost: first }, { cost: first + draw.between(0, 9) }];
}

function tinyCase(draw: Draw, speeds: readonly number[]): TinyCase {
  const hours = draw.between(1, 3);
  const ids = ['a', 'b', 'c'].slice(0, draw.between(2, 3));
  const queues = ids.map((id): ProblemQueue => {
    const common = {
      id,
      curves: [curveFrom(draw), curveFrom(draw)],
      underOf: 0,
      ...(draw.chance(2) ? { overOf: 1 } : {}),
    };
    if (draw.chance(3)) {
      const items = Array.from({ length: draw.between(1, 2) }, () => {
        const release = draw.between(0, hours - 1);
        return { release, deadline: draw.between(release + 1, hours), agentIntervals: draw.between(1, 3) };
      });
      return { ...common, demand: { kind: 'work', items } };
    }
    const perInterval = Array.from({ length: hours }, () => draw.between(0, 2));
    return { ...common, demand: { kind: 'agents', perInterval } };
  });
  const agents = Array.from({ length: draw.between(1, 3) }, (_, a) => ({
    id: `p${a}`,
    calendar: 'c',
    skills: ids
      .filter((_, i) => i === a % ids.length || draw.chance(2))
      .map((queue) => ({ queue, speed: draw.of(...speeds) })),
    places: [{ site: 's', area: 'a', costPerShift: 0 }],
    shifts: ['t'],
    rules: [],
    costPerPaidSlot: 0,
  }));
  const day = { date: '2026-11-30', weekday: 1, week: 0, startSlot: 0, endSlot: 24, utcOffsetMinutes: 0 };
  const problem: RosterProblem = {
    format: 'rooster-problem/1',
    name: 'tiny',
    origin: '2026-11-30T00:00:00Z',
    slotMinutes: 60,
    slots: hours,
    intervalSlots: 1,
    cyclic: false,
    calendars: [{ id: 'c', days: [day] }],
    queues,
    sites: [{ id: 's', areas: [{ id: 'a', seats: null }] }],
    shiftTemplates: [
      { id: 't', start: { earliest: 0, latest: 0, step: 60 }, paid: { min: 60, max: 180, step: 60 }, breaks: [] },
    ],
    ruleSets: [],
    agents,
  };
  const shifts = agents.map(
    (agent): PlannedShift => ({
      agent: agent.id,
      day: 0,
      template: 't',
      site: 's',
      area: 'a',
      desk: null,
      startSlot: 0,
      endSlot: hours,
      paidMinutes: hours * 60,
      activities: [
        {
          activity: 'work',
          startSlot: 0,
          endSlot: hours,
          paid: true,
          queues: agent.skills.map((skill) => skill.queue),
        },
      ],
    }),
  );
  return { problem, shifts };
}

/** Cheapest cost of a queue over all ways to do whole units of its work with whole capacity. */
function queueCost(queue: ProblemQueue, given: readonly number[]): number {
  const [under, over] = [queue.curves[0]!, queue.overOf === undefined ? undefined : queue.curves[1]!];
  const { demand } = queue;
  if (demand.kind === 'agents') {
    return demand.perInterval.reduce(
      (sum, wanted, t) =>
        sum + curveCost(under, Math.max(0, wanted - given[t]!)) + curveCost(over, Math.max(0, given[t]! - wanted)),
      0,
    );
  }
  const units = demand.items.flatMap((item) => new Array<typeof item>(item.agentIntervals).fill(item));
  const left = [...given];
  const undone = given.map(() => 0);
  const search = (u: number): number => {
    const item = units[u];
    if (item === undefined) {
      return left.reduce((sum, rest, t) => sum + curveCost(over, rest) + curveCost(under, undone[t]!), 0);
    }
    undone[item.deadline - 1]! += 1;
    let best = search(u + 1);
    undone[item.deadline - 1]! -= 1;
    for (let t = item.release; t < item.deadline; t++) {
      if (left[t]! < 1) continue;
      left[t]! -= 1;
      best = Math.min(best, search(u + 1));
      left[t]! += 1;
    }
    return best;
  };
  return search(0);
}

/** Tries every way to send every person-hour to one of its queues (speeds 1: whole numbers are enough for the optimum). */
function bruteForce({ problem }: TinyCase): number {
  const { slots, queues } = problem;
  const given = new Map(queues.map((queue) => [queue.id, new Array<number>(slots).fill(0)]));
  const cells = problem.agents.flatMap(({ skills }) => Array.from({ length: slots }, (_, t) => ({ skills, t })));
  const search = (c: number): number => {
    const cell = cells[c];
    if (cell === undefined) return queues.reduce((sum, queue) => sum + queueCost(queue, given.get(queue.id)!), 0);
    let best = Number.POSITIVE_INFINITY;
    for (const { queue } of cell.skills) {
      given.get(queue)![cell.t]! += 1;
      best = Math.min(best, search(c + 1));
      given.get(queue)![cell.t]! -= 1;
    }
    return best;
  };
  return search(0);
}

describe('the best allocation', () => {
  let backend: LpBackend;
  beforeAll(async () => {
    backend = await loadHighs();
  });

  it('is that of trying every allocation', () => {
    const cases = drawing(80, (draw) => tinyCase(draw, [1])).filter(
      ({ problem }) => problem.agents.reduce((n, agent) => n * agent.skills.length ** problem.slots, 1) <= 800,
    );
    fc.assert(
      fc.property(cases, (one) => {
        const { cost, used } = recount(one.problem, one.shifts);
        expect(cost.under + cost.over).toBeCloseTo(bruteForce(one), 6);
        expect(used.cost).toBeCloseTo(cost.under + cost.over, 9);
      }),
      { numRuns: 150 },
    );
  });

  it('is the same linear optimum as that of an independent solver, at any speeds', () => {
    const cases = drawing(80, (draw) => tinyCase(draw, [1, 0.8, 1.25, 0.5]));
    fc.assert(
      fc.property(cases, (one) => {
        const { cost } = recount(one.problem, one.shifts);
        expect(cost.under + cost.over).toBeCloseTo(independentOptimum(backend, one), 6);
      }),
      { numRuns: 200 },
    );
  });

  it('the simplex ends at the optimum of random programs of that form, with capacities in fractions', () => {
    const programs = drawing(120, (draw) => {
      const cells = Array.from({ length: draw.between(2, 6) }, (_, q) => ({
        queue: `q${q}`,
        interval: 0,
        wanted: draw.between(0, 40) / 7,
        under: curveFrom(draw),
        over: curveFrom(draw),
        minimum: 0,
      }));
      const groups = Array.from({ length: draw.between(1, 8) }, (_, g) => ({
        key: `g${g}`,
        skills: cells
          .filter((_, q) => q === g % cells.length || draw.chance(2))
          .map(({ queue }) => ({ queue, speed: draw.of(1, 0.7, 1.3) })),
        agents: Float64Array.of(draw.between(0, 30) / 11),
      }));
      return allocationModel(groups, cells, []).lp;
    });
    fc.assert(
      fc.property(programs, (lp) => {
        const x = minimise(lp);
        const own = lp.columns.reduce((sum, column, j) => sum + column.costs[1] * x[j]!, 0);
        expect(own).toBeCloseTo(solve(backend, lp), 6);
      }),
      { numRuns: 200 },
    );
  });
});

function solve(backend: LpBackend, lp: SmallLp): number {
  const starts = [0];
  for (const column of lp.columns) starts.push(starts.at(-1)! + column.rows.length);
  const session = backend.open({
    columnCost: Float64Array.from(lp.columns, (column) => column.costs[1]),
    columnLower: new Float64Array(lp.columns.length),
    columnUpper: Float64Array.from(lp.columns, (column) => column.upper),
    rowLower: Float64Array.from(lp.rhs),
    rowUpper: Float64Array.from(lp.rhs),
    starts: Int32Array.from(starts),
    rows: Int32Array.from(lp.columns.flatMap((column) => [...column.rows])),
    values: Float64Array.from(lp.columns.flatMap((column) => [...column.values])),
  });
  try {
    return session.solve().objective;
  } finally {
    session.dispose();
  }
}

/** The allocation written down a second time, person by person and unit price by unit price, and given to a library. */
function independentOptimum(backend: LpBackend, { problem }: TinyCase): number {
  const columns: { costs: [number, number]; upper: number; rows: number[]; values: number[] }[] = [];
  const rhs: number[] = [];
  const row = (value: number): number => rhs.push(value) - 1;
  const add = (cost: number, upper: number, entries: readonly (readonly [number, number])[]): void => {
    columns.push({ costs: [0, cost], upper, rows: entries.map(([r]) => r), values: entries.map(([, v]) => v) });
  };
  const steps = (curve: CostCurve | undefined, at: number, sign: number): void => {
    for (const step of curve ?? [{ cost: 0 }]) add(step.cost, step.width ?? Number.POSITIVE_INFINITY, [[at, sign]]);
  };
  const balance = new Map<string, number>();
  for (const queue of problem.queues) {
    const { demand } = queue;
    const over = queue.overOf === undefined ? undefined : queue.curves[1];
    const due = Array.from({ length: problem.slots }, () => (demand.kind === 'work' ? row(0) : -1));
    for (let t = 0; t < problem.slots; t++) {
      const at = row(demand.kind === 'agents' ? demand.perInterval[t]! : 0);
      balance.set(`${queue.id} ${t}`, at);
      steps(over, at, -1);
      steps(queue.curves[0], demand.kind === 'agents' ? at : due[t]!, demand.kind === 'agents' ? 1 : -1);
    }
    if (demand.kind !== 'work') continue;
    for (const item of demand.items) {
      const effort = row(item.agentIntervals);
      add(0, Number.POSITIVE_INFINITY, [
        [effort, 1],
        [due[item.deadline - 1]!, 1],
      ]);
      for (let t = item.release; t < item.deadline; t++) {
        add(0, Number.POSITIVE_INFINITY, [
          [effort, 1],
          [balance.get(`${queue.id} ${t}`)!, -1],
        ]);
      }
    }
  }
  for (const agent of problem.agents) {
    for (let t = 0; t < problem.slots; t++) {
      const hour = row(1);
      for (const { queue, speed } of agent.skills) {
        add(0, Number.POSITIVE_INFINITY, [
          [hour, 1],
          [balance.get(`${queue} ${t}`)!, speed],
        ]);
      }
    }
  }
  return solve(backend, { rhs, columns, basis: [] });
}
