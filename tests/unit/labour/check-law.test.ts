import { describe, expect, it } from 'vitest';
import type { Agent } from '../../../src/domain/agent.js';
import { siteId } from '../../../src/domain/ids.js';
import type { RosterShift } from '../../../src/domain/roster.js';
import { lawBookOf } from '../../../src/labour/book.js';
import { checkLaw } from '../../../src/labour/check-law.js';
import type { LawFinding } from '../../../src/labour/finding.js';
import { addDays } from '../../../src/time/zone.js';
import { agent, type Pause, payCentre, shiftAt } from '../../support/pay-centre.js';

const laws = lawBookOf();
const HALF_HOUR: readonly Pause[] = [{ after: 180, minutes: 30 }];

function audit(
  shifts: readonly RosterShift[],
  who: Agent = agent('a'),
  worked: readonly RosterShift[] = [],
): LawFinding[] {
  return checkLaw({ shifts, worked, centre: payCentre([who]), laws });
}

/** Findings of one rule, as severity and measured value. */
const of = (findings: readonly LawFinding[], ruleId: string) =>
  findings.filter((finding) => finding.ruleId === ruleId).map(({ severity, measured }) => [severity, measured]);

const shift = (start: string, end: string, pauses: readonly Pause[] = HALF_HOUR) =>
  shiftAt('a', start, end, { pauses });

describe('daily rest, ATW 5:3', () => {
  const rule = 'NL-ATW/5:3';
  it.each([
    ['over the limit', '2026-11-03 09:05', []],
    ['at the limit', '2026-11-03 09:00', []],
    ['just under it the reduction is used', '2026-11-03 08:55', [['note', 10 + 11 / 12]]],
    ['at the least that the reduction allows', '2026-11-03 06:00', [['note', 8]]],
  ])('%s', (_, second, expected) => {
    const found = of(audit([shift('2026-11-02 14:00', '22:00'), shift(second, '16:00')]), rule);
    expect(found).toEqual(expected.map(([severity, hours]) => [severity, Math.round(Number(hours) * 1e6) / 1e6]));
  });

  it('takes two shifts less than eight hours apart for one duty', () => {
    const found = audit([shift('2026-11-02 14:00', '22:00'), shift('2026-11-03 05:55', '09:00')]);
    expect(of(found, rule)).toEqual([['hard', 5]]);
    expect(found.find((finding) => finding.ruleId === rule)?.dates).toEqual(['2026-11-02']);
  });

  it('finds the rest anywhere in the 24 hours, also after a second short duty', () => {
    const first = shift('2026-11-02 06:00', '08:00', []);
    expect(of(audit([first, shift('2026-11-02 17:00', '19:00', [])]), rule)).toEqual([]);
    expect(
      of(audit([first, shift('2026-11-02 17:00', '19:05', []), shift('2026-11-03 08:00', '10:00', [])]), rule),
    ).toEqual([['note', 10.916667]]);
  });

  it('allows one reduction in 7 x 24 hours and not a second', () => {
    const second = (start: string) => [
      shift('2026-11-02 14:00', '22:00'),
      shift('2026-11-03 07:00', '15:00'),
      shift(start, '22:00'),
      shift(`${addDays(start.slice(0, 10), 1)} 07:00`, '15:00'),
    ];
    expect(of(audit(second('2026-11-09 13:55')), rule)).toEqual([
      ['note', 9],
      ['hard', 9],
    ]);
    expect(of(audit(second('2026-11-09 14:00')), rule)).toEqual([
      ['note', 9],
      ['note', 9],
    ]);
  });

  it('asks for the rest within 24 hours of the start of the duty, however late the next one is', () => {
    expect(of(audit([shift('2026-11-02 08:00', '21:00')]), rule)).toEqual([]);
    expect(of(audit([shift('2026-11-02 08:00', '21:05')]), rule)).toHaveLength(1);
  });

  it('looks back at what was worked before the roster', () => {
    const before = [shift('2026-11-01 14:00', '22:00')];
    expect(of(audit([shift('2026-11-02 08:00', '16:00')], agent('a'), before), rule)).toEqual([['note', 10]]);
    expect(
      of(
        audit([shift('2026-11-03 08:00', '16:00')], agent('a'), [...before, shift('2026-11-02 08:00', '16:00')]),
        rule,
      ),
    ).toEqual([]);
  });

  it.each([
    ['an hour longer than the clock says in autumn', '2026-10-24 14:00', '22:00', '2026-10-25 08:00', []],
    ['an hour shorter in spring', '2026-03-28 14:00', '22:00', '2026-03-29 09:00', [['note', 10]]],
    ['eleven again an hour later', '2026-03-28 14:00', '22:00', '2026-03-29 10:00', []],
  ])('counts the night of the clock change as %s', (_, start, end, next, expected) => {
    expect(of(audit([shift(start, end), shift(next, '16:00')]), rule)).toEqual(expected);
  });
});

describe('weekly rest, ATW 5:5', () => {
  const rule = 'NL-ATW/5:5';
  const days = (from: string, count: number, start: string, end: string) =>
    Array.from({ length: count }, (_, i) => shift(`${addDays(from, i)} ${start}`, end));

  it('lets people work Monday to Friday, week after week', () => {
    const weeks = [0, 7, 14, 21].flatMap((offset) => days(addDays('2026-11-02', offset), 5, '09:00', '17:30'));
    expect(of(audit(weeks), rule)).toEqual([]);
  });

  it('finds seven days in a row over the border of the week', () => {
    const found = audit(days('2026-11-05', 7, '09:00', '17:00'));
    expect(of(found, rule)).toEqual([['hard', 16]]);
    expect(found.find((finding) => finding.ruleId === rule)?.dates).toHaveLength(7);
  });

  it.each([
    ['at the limit', '12:00', []],
    ['just under it', '12:05', [['hard', 35 + 55 / 60]]],
  ])('%s: six days, the last to %s', (_, end, expected) => {
    // From Monday 00:00 the window runs to the next Monday 00:00; Saturday noon leaves 36 hours.
    const week = [
      shift('2026-11-02 00:00', '07:00'),
      ...days('2026-11-03', 4, '00:00', '07:00'),
      shift('2026-11-07 04:00', end),
    ];
    expect(of(audit(week), rule)).toEqual(expected.map(([s, h]) => [s, Math.round(Number(h) * 1e6) / 1e6]));
  });

  it('counts hours, not clock times, over the changes', () => {
    // Saturday 14:00 to Monday 00:00 is 34 hours by the clock, 35 in autumn and 33 in spring; the window of 168 hours moves too.
    const week = (monday: string, end: string) => [
      ...days(monday, 5, '01:00', '08:00'),
      shift(`${addDays(monday, 5)} 01:00`, end),
    ];
    expect(of(audit(week('2026-10-19', '13:00')), rule)).toEqual([]);
    expect(of(audit(week('2026-10-19', '13:05')), rule)).toHaveLength(1);
    expect(of(audit(week('2026-03-23', '13:00')), rule)).toEqual([]);
    expect(of(audit(week('2026-03-23', '13:05')), rule)).toHaveLength(1);
  });
});

describe('breaks, ATW 5:4', () => {
  it.each([
    ['5.5 hours of work need none', '14:30', [], 'NL-ATW/5:4a', []],
    ['a minute more needs half an hour', '14:31', [], 'NL-ATW/5:4a', [['hard', 0]]],
    ['29 minutes are not enough', '17:00', [{ after: 240, minutes: 29 }], 'NL-ATW/5:4a', [['hard', 29]]],
    ['30 are', '17:00', [{ after: 240, minutes: 30 }], 'NL-ATW/5:4a', []],
    [
      'two quarters are',
      '17:00',
      [
        { after: 120, minutes: 15 },
        { after: 300, minutes: 15 },
      ],
      'NL-ATW/5:4a',
      [],
    ],
    [
      'pauses under a quarter are work',
      '17:00',
      [
        { after: 120, minutes: 14 },
        { after: 300, minutes: 16 },
      ],
      'NL-ATW/5:4a',
      [['hard', 16]],
    ],
    ['a paid break is one too', '17:00', [{ after: 240, minutes: 30, paid: true }], 'NL-ATW/5:4a', []],
    ['10 hours of work need no 45', '19:30', [{ after: 240, minutes: 30 }], 'NL-ATW/5:4b', []],
    ['a minute more does', '19:31', [{ after: 240, minutes: 30 }], 'NL-ATW/5:4b', [['hard', 30]]],
    ['45 are enough', '20:00', [{ after: 240, minutes: 45 }], 'NL-ATW/5:4b', []],
  ])('%s', (_, end, pauses, rule, expected) => {
    expect(of(audit([shift('2026-11-02 09:00', end, pauses)]), rule)).toEqual(expected);
  });
});

describe('hours, ATW 5:7', () => {
  const pauses = [{ after: 240, minutes: 45 }];
  it.each([
    ['12 hours of work', '20:45', []],
    ['5 minutes more', '20:50', [['hard', 12 + 1 / 12]]],
  ])('in a duty: %s', (_, end, expected) => {
    const found = of(audit([shift('2026-11-02 08:00', end, pauses)]), 'NL-ATW/5:7a');
    expect(found).toEqual(expected.map(([s, h]) => [s, Math.round(Number(h) * 1e6) / 1e6]));
  });

  it('in a duty over a clock change: nine hours on the wall are ten', () => {
    const night = (start: string) => shift(start, '07:00', []);
    expect(of(audit([night('2026-10-24 18:05')]), 'NL-ATW/5:7a')).toHaveLength(1);
    expect(of(audit([night('2026-10-31 18:05')]), 'NL-ATW/5:7a')).toHaveLength(1);
    expect(of(audit([night('2026-03-28 18:05')]), 'NL-ATW/5:7a')).toEqual([]);
  });

  it.each([
    ['60 hours in a week', '18:30', []],
    ['5 minutes more', '18:35', [['hard', 60 + 1 / 12]]],
  ])('%s', (_, end, expected) => {
    const week = Array.from({ length: 6 }, (__, i) =>
      shift(`${addDays('2026-11-02', i)} 08:00`, i === 5 ? end : '18:30'),
    );
    const found = of(audit(week), 'NL-ATW/5:7b');
    expect(found).toEqual(expected.map(([s, h]) => [s, Math.round(Number(h) * 1e6) / 1e6]));
  });

  it('gives the hours of a duty over midnight on Sunday to the weeks they lie in', () => {
    const week = Array.from({ length: 6 }, (_, i) => shift(`${addDays('2026-11-02', i)} 08:00`, '18:00'));
    // 57 hours; of the Sunday night only the hour before midnight counts, then 3.
    const sunday = (start: string) => [...week, shiftAt('a', start, '04:00')];
    expect(of(audit(sunday('2026-11-08 21:00')), 'NL-ATW/5:7b')).toEqual([]);
    expect(of(audit(sunday('2026-11-08 20:55')), 'NL-ATW/5:7b')).toHaveLength(1);
  });

  const weeksOf = (from: string, weeks: number, hoursPerDay: number) =>
    Array.from({ length: weeks }, (_, w) =>
      Array.from({ length: 5 }, (__, d) => {
        const minutes = hoursPerDay * 60 + 45;
        const end = `${String(8 + Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
        return shift(`${addDays(from, w * 7 + d)} 08:00`, end, pauses);
      }),
    ).flat();

  it.each([
    ['at 48', 9.6, []],
    ['over 48', 9.7, [['hard', 48.5]]],
  ])('16 weeks %s on average, 15 of them worked before', (_, hours, expected) => {
    const all = weeksOf('2026-08-03', 16, hours);
    const rostered = all.filter((entry) => entry.date >= '2026-11-16');
    const worked = all.filter((entry) => entry.date < '2026-11-16');
    expect(of(audit(rostered, agent('a'), worked), 'NL-ATW/5:7c')).toEqual(expected);
    // Without the history nothing can be shown.
    expect(of(audit(rostered), 'NL-ATW/5:7c')).toEqual([]);
  });

  it.each([
    ['at 55', 11, []],
    ['over 55', 11.1, [['hard', 55.5]]],
  ])('4 weeks %s on average', (_, hours, expected) => {
    expect(of(audit(weeksOf('2026-11-02', 4, hours)), 'NL-ATW/5:7(3)')).toEqual(expected);
  });

  it('counts leave as worked (ATW 5:2)', () => {
    const who = agent('a');
    const centre = payCentre([who], {
      timeOff: [{ agent: who.id, kind: 'leave', fromDate: '2026-11-02', toDate: '2026-11-06' }],
    });
    const weekend = [
      shift('2026-11-07 08:00', '19:15', [{ after: 240, minutes: 60 }]),
      shift('2026-11-08 08:00', '18:15', [{ after: 240, minutes: 30 }]),
    ];
    // 40 hours of leave, 10 h 15 and 9 h 45 of work.
    expect(of(checkLaw({ shifts: weekend, centre, laws }), 'NL-ATW/5:7b')).toEqual([]);
    const longer = [weekend[0]!, shift('2026-11-08 08:00', '18:20', [{ after: 240, minutes: 30 }])];
    expect(of(checkLaw({ shifts: longer, centre, laws }), 'NL-ATW/5:7b')).toHaveLength(1);
  });
});

describe('night duties, ATW 1:7 and 5:8', () => {
  const pauses = [{ after: 120, minutes: 45 }];
  const night = (start: string, end: string) => shift(start, end, pauses);

  it.each([
    ['an hour of work after midnight makes no night duty', '13:15', '01:00', []],
    ['a quarter more does', '13:15', '01:15', [['note', 11.25]]],
  ])('%s', (_, start, end, expected) => {
    expect(of(audit([night(`2026-11-02 ${start}`, end)]), 'NL-ATW/5:8(1)')).toEqual(expected);
  });

  it.each([
    ['10 hours', '06:45', []],
    ['5 minutes more is one of the long nights', '06:50', [['note', 10 + 1 / 12]]],
    ['12 hours is the longest of these', '08:45', [['note', 12]]],
    ['more is forbidden', '08:50', [['hard', 12 + 1 / 12]]],
  ])('hours: %s', (_, end, expected) => {
    const found = of(audit([night('2026-11-02 20:00', end)]), 'NL-ATW/5:8(1)');
    expect(found).toEqual(expected.map(([s, h]) => [s, Math.round(Number(h) * 1e6) / 1e6]));
  });

  it('allows five long nights in a fortnight and not a sixth', () => {
    const nights = (count: number) =>
      Array.from({ length: count }, (_, i) => night(`${addDays('2026-11-02', i * 2)} 20:00`, '07:45'));
    expect(of(audit(nights(5)), 'NL-ATW/5:8(1)').map(([severity]) => severity)).toEqual(Array(5).fill('note'));
    expect(of(audit(nights(6)), 'NL-ATW/5:8(1)').map(([severity]) => severity)).toEqual([
      ...Array(5).fill('note'),
      'hard',
    ]);
  });

  it('asks for twelve hours of rest after a long night', () => {
    const pair = (next: string) => [night('2026-11-02 20:00', '07:45'), shift(next, '23:00')];
    expect(of(audit(pair('2026-11-03 19:45')), 'NL-ATW/5:8(1)')).toEqual([['note', 11]]);
    expect(of(audit(pair('2026-11-03 19:40')), 'NL-ATW/5:8(1)')).toEqual([['hard', 11]]);
  });

  it.each([
    ['ends at 02:00: the rest of the day is enough', '02:00', '2026-11-03 13:00', []],
    ['ends after 02:00: 14 hours', '02:05', '2026-11-03 16:05', []],
    ['just under 14 the reduction is used', '02:05', '2026-11-03 16:00', [['note', 13 + 11 / 12]]],
  ])('rest after a night that %s', (_, end, next, expected) => {
    const found = of(audit([night('2026-11-02 19:00', end), shift(next, '20:00', [])]), 'NL-ATW/5:8(4)');
    expect(found).toEqual(expected.map(([s, h]) => [s, Math.round(Number(h) * 1e6) / 1e6]));
  });

  it('knows 02:00 on the nights of the clock changes', () => {
    // In autumn 02:00 comes twice: a night that ends at the first one does not end after it.
    expect(
      of(audit([night('2026-10-24 19:00', '02:00'), shift('2026-10-25 12:30', '20:00')]), 'NL-ATW/5:8(4)'),
    ).toEqual([]);
    // In spring it does not come at all: 03:00 is the same instant and not after it.
    expect(
      of(audit([night('2026-03-28 19:00', '03:00'), shift('2026-03-29 14:30', '20:00')]), 'NL-ATW/5:8(4)'),
    ).toEqual([]);
    expect(
      of(audit([night('2026-03-28 19:00', '03:05'), shift('2026-03-29 16:30', '20:00')]), 'NL-ATW/5:8(4)'),
    ).toHaveLength(1);
  });

  it.each([
    ['46 hours after three', 3, '05:00', []],
    ['just under it', 3, '04:55', [['hard', 45 + 11 / 12]]],
    ['two nights are no series', 2, '04:55', []],
  ])('rest after a series: %s', (_, count, start, expected) => {
    const nights = Array.from({ length: count }, (__, i) => night(`${addDays('2026-11-02', i)} 23:00`, '07:00'));
    const back = addDays('2026-11-02', count + 2);
    const found = of(audit([...nights, shift(`${back} ${start}`, '12:00')]), 'NL-ATW/5:8(5)');
    expect(found).toEqual(expected.map(([s, h]) => [s, Math.round(Number(h) * 1e6) / 1e6]));
  });

  it.each([
    ['seven duties in a row', 7, []],
    ['eight', 8, [['hard', 8]]],
  ])('series with a night: %s', (_, count, expected) => {
    const run = Array.from({ length: count }, (__, i) =>
      i === 0 ? night('2026-11-02 18:00', '02:30') : shift(`${addDays('2026-11-02', i)} 17:00`, '22:00', []),
    );
    expect(of(audit(run), 'NL-ATW/5:8(6)')).toEqual(expected);
  });

  it.each([
    ['36 nights in 16 weeks', 36, []],
    ['37', 37, [['hard', 37]]],
  ])('%s', (_, count, expected) => {
    // Every third night from 3 August on reaches into the 16 weeks that end with 22 November.
    const nights = Array.from({ length: count }, (__, i) => night(`${addDays('2026-11-22', -3 * i)} 23:00`, '06:00'));
    const rostered = nights.filter((entry) => entry.date >= '2026-11-16');
    const worked = nights.filter((entry) => entry.date < '2026-11-16');
    expect(of(audit(rostered, agent('a'), worked), 'NL-ATW/5:8(8)')).toEqual(expected);
  });

  it("lowers the average to 40 hours where 16 of 16 weeks' duties are nights", () => {
    const weeks = (hours: string) =>
      Array.from({ length: 16 }, (_, w) =>
        Array.from({ length: 4 }, (__, d) => night(`${addDays('2026-08-03', w * 7 + d)} 20:00`, hours)),
      ).flat();
    const split = (all: readonly RosterShift[]) =>
      audit(
        all.filter((entry) => entry.date >= '2026-11-16'),
        agent('a'),
        all.filter((entry) => entry.date < '2026-11-16'),
      );
    expect(of(split(weeks('06:45')), 'NL-ATW/5:8(2)')).toEqual([]);
    expect(of(split(weeks('06:50')), 'NL-ATW/5:8(2)')).toHaveLength(1);
  });
});

describe('Sundays, ATW 5:6', () => {
  it('names the Sundays worked as a note and asks for 13 free ones in a year', () => {
    const sundays = (count: number) =>
      Array.from({ length: count }, (_, i) => shift(`${addDays('2026-11-22', -7 * i)} 10:00`, '15:00'));
    const split = (count: number) => {
      const [last, ...before] = sundays(count);
      return audit([last!], agent('a'), before);
    };
    expect(of(split(39), 'NL-ATW/5:6(3)')).toEqual([]);
    expect(of(split(40), 'NL-ATW/5:6(3)')).toEqual([['hard', 12]]);
    expect(of(split(1), 'NL-ATW/5:6(1)')).toEqual([['note', 1]]);
  });

  it('takes work after midnight on Saturday for Sunday work', () => {
    expect(of(audit([shift('2026-11-21 18:00', '00:00')]), 'NL-ATW/5:6(1)')).toEqual([]);
    expect(of(audit([shift('2026-11-21 18:00', '00:30')]), 'NL-ATW/5:6(1)')).toHaveLength(1);
  });
});

describe('minors, ATW 5:3 to 5:7 first paragraphs', () => {
  const sixteen = agent('a', { birthDate: '2010-01-15' });
  const rules = (shifts: readonly RosterShift[], who = sixteen) =>
    [
      ...new Set(
        audit(shifts, who)
          .filter((f) => f.severity === 'hard')
          .map((f) => f.ruleId),
      ),
    ].sort();

  it.each([
    ['a half day', [shift('2026-11-02 13:00', '17:30', [])], []],
    ['no break in more than 4.5 hours', [shift('2026-11-02 13:00', '17:35', [])], ['NL-ATW/5:4/16']],
    ['9 hours', [shift('2026-11-02 09:00', '18:30')], []],
    ['more than 9 hours', [shift('2026-11-02 09:00', '18:35')], ['NL-ATW/5:7/16a']],
    ['to 23:00', [shift('2026-11-02 17:00', '23:00')], []],
    ['after 23:00', [shift('2026-11-02 17:00', '23:05')], ['NL-ATW/5:3/16-night']],
    ['12 hours of rest', [shift('2026-11-02 16:00', '20:00'), shift('2026-11-03 08:00', '12:00')], []],
    ['less than 12', [shift('2026-11-02 16:00', '20:00'), shift('2026-11-03 07:55', '12:00')], ['NL-ATW/5:3/16']],
  ])('%s', (_, shifts, expected) => {
    expect(rules(shifts)).toEqual(expected);
  });

  it('turn adults on their birthday and do not work at fifteen', () => {
    const late = [shift('2026-11-02 17:00', '23:30')];
    expect(rules(late, agent('a', { birthDate: '2008-11-03' }))).toEqual(['NL-ATW/5:3/16-night']);
    expect(rules(late, agent('a', { birthDate: '2008-11-02' }))).toEqual([]);
    expect(rules([shift('2026-11-02 13:00', '16:00')], agent('a', { birthDate: '2011-01-15' }))).toEqual([
      'NL-ATW/3:2',
    ]);
  });
});

describe('sites abroad', () => {
  const abroad = agent('s', { site: siteId('paramaribo') });
  const there = (start: string, end: string, pauses: readonly Pause[] = []) =>
    shiftAt('s', start, end, { site: 'paramaribo', pauses });

  it('are judged by their own law on their own clock', () => {
    const found = audit([there('2026-12-01 04:00', '13:05', [{ after: 240, minutes: 30 }])], abroad);
    expect(found.map(({ ruleId, law, measured }) => [ruleId, law, measured])).toEqual([
      ['SR-AW/hours', 'SR', 8.583333],
    ]);
    expect(audit([there('2026-12-01 04:00', '13:00', [{ after: 240, minutes: 30 }])], abroad)).toEqual([]);
  });

  it('break after five hours where the day is longer than six', () => {
    expect(of(audit([there('2026-12-01 06:00', '12:00')], abroad), 'SR-AW/break')).toEqual([]);
    expect(of(audit([there('2026-12-01 06:00', '12:05')], abroad), 'SR-AW/break')).toEqual([['hard', 6.083333]]);
    expect(
      of(audit([there('2026-12-01 06:00', '13:00', [{ after: 300, minutes: 30 }])], abroad), 'SR-AW/break'),
    ).toEqual([]);
    expect(
      of(audit([there('2026-12-01 06:00', '13:00', [{ after: 305, minutes: 30 }])], abroad), 'SR-AW/break'),
    ).toHaveLength(1);
  });

  it('without rules are not judged', () => {
    const who = agent('a', { site: siteId('free') });
    expect(audit([shiftAt('a', '2026-11-02 00:00', '23:59', { site: 'free' })], who)).toEqual([]);
  });
});

describe('any roster', () => {
  it('with unknown people, places and overlaps is audited in full', () => {
    const strange = { ...shiftAt('b', '2026-11-02 06:00', '20:00'), site: siteId('moon') };
    const found = audit([
      shift('2026-11-02 09:00', '17:00'),
      shift('2026-11-02 16:00', '21:00'),
      shiftAt('b', '2026-11-01 09:00', '12:00'),
      strange,
    ]);
    expect(found.filter((f) => f.ruleId.startsWith('roster/')).map((f) => [f.agent, f.ruleId, f.severity])).toEqual([
      ['a', 'roster/overlap', 'hard'],
      ['b', 'roster/unknown-agent', 'soft'],
      ['b', 'roster/unknown-site', 'soft'],
    ]);
    expect(of(found, 'NL-ATW/5:7a')).toEqual([['hard', 14]]);
  });

  it('says rule, article, window, measure and limit', () => {
    const [finding] = audit([shift('2026-11-02 08:00', '20:35')]).filter((f) => f.ruleId === 'NL-ATW/5:7a');
    expect(finding).toMatchObject({
      article: 'ATW 5:7(2)a',
      law: 'NL',
      measured: 12.083333,
      limit: 12,
      bound: 'max',
      unit: 'hours',
    });
    expect(finding?.message).toBe('ATW 5:7(2)a: 12 h 5 min of work in a duty; at most 12 h allowed.');
    expect([finding?.fromMs, finding?.toMs]).toEqual([
      Date.parse('2026-11-02T07:00:00Z'),
      Date.parse('2026-11-02T19:35:00Z'),
    ]);
  });

  it('notes what a record of consent lifts', () => {
    const consented = lawBookOf({
      sets: [],
      consents: [{ agent: 'a', rule: 'NL-ATW/5:7a', validTo: '2026-12-31', record: 'letter of 1 October 2026' }],
    });
    const shifts = [shift('2026-11-02 08:00', '20:35')];
    const found = checkLaw({ shifts, centre: payCentre([agent('a')]), laws: consented });
    expect(found.filter((f) => f.ruleId === 'NL-ATW/5:7a').map((f) => [f.severity, f.message])).toEqual([
      [
        'note',
        'ATW 5:7(2)a: 12 h 5 min of work in a duty; at most 12 h allowed. Lifted by consent: letter of 1 October 2026.',
      ],
    ]);
  });
});
