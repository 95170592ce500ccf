import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Agent, Circumstance } from '../../src/domain/agent.js';
import { activityId, contractId } from '../../src/domain/ids.js';
import type { RosterShift } from '../../src/domain/roster.js';
import { type LawBook, lawBookOf } from '../../src/labour/book.js';
import { checkLaw } from '../../src/labour/check-law.js';
import { NL } from '../../src/labour/data/nl.js';
import type { LawFinding } from '../../src/labour/finding.js';
import { addDays } from '../../src/time/zone.js';
import { bruteForce, FREE, momentsOf, PAUSE, type Person, type Verdict, WORK } from '../support/law-brute-force.js';
import type { CallDuty, Told } from '../support/law-brute-force-calls.js';
import { ACTIVITIES, agent, type Pause, payCentre, shiftOf } from '../support/pay-centre.js';

/** Mondays of rosters: in weeks of each clock change, just after them, and on one without. */
const ROSTERS = ['2026-10-19', '2026-10-26', '2026-03-23', '2026-03-30', '2026-11-30'] as const;
const midnight = (monday: string): number =>
  Date.parse(`${monday}T00:00:00${monday > '2026-03-29' && monday < '2026-10-25' ? '+02:00' : '+01:00'}`);
const laws = lawBookOf();

/** Rules that the brute force knows; those that find nothing themselves are what others mean by their words. */
const ARTICLES = [
  ...['3:2', '4:2(2)', '4:2(3)', '4:5a', '4:5b', '4:5c', '4:5d', '4:5e', '4:6', '4:8', '4:9'],
  ...['5:3', '5:3/16', '5:3/16-night', '5:4a', '5:4b', '5:4/16', '5:5', '5:5/16'],
  ...['5:6(1)', '5:6(3)', '5:7a', '5:7b', '5:7c', '5:7(3)', '5:7/16a', '5:7/16b', '5:7/16c'],
  ...['5:8(1)', '5:8(2)', '5:8(4)', '5:8(5)', '5:8(6)', '5:8(8)'],
  ...['5:9(1)', '5:9(2)a', '5:9(2)b', '5:9(3)', '5:9(4)', '5:9(5)'],
]
  .map((article) => `NL-ATW/${article}`)
  .concat('NL-BW/628a(2)', 'NL-BW/628a(3)', 'NL-KSF/1.2');
const DEFINITIONS = ['NL-ATW/1:7d'];
/** Reported once for a stretch without rest, however many of its duties lack it. */
const ONCE = new Set(['NL-ATW/5:5', 'NL-ATW/5:5/16']);

/** Some days in a row with a shift at about the same time, then some days off. */
interface Segment {
  readonly startMinute: number;
  readonly minutes: number;
  readonly days: number;
  readonly off: number;
  /** Later by so much from day to day. */
  readonly drift: number;
  readonly pauses: readonly Pause[];
}

const segments = (step: number, maxSegments: number, minSegments = 1, least = 60): fc.Arbitrary<Segment[]> => {
  const grid = (from: number, to: number) => fc.integer({ min: from / step, max: to / step }).map((n) => n * step);
  return fc.array(
    fc.record({
      startMinute: fc.oneof(grid(0, 1425), fc.constantFrom(300, 360, 480, 1020, 1200, 1320, 1380)),
      minutes: fc.oneof(grid(least, 840), fc.constantFrom(...[330, 480, 600, 615, 720, 735].filter((n) => n >= least))),
      days: fc.integer({ min: 1, max: 8 }),
      off: fc.constantFrom(0, 0, 1, 1, 2, 3),
      drift: fc.oneof(fc.constant(0), grid(-180, 180)),
      pauses: fc
        .array(fc.constantFrom(...[step, 15, 30, 45].filter((n) => n % step === 0)), { maxLength: 3 })
        .map((list) => list.map((minutes, i) => ({ after: 60 + i * 120, minutes }))),
    }),
    { minLength: minSegments, maxLength: maxSegments },
  );
};

interface Made {
  readonly shifts: RosterShift[];
  readonly boxes: Uint8Array;
  readonly spans: (readonly [start: number, end: number])[];
  /** Shifts made known before: some as they are, some shorter, some that are gone. */
  readonly earlier: { readonly shift: RosterShift; readonly span: readonly [start: number, end: number] }[];
}

/** How a shift of the roster was made known before: just so, not at all, a box shorter, or just so and then withdrawn. */
type Known = 'so' | 'not' | 'shorter' | 'gone';

function build(
  startMs: number,
  weeks: number,
  boxMinutes: number,
  list: readonly Segment[],
  told: { readonly from: number; readonly known: readonly Known[] } = { from: Number.POSITIVE_INFINITY, known: ['so'] },
): Made {
  const perDay = 1440 / boxMinutes;
  const boxes = new Uint8Array(weeks * 7 * perDay);
  const shifts: RosterShift[] = [];
  const spans: (readonly [start: number, end: number])[] = [];
  const earlier: Made['earlier'] = [];
  let asked = 0;
  let day = 0;
  let free = 0;
  for (const segment of list) {
    for (let d = 0; d < segment.days; d++, day++) {
      const start = day * perDay + (segment.startMinute + d * segment.drift) / boxMinutes;
      const length = segment.minutes / boxMinutes;
      // Two days are left free at the end, so that every window is known.
      if (start < free || start + length > boxes.length - 2 * perDay) continue;
      // A pause has work on both sides.
      const kept = segment.pauses.filter((pause) => pause.after + pause.minutes < segment.minutes);
      const ms = (box: number): number => startMs + box * boxMinutes * 60_000;
      const shift = shiftOf('a', ms(start), ms(start + length), { pauses: kept });
      const known = start < told.from ? undefined : told.known[asked++ % told.known.length]!;
      if (known === 'shorter') {
        const end = start + length - 1;
        earlier.push({ shift: shiftOf('a', ms(start), ms(end)), span: [start, end] });
      } else if (known === 'so' || known === 'gone') earlier.push({ shift, span: [start, start + length] });
      free = start + length + 1;
      if (known === 'gone') continue;
      boxes.fill(WORK, start, start + length);
      for (const { after, minutes } of kept)
        boxes.fill(PAUSE, start + after / boxMinutes, start + (after + minutes) / boxMinutes);
      shifts.push(shift);
      spans.push([start, start + length]);
    }
    day += segment.off;
  }
  return { shifts, boxes, spans, earlier };
}

/** Somebody as the audit and as the brute force know them. */
interface Who {
  readonly agent: Agent;
  readonly circumstances: readonly Circumstance[];
  readonly person: Person;
  /** Minutes of the day from Monday to Friday, where under eighteen. */
  readonly school: readonly number[] | undefined;
}

const ageAt = (birth: string, date: string): number =>
  Number(date.slice(0, 4)) - Number(birth.slice(0, 4)) - (date.slice(5) < birth.slice(5) ? 1 : 0);
const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** Adults, minors at school and not, people with a birthday in the roster, pregnant, feeding, off nights, called when needed. */
const people = (monday: string): fc.Arbitrary<Who> =>
  fc
    .record({
      birth: fc.constantFrom(
        undefined,
        undefined,
        '1990-05-05',
        '2009-08-08',
        ...[1, 16, 18].map(
          (age) => `${Number(monday.slice(0, 4)) - (age === 1 ? 15 : age)}${addDays(monday, 9).slice(4)}`,
        ),
      ),
      pregnant: fc.constantFrom(undefined, undefined, -120, 5, 60),
      noNights: fc.constantFrom(undefined, undefined, undefined, 3),
      feeding: fc.constantFrom(undefined, undefined, undefined, undefined, -200, 4),
      isCalled: fc.boolean(),
      school: fc.constantFrom(undefined, [480, 780], [510, 960]),
    })
    .map(({ birth, pregnant, noNights, feeding, isCalled, school }) => {
      const who = agent('a', {
        ...(birth === undefined ? {} : { birthDate: birth }),
        ...(isCalled ? { contract: contractId('call') } : {}),
      });
      const born = pregnant === undefined ? undefined : addDays(monday, pregnant);
      const told = born === undefined ? '' : addDays(born, -200);
      const since = noNights === undefined ? undefined : addDays(monday, noNights);
      const fed = feeding === undefined ? undefined : addDays(monday, feeding);
      return {
        agent: who,
        school,
        circumstances: [
          ...(born === undefined ? [] : [{ agent: who.id, kind: 'pregnant' as const, fromDate: told, toDate: born }]),
          ...(since === undefined ? [] : [{ agent: who.id, kind: 'no-nights' as const, fromDate: since }]),
          ...(fed === undefined
            ? []
            : [{ agent: who.id, kind: 'breast-feeding' as const, fromDate: fed, toDate: addDays(fed, 206) }]),
        ],
        person: {
          age: (date) => (birth === undefined ? 40 : ageAt(birth, date)),
          // Until the same day of the month half a year later; the births drawn lie on days that every month has.
          pregnant: (date) => born !== undefined && date >= told && date <= halfYearOn(born),
          aroundBirth: (date) => born !== undefined && days(born, date) >= -28 && days(born, date) <= 42,
          noNights: (date) => since !== undefined && date >= since,
          breastFeeding: (date) => fed !== undefined && date >= fed && date <= addDays(fed, 206),
        },
      };
    });

function halfYearOn(date: string): string {
  const moved = new Date(`${date}T00:00:00Z`);
  moved.setUTCMonth(moved.getUTCMonth() + 6);
  return moved.toISOString().slice(0, 10);
}

const verdict = ({ severity, measured }: LawFinding): Verdict => [severity, measured];

/** Times on call and what was made known, as drawn. */
interface Beside {
  readonly onCall: readonly {
    readonly day: number;
    readonly startMinute: number;
    readonly hours: number;
    readonly days: number;
    readonly calls: readonly number[];
  }[];
  readonly told: { readonly day: number; readonly known: readonly Known[] } | undefined;
}

const beside = (days: number): fc.Arbitrary<Beside> =>
  fc.record({
    onCall: fc.oneof(
      fc.constant([]),
      fc.array(
        fc.record({
          day: fc.nat({ max: days }),
          startMinute: fc.integer({ min: 0, max: 95 }).map((n) => n * 15),
          hours: fc.integer({ min: 1, max: 24 }),
          days: fc.constantFrom(1, 2, 5, 14, 30),
          calls: fc.array(fc.constantFrom(15, 30, 60, 180), { maxLength: 3 }),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    ),
    told: fc.option(
      fc.record({
        day: fc.constantFrom(-36, -28, -27, -5, -4, -3, -1, 1),
        known: fc.array(fc.constantFrom<Known[]>('so', 'not', 'shorter', 'gone'), { minLength: 1, maxLength: 4 }),
      }),
      { nil: undefined },
    ),
  });

const CALL_ACTIVITIES = (['on-call', 'call-out'] as const).map((kind) => ({
  id: activityId(kind),
  name: kind,
  kind,
  paid: kind === 'call-out',
  countsAsWork: kind === 'call-out',
  countsAsShrinkage: false,
}));

/** Times on call where somebody is free, as shifts and in boxes. */
function callsOf(
  list: Beside['onCall'],
  startMs: number,
  box: number,
  boxes: Uint8Array,
): (CallDuty & { shift: RosterShift })[] {
  const perDay = 1440 / box;
  const taken = boxes.map((one) => (one === FREE ? 0 : 1));
  const ms = (at: number): number => startMs + at * box * 60_000;
  const made: (CallDuty & { shift: RosterShift })[] = [];
  for (const { day, startMinute, hours, days, calls } of list) {
    for (let d = day; d < day + days; d++) {
      const start = d * perDay + startMinute / box;
      const end = start + (hours * 60) / box;
      // Two days are left free at the end here too, and a time on call is one: the next begins a box later.
      if (end > boxes.length - 2 * perDay || taken.slice(start, end + 1).some((one) => one === 1)) continue;
      taken.fill(1, start, end);
      let at = start;
      const outs: [number, number][] = [];
      const activities: RosterShift['activities'][number][] = [];
      const part = (activity: string, from: number, to: number): void => {
        if (to > from)
          activities.push({ activity, startMs: ms(from), endMs: ms(to), paid: activity === 'call-out', queues: [] });
      };
      calls.forEach((minutes, k) => {
        const from = start + ((k + 1) * 75) / box;
        // At least half an hour of the time on call is left after it.
        if (from <= at || from + Math.max(30, minutes) / box > end) return;
        part('on-call', at, from);
        at = from + minutes / box;
        part('call-out', from, at);
        outs.push([from, at]);
      });
      part('on-call', at, end);
      made.push({ start, end, calls: outs, shift: { ...shiftOf('a', ms(start), ms(end)), activities } });
    }
  }
  return made.sort((a, b) => a.start - b.start);
}

/** Hours at school from the first shift on, painted over what else there is. */
function goToSchool(
  who: Who,
  boxes: Uint8Array,
  moments: ReturnType<typeof momentsOf>,
  from: string,
  to: string,
): Circumstance[] {
  const { school, agent: someone, person } = who;
  if (school === undefined || person.age(from) >= 18) return [];
  const [fromMinute, toMinute] = school as [number, number];
  moments.forEach(({ date, weekday, minute }, i) => {
    const isDay = weekday >= 1 && weekday <= 5 && date >= from && date <= to && !HOLIDAYS.has(date);
    if (isDay && person.age(date) < 18 && minute >= fromMinute && minute < toMinute) boxes[i] = WORK;
  });
  return [
    { agent: someone.id, kind: 'school', fromDate: from, toDate: to, weekdays: [1, 2, 3, 4, 5], fromMinute, toMinute },
  ];
}

/** Dutch public holidays in the weeks of {@link ROSTERS} and the year before them, as rijksoverheid.nl gives them. */
const HOLIDAYS = new Set([
  ...['2025-04-20', '2025-04-21', '2025-04-26', '2025-05-05', '2025-05-29', '2025-06-08', '2025-06-09'],
  ...['2025-12-25', '2025-12-26', '2026-01-01', '2026-04-05', '2026-04-06', '2026-04-27', '2026-05-14', '2026-05-24'],
  ...['2026-05-25', '2026-12-25', '2026-12-26'],
]);

/** Audits a roster with what was worked before it, and compares with brute force; returns what was found. */
function compare(
  monday: string,
  history: number,
  weeks: number,
  box: number,
  list: readonly Segment[],
  who: Who,
  drawn: Beside,
): Verdict[] {
  const fromDate = addDays(monday, -7 * history);
  const startMs = midnight(fromDate);
  const rosterMs = midnight(monday);
  const first = (rosterMs - startMs) / 60_000 / box;
  const { told } = drawn;
  const made = build(startMs, history + weeks, box, list, told && { from: first, known: told.known });
  const { boxes, spans } = made;
  fc.pre(made.shifts.some((shift) => shift.startMs >= rosterMs));
  const moments = momentsOf(startMs, box, boxes.length);
  const screen = boxes.slice();
  const onCall = callsOf(drawn.onCall, startMs, box, boxes);
  const lastDay = addDays(monday, 7 * weeks - 3);
  const school = goToSchool(who, boxes, moments, made.shifts[0]!.date, lastDay);
  const all = [...made.shifts, ...onCall.map(({ shift }) => shift)].sort((a, b) => a.startMs - b.startMs);
  const centre = payCentre([who.agent], {
    circumstances: [...who.circumstances, ...school],
    activities: [...ACTIVITIES, ...CALL_ACTIVITIES],
  });
  const noon = told === undefined ? undefined : midnight(monday) + (told.day * 24 + 12) * 3_600_000;
  const findings = checkLaw({
    shifts: all.filter((shift) => shift.startMs >= rosterMs),
    worked: all.filter((shift) => shift.startMs < rosterMs),
    centre,
    laws,
    ...(noon === undefined ? {} : { announcedMs: noon, earlier: made.earlier.map(({ shift }) => shift) }),
  });
  const known: Told | undefined =
    told === undefined || noon === undefined
      ? undefined
      : {
          date: addDays(monday, told.day),
          box: (noon - startMs) / 60_000 / box,
          earlier: made.earlier.map(({ shift, span }) => [...span, shift.date]),
          onCallContract: who.agent.contract === 'call',
        };
  const wanted = bruteForce(boxes, moments, box, first, spans, who.person, { onCall, told: known, screen });
  const got = new Map<string, Verdict[]>();
  for (const finding of findings) {
    const verdicts = got.get(finding.ruleId) ?? [];
    if (verdicts.length === 0 || !ONCE.has(finding.ruleId)) verdicts.push(verdict(finding));
    got.set(finding.ruleId, verdicts);
  }
  const of = (list: (rule: string) => readonly Verdict[]) => ARTICLES.map((rule) => [rule, ...list(rule)]);
  expect(of((rule) => got.get(rule) ?? [])).toEqual(of((rule) => wanted[rule] ?? []));
  for (const rule of Object.keys(wanted)) seen.set(rule, (seen.get(rule) ?? 0) + 1);
  return Object.values(wanted).flat();
}

/** In how many rosters each article was broken or noted. */
const seen = new Map<string, number>();

describe('audit of random rosters', () => {
  it('is compared on every rule of the Dutch set', () => {
    expect([...ARTICLES, ...DEFINITIONS].sort()).toEqual(NL.rules.map(({ id }) => id).sort());
    const definitions = NL.rules.filter(({ kind }) => kind === 'night-definition').map(({ id }) => id);
    expect(DEFINITIONS).toEqual(definitions);
  });

  it('agrees with brute force on five minutes: a week of history, three of roster', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ROSTERS).chain((monday) => fc.tuple(fc.constant(monday), people(monday))),
        segments(5, 9),
        beside(24),
        ([monday, who], list, drawn) => {
          compare(monday, 1, 3, 5, list, who, drawn);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('agrees with brute force on quarters of an hour: half a year of history', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ROSTERS).chain((monday) => fc.tuple(fc.constant(monday), people(monday))),
        // Mostly short weeks, mostly long ones.
        fc.oneof(segments(15, 50, 30), segments(15, 50, 30, 540)),
        beside(160),
        ([monday, who], list, drawn) => {
          compare(monday, 22, 2, 15, list, who, drawn);
        },
      ),
      // Shrinking years of shifts would take hours.
      { numRuns: 300, endOnFailure: true },
    );
  });

  it('agrees with brute force on Sundays and long nights: more than a year of history', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ROSTERS).chain((monday) => fc.tuple(fc.constant(monday), people(monday))),
        segments(15, 130, 90),
        beside(400),
        ([monday, who], list, drawn) => {
          compare(monday, 56, 2, 15, list, who, drawn);
        },
      ),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it('broke every article that it compared', () => {
    // The agreement is worth something only where rules are broken.
    expect(ARTICLES.filter((rule) => (seen.get(rule) ?? 0) < 5)).toEqual([]);
  });

  it('lifts what a record of consent covers on all dates, and nothing else', () => {
    fc.assert(
      fc.property(segments(15, 6), fc.integer({ min: -2, max: 20 }), fc.nat({ max: 20 }), (list, from, length) => {
        const monday = ROSTERS[4];
        const { shifts } = build(midnight(monday), 3, 15, list);
        fc.pre(shifts.length > 0);
        const [validFrom, validTo] = [addDays(monday, from), addDays(monday, from + length)];
        const book: LawBook = lawBookOf({
          sets: [],
          consents: [{ agent: 'a', rule: 'NL-ATW/5:7a', validFrom, validTo, record: 'letter' }],
        });
        const centre = payCentre([agent('a')]);
        const plain = checkLaw({ shifts, centre, laws });
        const lifted = checkLaw({ shifts, centre, laws: book });
        expect(lifted.map(({ severity }) => severity)).toEqual(
          plain.map((finding) => {
            const isCovered = finding.dates.every((date) => date >= validFrom && date <= validTo);
            return finding.ruleId === 'NL-ATW/5:7a' && isCovered ? 'note' : finding.severity;
          }),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('of people together finds what it finds of each alone', () => {
    fc.assert(
      fc.property(segments(15, 6), segments(15, 6), (first, second) => {
        const startMs = midnight(ROSTERS[4]);
        const mine = build(startMs, 3, 15, first).shifts;
        const yours = build(startMs, 3, 15, second).shifts.map((shift) => ({ ...shift, agent: agent('b').id }));
        const both = payCentre([agent('a'), agent('b')]);
        const check = (shifts: readonly RosterShift[]) => checkLaw({ shifts, centre: both, laws });
        expect(check([...yours, ...mine])).toEqual([...check(mine), ...check(yours)]);
      }),
      { numRuns: 100 },
    );
  });
});
