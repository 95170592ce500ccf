import { describe, expect, it } from 'vitest';
import type { CalendarDay, RosterProblem } from '../../../solver/problem.js';
import { recount } from '../../../solver/recount/index.js';
import { slotOfWallClock, wallClockStart } from '../../../solver/recount/wall-clock.js';
import type { PlannedShift } from '../../../solver/solution.js';
import { ANN, calendarOf, DAY, HOUR, narrowed, problemOf, shiftOf, shiftsOn } from './world.js';

/** Two weeks whose second day has a clock change: 25 hours (clocks back at 3:00) or 23 (forward at 2:00). */
function changed(addMinutes: 60 | -60): RosterProblem {
  const problem = problemOf([{ ...ANN, prior: [] }]);
  const extra = addMinutes / 15;
  const days = calendarOf(14).days.map(
    (day, i): CalendarDay => ({
      ...day,
      startSlot: day.startSlot + (i > 1 ? extra : 0),
      endSlot: day.endSlot + (i > 0 ? extra : 0),
      ...(i === 1 ? { clockChange: { fromMinute: addMinutes > 0 ? 180 : 120, addMinutes } } : {}),
    }),
  );
  const slots = 14 * DAY + extra;
  const queue = {
    ...problem.queues[0]!,
    demand: { kind: 'agents' as const, perInterval: new Array(slots / 2).fill(0) },
  };
  return { ...problem, slots, queues: [queue], calendars: [{ ...problem.calendars[0]!, days }] };
}

const moveBy = (shift: PlannedShift, slots: number): PlannedShift => ({
  ...shift,
  startSlot: shift.startSlot + slots,
  endSlot: shift.endSlot + slots,
  activities: shift.activities.map((part) => ({
    ...part,
    startSlot: part.startSlot + slots,
    endSlot: part.endSlot + slots,
  })),
});

describe('wall clock', () => {
  it('maps to slots: once in the repeated hour, to the change in the skipped one, on into the next day', () => {
    const back = changed(60);
    const at = (problem: RosterProblem, day: number, minute: number): number =>
      slotOfWallClock(problem, problem.calendars[0]!, day, minute) - problem.calendars[0]!.days[day]!.startSlot;
    expect([0, 120, 165, 180, 480].map((minute) => at(back, 1, minute) * 15)).toEqual([0, 120, 165, 240, 540]);
    const forward = changed(-60);
    expect([0, 105, 120, 165, 180, 480].map((minute) => at(forward, 1, minute) * 15)).toEqual([
      0, 105, 120, 120, 120, 420,
    ]);
    // 8:00 of the next day, seen from the day before the change.
    expect(at(back, 0, 1440 + 480) * 15).toBe(1440 + 540);
    expect(at(back, 1, 1440 + 480) * 15).toBe(1500 + 480);
  });

  it('reads back what it shows', () => {
    for (const problem of [changed(60), changed(-60)]) {
      const calendar = problem.calendars[0]!;
      for (const minute of [0, 60, 105, 180, 195, 480, 1425]) {
        expect(wallClockStart(problem, calendar.days[1]!, slotOfWallClock(problem, calendar, 1, minute))).toBe(minute);
      }
    }
  });
});

describe('clock changes', () => {
  it('shifts start by the wall clock and last by the real one', () => {
    for (const [add, slots] of [
      [60, 4],
      [-60, -4],
    ] as const) {
      const problem = changed(add);
      const shifts = [shiftOf(0), ...shiftsOn([1, 7]).map((shift) => moveBy(shift, slots))];
      expect(recount(problem, shifts).breaches).toEqual([]);
      // The same slots as without the change: an hour off on the wall clock, still on the grid of half hours, …
      const stiff = [shiftOf(0), shiftOf(1), moveBy(shiftOf(7), slots)];
      const start = { ...problem.shiftTemplates[0]!.start, earliest: 480, latest: 480 };
      const strict = {
        ...problem,
        shiftTemplates: [{ ...problem.shiftTemplates[0]!, start }, problem.shiftTemplates[1]!],
      };
      expect(recount(strict, shifts).breaches).toEqual([]);
      expect(recount(strict, stiff).breaches).toMatchObject([{ ruleId: 'template', days: [1] }]);
      // … and an hour of variation.
      const rules = [{ id: 'all', rules: narrowed('variation', { maxMinutes: 30 }) }];
      expect(recount({ ...problem, ruleSets: rules }, shifts).breaches).toEqual([]);
      expect(recount({ ...problem, ruleSets: rules }, stiff).breaches).toMatchObject([
        { ruleId: 'variation', amount: 30 },
      ]);
    }
  });

  it('rest counts real hours', () => {
    const rules = [{ id: 'all', rules: narrowed('daily', { minutes: 660 }) }];
    // Monday 12:30 to 21:00, Tuesday 7:00: 10 hours on the wall; the night of the change lies in Tuesday's first hours.
    const late = shiftOf(0, { start: 12.5 });
    const early = (slots: number): PlannedShift => moveBy(shiftOf(1, { start: 7 }), slots);
    expect(recount({ ...changed(60), ruleSets: rules }, [late, early(4), moveBy(shiftOf(7), 4)]).breaches).toEqual([]);
    expect(
      recount({ ...changed(-60), ruleSets: rules }, [late, early(-4), moveBy(shiftOf(7), -4)]).breaches,
    ).toMatchObject([{ ruleId: 'daily', amount: 120 }]);
  });
});

describe('a ring', () => {
  const ring = (change: Partial<RosterProblem> = {}): RosterProblem => {
    const base = problemOf([{ ...ANN, prior: [] }]);
    const queue = { ...base.queues[0]!, demand: { kind: 'agents' as const, perInterval: new Array(7 * 48).fill(0) } };
    return { ...base, cyclic: true, slots: 7 * DAY, calendars: [calendarOf(7)], queues: [queue], ...change };
  };
  const with1 = (id: string, change: object): Partial<RosterProblem> => ({
    ruleSets: [{ id: 'all', rules: narrowed(id, change) }],
  });
  const broken = (problem: RosterProblem, shifts: readonly PlannedShift[]): string[] =>
    recount(problem, shifts).breaches.map((breach) => `${breach.ruleId}: ${breach.amount}`);

  it('rests and runs go round', () => {
    const late = [...shiftsOn([0, 1, 2, 3]), shiftOf(6, { start: 14 })];
    expect(broken(ring(), late)).toEqual([]);
    expect(broken(ring(with1('daily', { minutes: 660 })), late)).toEqual(['daily: 90']);
    expect(broken(ring(with1('run', { max: 4 })), late)).toEqual(['run: 1']);
    expect(broken(ring(with1('off', { min: 3 })), late)).toEqual(['off: 1']);
    expect(broken(ring(), [shiftOf(0), shiftOf(6, { template: 'L' })])).toEqual(['succession: 1']);
  });

  it('a run without end breaks every maximum, a ring without a long rest the weekly rest', () => {
    const all = shiftsOn([0, 1, 2, 3, 4, 5, 6]);
    const rules = with1('days', { max: 7 });
    expect(broken(ring(rules), all)).toEqual(['run: 7']);
    const weekly = { id: 'weekly', rule: 'weekly-rest' as const, hard: true, minutes: 2160, windowMinutes: 10_080 };
    expect(broken(ring({ ruleSets: [{ id: 'all', rules: [weekly] }] }), all)).toEqual(['weekly: 10080']);
    expect(broken(ring({ ruleSets: [{ id: 'all', rules: [weekly] }] }), shiftsOn([0, 1, 2, 5, 6]))).toEqual([]);
  });

  it('a reduced rest is granted once round', () => {
    const reduced = { minutes: 480, times: 1, windowMinutes: 10_080 };
    const two = [shiftOf(0, { start: 14 }), shiftOf(1), shiftOf(3, { start: 14 }), shiftOf(4)];
    expect(broken(ring(with1('daily', { minutes: 660, reduced })), two)).toEqual(['daily: 90']);
    expect(broken(ring(with1('daily', { minutes: 660, reduced })), two.slice(0, 2))).toEqual([]);
  });

  it('a shift past the end covers, overlaps and sits at the beginning', () => {
    // Sunday 22:00 to Monday 2:00.
    const night = shiftOf(6, { start: 22, paidHours: 4 });
    const { coverage } = recount(ring(), [night]);
    const covered = coverage[0]!.covered;
    expect(covered.slice(0, 5)).toEqual([1, 1, 1, 1, 0]);
    expect(covered.slice(-5)).toEqual([0, 0.5, 1, 1, 1]);
    const free = ring({ ruleSets: [{ id: 'all', rules: [] }] });
    const early = { ...free.shiftTemplates[0]!, start: { earliest: 0, latest: 1380, step: 30 } };
    const open = { ...free, shiftTemplates: [early, free.shiftTemplates[1]!] };
    expect(broken(open, [night, shiftOf(0, { start: 1, paidHours: 10, site: 'home' })])).toEqual(['overlap: 60']);
    const kind = { ...open, agents: [{ ...open.agents[0]!, count: 2 }] };
    const seats = [{ ...night, agent: 'ann#1' }, shiftOf(0, { agent: 'ann#2', start: 1, paidHours: 10 })];
    expect(broken(kind, seats)).toEqual(['seats: 1']);
    expect(broken(kind, [seats[0]!, { ...seats[1]!, desk: 2 }])).toEqual([]);
  });

  it('availability windows and fixed activities may be given in either round', () => {
    const night = shiftOf(6, { start: 22, paidHours: 4 });
    const agents = (change: object) => ({ agents: [{ ...ANN, prior: [], ...change }] });
    const away = { from: 0, to: HOUR, reason: 'leave' };
    expect(broken(ring(agents({ unavailable: [away] })), [night])).toEqual(['availability: 60']);
    const open = { from: 6 * DAY, to: 7 * DAY + 2 * HOUR };
    expect(broken(ring(agents({ available: [open] })), [night])).toEqual([]);
    expect(broken(ring(agents({ available: [{ from: -DAY, to: 2 * HOUR }] })), [night])).toEqual([]);
  });
});
