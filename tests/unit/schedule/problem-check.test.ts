import { describe, expect, it } from 'vitest';
import type { RosterProblem } from '../../../solver/problem.js';
import { hasErrors } from '../../../src/errors.js';
import { checkProblem } from '../../../src/schedule/problem-check.js';
import { ANN, DAY, HOUR, LOOSE, problemOf } from '../recount/world.js';

type Path = readonly (string | number)[];

/** A copy of a JSON value with one part replaced; undefined removes it. */
function put(value: unknown, path: Path, part: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return part;
  if (Array.isArray(value)) return Object.assign([...value], { [key]: put(value[key as number], rest, part) });
  const inner = put((value as Record<string, unknown>)[key], rest, part);
  const { [key]: _, ...others } = value as Record<string, unknown>;
  return inner === undefined ? others : { ...others, [key]: inner };
}

const good = problemOf([ANN]);
const codesOf = (value: unknown): string[] =>
  checkProblem(value).issues.map((issue) => `${issue.code} ${issue.place.path}`);
/** Codes and paths found in the good problem with parts replaced. */
const found = (...changes: (readonly [Path, unknown])[]): string[] =>
  codesOf(changes.reduce<unknown>((value, [path, part]) => put(value, path, part), good));

describe('a good problem', () => {
  it('passes without a word and is returned as it is', () => {
    const checked = checkProblem(good);
    expect(checked).toEqual({ ok: true, value: good, issues: [] });
  });
});

describe('form', () => {
  it('names every wrong key and value by its path, with a remedy', () => {
    const bad = put(
      put(put(good, ['slotMinutes'], 0), ['agents', 0, 'unavailble'], []),
      ['queues', 0, 'demand', 'kind'],
      'x',
    );
    const { ok, issues } = checkProblem(bad);
    expect(ok).toBe(false);
    expect(issues).toMatchObject([
      { code: 'value-out-of-range', place: { path: 'slotMinutes' } },
      { code: 'key-unknown', place: { path: 'agents[0].unavailble' }, hint: 'Did you mean "unavailable"?' },
      { code: 'value-not-allowed', place: { path: 'queues[0].demand.kind' } },
    ]);
    expect(issues.every((issue) => issue.hint.length > 0)).toBe(true);
  });

  it('refuses what is no problem at all', () => {
    for (const value of [null, 3, 'x', [], {}]) expect(checkProblem(value).ok).toBe(false);
  });
});

const queue = ['queues', 0];
const demand = [...queue, 'demand'];
const work = (items: object[], more: object = {}) => ({ kind: 'work', items, ...more });
const E = ['shiftTemplates', 0];
const rule = (change: object) => [['ruleSets', 0, 'rules', 0], { id: 'r', hard: true, ...change }] as const;
const ann = ['agents', 0];
const day1 = ['calendars', 0, 'days', 1];

describe('values against each other', () => {
  it.each<[string, readonly (readonly [Path, unknown])[], string[]]>([
    ['an origin without offset', [[['origin'], '2026-11-30T00:00:00']], ['origin-bad origin']],
    ['slots that do not divide', [[['slots'], 14 * DAY + 1]], ['slots-not-divisible slots']],
    [
      'a date left out',
      [[[...day1, 'date'], '2026-12-08']],
      ['date-wrong calendars[0].days[1].date', 'date-wrong calendars[0].days[2].date'],
    ],
    ['a wrong weekday', [[[...day1, 'weekday'], 5]], ['weekday-wrong calendars[0].days[1].weekday']],
    ['a week out of order', [[[...day1, 'week'], 2]], ['week-order calendars[0].days[2].week']],
    [
      'a gap between days',
      [[[...day1, 'startSlot'], 97]],
      ['calendar-gap calendars[0].days[1].startSlot', 'day-length-wrong calendars[0].days[1].endSlot'],
    ],
    [
      'a clock change that the slots do not show',
      [[[...day1, 'clockChange'], { fromMinute: 120, addMinutes: -60 }]],
      ['day-length-wrong calendars[0].days[1].endSlot'],
    ],
    ['a calendar without days', [[['calendars', 1], { id: 'x', days: [] }]], ['calendar-empty calendars[1].days']],
    ['two calendars of one name', [[['calendars', 1], good.calendars[0]]], ['duplicate-id calendars[1].id']],
    [
      'a demand of the wrong length',
      [
        [
          [...demand, 'perInterval'],
          [1, 2],
        ],
      ],
      ['length-wrong queues[0].demand.perInterval'],
    ],
    ['a minimum of the wrong length', [[[...queue, 'minimum'], [1]]], ['length-wrong queues[0].minimum']],
    [
      'a curve that is not convex',
      [
        [
          [...queue, 'curves', 0],
          [{ width: 1, cost: 5 }, { cost: 4 }],
        ],
      ],
      ['curve-not-convex queues[0].curves[0][1].cost'],
    ],
    [
      'a curve that ends',
      [
        [
          [...queue, 'curves', 0],
          [{ cost: 5 }, { width: 1, cost: 6 }],
        ],
      ],
      ['curve-open queues[0].curves[0][0]', 'curve-open queues[0].curves[0][1]'],
    ],
    ['a curve that is not there', [[[...queue, 'overOf'], 1]], ['unknown-curve queues[0].overOf']],
    [
      'work due before it comes',
      [[demand, work([{ release: 4, deadline: 4, agentIntervals: 1 }])]],
      ['window-reversed queues[0].demand.items[0]'],
    ],
    [
      'work due after the end',
      [[demand, work([{ release: 4, deadline: 673, agentIntervals: 1 }])]],
      ['deadline-late queues[0].demand.items[0]'],
    ],
    [
      'a queue id with a separator',
      [
        [[...queue, 'id'], 'a|b'],
        [[...ann, 'skills', 0, 'queue'], 'a|b'],
      ],
      ['id-bad queues[0].id'],
    ],
    [
      'two areas of one name',
      [[['sites', 0, 'areas', 1], { id: 'floor', seats: 1 }]],
      ['duplicate-id sites[0].areas[1].id'],
    ],
    ['a start window reversed', [[[...E, 'start', 'latest'], 330]], ['window-reversed shiftTemplates[0].start']],
    [
      'a start past midnight',
      [[[...E, 'start', 'latest'], 1440]],
      ['start-past-midnight shiftTemplates[0].start.latest'],
    ],
    ['starts off the slot grid', [[[...E, 'start', 'earliest'], 365]], ['off-grid shiftTemplates[0].start.earliest']],
    ['lengths without a step', [[[...E, 'paid', 'step'], 0]], ['step-missing shiftTemplates[0].paid.step']],
    [
      'a break off the slot grid',
      [[[...E, 'breaks', 0, 'minutes'], 20]],
      ['off-grid shiftTemplates[0].breaks[0].minutes'],
    ],
    [
      'a break window reversed',
      [[[...E, 'breaks', 0, 'latestAfterStart'], 100]],
      ['window-reversed shiftTemplates[0].breaks[0]'],
    ],
    [
      'breaks that never fit',
      [
        [[...E, 'breaks', 0, 'latestAfterStart'], 190],
        [[...E, 'breaks', 0, 'earliestAfterStart'], 185],
        [[...E, 'paid', 'min'], 360],
      ],
      ['breaks-never-fit shiftTemplates[0].breaks'],
    ],
    ['an end that is never met', [[[...E, 'end'], { latest: 480 }]], ['end-never-met shiftTemplates[0].end']],
    [
      'a soft rule without weight',
      [rule({ rule: 'work-minutes', per: 'day', max: 9, hard: false })],
      ['weight-missing ruleSets[0].rules[0]'],
    ],
    ['a rule without a limit', [rule({ rule: 'days-worked', per: 'week' })], ['rule-empty ruleSets[0].rules[0]']],
    ['weekends without a limit', [rule({ rule: 'weekends' })], ['rule-empty ruleSets[0].rules[0]']],
    [
      'limits reversed',
      [rule({ rule: 'days-worked', per: 'week', min: 4, max: 3 })],
      ['window-reversed ruleSets[0].rules[0]'],
    ],
    [
      'a reduced rest that is longer',
      [rule({ rule: 'daily-rest', minutes: 600, reduced: { minutes: 660, times: 1, windowMinutes: 9 } })],
      ['reduced-longer ruleSets[0].rules[0].reduced.minutes'],
    ],
    [
      'a window too short to work in',
      [rule({ rule: 'weekly-rest', minutes: 600, windowMinutes: 600 })],
      ['window-too-short ruleSets[0].rules[0].windowMinutes'],
    ],
    [
      'days at a site that is not there',
      [rule({ rule: 'place-days', per: 'week', sites: ['ofice'], max: 1 })],
      ['unknown-site ruleSets[0].rules[0].sites[0]'],
    ],
    ['two rules of one name', [[['ruleSets', 0, 'rules', 1], LOOSE[0]]], ['duplicate-id ruleSets[0].rules[1].id']],
    [
      'kinds that no template has',
      [rule({ rule: 'succession', from: ['night'], to: ['early'] })],
      ['kind-unused ruleSets[0].rules[0].from[0]'],
    ],
    [
      'names that are not there',
      [
        [[...ann, 'calendar'], 'de'],
        [[...ann, 'skills', 0, 'queue'], 'fone'],
        [[...ann, 'places', 0, 'area'], 'roof'],
        [[...ann, 'shifts'], ['X']],
        [[...ann, 'rules'], ['none']],
        [[...ann, 'slotPrices'], 'night'],
      ],
      [
        'unknown-calendar agents[0].calendar',
        'unknown-queue agents[0].skills[0].queue',
        'unknown-area agents[0].places[0].area',
        'unknown-template agents[0].shifts[0]',
        'unknown-rule-set agents[0].rules[0]',
        'unknown-price-list agents[0].slotPrices',
      ],
    ],
    ['two agents of one name', [[['agents', 1], { ...ANN, id: 'ann' }]], ['duplicate-id agents[1].id']],
    [
      'a member of a kind named like an agent',
      [
        [
          ['agents'],
          [
            { ...ANN, count: 2 },
            { ...ANN, id: 'ann#2' },
          ],
        ],
      ],
      ['duplicate-id agents[1].id'],
    ],
    ['a skill twice', [[[...ann, 'skills', 1], ANN.skills[0]]], ['duplicate-skill agents[0].skills[1]']],
    [
      'days out of range',
      [
        [[...ann, 'credits'], [{ day: 14, paidMinutes: 9 }]],
        [[...ann, 'wishes'], [{ day: 15, want: { on: true }, weight: 1 }]],
      ],
      ['day-out-of-range agents[0].credits[0].day', 'day-out-of-range agents[0].wishes[0].day'],
    ],
    [
      'windows reversed',
      [
        [[...ann, 'available'], [{ from: 9, to: 3 }]],
        [[...ann, 'unavailable'], [{ from: 9, to: 9, reason: 'leave' }]],
      ],
      ['window-reversed agents[0].available[0]', 'window-reversed agents[0].unavailable[0]'],
    ],
    [
      'two pins on a day',
      [
        [
          [...ann, 'pins'],
          [
            { day: 1, off: true },
            { day: 1, template: 'E' },
          ],
        ],
      ],
      ['duplicate-pin agents[0].pins[1]'],
    ],
    [
      'a pin to what is not open',
      [[[...ann, 'pins'], [{ day: 1, template: 'Q', site: 'moon' }]]],
      ['unknown-template agents[0].pins[0].template', 'unknown-site agents[0].pins[0].site'],
    ],
    [
      'fixed activities at once',
      [
        [
          [...ann, 'fixed'],
          [
            { activity: 'a', from: 32, to: 40, paid: true },
            { activity: 'b', from: 39, to: 44, paid: true },
          ],
        ],
      ],
      ['fixed-overlap agents[0].fixed[1]'],
    ],
    [
      'prior work in the period',
      [[[...ann, 'prior', 0], { startSlot: 1, endSlot: 9, paidMinutes: 120 }]],
      ['prior-late agents[0].prior[0]'],
    ],
    [
      'prior work out of order',
      [[[...ann, 'prior', 1], { startSlot: -900, endSlot: -890, paidMinutes: 120 }]],
      ['prior-order agents[0].prior[1]'],
    ],
    ['prior work in a ring', [[['cyclic'], true]], ['cyclic-prior agents[0].prior']],
    [
      'a price list of the wrong length',
      [[['priceLists'], [{ id: 'p', perSlot: [1] }]]],
      ['length-wrong priceLists[0].perSlot'],
    ],
    [
      'demand by shift on no day',
      [[['shiftCover'], [{ calendar: 'nl', day: 14, kinds: ['early'], wanted: 1, under: [{ cost: 1 }] }]]],
      ['day-out-of-range shiftCover[0].day'],
    ],
    [
      'no shift at all',
      [[[...ann, 'shifts'], []]],
      [
        'no-shifts agents[0].shifts',
        'minimum-cannot-fit agents[0]',
        'minimum-cannot-fit agents[0]',
        'minimum-cannot-fit agents[0]',
        'minimum-cannot-fit agents[0]',
      ],
    ],
  ])('%s', (_, changes, codes) => {
    expect(found(...changes)).toEqual(codes);
  });

  it('a ring of another length than its calendar, or with a clock change', () => {
    const ring = put(put(good, ['cyclic'], true), [...ann, 'prior'], undefined);
    const short = put(ring, ['calendars', 0, 'days'], good.calendars[0]!.days.slice(0, 7));
    expect(codesOf(short)).toEqual(['cyclic-length calendars[0]']);
    const change = put(ring, day1, { ...good.calendars[0]!.days[1], clockChange: { fromMinute: 120, addMinutes: 0 } });
    expect(codesOf(change)).toEqual(['cyclic-clock-change calendars[0].days[1].clockChange']);
  });

  it('all errors come at once, each with a hint', () => {
    const { ok, issues } = checkProblem(put(put(good, ['slots'], 13), [...ann, 'calendar'], 'de'));
    expect(ok).toBe(false);
    expect(issues.map((issue) => issue.code)).toEqual(['slots-not-divisible', 'length-wrong', 'unknown-calendar']);
    expect(issues[2]).toMatchObject({ message: 'There is no calendar "de".', hint: expect.stringContaining('nl') });
  });
});

describe('conflicts seen before solving', () => {
  const warned = (change: object, rules: RosterProblem['ruleSets'][number]['rules'] = []): string[] => {
    const checked = checkProblem(problemOf([{ ...ANN, ...change }], rules));
    expect(checked.ok && !hasErrors(checked.issues)).toBe(true);
    return checked.issues.map((issue) => issue.message);
  };

  it('a contract that the available days cannot hold', () => {
    const forty = [{ id: 'forty', rule: 'paid-minutes' as const, per: 'week' as const, min: 2400, hard: true }];
    const days = (n: number) => ({
      available: Array.from({ length: n }, (_, d) => ({ from: d * DAY, to: (d + 1) * DAY })),
    });
    const second = { from: 7 * DAY, to: 14 * DAY };
    const two = { available: [...days(2).available, second] };
    expect(warned(two, forty)).toEqual([
      'Agent "ann" has to have 2400 paid minutes in week 0 (from 2026-11-30) (rule "forty") but can have 1200 at most, on 2 days.',
    ]);
    expect(warned({ available: [...days(4).available, second] }, forty)).toEqual([]);
    const leave = { ...two, credits: [{ day: 3, paidMinutes: 1200 }] };
    expect(warned(leave, forty)).toEqual([]);
    const few = [...forty, { id: 'few', rule: 'days-worked' as const, per: 'week' as const, max: 3, hard: true }];
    expect(warned({}, few)).toHaveLength(2);
    const off = { pins: [0, 1, 2, 3].map((day) => ({ day, off: true as const })) };
    expect(warned(off, forty)).toHaveLength(1);
  });

  it('fixed activities outside every shift, pins against absences, offices without seats, queues without people', () => {
    expect(warned({ fixed: [{ activity: 'training', from: HOUR, to: 3 * HOUR, paid: true }] })).toEqual([
      'No shift that agent "ann" may have holds "training" at slots 4 to 12.',
    ]);
    expect(warned({ fixed: [{ activity: 'training', from: 9 * HOUR, to: 12 * HOUR, paid: true }] })).toEqual([]);
    const leave = { from: 0, to: DAY, reason: 'leave' };
    expect(warned({ unavailable: [leave], pins: [{ day: 0, template: 'E' }] })).toHaveLength(1);
    expect(warned({ unavailable: [leave], pins: [{ day: 1, template: 'E' }] })).toEqual([]);
    const closed = put(put(good, [...ann, 'places'], [ANN.places[0]]), ['sites', 0, 'areas', 0, 'seats'], 0);
    expect(codesOf(closed)).toEqual(['no-seats agents[0].places']);
    const busy = put(put(good, [...demand, 'perInterval', 20], 2), [...ann, 'skills'], []);
    expect(codesOf(busy)).toEqual(['queue-without-agents queues[0]']);
    const shut = work([{ release: 0, deadline: 9, agentIntervals: 1 }], { open: new Array(672).fill(0) });
    expect(found([demand, shut])).toEqual(['work-never-open queues[0].demand.items[0]']);
  });
});

describe('what several people do together', () => {
  const near = { id: 'near', hard: true, rule: 'supervision', trainees: ['new'], coaches: ['old'], perCoach: 1 };
  const two = {
    id: 'two',
    hard: true,
    rule: 'site-minimum',
    sites: ['office'],
    windows: [{ from: 0, to: 4 }],
    least: 2,
  };
  const talk = {
    id: 'talk',
    activity: 'talk',
    minutes: 60,
    participants: ['ann'],
    windows: [{ from: 0, to: 4 }],
    hard: true,
  };
  it('names what a team rule gets wrong', () => {
    expect(found([['teamRules'], [two]])).toEqual([]);
    expect(found([['teamRules'], [{ ...two, hard: false }]])).toEqual(['weight-missing teamRules[0]']);
    expect(found([['teamRules'], [two, two]])).toEqual(['duplicate-id teamRules[1].id']);
    expect(found([['teamRules'], [{ ...two, sites: ['moon'] }]])).toEqual(['unknown-site teamRules[0].sites[0]']);
    const windows = [
      { from: 4, to: 4 },
      { from: -1, to: 4 },
    ];
    expect(found([['teamRules'], [{ ...two, windows }]])).toEqual([
      'window-reversed teamRules[0].windows[0]',
      'window-outside teamRules[0].windows[1]',
    ]);
    expect(found([['teamRules'], [near]])).toEqual(['group-unused teamRules[0]', 'group-unused teamRules[0]']);
    expect(
      found(
        [['teamRules'], [near]],
        [
          [...ann, 'groups'],
          ['new', 'old'],
        ],
      ),
    ).toEqual([]);
  });
  it('names what a meeting gets wrong', () => {
    expect(found([['meetings'], [talk]])).toEqual([]);
    expect(found([['meetings'], [{ ...talk, hard: false }]])).toEqual(['weight-missing meetings[0]']);
    expect(found([['meetings'], [{ ...talk, minutes: 50 }]])).toEqual(['off-grid meetings[0].minutes']);
    expect(found([['meetings'], [{ ...talk, minutes: 75 }]])).toEqual(['meeting-long meetings[0].minutes']);
    expect(found([['meetings'], [{ ...talk, participants: ['bob'] }]])).toEqual([
      'unknown-agent meetings[0].participants[0]',
    ]);
    expect(found([['meetings'], [{ ...talk, leaders: ['ann'] }]])).toEqual(['leader-twice meetings[0].leaders[0]']);
    expect(found([['meetings'], [talk, { ...talk, id: 'other' }]])).toEqual(['meeting-ambiguous meetings[1]']);
    expect(found([['meetings'], [talk, { ...talk, id: 'other', windows: [{ from: 4, to: 8 }] }]])).toEqual([]);
    expect(found([['meetings'], [talk]], [['cyclic'], true])).toContain('cyclic-meeting meetings');
  });
});
