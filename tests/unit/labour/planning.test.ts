import { describe, expect, it } from 'vitest';
import type { Agent, Circumstance } from '../../../src/domain/agent.js';
import type { Centre, PlanShift } from '../../../src/domain/centre.js';
import { agentId, siteId, workPlanId } from '../../../src/domain/ids.js';
import { type LawBook, lawBookOf } from '../../../src/labour/book.js';
import { demandedBreaks, shortBreaks } from '../../../src/labour/demanded-breaks.js';
import { nightFamilies } from '../../../src/labour/night-families.js';
import { planningLaw } from '../../../src/labour/planning.js';
import { addDays } from '../../../src/time/zone.js';
import { ACTIVITIES, agent, payCentre, SITES, shiftAt } from '../../support/pay-centre.js';

const MONDAY = '2026-11-30';
const laws = lawBookOf();

const family = (id: string, earliest: number, latest: number, over: Partial<PlanShift> = {}): PlanShift => ({
  id,
  kind: id,
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  start: { earliest, latest, step: 30 },
  paid: { min: 480, max: 480, step: 30 },
  breaks: [{ activity: ACTIVITIES[3]!.id, minutes: 30, earliestAfterStart: 180 }],
  loginMinutes: 0,
  ...over,
});
const DAY = family('day', 480, 600);
const NIGHT = family('night', 1320, 1380);

function plan(who: Agent, over: Partial<Centre> = {}, shifts: readonly PlanShift[] = [DAY], book: LawBook = laws) {
  const centre = payCentre([who], {
    workPlans: [{ id: workPlanId('plan'), name: 'plan', shifts, rules: [] }],
    ...over,
  });
  const site = centre.sites.find(({ id }) => id === who.site)!;
  const law = planningLaw(centre, book, MONDAY, 7);
  return { ...law.lawOf(who, site), forbidden: law.forbiddenOf(who, site) };
}
const circumstance = (one: Omit<Circumstance, 'agent'>): Partial<Centre> => ({
  circumstances: [{ ...one, agent: agentId('a') }],
});
const ids = (rules: readonly { id: string }[]): string[] => rules.map((rule) => rule.id);

describe('law of a plan', () => {
  it('has one name for people under equal rules', () => {
    const people = [agent('a'), agent('b', { birthDate: '1990-01-01' }), agent('c', { birthDate: '2009-05-01' })];
    const abroad = agent('d', { site: siteId('paramaribo') });
    const centre = payCentre([...people, abroad], {
      workPlans: [{ id: workPlanId('plan'), name: 'plan', shifts: [DAY], rules: [] }],
    });
    const law = planningLaw(centre, laws, MONDAY, 7);
    const [a, b, c] = people.map((who) => law.lawOf(who, SITES[0]!));
    expect(b).toEqual(a);
    expect([a!.id, c!.id, law.lawOf(abroad, SITES[2]!).id]).toEqual(['law/NL', 'law/NL/age-17', 'law/SR']);
  });

  it('asks for rest after nights only where the work plan has some', () => {
    expect(ids(plan(agent('a')).rules)).not.toContain('NL-ATW/5:8(4)');
    const nights = plan(agent('a'), {}, [DAY, NIGHT]);
    expect(nights.id).toBe('law/NL/nights');
    expect(nights.rules).toContainEqual({
      id: 'NL-ATW/5:8(5)',
      hard: true,
      rule: 'rest-after-series',
      kinds: ['night'],
      atLeast: 3,
      minutes: 2760,
    });
  });

  it('leaves what the weeks before have not used', () => {
    const worked = [0, 1, 2].flatMap((week) =>
      [0, 1, 2, 3, 4].map((day) => shiftAt('a', `${addDays('2026-11-09', 7 * week + day)} 08:00`, '20:00')),
    );
    const tired = plan(agent('a'), { worked });
    // 4 x 55 less 3 x 60 hours.
    expect(tired.rules.find((rule) => rule.id === 'NL-ATW/5:7(3)')).toMatchObject({ max: 40 * 60 });
    expect(tired.id).toBe('law/NL');
    const leave = plan(agent('a'), {
      worked,
      timeOff: [{ agent: agentId('a'), kind: 'leave', fromDate: MONDAY, toDate: MONDAY }],
    });
    expect(leave.rules.find((rule) => rule.id === 'NL-ATW/5:7(3)')).toMatchObject({ max: 32 * 60 });
  });

  it('keeps minors away at night up to the day before their birthday', () => {
    expect(plan(agent('a', { birthDate: '2008-12-03' })).forbidden).toEqual([
      { fromMinute: 1380, toMinute: 1800, fromDate: '2026-11-29', toDate: '2026-12-02' },
    ]);
  });

  it('keeps people away around a birth, and off nights while pregnant', () => {
    const born = plan(agent('a'), circumstance({ kind: 'pregnant', toDate: '2026-12-31' }));
    expect(born.forbidden).toContainEqual({
      fromMinute: 0,
      toMinute: 1440,
      fromDate: '2026-12-03',
      toDate: '2026-12-06',
    });
    // An hour of the night at either end makes no night duty.
    expect(born.forbidden).toContainEqual({
      fromMinute: 60,
      toMinute: 300,
      fromDate: '2026-11-29',
      toDate: '2026-12-06',
    });
    expect(born.forbidden).toContainEqual({
      fromMinute: 1500,
      toMinute: 1740,
      fromDate: '2026-11-29',
      toDate: '2026-12-06',
    });
    expect(born.rules).toContainEqual({ id: 'NL-ATW/4:5a', hard: true, rule: 'work-minutes', per: 'day', max: 600 });
  });

  it('uses consent on record', () => {
    const book = lawBookOf({
      sets: [],
      consents: [{ agent: 'a', rule: 'NL-ATW/4:5d', validFrom: '2026-11-01', validTo: '2026-12-31', record: 'letter' }],
    });
    const over = circumstance({ kind: 'pregnant', toDate: '2027-03-01' });
    expect(plan(agent('a'), over, [NIGHT], book).forbidden).toEqual([]);
    const short = lawBookOf({
      sets: [],
      consents: [{ agent: 'a', rule: 'NL-ATW/4:5d', validTo: '2026-12-03', record: 'letter' }],
    });
    expect(plan(agent('a'), over, [NIGHT], short).forbidden).not.toEqual([]);
  });

  it('lets minors work after school as long as the law leaves of the day', () => {
    const school = circumstance({ kind: 'school', weekdays: [1], fromMinute: 510, toMinute: 900 });
    const { forbidden, rules } = plan(agent('a', { birthDate: '2009-05-01' }), school);
    expect(forbidden.filter(({ fromDate }) => fromDate === MONDAY)).toEqual([
      { fromMinute: 0, toMinute: 900, fromDate: MONDAY, toDate: MONDAY },
      { fromMinute: 1050, toMinute: 1440, fromDate: MONDAY, toDate: MONDAY },
    ]);
    // 45 hours less six and a half at school.
    expect(rules.find((rule) => rule.id === 'NL-ATW/5:7/16b')).toMatchObject({ max: 38.5 * 60 });
  });
});

describe('families that can be night duties', () => {
  const definition = { from: '00:00', to: '06:00', overMinutes: 60 };
  it.each([
    ['ends an hour after midnight', family('x', 960, 990), []],
    ['half an hour later', family('x', 960, 1020), ['x']],
    ['but not where the latest end forbids it', family('x', 960, 1020, { endLatest: 1500 }), []],
    ['begins an hour before six', family('x', 300, 480), []],
    ['a quarter earlier', family('x', 285, 480), ['x']],
  ])('%s', (_, shift, kinds) => {
    expect(nightFamilies([shift], ACTIVITIES, definition)?.kinds ?? []).toEqual(kinds);
  });

  it('say when the first can start and the last can end', () => {
    expect(nightFamilies([DAY, NIGHT, family('late', 1020, 1080)], ACTIVITIES, definition)).toEqual({
      kinds: ['night', 'late'],
      longestMinutes: 480,
      earliestStart: 1020,
      latestEnd: 1890,
    });
  });
});

describe('breaks of shift families', () => {
  const activities = new Map<string, (typeof ACTIVITIES)[number]>(ACTIVITIES.map((one) => [one.id, one]));
  const meal = ACTIVITIES[3]!.id;
  const pause = ACTIVITIES[2]!.id;
  const short = (law: string, shift: PlanShift) =>
    demandedBreaks(law, MONDAY, {}, laws).flatMap((demanded) => shortBreaks(shift, activities, demanded) ?? []);
  const of = (paid: PlanShift['paid'], breaks: PlanShift['breaks'], over: Partial<PlanShift> = {}): PlanShift =>
    family('x', 480, 480, { paid, breaks, ...over });
  const paid = (min: number, max = min): PlanShift['paid'] => ({ min, max, step: 30 });

  it.each([
    ['5.5 hours need none', 'NL', of(paid(330), []), []],
    ['6 hours do', 'NL', of(paid(240, 480), []), [['NL-ATW/5:4a', 360, 0]]],
    ['paid breaks are no work', 'NL', of(paid(345), [{ activity: pause, minutes: 15, earliestAfterStart: 60 }]), []],
    ['a meal of half an hour', 'NL', of(paid(480), [{ activity: meal, minutes: 30, earliestAfterStart: 60 }]), []],
    [
      'not in shifts of 11 hours',
      'NL',
      of(paid(660), [{ activity: meal, minutes: 30, earliestAfterStart: 60 }]),
      [['NL-ATW/5:4b', 660, 30]],
    ],
    [
      'breaks only in longer shifts',
      'NL',
      of(paid(360, 480), [{ activity: meal, minutes: 30, earliestAfterStart: 60, ifWorkOver: 360 }]),
      [['NL-ATW/5:4a', 360, 0]],
    ],
    [
      'after five hours abroad',
      'SR',
      of(paid(480), [{ activity: meal, minutes: 30, earliestAfterStart: 210, latestAfterStart: 300 }]),
      [],
    ],
    [
      'later than that',
      'SR',
      of(paid(480), [{ activity: meal, minutes: 30, earliestAfterStart: 210, latestAfterStart: 315 }]),
      [['SR-AW/break', 480, 30, 315]],
    ],
    [
      'so early that more than five are left',
      'SR',
      of(paid(480), [{ activity: meal, minutes: 30, earliestAfterStart: 120, latestAfterStart: 240 }]),
      [['SR-AW/break', 480, 30, 360]],
    ],
    [
      'unless the family limits it',
      'SR',
      of(paid(480), [{ activity: meal, minutes: 30, earliestAfterStart: 120, latestAfterStart: 300 }], {
        maxStretchMinutes: 300,
      }),
      [],
    ],
    [
      'a short pause that must lie between is no work',
      'SR',
      of(paid(480), [
        { activity: pause, minutes: 15, earliestAfterStart: 60, latestAfterStart: 165 },
        { activity: meal, minutes: 30, earliestAfterStart: 210, latestAfterStart: 315 },
      ]),
      [],
    ],
  ] as const)('%s', (_, law, shift, expected) => {
    expect(
      short(law, shift).map((one) => [
        one.demanded.ruleId,
        one.paidMinutes,
        one.minutes,
        ...(one.stretchMinutes === undefined ? [] : [one.stretchMinutes]),
      ]),
    ).toEqual(expected);
  });
});
