import { describe, expect, it } from 'vitest';
import { erlangC } from '../../../solver/erlang/index.js';
import { queueId } from '../../../src/domain/ids.js';
import { InputError } from '../../../src/errors.js';
import { demandForRoster, require } from '../../../src/requirement/index.js';
import { centreOf, forecastOf, mail, phone } from './small-centre.js';

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

describe('real-time queues', () => {
  it('finds the least agents and raises them by all shrinkage', () => {
    const centre = centreOf([phone()]);
    const { rows } = require(centre, [forecastOf(centre, phone(), '2026-11-30', 1, () => 100)]);
    expect(rows).toHaveLength(24);
    const row = rows[0]!;
    const input = { load: (100 * 300) / 1800, ahtSeconds: 300, targetSeconds: 20 };
    expect(row.agentsNet).toBe(21);
    expect(row.serviceLevel).toBe(erlangC(21, input).serviceLevel);
    expect(erlangC(20, input).serviceLevel).toBeLessThan(0.8);
    // 21 / 0.7, where floating point would make 31 of it.
    expect(row.agentsScheduled).toBe(30);
    expect(row.occupancy).toBeCloseTo(100 / 6 / 21, 12);
  });

  it('needs nobody without contacts, or the minimum set', () => {
    const centre = centreOf([phone(), phone({ id: queueId('desk'), minimumAgents: 2 })]);
    const { rows } = require(centre, [forecastOf(centre, phone(), '2026-11-30', 1, () => 0)]);
    expect(rows.filter((row) => row.queue === 'phone').every((row) => row.agentsNet === 0)).toBe(true);
    const desk = rows.filter((row) => row.queue === 'desk');
    expect(desk).toHaveLength(24);
    expect(desk.every((row) => row.agentsNet === 2 && row.serviceLevel === 1 && row.occupancy === 0)).toBe(true);
  });

  it('takes patience into account', () => {
    const patient = phone({ patienceSeconds: 60 });
    const centre = centreOf([patient]);
    const { rows } = require(centre, [forecastOf(centre, patient, '2026-11-30', 1, () => 600)]);
    // Erlang C needs more than the load of 100; with hang-ups 80/20 is met below it.
    expect(rows[0]!.agentsNet).toBeLessThan(100);
    expect(rows[0]!.serviceLevel).toBeGreaterThanOrEqual(0.8);
  });

  it('names a goal that no head count meets and staffs for the others', () => {
    const strict = phone({ goal: { serviceLevel: 0.8, targetSeconds: 20, maxOccupancy: 0 } });
    const centre = centreOf([strict]);
    const { rows, unmet } = require(centre, [forecastOf(centre, strict, '2026-11-30', 1, () => 100)]);
    expect(unmet).toEqual([
      { queue: 'phone', goal: 'maxOccupancy', value: 0, reason: expect.stringMatching(/above 0/) },
    ]);
    expect(rows[0]!.agentsNet).toBe(21);
  });

  it.each([
    ['2026-03-29', 46],
    ['2026-11-30', 48],
    ['2026-10-25', 50],
  ])('covers every half hour of %s', (date, intervals) => {
    const always = phone({ openingHours: [] });
    const centre = centreOf([always]);
    const { rows } = require(centre, [forecastOf(centre, always, date, 1, () => 30)]);
    expect(rows).toHaveLength(intervals);
    expect(new Set(rows.map((row) => row.startMs)).size).toBe(intervals);
    expect(new Set(rows.map((row) => row.agentsNet)).size).toBe(1);
  });

  it('reports every bad forecast at once', () => {
    const centre = centreOf([phone()]);
    const good = forecastOf(centre, phone(), '2026-11-30', 1, () => 1);
    const call = () => require(centre, [good, good, { ...good, queue: queueId('fax') }]);
    expect(call).toThrow(InputError);
    expect(call).toThrow(/queue-twice[\s\S]*queue-unknown/);
  });
});

describe('second line', () => {
  const first = phone({ escalation: { to: queueId('second'), share: 0.1 } });
  const second = phone({ id: queueId('second'), line: 2, ahtSeconds: 600 });

  it('gets a tenth of what the first line handles, later by its handle time', () => {
    const centre = centreOf([first, second]);
    const { rows } = require(centre, [forecastOf(centre, first, '2026-11-30', 1, (i) => (i === 4 ? 120 : 0))]);
    const own = rows.filter((row) => row.queue === 'second');
    const wait = rows.find((row) => row.queue === 'phone' && row.offered === 120)!.asaSeconds;
    const later = (300 + wait) / 1800;
    expect(own[4]!.offered).toBeCloseTo(12 * (1 - later), 6);
    expect(own[5]!.offered).toBeCloseTo(12 * later, 6);
    expect(sum(own.map((row) => row.offered))).toBeCloseTo(12, 6);
  });

  it('adds direct contacts, unless its own history holds all', () => {
    for (const [historyHolds, expected] of [
      ['direct', 15],
      ['all', 5],
    ] as const) {
      const all = { ...second, historyHolds };
      const centre = centreOf([first, all]);
      const { rows } = require(centre, [
        forecastOf(centre, first, '2026-11-30', 1, () => 100),
        forecastOf(centre, all, '2026-11-30', 1, () => 5),
      ]);
      const own = rows.filter((row) => row.queue === 'second');
      expect(own[10]!.offered).toBeCloseTo(expected, 9);
    }
  });

  it('calls back in the morning what reaches it after closing', () => {
    const early = {
      ...second,
      openingHours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7] as const, fromMinute: 540, toMinute: 1020 }],
    };
    const centre = centreOf([first, early]);
    const { rows } = require(centre, [forecastOf(centre, first, '2026-11-30', 2, () => 100)]);
    const own = rows.filter((row) => row.queue === 'second');
    // Day one calls back what came from 8 to 9; day two also what came to the second line after 17:00 the day before.
    const later = (300 + rows[0]!.asaSeconds) / 1800;
    expect(sum(own.slice(0, 16).map((row) => row.offered))).toBeCloseTo(180 - 10 * later, 6);
    expect(sum(own.slice(16).map((row) => row.offered))).toBeCloseTo(240, 6);
    expect(own[16]!.offered).toBeCloseTo(own[19]!.offered, 6);
    expect(own[16]!.offered).toBeGreaterThan(own[20]!.offered);
  });

  it('refuses a circle', () => {
    const back = { ...second, escalation: { to: queueId('phone'), share: 0.1 } };
    const centre = centreOf([first, back]);
    expect(() => require(centre, [forecastOf(centre, first, '2026-11-30', 1, () => 1)])).toThrow(/escalation-circle/);
  });
});

describe('deferrable work', () => {
  it('is level where deadlines allow it, all of it is done, none outside opening hours', () => {
    const centre = centreOf([mail()]);
    const forecast = forecastOf(centre, mail(), '2026-11-30', 7, (i) => (i % 24 < 4 ? 30 : 3));
    const { rows, deferrable } = require(centre, [forecast]);
    expect(rows).toHaveLength(24 * 7);
    const done = sum(rows.map((row) => row.agentsNet * 1800));
    expect(done).toBeCloseTo(sum(forecast.offered) * 300, 6);
    const peakOfArrivals = (30 * 300) / 1800;
    expect(Math.max(...rows.map((row) => row.agentsNet))).toBeLessThan(0.5 * peakOfArrivals);
    for (const work of deferrable) {
      expect(work.deadlineMs).toBeGreaterThan(work.startMs);
      // Deadlines lie within 8:00 to 20:00 local time (winter, UTC+1).
      const minute = (work.deadlineMs / 60_000 + 60) % 1440;
      expect(minute > 480 && minute <= 1200).toBe(true);
    }
  });

  it('does a stated backlog by its deadline, on top of what arrives', () => {
    const centre = centreOf([mail()]);
    const forecast = forecastOf(centre, mail(), '2026-11-30', 2, () => 0);
    const deadlineMs = forecast.startMs[4]!;
    const { rows } = require(centre, [forecast], {
      backlog: new Map([['mail', [{ workSeconds: 36_000, deadlineMs }]]]),
    });
    expect(rows.slice(0, 5).map((row) => row.agentsNet)).toEqual([5, 5, 5, 5, 0]);
  });

  it('keeps people below an occupancy goal', () => {
    const calm = mail({ goal: { maxOccupancy: 0.8 }, deadlineMinutes: 30 });
    const centre = centreOf([calm]);
    const { rows } = require(centre, [forecastOf(centre, calm, '2026-11-30', 1, () => 24)]);
    expect(rows[3]!.agentsNet).toBeCloseTo(5, 12);
    expect(rows[3]!.occupancy).toBeCloseTo(0.8, 12);
  });
});

describe('demand for the roster', () => {
  it('is raised exactly by what the roster does not show, with a convex price of being short', () => {
    const centre = centreOf([phone()]);
    const { rows } = require(centre, [forecastOf(centre, phone(), '2026-11-30', 1, () => 100)]);
    const [first] = demandForRoster(centre, rows);
    expect(first!.agents).toBeCloseTo(21 / 0.92, 12);
    const curve = first!.missedContacts;
    expect(curve[0]).toBeCloseTo(100 * (1 - rows[0]!.serviceLevel), 9);
    expect(curve.at(-1)).toBe(100);
    for (let k = 2; k < curve.length - 1; k++)
      expect(curve[k]! - curve[k - 1]!).toBeGreaterThanOrEqual(curve[k - 1]! - curve[k - 2]! - 1e-12);
  });
});
