import { describe, expect, it } from 'vitest';
import type { ProblemAgent, RosterProblem } from '../../../solver/problem.js';
import { recount } from '../../../solver/recount/index.js';
import type { PlannedActivity, PlannedShift } from '../../../solver/solution.js';
import { ANN, DAY, HOUR, problemOf, shiftOf, shiftsOn, WORKDAYS } from './world.js';

const broken = (problem: RosterProblem, shifts: readonly PlannedShift[]): string[] =>
  recount(problem, shifts).breaches.map((breach) => `${breach.ruleId}: ${breach.amount}`);
const annBreaks = (change: Partial<ProblemAgent>, shifts = shiftsOn(WORKDAYS)): string[] =>
  broken(problemOf([{ ...ANN, ...change }]), shifts);
const rest = shiftsOn(WORKDAYS.slice(1));

describe('templates', () => {
  const faults = (change: Partial<PlannedShift>, problem = problemOf([ANN])): string[] => {
    const { breaches } = recount(problem, [{ ...shiftOf(0), ...change }, ...rest]);
    expect(breaches.every((breach) => breach.rule === 'template' && breach.hard)).toBe(true);
    return breaches.map((breach) => breach.message.replace('shift of ann on day 0: ', ''));
  };
  const moved = (index: number, change: Partial<PlannedActivity>): PlannedActivity[] =>
    shiftOf(0).activities.map((part, i) => (i === index ? { ...part, ...change } : part));

  it('names what no person, day, template or place explains', () => {
    expect(broken(problemOf([ANN]), [shiftOf(0, { agent: 'bob' }), ...shiftsOn(WORKDAYS)])).toEqual(['template: 1']);
    expect(broken(problemOf([ANN]), [{ ...shiftOf(0), day: 99 }, ...shiftsOn(WORKDAYS)])).toEqual(['template: 1']);
    expect(faults({ template: 'X' })).toEqual(['there is no shift template X']);
    expect(faults({ area: 'cellar' })).toEqual(['there is no area cellar at a site office']);
    expect(faults({}, problemOf([{ ...ANN, shifts: ['L'] }]))).toContain('template E is not open to the agent');
  });

  it('keeps starts on the wall-clock grid, weekdays and ends', () => {
    const quarter = shiftOf(0, { start: 8.25 });
    expect(faults(quarter)).toEqual(['slot 33 is none of the starts of template E on 2026-11-30']);
    const problem = problemOf([ANN]);
    const change = (part: object): RosterProblem => ({
      ...problem,
      shiftTemplates: problem.shiftTemplates.map((one) => (one.id === 'E' ? { ...one, ...part } : one)),
    });
    expect(faults({}, change({ weekdays: [2, 3, 4, 5] }))).toHaveLength(2);
    expect(faults({}, change({ end: { latest: 960 } }))).toContain(
      'it ends after minute 960, the latest end of template E',
    );
    expect(faults({}, change({ end: { earliest: 1020 } }))).toContain(
      'it ends before minute 1020, the earliest end of template E',
    );
  });

  it('keeps the paid length and what a shift says of itself', () => {
    expect(faults({ paidMinutes: 500 })).toEqual(['it says 500 paid minutes, its activities have 480']);
    const long = { endSlot: 8 * HOUR + 35, paidMinutes: 495, activities: moved(3, { endSlot: 8 * HOUR + 35 }) };
    expect(faults(long)).toEqual(['a span of 525 minutes fits no paid length of template E']);
  });

  it('wants every break once, whole, in its window and on its step', () => {
    const early = shiftOf(0, { lunchAfter: 2.5 });
    expect(faults(early)).toEqual([
      'no lunch of 30 minutes lies where template E wants it',
      'nothing asks for lunch at slot 42',
    ]);
    expect(faults(shiftOf(0, { lunchAfter: 3.25 }))).toHaveLength(2);
    expect(faults(shiftOf(0, { lunchAfter: 3.5 }))).toEqual([]);
    const noLunch = [shiftOf(0).activities[0]!, { ...shiftOf(0).activities[1]!, endSlot: 66 }];
    // Without lunch the span still is that of 480 paid minutes with 30 unpaid, and the one stretch is too long.
    expect(faults({ activities: noLunch, paidMinutes: 510 })).toEqual([
      'no lunch of 30 minutes lies where template E wants it',
      'a stretch of 510 minutes without a break is over 360',
    ]);
  });

  it('wants log-in first, no gaps, and work on all skills', () => {
    const [login, ...others] = shiftOf(0).activities;
    expect(faults({ activities: [{ ...login!, activity: 'work', queues: ['phone'] }, ...others] })).toEqual([
      'it does not begin with 15 paid minutes of log-in',
    ]);
    expect(faults({ activities: moved(3, { startSlot: 51 }) })).toHaveLength(2);
    expect(faults({ activities: moved(1, { queues: [] }) })).toEqual([
      'work at slot 33 is open to , not to all skills of the agent',
    ]);
  });
});

describe('presence', () => {
  it('availability: the whole shift inside one window', () => {
    const open = { from: 0, to: 14 * DAY };
    expect(annBreaks({ available: [open] })).toEqual([]);
    const split = [
      { from: 0, to: 12 * HOUR },
      { from: 12 * HOUR, to: 14 * DAY },
    ];
    // Monday 8:00 to 16:30 lies 4.5 hours in the second window.
    expect(annBreaks({ available: split })).toEqual(['availability: 240']);
    expect(annBreaks({ unavailable: [{ from: 16 * HOUR, to: 30 * HOUR, reason: 'leave' }] })).toEqual([
      'availability: 30',
    ]);
  });

  it('pins: a day off, a template, a start, an end, a site', () => {
    expect(annBreaks({ pins: [{ day: 0, off: true }] })).toEqual(['pin: 1']);
    expect(annBreaks({ pins: [{ day: 5, off: true }] })).toEqual([]);
    expect(annBreaks({ pins: [{ day: 0, template: 'L' }] })).toEqual(['pin: 1']);
    expect(annBreaks({ pins: [{ day: 0, template: 'E', startSlot: 32, endSlot: 66, site: 'office' }] })).toEqual([]);
    expect(annBreaks({ pins: [{ day: 0, template: 'E', startSlot: 34 }] })).toEqual(['pin: 1']);
    expect(annBreaks({ pins: [{ day: 0, template: 'E', endSlot: 64 }] })).toEqual(['pin: 1']);
    expect(annBreaks({ pins: [{ day: 0, template: 'E', site: 'home' }] })).toEqual(['pin: 1']);
    expect(annBreaks({ pins: [{ day: 6, template: 'E' }] })).toEqual(['pin: 1']);
  });

  it('fixed activities: held exactly, at the time fixed', () => {
    const fixed = [{ activity: 'training', from: 36, to: 40, paid: true }];
    expect(annBreaks({ fixed })).toEqual(['fixed-activity: 60']);
    const [login, before, ...others] = shiftOf(0).activities;
    const held: PlannedShift = {
      ...shiftOf(0),
      activities: [
        login!,
        { ...before!, endSlot: 36 },
        { activity: 'training', startSlot: 36, endSlot: 40, paid: true, queues: [] },
        { ...before!, startSlot: 40 },
        ...others,
      ],
    };
    expect(annBreaks({ fixed }, [held, ...rest])).toEqual([]);
    // The same training where nothing fixes it.
    expect(annBreaks({}, [held, ...rest])).toEqual(['template: 1']);
  });

  it('overlap: two shifts at once, two on a day, one before the prior shift is over', () => {
    const loose = { ...ANN, rules: [] };
    const double = [shiftOf(0), shiftOf(0, { start: 16, site: 'home' })];
    expect(broken(problemOf([loose]), double)).toEqual(['overlap: 30']);
    const twice = [shiftOf(0, { paidHours: 4 }), shiftOf(0, { start: 16, paidHours: 4 })];
    expect(broken(problemOf([loose]), twice)).toEqual(['overlap: 1']);
    const prior = [{ startSlot: 0, endSlot: 33, paidMinutes: 480 }];
    expect(broken(problemOf([{ ...loose, prior }]), [shiftOf(0)])).toEqual(['overlap: 15']);
  });
});

describe('seats', () => {
  const crowd = { ...ANN, id: 'kind', count: 3 };
  const at = (k: number, start: number, desk: number): PlannedShift =>
    shiftOf(0, { agent: `kind#${k}`, start, desk, paidHours: 4 });
  const sit = (shifts: readonly PlannedShift[]): string[] => broken(problemOf([{ ...crowd, rules: [] }]), shifts);

  it('are as many as there are, all shift long', () => {
    expect(sit([at(1, 8, 1), at(2, 8, 2), at(3, 12, 1)])).toEqual([]);
    const { breaches } = recount(problemOf([{ ...crowd, rules: [] }]), [
      at(1, 8, 1),
      at(2, 8, 2),
      { ...at(3, 11, 1), desk: null },
    ]);
    expect(breaches).toMatchObject([{ ruleId: 'seats', amount: 1, agents: ['kind#1', 'kind#2', 'kind#3'] }]);
  });

  it('are numbered, and a desk is one person’s at a time', () => {
    expect(sit([at(1, 8, 1), at(2, 9, 1)])).toEqual(['seats: 1']);
    expect(sit([at(1, 8, 3)])).toEqual(['seats: 1']);
    expect(sit([{ ...at(1, 8, 1), desk: null }])).toEqual(['seats: 1']);
    expect(sit([{ ...shiftOf(0, { agent: 'kind#1', site: 'home' }), desk: 1 }])).toEqual(['seats: 1']);
  });
});

describe('staffing and wishes', () => {
  it('minimum staffing per interval', () => {
    const problem = problemOf([ANN]);
    const minimum = new Array<number>(problem.slots / 2).fill(0);
    minimum[16] = 1; // Monday 8:00: half of it is log-in.
    minimum[17] = 1;
    const strict = { ...problem, queues: [{ ...problem.queues[0]!, minimum }] };
    expect(broken(strict, shiftsOn(WORKDAYS))).toEqual(['minimum-staffing: 0.5']);
  });

  it('wishes of every sort', () => {
    const wish = (day: number, want: NonNullable<ProblemAgent['wishes']>[number]['want']) =>
      annBreaks({ wishes: [{ id: 'w', day, want, weight: 7 }] });
    expect(wish(0, { off: true })).toEqual(['w: 1']);
    expect(wish(5, { off: true })).toEqual([]);
    expect(wish(5, { on: true })).toEqual(['w: 1']);
    expect(wish(0, { on: true })).toEqual([]);
    expect(wish(0, { kinds: ['late'] })).toEqual(['w: 1']);
    expect(wish(5, { kinds: ['late'] })).toEqual(['w: 1']);
    expect(wish(0, { notKinds: ['early'] })).toEqual(['w: 1']);
    expect(wish(5, { notKinds: ['early'] })).toEqual([]);
    expect(wish(0, { startFrom: 500, startTo: 600 })).toEqual(['w: 1']);
    expect(wish(0, { startFrom: 480, startTo: 480 })).toEqual([]);
    expect(wish(5, { startFrom: 500, startTo: 600 })).toEqual([]);
    const { cost } = recount(problemOf([{ ...ANN, wishes: [{ day: 0, want: { off: true }, weight: 7 }] }]), [
      shiftOf(0),
    ]);
    expect(cost.rules).toBe(7);
  });
});
