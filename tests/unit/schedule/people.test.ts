import { describe, expect, it } from 'vitest';
import type { AvailabilityWindow, TimeOff, Wish } from '../../../src/domain/agent.js';
import type { PlanShift } from '../../../src/domain/centre.js';
import { activityId, agentId, skillId } from '../../../src/domain/ids.js';
import {
  availabilityOf,
  creditsOf,
  fixedActivitiesOf,
  forbiddenWindows,
  homeSiteOf,
  priorOf,
  queueSkillsOf,
  unavailabilityOf,
  wishesOf,
} from '../../../src/schedule/people.js';
import { agent, contract, shiftAt } from '../../support/pay-centre.js';
import { AMSTERDAM, MONDAY, madeCentre, PLAN, queueOf, siteOf, slotAt, weekOf } from './made-centre.js';

const A = agentId('a');
const SUNDAY_AFTER = '2026-12-06';

describe('skills', () => {
  it('multiplies the speeds of the skills a queue needs and leaves out queues with a skill missing', () => {
    const person = agent('a', {
      skills: [
        { skill: skillId('phone'), proficiency: 1.1 },
        { skill: skillId('nl'), proficiency: 0.9 },
        { skill: skillId('expert'), proficiency: 0.7 },
      ],
    });
    const queues = [
      queueOf('first', ['phone', 'nl']),
      queueOf('third', ['phone', 'nl', 'expert']),
      queueOf('english', ['phone', 'en']),
      queueOf('anybody', []),
    ];
    expect(queueSkillsOf(person, queues)).toEqual([
      { queue: 'first', speed: 0.99 },
      { queue: 'third', speed: 0.7 * 0.99 },
      { queue: 'anybody', speed: 1 },
    ]);
  });
});

describe('home', () => {
  it('is a site of kind home in the country of the base', () => {
    const centre = madeCentre();
    expect(homeSiteOf(centre, siteOf(centre, 'office'))?.id).toBe('home');
    expect(homeSiteOf(centre, siteOf(centre, 'paramaribo'))).toBeUndefined();
  });
});

describe('unavailability', () => {
  const windows = (timeOff: readonly Omit<TimeOff, 'agent'>[], employed: { from?: string; to?: string } = {}) => {
    const person = agent('a', employed);
    const other = { agent: agentId('b'), kind: 'leave', fromDate: MONDAY, toDate: SUNDAY_AFTER } as const;
    const centre = madeCentre({
      agents: [person],
      timeOff: [other, ...timeOff.map((row) => ({ ...row, agent: A }))],
    });
    return unavailabilityOf(centre, person, siteOf(centre, 'office'), weekOf(centre));
  };

  it('is whole days, or the hours named', () => {
    const leave = { kind: 'leave', fromDate: '2026-12-01', toDate: '2026-12-02' } as const;
    const visit = {
      kind: 'other',
      fromDate: '2026-12-03',
      toDate: '2026-12-03',
      fromMinute: 780,
      toMinute: 900,
    } as const;
    expect(windows([visit, leave])).toEqual([
      { from: slotAt('2026-12-01', 0), to: slotAt('2026-12-03', 0), reason: 'leave' },
      { from: slotAt('2026-12-03', 780), to: slotAt('2026-12-03', 900), reason: 'other' },
    ]);
  });

  it('is cut at the start of the period and left out beyond it', () => {
    const sick = { kind: 'sick', fromDate: '2026-11-20', toDate: MONDAY } as const;
    const before = { kind: 'leave', fromDate: '2026-11-20', toDate: '2026-11-29' } as const;
    const after = { kind: 'leave', fromDate: '2026-12-07', toDate: '2026-12-09' } as const;
    expect(windows([sick, before, after])).toEqual([{ from: 0, to: 288, reason: 'sick' }]);
  });

  it('covers the days before the first and after the last of employment', () => {
    expect(windows([], { from: '2026-12-02', to: '2026-12-04' })).toEqual([
      { from: 0, to: slotAt('2026-12-02', 0), reason: 'not-yet-employed' },
      // A shift of the last evening may run past midnight.
      { from: slotAt('2026-12-05', 0), to: slotAt('2026-12-08', 0), reason: 'left' },
    ]);
    expect(windows([], { from: MONDAY, to: '2026-12-07' })).toEqual([]);
  });

  it('follows the clock of a site abroad', () => {
    const person = agent('a');
    const centre = madeCentre({
      agents: [person],
      timeOff: [{ agent: A, kind: 'leave', fromDate: '2026-12-01', toDate: '2026-12-01' }],
    });
    const abroad = siteOf(centre, 'paramaribo');
    expect(unavailabilityOf(centre, person, abroad, weekOf(centre))).toEqual([
      { from: 288 + 48, to: 576 + 48, reason: 'leave' },
    ]);
  });
});

describe('hours that the law forbids', () => {
  it('reach over midnight from the evening before the period to its last day', () => {
    const centre = madeCentre();
    const windows = forbiddenWindows(weekOf(centre), siteOf(centre, 'office'), [{ fromMinute: 1380, toMinute: 1800 }]);
    expect(windows).toHaveLength(8);
    expect(windows[0]).toEqual({ from: -12, to: 72, reason: 'law' });
    expect(windows.at(-1)).toEqual({ from: slotAt(SUNDAY_AFTER, 1380), to: 7 * 288 + 72, reason: 'law' });
    expect(forbiddenWindows(weekOf(centre), siteOf(centre, 'office'), [])).toEqual([]);
  });
});

describe('availability', () => {
  const windows = (rows: readonly Omit<AvailabilityWindow, 'agent'>[], fromDate = MONDAY) => {
    const centre = madeCentre({ availability: rows.map((row) => ({ ...row, agent: A })) });
    return availabilityOf(centre, centre.agents[0]!, siteOf(centre, 'office'), weekOf(centre, 1, fromDate));
  };

  it('is any time where nothing was said, and never where no window falls into the period', () => {
    expect(windows([])).toBeUndefined();
    const summer = { weekdays: [1, 2, 3, 4, 5, 6, 7] as const, fromMinute: 0, toMinute: 1440, toDate: '2026-08-31' };
    expect(windows([summer])).toEqual([]);
  });

  it('joins windows that touch or overlap and keeps others apart', () => {
    const rows = [
      { weekdays: [1] as const, fromMinute: 540, toMinute: 720 },
      { weekdays: [1] as const, fromMinute: 720, toMinute: 800 },
      { weekdays: [1] as const, fromMinute: 780, toMinute: 790 },
      { weekdays: [1, 3] as const, fromMinute: 900, toMinute: 960 },
    ];
    expect(windows(rows)).toEqual([
      { from: slotAt(MONDAY, 540), to: slotAt(MONDAY, 800) },
      { from: slotAt(MONDAY, 900), to: slotAt(MONDAY, 960) },
      { from: slotAt('2026-12-02', 900), to: slotAt('2026-12-02', 960) },
    ]);
  });

  it('reaches over midnight, from the Sunday before too', () => {
    const nights = { weekdays: [7] as const, fromMinute: 1320, toMinute: 1860 };
    expect(windows([nights])).toEqual([
      { from: -24, to: 84 },
      { from: slotAt(SUNDAY_AFTER, 1320), to: 7 * 288 + 84 },
    ]);
  });

  it('is one window where whole days follow each other, over a clock change too', () => {
    const always = { weekdays: [1, 2, 3, 4, 5, 6, 7] as const, fromMinute: 0, toMinute: 1440 };
    expect(windows([always], '2026-10-19')).toEqual([{ from: -288, to: 7 * 288 + 12 }]);
  });

  it('does not exist in the hour that clocks skip', () => {
    expect(windows([{ weekdays: [7], fromMinute: 120, toMinute: 180 }], '2026-03-23')).toEqual([
      {
        from: slotAt('2026-03-22', 120, AMSTERDAM, '2026-03-23'),
        to: slotAt('2026-03-22', 180, AMSTERDAM, '2026-03-23'),
      },
    ]);
  });

  it('holds between its dates only, both included', () => {
    const rows = [
      { weekdays: [1, 2, 3, 4] as const, fromMinute: 0, toMinute: 60, fromDate: '2026-12-01', toDate: '2026-12-02' },
    ];
    expect(windows(rows)?.map((window) => window.from)).toEqual([288, 576]);
  });
});

describe('credits', () => {
  const credits = (
    hoursPerWeek: number,
    timeOff: readonly Omit<TimeOff, 'agent'>[],
    employed: { from?: string; to?: string } = {},
    weeks = 1,
  ): number[] => {
    const person = agent('a', employed);
    const centre = madeCentre({ agents: [person], timeOff: timeOff.map((row) => ({ ...row, agent: A })) });
    const perDay = new Array<number>(weeks * 7).fill(0);
    for (const { day, paidMinutes } of creditsOf(centre, person, contract('c', hoursPerWeek), weekOf(centre, weeks))) {
      perDay[day] = paidMinutes;
    }
    return perDay;
  };
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const leave = (fromDate: string, toDate: string, over: Partial<TimeOff> = {}) =>
    ({ kind: 'leave', fromDate, toDate, ...over }) as const;

  it.each([16, 20, 24, 28, 32, 36, 38.5, 40])('make a week off a week worked, %s hours', (hours) => {
    const twoWeeks = credits(hours, [leave(MONDAY, '2026-12-13')], {}, 2);
    expect(sum(twoWeeks.slice(0, 7))).toBe(hours * 60);
    expect(sum(twoWeeks.slice(7))).toBe(hours * 60);
    for (const minutes of twoWeeks) expect(minutes % 30).toBe(0);
  });

  it('are spread over Monday to Friday and rounded to half hours', () => {
    expect(credits(40, [leave('2026-12-03', SUNDAY_AFTER)])).toEqual([0, 0, 0, 480, 480, 0, 0]);
    // A fifth of 32 hours is 384 minutes.
    expect(credits(32, [leave('2026-12-02', '2026-12-02')])).toEqual([0, 0, 390, 0, 0, 0, 0]);
    expect(credits(36, [leave('2026-12-04', '2026-12-04')])).toEqual([0, 0, 0, 0, 420, 0, 0]);
  });

  it('are what the absence says, weekends included', () => {
    const said = leave('2026-12-04', '2026-12-05', { paidMinutesPerDay: 360 });
    expect(credits(40, [said])).toEqual([0, 0, 0, 0, 360, 360, 0]);
    expect(credits(40, [leave('2026-12-04', '2026-12-04', { paidMinutesPerDay: 0 })])).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('are the hours named for part of a day, sickness as leave; unpaid leave gives none', () => {
    const part = { fromDate: '2026-12-01', toDate: '2026-12-01', fromMinute: 780, toMinute: 900 };
    expect(credits(40, [{ kind: 'other', ...part }])).toEqual([0, 120, 0, 0, 0, 0, 0]);
    expect(credits(40, [{ kind: 'sick', fromDate: MONDAY, toDate: MONDAY }])).toEqual([480, 0, 0, 0, 0, 0, 0]);
    expect(sum(credits(40, [{ kind: 'unpaid', fromDate: MONDAY, toDate: SUNDAY_AFTER }]))).toBe(0);
  });

  it('count a day once, however many absences name it', () => {
    const twice = [leave(MONDAY, MONDAY), { kind: 'sick', fromDate: MONDAY, toDate: MONDAY } as const];
    expect(credits(40, twice)).toEqual([480, 0, 0, 0, 0, 0, 0]);
  });

  it('stand for the days before and after employment', () => {
    expect(credits(40, [], { from: '2026-12-02', to: '2026-12-03' })).toEqual([480, 480, 0, 0, 480, 0, 0]);
  });
});

describe('fixed activities', () => {
  it('are those of the agent in the period, in order, paid as the activity is', () => {
    const row = (activity: string, date: string, fromMinute: number, who = 'a') => ({
      agent: agentId(who),
      activity: activityId(activity),
      date,
      fromMinute,
      toMinute: fromMinute + 60,
    });
    const centre = madeCentre({
      assignments: [
        row('meal', '2026-12-02', 720),
        row('login', '2026-12-01', 600),
        row('unknown', SUNDAY_AFTER, 600),
        row('login', '2026-12-01', 600, 'b'),
        row('login', '2026-12-07', 600),
        row('login', '2026-11-29', 600),
      ],
    });
    expect(fixedActivitiesOf(centre, centre.agents[0]!, siteOf(centre, 'office'), weekOf(centre))).toEqual([
      { activity: 'login', from: slotAt('2026-12-01', 600), to: slotAt('2026-12-01', 660), paid: true },
      { activity: 'meal', from: slotAt('2026-12-02', 720), to: slotAt('2026-12-02', 780), paid: false },
      { activity: 'unknown', from: slotAt(SUNDAY_AFTER, 600), to: slotAt(SUNDAY_AFTER, 660), paid: true },
    ]);
  });
});

describe('wishes', () => {
  it('become what the kernel knows, on the day of the period', () => {
    const wish = (id: string, date: string, want: Wish['want'], who = 'a'): Wish => ({
      id,
      agent: agentId(who),
      date,
      want,
      weight: 500,
    });
    const centre = madeCentre({
      wishes: [
        wish('off', MONDAY, { kind: 'off' }),
        wish('on', '2026-12-05', { kind: 'on' }),
        wish('shift', '2026-12-01', { kind: 'shift', kinds: ['early'] }),
        wish('not', '2026-12-02', { kind: 'not-shift', kinds: ['late', 'night'] }),
        wish('start', SUNDAY_AFTER, { kind: 'start', fromMinute: 480, toMinute: 540 }),
        wish('early', '2026-11-29', { kind: 'off' }),
        wish('late', '2026-12-07', { kind: 'off' }),
        wish('other', MONDAY, { kind: 'off' }, 'b'),
      ],
    });
    expect(wishesOf(centre, centre.agents[0]!, weekOf(centre))).toEqual([
      { id: 'off', day: 0, want: { off: true }, weight: 500 },
      { id: 'on', day: 5, want: { on: true }, weight: 500 },
      { id: 'shift', day: 1, want: { kinds: ['early'] }, weight: 500 },
      { id: 'not', day: 2, want: { notKinds: ['late', 'night'] }, weight: 500 },
      { id: 'start', day: 6, want: { startFrom: 480, startTo: 540 }, weight: 500 },
    ]);
  });

  it('keep their day over a clock change', () => {
    const want = { kind: 'off' } as const;
    const centre = madeCentre({ wishes: [{ id: 'w', agent: A, date: '2026-03-30', want, weight: 1 }] });
    expect(wishesOf(centre, centre.agents[0]!, weekOf(centre, 2, '2026-03-23'))[0]?.day).toBe(7);
  });
});

describe('work before the period', () => {
  it('is the shifts of the agent from before it, oldest first, with their paid minutes', () => {
    const saturday = shiftAt('a', '2026-11-28 09:00', '17:30', { pauses: [{ after: 240, minutes: 30 }] });
    const night = { ...shiftAt('a', '2026-11-29 22:00', '06:00'), kind: 'night' };
    const centre = madeCentre({
      worked: [night, shiftAt('b', '2026-11-28 09:00', '17:00'), shiftAt('a', `${MONDAY} 09:00`, '17:00'), saturday],
    });
    expect(priorOf(centre, centre.agents[0]!, weekOf(centre), { shifts: [], zone: AMSTERDAM })).toEqual([
      { startSlot: -2 * 288 + 108, endSlot: -2 * 288 + 210, paidMinutes: 480 },
      { startSlot: -24, endSlot: 72, paidMinutes: 480, kind: 'night' },
    ]);
  });

  it.each([
    ['in the window of a family', '09:00', '17:30', 'day'],
    ['within two hours of one', '06:00', '14:30', 'day'],
    ['in two windows, by its length', '14:00', '18:00', 'half'],
    ['after midnight next to a night', '00:30', '07:00', 'night'],
    ['far from all', '04:00', '08:00', undefined],
  ])('is of the kind that its times tell: %s', (_, start, end, kind) => {
    const family = (id: string, earliest: number, latest: number, minutes: number): PlanShift => ({
      ...PLAN.shifts[0]!,
      kind: id,
      start: { earliest, latest, step: 30 },
      paid: { min: minutes, max: minutes, step: 30 },
    });
    const shifts = [family('day', 480, 840, 480), family('half', 780, 840, 240), family('night', 1320, 1380, 480)];
    const centre = madeCentre({ worked: [shiftAt('a', `2026-11-28 ${start}`, end)] });
    const [prior] = priorOf(centre, centre.agents[0]!, weekOf(centre), { shifts, zone: AMSTERDAM });
    expect(prior?.kind).toBe(kind);
  });
});
