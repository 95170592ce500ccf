import { expect, it } from 'vitest';
import type { Circumstance } from '../../src/domain/agent.js';
import type { Site } from '../../src/domain/centre.js';
import { activityId, agentId, contractId, queueId, siteId } from '../../src/domain/ids.js';
import type { RosterActivity, RosterShift } from '../../src/domain/roster.js';
import { lawBookOf } from '../../src/labour/book.js';
import { checkLaw } from '../../src/labour/check-law.js';
import type { LawFinding } from '../../src/labour/finding.js';
import { addDays, localDate, resolveLocal } from '../../src/time/zone.js';
import { ACTIVITIES, agent, payCentre } from './pay-centre.js';

/**
 * Tables of cases of labour law as text, one case a line:
 *
 * `name | shifts | expected`
 *
 * Shifts, parted by `;`, in local time of the place: `2026-11-02 14:00-22:00`; an end not later than the start is on the next day; in the hour
 * that comes twice a time is the first, or with `*` the second. After it what lies in the shift: `b09:00+30` a break from nine of 30
 * minutes; `every N days xM` repeats the shift M times, N days apart; `wkN xM` on N days of each of M weeks. `w:` before a shift: worked before the roster.
 * `c:` time on call, with `o02:00+45` for work on a call. `e:` made known before. `leave 2026-11-02..2026-11-06`: paid leave.
 * Expected: `-` for none, or findings as `hard 9 < 11` (severity, measured, limit) with the duration as `10:55`, parted by `,`.
 */
export interface LawTable {
  /** The id of the rule: findings of others are left out. */
  readonly rule: string;
  /** What the article says. */
  readonly text: string;
  readonly cases: string;
  readonly who?: {
    readonly birthDate?: string;
    readonly circumstances?: readonly Omit<Circumstance, 'agent'>[];
    readonly contract?: 'full' | 'call';
  };
  /** Wall-clock instant in the zone, as `2026-10-05 12:00`. */
  readonly announced?: string;
  readonly law?: { readonly id: string; readonly zone: string; readonly country: string };
  /** Content of a law.json. */
  readonly laws?: unknown;
}

const NL = { id: 'NL', zone: 'Europe/Amsterdam', country: 'NL' };

/** Runs each line of a table as a test. */
export function lawTable(table: LawTable): void {
  const law = table.law ?? NL;
  const site: Site = {
    id: siteId('place'),
    name: 'place',
    kind: 'office',
    zone: law.zone,
    country: law.country,
    law: law.id,
    areas: [{ id: 'floor', desks: null }],
  };
  const book = lawBookOf(table.laws);
  for (const line of table.cases.trim().split('\n')) {
    const [name, shiftText, expected] = line.split('|').map((part) => part.trim()) as [string, string, string];
    it(name, () => {
      const made = shiftText.split(';').map((text) => shiftsOf(text.trim(), law.zone));
      const of = (kind: Made['kind']): RosterShift[] =>
        made.flatMap((one) => (one.kind === kind ? one.shifts : [])).sort((a, b) => a.startMs - b.startMs);
      const birth = table.who?.birthDate;
      const who = agent('a', {
        site: site.id,
        contract: contractId(table.who?.contract ?? 'full'),
        ...(birth === undefined ? {} : { birthDate: birth }),
      });
      const centre = payCentre([who], {
        sites: [site],
        activities: [
          ...ACTIVITIES,
          {
            id: activityId('on-call'),
            name: 'on call',
            kind: 'on-call',
            paid: false,
            countsAsWork: false,
            countsAsShrinkage: false,
          },
          {
            id: activityId('call-out'),
            name: 'call',
            kind: 'call-out',
            paid: true,
            countsAsWork: true,
            countsAsShrinkage: false,
          },
        ],
        timeOff: made.flatMap((one) =>
          one.leave === undefined ? [] : [{ agent: who.id, kind: 'leave' as const, ...one.leave }],
        ),
        circumstances: (table.who?.circumstances ?? []).map((one) => ({ ...one, agent: who.id })),
      });
      const earlier = of('earlier');
      const findings = checkLaw({
        shifts: of('roster'),
        worked: of('worked'),
        centre,
        laws: book,
        ...(table.announced === undefined ? {} : { announcedMs: instant(table.announced, law.zone) }),
        ...(earlier.length === 0 ? {} : { earlier }),
      }).filter((finding) => finding.ruleId === table.rule);
      expect(findings.map(shown).join(', ') || '-').toBe(expected);
      for (const finding of findings) isComplete(finding);
    });
  }
}

/** Every finding names its rule, article, window, measured value and limit, in both languages. */
function isComplete(finding: LawFinding): void {
  expect(finding.article).not.toBe('');
  expect(finding.source).not.toBe('');
  expect(finding.toMs).toBeGreaterThan(finding.fromMs);
  expect(finding.dates.length).toBeGreaterThan(0);
  for (const message of [finding.message, finding.messageNl]) {
    expect(message.startsWith(`${finding.article}: `)).toBe(true);
    expect(message).not.toMatch(/undefined|NaN/);
  }
  expect(finding.message).toMatch(/required|allowed/);
  expect(finding.messageNl).toMatch(/vereist|toegestaan/);
}

function shown({ severity, measured, limit, bound, unit }: LawFinding): string {
  const value = (number: number): string => {
    if (unit !== 'hours') return String(number);
    const minutes = Math.round(number * 60);
    return minutes % 60 === 0
      ? String(minutes / 60)
      : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  };
  return `${severity} ${value(measured)} ${bound === 'min' ? '<' : '>'} ${value(limit)}`;
}

interface Made {
  readonly kind: 'roster' | 'worked' | 'earlier';
  readonly shifts: RosterShift[];
  readonly leave?: { readonly fromDate: string; readonly toDate: string };
}

const SHIFT =
  /^(?<kind>[wce]:)?(?:(?<sub>c:))?(?<date>\d{4}-\d{2}-\d{2}) (?<from>\d{2}:\d{2}\*?)-(?<to>\d{2}:\d{2}\*?)(?<parts>(?: [bo]\d{2}:\d{2}\*?\+\d+)*)(?: every (?<step>\d+) days? x(?<times>\d+))?(?: wk(?<days>\d) x(?<weeks>\d+))?$/;

function shiftsOf(text: string, zone: string): Made {
  const leave = /^leave (\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(text);
  if (leave !== null) return { kind: 'roster', shifts: [], leave: { fromDate: leave[1]!, toDate: leave[2]! } };
  const match = SHIFT.exec(text);
  if (match === null) throw new Error(`"${text}" is not a shift.`);
  const { kind, sub, date, from, to, parts = '', step, times, days, weeks } = match.groups as Record<string, string>;
  const offsets =
    weeks !== undefined
      ? Array.from({ length: Number(weeks) }, (_, w) =>
          Array.from({ length: Number(days) }, (__, d) => w * 7 + d),
        ).flat()
      : Array.from({ length: Number(times ?? 1) }, (_, i) => i * Number(step ?? 0));
  const isOnCall = kind === 'c:' || sub === 'c:';
  return {
    kind: kind === 'w:' ? 'worked' : kind === 'e:' ? 'earlier' : 'roster',
    shifts: offsets.map((days) => shiftOn(addDays(date!, days), from!, to!, parts.trim(), isOnCall, zone)),
  };
}

function shiftOn(date: string, from: string, to: string, parts: string, isOnCall: boolean, zone: string): RosterShift {
  const startMs = instant(`${date} ${from}`, zone);
  const after = (time: string, afterMs: number): number => {
    const same = instant(`${date} ${time}`, zone);
    return same > afterMs ? same : instant(`${addDays(date, 1)} ${time}`, zone);
  };
  const endMs = after(to, startMs);
  const activities: RosterActivity[] = [];
  const add = (activity: string, fromMs: number, toMs: number, paid: boolean): void => {
    // Work is on contacts, at the screen.
    const queues = activity === 'work' ? [queueId('phone')] : [];
    if (toMs > fromMs) activities.push({ activity, startMs: fromMs, endMs: toMs, paid, queues });
  };
  let at = startMs;
  for (const part of parts === '' ? [] : parts.split(' ')) {
    const [time, length] = part.slice(1).split('+') as [string, string];
    const begin = after(time, startMs - 1);
    add(isOnCall ? 'on-call' : 'work', at, begin, !isOnCall);
    at = begin + Number(length) * 60_000;
    add(part.startsWith('o') ? 'call-out' : 'meal', begin, at, part.startsWith('o'));
  }
  add(isOnCall ? 'on-call' : 'work', at, endMs, !isOnCall);
  return { agent: agentId('a'), date: localDate(startMs, zone), site: siteId('place'), startMs, endMs, activities };
}

/** Instant of `2026-10-25 02:30`, of the second one with `*`. */
function instant(text: string, zone: string): number {
  const [date, time] = text.split(' ') as [string, string];
  const [hour, minute] = time.replace('*', '').split(':').map(Number) as [number, number];
  const both = resolveLocal(date, hour * 60 + minute, zone);
  return time.endsWith('*') ? (both.instants[1] ?? both.next) : both.next;
}
