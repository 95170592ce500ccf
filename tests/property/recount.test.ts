import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RosterProblem } from '../../solver/problem.js';
import { differences, type Recount, recount } from '../../solver/recount/index.js';
import type { PlannedShift, RosterSolution } from '../../solver/solution.js';
import { randomProblem } from '../support/random-problem.js';
import { type RandomCase, withRandomRoster } from '../support/random-roster.js';

const cases = withRandomRoster(randomProblem());
const holds = (property: (one: RandomCase) => void, options: fc.Parameters<[RandomCase]> = {}): void =>
  fc.assert(fc.property(cases, property), { numRuns: 120, ...options });

/** Everything a recount says, in an order of its own, names mapped. */
function essence(result: Recount, nameOf: (name: string) => string = (name) => name) {
  const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
  return {
    breaches: result.breaches
      .map(({ rule, hard, agents, days, amount, cost }) =>
        JSON.stringify([
          rule,
          hard,
          agents.map(nameOf).toSorted(),
          // Days of the first calendar, whichever that is.
          rule === 'site-minimum' ? [] : days.toSorted(),
          rounded(amount),
          rounded(cost),
        ]),
      )
      .toSorted(),
    cost: Object.values(result.cost).map(rounded),
    best: result.best === null ? null : Object.values(result.best).map(rounded),
  };
}

describe('recount of random rosters', () => {
  it('adds up, meets its own best allocation and confirms itself', () => {
    const seen = new Set<string>();
    holds(
      ({ problem, shifts }) => {
        const result = recount(problem, shifts);
        const { total, ...parts } = result.cost;
        expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(total, 6);
        expect(result.breaches.every((breach) => breach.amount > 0 && Number.isFinite(breach.amount))).toBe(true);
        for (const breach of result.breaches) seen.add(breach.rule);
        const claim: RosterSolution = {
          status: result.breaches.some((breach) => breach.hard) ? 'conflict' : 'feasible',
          shifts,
          breaches: result.breaches,
          coverage: result.coverage,
          allocation: result.allocation,
          cost: result.cost,
          bound: 0,
          gap: total === 0 ? 0 : 1,
          reproducible: true,
          solver: { method: 'none', work: 0, rounds: 0, columns: 0 },
        };
        const again = recount(problem, shifts, result.allocation);
        expect(again.allocationFaults).toEqual([]);
        if (result.best !== null) expect(again.best).toEqual(result.best);
        expect(differences(again, claim)).toEqual([]);
      },
      { numRuns: 200, seed: 5 },
    );
    // The generators reach every rule and law (a fixed seed: rare ones need many cases).
    expect([...seen].toSorted()).toEqual([
      'availability',
      'consecutive-days',
      'consecutive-days-off',
      'consecutive-shifts',
      'daily-rest',
      'days-worked',
      'fixed-activity',
      'meeting',
      'minimum-staffing',
      'overlap',
      'paid-minutes',
      'pin',
      'place-days',
      'rest-after-series',
      'rotation',
      'seats',
      'sequence',
      'shift-count',
      'site-minimum',
      'start-variation',
      'succession',
      'supervision',
      'template',
      'weekends',
      'weekly-rest',
      'wish',
      'work-minutes',
    ]);
  });

  it('does not depend on the order of anything', () => {
    const reversed = (problem: RosterProblem): RosterProblem => ({
      ...problem,
      calendars: problem.calendars.toReversed(),
      queues: problem.queues.toReversed(),
      sites: problem.sites.toReversed(),
      shiftTemplates: problem.shiftTemplates.toReversed(),
      ruleSets: problem.ruleSets.toReversed().map((set) => ({ ...set, rules: set.rules.toReversed() })),
      ...(problem.teamRules && { teamRules: problem.teamRules.toReversed() }),
      ...(problem.meetings && { meetings: problem.meetings.toReversed() }),
      agents: problem.agents.toReversed().map((agent) => ({
        ...agent,
        skills: agent.skills.toReversed(),
        places: agent.places.toReversed(),
        shifts: agent.shifts.toReversed(),
        rules: agent.rules.toReversed(),
      })),
    });
    holds(({ problem, shifts }) => {
      expect(essence(recount(reversed(problem), shifts.toReversed()))).toEqual(essence(recount(problem, shifts)));
    });
  });

  it('does not depend on names, nor on whether equal people are one kind', () => {
    holds(({ problem, shifts }) => {
      const other = (name: string): string => `zz-${name.replace('#', '-')}`;
      const agents = problem.agents.flatMap((agent) => {
        const { count = 1, ...one } = agent;
        return Array.from({ length: count }, (_, k) => ({
          ...one,
          id: other(count === 1 ? agent.id : `${agent.id}#${k + 1}`),
        }));
      });
      const renamed = shifts.map((shift) => ({ ...shift, agent: other(shift.agent) }));
      const meetings = (problem.meetings ?? []).map((one) => ({
        ...one,
        participants: one.participants.map(other),
        ...(one.leaders && { leaders: one.leaders.map(other) }),
      }));
      expect(essence(recount({ ...problem, agents, meetings }, renamed))).toEqual(
        essence(recount(problem, shifts), other),
      );
    });
  });

  it('does not depend on where the origin lies', () => {
    holds(({ problem, shifts }) => {
      const by = problem.intervalSlots * (problem.cyclic ? 5 : 1440 / problem.slotMinutes);
      expect(
        essence(
          recount(
            shiftedProblem(problem, by),
            shifts.map((shift) => moved(shift, by)),
          ),
        ),
      ).toEqual(essence(recount(problem, shifts)));
    });
  });
});

/** The same problem counted from an origin that lies `by` slots earlier (in a ring: turned). */
function shiftedProblem(problem: RosterProblem, by: number): RosterProblem {
  const intervals = problem.slots / problem.intervalSlots;
  const turn = by / problem.intervalSlots;
  const pad = <T>(values: readonly T[], steps: number, fill: T): T[] =>
    problem.cyclic
      ? values.map((_, i) => values[(i - steps + values.length) % values.length]!)
      : [...new Array<T>(steps).fill(fill), ...values];
  const window = <W extends { readonly from: number; readonly to: number }>(one: W): W => ({
    ...one,
    from: one.from + by,
    to: one.to + by,
  });
  return {
    ...problem,
    slots: problem.slots + (problem.cyclic ? 0 : by),
    calendars: problem.calendars.map((calendar) => ({
      ...calendar,
      days: calendar.days.map((day) => ({ ...day, startSlot: day.startSlot + by, endSlot: day.endSlot + by })),
    })),
    ...(problem.meetings && {
      meetings: problem.meetings.map((one) => ({ ...one, windows: one.windows.map(window) })),
    }),
    ...(problem.teamRules && {
      teamRules: problem.teamRules.map((rule) =>
        rule.rule === 'site-minimum' ? { ...rule, windows: rule.windows.map(window) } : rule,
      ),
    }),
    queues: problem.queues.map((queue) => {
      const free = queue.curves.length;
      const indices = (of: number | readonly number[]): number[] =>
        pad(typeof of === 'number' ? new Array<number>(intervals).fill(of) : of, turn, free);
      const { demand } = queue;
      return {
        ...queue,
        // What lies before the old origin costs nothing.
        curves: [...queue.curves, [{ cost: 0 }]],
        underOf: indices(queue.underOf),
        ...(queue.overOf === undefined ? {} : { overOf: indices(queue.overOf) }),
        ...(queue.minimum === undefined ? {} : { minimum: pad(queue.minimum, turn, 0) }),
        demand:
          demand.kind === 'agents'
            ? { ...demand, perInterval: pad(demand.perInterval, turn, 0) }
            : {
                ...demand,
                items: demand.items.map((item) => {
                  const release = problem.cyclic ? (item.release + turn) % intervals : item.release + turn;
                  return { ...item, release, deadline: release + item.deadline - item.release };
                }),
                open: pad(demand.open ?? new Array<number>(intervals).fill(1), turn, 0),
              },
      };
    }),
    priceLists: (problem.priceLists ?? []).map((list) => ({ ...list, perSlot: pad(list.perSlot, by, 0) })),
    agents: problem.agents.map((agent) => ({
      ...agent,
      ...(agent.available === undefined ? {} : { available: agent.available.map(window) }),
      ...(agent.unavailable === undefined ? {} : { unavailable: agent.unavailable.map(window) }),
      ...(agent.fixed === undefined ? {} : { fixed: agent.fixed.map(window) }),
      ...(agent.prior === undefined
        ? {}
        : {
            prior: agent.prior.map((shift) => ({
              ...shift,
              startSlot: shift.startSlot + by,
              endSlot: shift.endSlot + by,
            })),
          }),
    })),
  };
}

const moved = (shift: PlannedShift, by: number): PlannedShift => ({
  ...shift,
  startSlot: shift.startSlot + by,
  endSlot: shift.endSlot + by,
  activities: shift.activities.map((part) => ({ ...part, startSlot: part.startSlot + by, endSlot: part.endSlot + by })),
});
