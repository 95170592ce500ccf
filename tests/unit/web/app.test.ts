import { describe, expect, it } from 'vitest';
import type { ShiftFile } from '../../../api/web/app/api.js';
import { duration, localDate, money, number, offset, percent, plainDay, time } from '../../../api/web/app/format.js';
import { typedClock } from '../../../api/web/app/parts/clocks.js';
import { dateOf, dateText } from '../../../api/web/app/parts/dates.js';
import { goalShare, goalWords } from '../../../api/web/app/parts/goal.js';
import {
  newShift,
  proposalSteps,
  swapped,
  withBreak,
  withBreakMoved,
  withoutBreak,
} from '../../../api/web/app/roster/changes.js';
import { startOfDay } from '../../../api/web/app/roster/clock.js';
import {
  edited,
  editOf,
  lengthened,
  moved,
  NO_EDITS,
  redone,
  shiftOf,
  touched,
  undone,
  withEdits,
} from '../../../api/web/app/roster/edits.js';
import { editsOf, rebased } from '../../../api/web/app/roster/rebase.js';
import { peopleOf, rowsOf } from '../../../api/web/app/roster/rows.js';
import { changesOf } from '../../../api/web/app/roster/save.js';
import { routeOf } from '../../../api/web/app/router.js';
import { translator } from '../../../api/web/app/settings.js';
import { EN } from '../../../api/web/app/words-en.js';
import { NL } from '../../../api/web/app/words-nl.js';
import { startOfDay as startOfDayBySource } from '../../../src/time/zone.js';

const plain = (text: string): string => text.replace(/\u00a0/g, ' ');

describe('formats', () => {
  it('writes numbers, money and shares the Dutch and the English way', () => {
    expect(number('nl', 1234.56, 2)).toBe('1.234,56');
    expect(number('en', 1234.56, 2)).toBe('1,234.56');
    expect(plain(money('nl', 123456, 'EUR'))).toBe('€ 1.234,56');
    expect(plain(money('en', 123456, 'EUR'))).toBe('€1,234.56');
    expect(percent('nl', 0.865)).toBe('86,5 %');
    expect(duration('nl', 340)).toBe('5 min 40 s');
    expect(plainDay('nl', '2026-11-30')).toBe('ma 30 nov');
  });

  it('reads dates day first and times of 24 hours as people type them, and nothing that does not exist', () => {
    expect(dateText('nl', '2026-12-21')).toBe('21-12-2026');
    expect(dateText('en', '2026-12-21')).toBe('21/12/2026');
    for (const text of ['21-12-2026', '21/12/26', '21.12', '21 12', '2026-12-21'])
      expect(dateOf(text, '2026-11-30'), text).toBe('2026-12-21');
    for (const text of ['31-11-2026', '29-2-2026', '12/21/2026', 'morgen', ''])
      expect(dateOf(text, '2026-11-30'), text).toBeUndefined();
    expect(['9', '930', '9.30', '09:30', '24:00'].map(typedClock)).toEqual([
      '09:00',
      '09:30',
      '09:30',
      '09:30',
      '24:00',
    ]);
    for (const text of ['25', '9:60', '24:01', '5 pm', '']) expect(typedClock(text), text).toBeUndefined();
  });

  it('says every goal of a queue in both languages', () => {
    const words = (goal: string): string => goalWords(translator('nl'), 'nl', goal);
    expect(words('80 % in 20 s, occupancy ≤ 85 %')).toBe('80 % in 20 s, bezettingsgraad ≤ 85 %');
    expect(words('82.5 % in 20 s, ASA ≤ 30 s, abandoned ≤ 2.5 %')).toBe(
      '82,5 % in 20 s, gemiddelde wachttijd ≤ 30 s, opgehangen ≤ 2,5 %',
    );
    expect(words('within 1.5 open h')).toBe('binnen 1,5 open uren');
    expect(goalShare('82.5 % in 20 s, ASA ≤ 30 s')).toBe(0.825);
    expect(goalShare('within 8 open h')).toBeUndefined();
  });

  it('is right across both clock changes, in the hour that occurs twice by its offset', () => {
    const zone = 'Europe/Amsterdam';
    expect(time('nl', Date.parse('2026-10-25T00:30:00Z'), zone)).toBe('02:30');
    expect(time('nl', Date.parse('2026-10-25T01:30:00Z'), zone)).toBe('02:30');
    expect(offset(Date.parse('2026-10-25T00:30:00Z'), zone)).toBe('+02:00');
    expect(offset(Date.parse('2026-10-25T01:30:00Z'), zone)).toBe('+01:00');
    expect(time('nl', Date.parse('2026-03-29T01:00:00Z'), zone)).toBe('03:00');
    expect(localDate(Date.parse('2026-11-29T23:00:00Z'), zone)).toBe('2026-11-30');
  });

  it.each(['Europe/Amsterdam', 'America/Paramaribo', 'Asia/Kolkata', 'UTC', 'America/New_York'])(
    'finds the start of every day of a year as the server does: %s',
    (zone) => {
      for (let day = 0; day < 366; day++) {
        const date = new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
        expect(startOfDay(date, zone)).toBe(startOfDayBySource(date, zone));
      }
    },
  );
});

describe('words', () => {
  it('are there in both languages, with the same places to fill in', () => {
    const places = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map((match) => match[0]).sort();
    expect(Object.keys(NL)).toEqual(Object.keys(EN));
    for (const key of Object.keys(EN) as (keyof typeof EN)[]) expect(places(NL[key]), key).toEqual(places(EN[key]));
  });
});

describe('addresses', () => {
  it('name pages', () => {
    expect(routeOf('/')).toEqual({ page: 'home' });
    expect(routeOf('/weeks/2026-W49')).toEqual({ page: 'week', week: '2026-W49' });
    expect(routeOf('/weeks/2026-W49/roster')).toEqual({ page: 'roster', week: '2026-W49' });
    expect(routeOf('/runs', '?week=2026-W50')).toEqual({ page: 'runs', week: '2026-W50' });
    expect(routeOf('/weeks/2026-W49/nothing')).toEqual({ page: 'missing' });
  });
});

describe('edits of a roster', () => {
  const file = (agent: string, date: string, site = 'office'): ShiftFile => ({
    agent,
    date,
    site,
    start: `${date}T09:00:00+01:00`,
    end: `${date}T12:00:00+01:00`,
    activities: [
      { activity: 'work', start: `${date}T09:00:00+01:00`, end: `${date}T11:00:00+01:00`, paid: true, queues: ['q'] },
      { activity: 'meeting', start: `${date}T11:00:00+01:00`, end: `${date}T12:00:00+01:00`, paid: true, queues: [] },
    ],
  });
  const original = [file('a2', '2026-11-30'), file('a10', '2026-11-30', 'home'), file('a2', '2026-12-01')].map(shiftOf);
  const [first, , third] = original as [(typeof original)[0], (typeof original)[0], (typeof original)[0]];
  const QUARTER = 900_000;

  it('can be undone and redone, and say themselves as changes for the API', () => {
    const once = edited(NO_EDITS, { before: first, after: moved(first, QUARTER) });
    const twice = edited(once, { before: third });
    expect(withEdits(original, twice.past).size).toBe(2);
    expect(undone(twice).past).toEqual(once.past);
    expect(redone(undone(twice))).toEqual(twice);
    expect(changesOf(original, twice)).toEqual([
      { change: 'remove', agent: 'a2', start: '2026-12-01T08:00:00.000Z' },
      { change: 'move', agent: 'a2', start: '2026-11-30T08:00:00.000Z', toStart: '2026-11-30T08:15:00.000Z' },
    ]);
    const back = edited(once, { before: moved(first, QUARTER), after: first });
    expect(changesOf(original, back)).toEqual([]);
  });

  it('lengthen the last part, and never shorten it away', () => {
    expect(lengthened(first, QUARTER)?.activities.at(-1)?.endMs).toBe(first.endMs + QUARTER);
    expect(lengthened(first, -4 * QUARTER)).toBeUndefined();
    const longer = edited(NO_EDITS, { before: first, after: lengthened(first, QUARTER)! });
    expect(changesOf(original, longer).map(({ change }) => change)).toEqual(['remove', 'add']);
  });

  it('swap, give away, add, and move, add and take out pauses, each undone as a whole', () => {
    const people = new Map(peopleOf(original).map((person) => [person.id, person]));
    const second = original[1]!;
    const swap = editOf(swapped(first, second, people))!;
    const after = withEdits(original, [swap]);
    expect(after.get(first.key)!.agent).toBe('a10');
    expect(after.get(second.key)!.agent).toBe('a2');
    const draft = edited(NO_EDITS, swap);
    expect(touched(draft)).toEqual(['a2', 'a10']);
    expect(changesOf(original, draft).map(({ change, agent }) => [change, agent])).toEqual([
      ['remove', 'a2'],
      ['remove', 'a10'],
      ['add', 'a10'],
      ['add', 'a2'],
    ]);
    expect(changesOf(original, undone(draft))).toEqual([]);

    const paused = withBreak(first, 'break', 15)!;
    expect(paused.activities.map(({ activity }) => activity)).toEqual(['work', 'break', 'work', 'meeting']);
    const later = withBreakMoved(paused, 1, QUARTER)!;
    expect(later.activities[1]!.startMs - paused.activities[1]!.startMs).toBe(QUARTER);
    expect(later.activities[0]!.endMs).toBe(later.activities[1]!.startMs);
    expect(withBreakMoved(paused, 1, 8 * QUARTER)).toBeUndefined();
    expect(withoutBreak(later, 1)).toEqual(first);
    expect(withBreak({ ...first, activities: [] }, 'meal', 30)).toBeUndefined();

    const extra = newShift(people.get('a10')!, '2026-12-02', first.startMs, first.endMs, 'new 1');
    expect(changesOf(original, edited(NO_EDITS, { after: extra }))).toMatchObject([
      { change: 'add', agent: 'a10', site: 'home', activities: [{ activity: 'work' }] },
    ]);
    const steps = proposalSteps(original, [first, extra], new Set(['a2', 'a10']), () => 'new 2');
    expect(steps.map(({ before, after: next }) => [before?.key, next?.key])).toEqual([
      [second.key, undefined],
      [third.key, undefined],
      [undefined, 'new 2'],
    ]);
  });

  it('are filtered and grouped', () => {
    const people = peopleOf(original);
    expect(people.map(({ id }) => id)).toEqual(['a2', 'a10']);
    const all = { text: '', site: '', skill: '', contract: '' };
    expect(rowsOf(people, original, { ...all, site: 'home' }, 'none')).toHaveLength(1);
    expect(rowsOf(people, original, { ...all, text: 'A1' }, 'none')).toHaveLength(1);
    expect(rowsOf(people, original, all, 'site').map((row) => row.kind)).toEqual(['group', 'agent', 'group', 'agent']);
  });
});

describe('edits on a roster that somebody else has changed', () => {
  const file = (agent: string, hour: string): ShiftFile => ({
    agent,
    date: '2026-11-30',
    site: 'office',
    start: `2026-11-30T${hour}:00:00+01:00`,
    end: `2026-11-30T17:00:00+01:00`,
    activities: [
      {
        activity: 'work',
        start: `2026-11-30T${hour}:00:00+01:00`,
        end: `2026-11-30T17:00:00+01:00`,
        paid: true,
        queues: ['support'],
      },
    ],
  });
  const [anna, bas] = [shiftOf(file('anna', '09')), shiftOf(file('bas', '09'))];

  it('fit where their shifts are as they were, and are lost as a whole, with what builds on them, where not', () => {
    const later = moved(anna, 900_000);
    const swap = editOf([{ before: later, after: moved(later, 900_000) }, { before: bas }])!;
    const first = edited(NO_EDITS, { before: anna, after: later });
    const both = edited(first, swap);
    expect(rebased(both, [anna, bas])).toEqual({ draft: both, lost: [] });
    expect(rebased(both, [anna])).toEqual({ draft: first, lost: [swap] });
    expect(rebased(both, [{ ...anna, site: bas.site, endMs: anna.endMs - 900_000 }, bas]).lost).toHaveLength(2);
  });

  it('can be what somebody else changed', () => {
    const differences = [{ agent: 'anna', before: file('anna', '09'), after: file('anna', '10') }];
    const { draft, lost } = rebased(editsOf(differences), [anna, bas]);
    expect(lost).toEqual([]);
    expect([...withEdits([anna, bas], draft.past).values()].map(({ startMs }) => startMs)).toEqual([
      bas.startMs,
      anna.startMs + 3_600_000,
    ]);
  });
});
