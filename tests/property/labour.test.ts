import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Agent, Circumstance } from '../../src/domain/agent.js';
import type { RosterShift } from '../../src/domain/roster.js';
import { type LawBook, lawBookOf } from '../../src/labour/book.js';
import { checkLaw } from '../../src/labour/check-law.js';
import type { LawFinding } from '../../src/labour/finding.js';
import { addDays } from '../../src/time/zone.js';
import { bruteForce, momentsOf, PAUSE, type Person, type Verdict, WORK } from '../support/law-brute-force.js';
import { agent, type Pause, payCentre, shiftOf } from '../support/pay-centre.js';

/** Mondays of rosters: in weeks of each clock change, just after them, and on one without. */
const ROSTERS = ['2026-10-19', '2026-10-26', '2026-03-23', '2026-03-30', '2026-11-30'] as const;
const midnight = (monday: string): number =>
  Date.parse(`${monday}T00:00:00${monday > '2026-03-29' && monday < '2026-10-25' ? '+02:00' : '+01:00'}`);
const laws = lawBookOf();

/** Articles that the audit and the brute force both know; those of being on call and notice have tables of cases. */
const ARTICLES = [
  ...['3:2', '4:5a', '4:5b', '4:5c', '4:5d', '4:6', '4:9', '5:3', '5:3/16', '5:3/16-night', '5:4a', '5:4b', '5:4/16'],
  ...['5:6(1)', '5:6(3)', '5:7a', '5:7b', '5:7c', '5:7(3)', '5:7/16a', '5:7/16b', '5:7/16c'],
  ...['5:8(1)', '5:8(2)', '5:8(4)', '5:8(5)', '5:8(6)', '5:8(8)', '5:5', '5:5/16'],
].map((article) => `NL-ATW/${article}`);
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
  readonly starts: number[];
}

function build(startMs: number, weeks: number, boxMinutes: number, list: readonly Segment[]): Made {
  const perDay = 1440 / boxMinutes;
  const boxes = new Uint8Array(weeks * 7 * perDay);
  const shifts: RosterShift[] = [];
  const starts: number[] = [];
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
      boxes.fill(WORK, start, start + length);
      for (const { after, minutes } of kept)
        boxes.fill(PAUSE, start + after / boxMinutes, start + (after + minutes) / boxMinutes);
      const ms = (box: number): number => startMs + box * boxMinutes * 60_000;
      shifts.push(shiftOf('a', ms(start), ms(start + length), { pauses: kept }));
      starts.push(start);
      free = start + length + 1;
    }
    day += segment.off;
  }
  return { shifts, boxes, starts };
}

/** Somebody as the audit and as the brute force know them. */
interface Who {
  readonly agent: Agent;
  readonly circumstances: readonly Circumstance[];
  readonly person: Person;
}

const ageAt = (birth: string, date: string): number =>
  Number(date.slice(0, 4)) - Number(birth.slice(0, 4)) - (date.slice(5) < birth.slice(5) ? 1 : 0);
const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** Adults, minors, people with a birthday in the roster, pregnant, off nights. */
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
    })
    .map(({ birth, pregnant, noNights }) => {
      const who = agent('a', birth === undefined ? {} : { birthDate: birth });
      const born = pregnant === undefined ? undefined : addDays(monday, pregnant);
      const told = born === undefined ? '' : addDays(born, -200);
      const since = noNights === undefined ? undefined : addDays(monday, noNights);
      return {
        agent: who,
        circumstances: [
          ...(born === undefined ? [] : [{ agent: who.id, kind: 'pregnant' as const, fromDate: told, toDate: born }]),
          ...(since === undefined ? [] : [{ agent: who.id, kind: 'no-nights' as const, fromDate: since }]),
        ],
        person: {
          age: (date) => (birth === undefined ? 40 : ageAt(birth, date)),
          // Until the same day of the month half a year later; the births drawn lie on days that every month has.
          pregnant: (date) => born !== undefined && date >= told && date <= halfYearOn(born),
          aroundBirth: (date) => born !== undefined && days(born, date) >= -28 && days(born, date) <= 42,
          noNights: (date) => since !== undefined && date >= since,
        },
      };
    });

function halfYearOn(date: string): string {
  const moved = new Date(`${date}T00:00:00Z`);
  moved.setUTCMonth(moved.getUTCMonth() + 6);
  return moved.toISOString().slice(0, 10);
}

const verdict = ({ severity, measured }: LawFinding): Verdict => [severity, measured];

/** Audits a roster with what was worked before it, and compares with brute force; returns what was found. */
function compare(
  monday: string,
  history: number,
  weeks: number,
  box: number,
  list: readonly Segment[],
  who: Who,
): Verdict[] {
  const fromDate = addDays(monday, -7 * history);
  const startMs = midnight(fromDate);
  const rosterMs = midnight(monday);
  const { shifts, boxes, starts } = build(startMs, history + weeks, box, list);
  const rostered = shifts.filter((shift) => shift.startMs >= rosterMs);
  fc.pre(rostered.length > 0);
  const worked = shifts.filter((shift) => shift.startMs < rosterMs);
  const centre = payCentre([who.agent], { circumstances: who.circumstances });
  const findings = checkLaw({ shifts: rostered, worked, centre, laws });
  const moments = momentsOf(startMs, box, boxes.length);
  const wanted = bruteForce(boxes, moments, box, (rosterMs - startMs) / 60_000 / box, starts, who.person);
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
  it('agrees with brute force on five minutes: a week of history, three of roster', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ROSTERS).chain((monday) => fc.tuple(fc.constant(monday), people(monday))),
        segments(5, 9),
        ([monday, who], list) => {
          compare(monday, 1, 3, 5, list, who);
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
        ([monday, who], list) => {
          compare(monday, 22, 2, 15, list, who);
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
        ([monday, who], list) => {
          compare(monday, 56, 2, 15, list, who);
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
