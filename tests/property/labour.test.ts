import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RosterShift } from '../../src/domain/roster.js';
import { lawBookOf } from '../../src/labour/book.js';
import { checkLaw } from '../../src/labour/check-law.js';
import { agent, type Pause, payCentre, shiftOf } from '../support/pay-centre.js';

/*
 * The Dutch rules once more, by brute force on quarters of an hour: a row of boxes from a Monday on, each at work, on a break
 * inside a duty, or free. Local time comes from the platform's own calendar. Knows nothing of stretches, windows or indices.
 */
const QUARTER = 15 * 60_000;
const laws = lawBookOf();
const centre = payCentre([agent('a')]);
/** Midnight in Amsterdam on Mondays a week before each clock change, and on one without. */
const MONDAYS = ['2026-10-18T22:00:00Z', '2026-03-22T23:00:00Z', '2026-11-01T23:00:00Z'].map((text) =>
  Date.parse(text),
);
const WEEKS = 3;
const BOXES = WEEKS * 7 * 96 + 200;

const format = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Amsterdam',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const read = (ms: number) => {
  const parts = Object.fromEntries(format.formatToParts(ms).map((part) => [part.type, part.value]));
  return { weekday: parts.weekday!, minute: Number(parts.hour) * 60 + Number(parts.minute) };
};

type Reading = ReturnType<typeof read>;
const readings = new Map<number, Reading[]>();
/** Local time of each box; read once per Monday. */
function clockOf(mondayMs: number): (box: number) => Reading {
  let known = readings.get(mondayMs);
  if (known === undefined) {
    known = Array.from({ length: BOXES }, (_, i) => read(mondayMs + i * QUARTER));
    readings.set(mondayMs, known);
  }
  const boxes = known;
  return (box) => boxes[box]!;
}

const FREE = 0;
const PAUSE = 1;
const WORK = 2;

interface Plan {
  readonly gap: number;
  readonly length: number;
  readonly pauses: readonly Pause[];
}

const plans = fc.array(
  fc.record({
    // Free quarters since the last shift: from a split day over short rests to a weekend.
    gap: fc.oneof(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 40, max: 64 }),
      fc.integer({ min: 120, max: 260 }),
    ),
    length: fc.integer({ min: 8, max: 56 }),
    pauses: fc
      .array(fc.constantFrom(15, 30, 45), { maxLength: 2 })
      .map((list) => list.map((minutes, i) => ({ after: 45 + i * 60, minutes }))),
  }),
  { minLength: 1, maxLength: 22 },
);

function build(mondayMs: number, list: readonly Plan[]): { shifts: RosterShift[]; boxes: Uint8Array } {
  const boxes = new Uint8Array(BOXES);
  const shifts: RosterShift[] = [];
  let at = 0;
  for (const { gap, length, pauses } of list) {
    const start = at + gap;
    if (start + length > WEEKS * 7 * 96) break;
    // A pause has work on both sides.
    const kept = pauses.filter((pause) => pause.after + pause.minutes <= (length - 1) * 15);
    boxes.fill(WORK, start, start + length);
    for (const { after, minutes } of kept) boxes.fill(PAUSE, start + after / 15, start + (after + minutes) / 15);
    shifts.push(shiftOf('a', mondayMs + start * QUARTER, mondayMs + (start + length) * QUARTER, { pauses: kept }));
    at = start + length;
  }
  return { shifts, boxes };
}

/** Turns of work, parted by eight free hours or more. */
function turns(boxes: Uint8Array): { start: number; end: number }[] {
  const result: { start: number; end: number }[] = [];
  boxes.forEach((box, i) => {
    if (box === FREE) return;
    const last = result.at(-1);
    if (last !== undefined && i - last.end < 32) last.end = i + 1;
    else result.push({ start: i, end: i + 1 });
  });
  return result;
}

/** Free quarters in a row, the longest in a window; what lies after the row of boxes is free. */
function longestFree(on: Uint8Array, from: number, to: number): number {
  let longest = 0;
  let run = 0;
  for (let i = from; i < to; i++) {
    run = (on[i] ?? 0) === 0 ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

function bruteForce(mondayMs: number, boxes: Uint8Array) {
  const all = turns(boxes);
  const on = new Uint8Array(BOXES);
  for (const { start, end } of all) on.fill(1, start, end);
  const at = clockOf(mondayMs);
  const work = ({ start, end }: { start: number; end: number }) =>
    boxes.subarray(start, end).filter((box) => box === WORK).length;
  const nightWork = ({ start, end }: { start: number; end: number }): number => {
    // Work between midnight and six, the most in one night.
    let most = 0;
    let run = 0;
    for (let i = start; i < end; i++) {
      if (at(i).minute >= 360) run = 0;
      else if (boxes[i] === WORK) most = Math.max(most, ++run);
    }
    return most;
  };
  const weekWork: number[] = [];
  let week = -1;
  for (let i = 0; i < WEEKS * 7 * 96; i++) {
    const { weekday, minute } = at(i);
    if (weekday === 'Mon' && minute === 0) week++;
    weekWork[week] = (weekWork[week] ?? 0) + (boxes[i] === WORK ? 1 : 0);
  }
  const sundays = all.some(({ start, end }) =>
    Array.from({ length: end - start }, (_, k) => start + k).some((i) => boxes[i] === WORK && at(i).weekday === 'Sun'),
  );
  const pauseRuns = ({ start, end }: { start: number; end: number }): number =>
    boxes.subarray(start, end).filter((box) => box !== WORK).length * 15;
  return {
    'NL-ATW/5:3': all.filter(({ start }) => longestFree(on, start, start + 96) < 44).map(({ start }) => start),
    'NL-ATW/5:5': all.some(({ start }) => longestFree(on, start, start + 672) < 144),
    'NL-ATW/5:4a': all.filter((turn) => work(turn) > 22 && pauseRuns(turn) < 30).map(({ start }) => start),
    'NL-ATW/5:7a': all.filter((turn) => work(turn) > 48).map(({ start }) => start),
    'NL-ATW/5:7b': weekWork.filter((quarters) => quarters > 240).length,
    'NL-ATW/5:8(1)': all.filter((turn) => nightWork(turn) > 4 && work(turn) > 40).map(({ start }) => start),
    'NL-ATW/5:6(1)': sundays,
  };
}

describe('audit of random rosters', () => {
  it('agrees with brute force on quarters of an hour', () => {
    let seen = 0;
    fc.assert(
      fc.property(fc.constantFrom(...MONDAYS), plans, (mondayMs, list) => {
        const { shifts, boxes } = build(mondayMs, list);
        fc.pre(shifts.length > 0);
        const findings = checkLaw({ shifts, centre, laws });
        const starts = (rule: string) =>
          findings.filter((finding) => finding.ruleId === rule).map((finding) => (finding.fromMs - mondayMs) / QUARTER);
        const wanted = bruteForce(mondayMs, boxes);
        for (const rule of ['NL-ATW/5:3', 'NL-ATW/5:4a', 'NL-ATW/5:7a', 'NL-ATW/5:8(1)'] as const) {
          expect(starts(rule), rule).toEqual(wanted[rule]);
          seen += wanted[rule].length;
        }
        expect(starts('NL-ATW/5:5').length > 0, 'weekly rest').toBe(wanted['NL-ATW/5:5']);
        expect(starts('NL-ATW/5:7b').length, 'hours per week').toBe(wanted['NL-ATW/5:7b']);
        expect(starts('NL-ATW/5:6(1)').length > 0, 'Sundays').toBe(wanted['NL-ATW/5:6(1)']);
      }),
      { numRuns: 1500 },
    );
    // The agreement is worth something only where rules are broken.
    expect(seen).toBeGreaterThan(1000);
  });

  it('of people together finds what it finds of each alone', () => {
    fc.assert(
      fc.property(plans, plans, (first, second) => {
        const mine = build(MONDAYS[2]!, first).shifts;
        const yours = build(MONDAYS[2]!, second).shifts.map((shift) => ({ ...shift, agent: agent('b').id }));
        const both = payCentre([agent('a'), agent('b')]);
        const check = (shifts: readonly RosterShift[]) => checkLaw({ shifts, centre: both, laws });
        expect(check([...yours, ...mine])).toEqual([...check(mine), ...check(yours)]);
      }),
      { numRuns: 100 },
    );
  });
});
