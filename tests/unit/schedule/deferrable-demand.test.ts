import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Queue } from '../../../src/domain/centre.js';
import { queueId } from '../../../src/domain/ids.js';
import { deferrableDemand } from '../../../src/schedule/deferrable-demand.js';
import { type Period, periodOf, slotOf } from '../../../src/schedule/period.js';
import { addDays, startOfDay } from '../../../src/time/zone.js';
import { AMSTERDAM, madeCentre, queueOf } from './made-centre.js';

const HALF_HOUR = 1_800_000;
const centre = madeCentre();

/** Open Monday to Friday, Saturday mornings too, or around the clock. */
const queues = fc.constantFrom<Queue[]>(
  queueOf('mail', [], { deadlineMinutes: 240 }),
  queueOf('mail', [], {
    deadlineMinutes: 240,
    openingHours: [
      { weekdays: [1, 2, 3, 4, 5], fromMinute: 480, toMinute: 1200 },
      { weekdays: [6], fromMinute: 540, toMinute: 780 },
    ],
  }),
  queueOf('mail', [], { deadlineMinutes: 240, openingHours: [], closedOnHolidays: false }),
);
/** Weeks with and without a clock change, and with Christmas. */
const mondays = fc.constantFrom('2026-11-30', '2026-03-23', '2026-10-19', '2026-12-21');
/** Work of up to four days' time within nine days of the start of a week. */
const works = fc.array(
  fc.record({
    start: fc.integer({ min: -9 * 48, max: 9 * 48 }),
    length: fc.integer({ min: 1, max: 4 * 48 }),
    seconds: fc.integer({ min: 0, max: 20_000 }),
  }),
  { maxLength: 30 },
);
const rowsOf = (fromDate: string, list: readonly { start: number; length: number; seconds: number }[]) =>
  list.map(({ start, length, seconds }) => ({
    queue: queueId('mail'),
    startMs: startOfDay(fromDate, AMSTERDAM) + start * HALF_HOUR,
    deadlineMs: startOfDay(fromDate, AMSTERDAM) + (start + length) * HALF_HOUR,
    workSeconds: seconds,
  }));
const intervals = (period: Period): number => period.slots / period.intervalSlots;

describe('deferrable work of a period', () => {
  it('lies inside the period, is due at the end of an open interval and can be begun before', () => {
    fc.assert(
      fc.property(queues, mondays, works, (queue, fromDate, list) => {
        const period = periodOf(centre, fromDate, 1);
        const { items, open } = deferrableDemand(centre, queue, period, rowsOf(fromDate, list), 1);
        expect(open).toHaveLength(intervals(period));
        for (const { release, deadline, agentIntervals } of items) {
          expect(release).toBeGreaterThanOrEqual(0);
          expect(deadline).toBeGreaterThan(release);
          expect(deadline).toBeLessThanOrEqual(intervals(period));
          expect(open[deadline - 1]).toBe(1);
          expect(agentIntervals).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('is conserved: neighbouring weeks share out what crosses their border by open time', () => {
    fc.assert(
      fc.property(queues, mondays, works, fc.double({ min: 1, max: 2, noNaN: true }), (queue, monday, list, factor) => {
        const rows = rowsOf(monday, list);
        const weeks = [-2, -1, 0, 1, 2].map((week) => periodOf(centre, addDays(monday, week * 7), 1));
        const planned = weeks.map((period) => deferrableDemand(centre, queue, period, rows, factor));
        const done = planned.reduce(
          (sum, { items }) => sum + items.reduce((week, item) => week + item.agentIntervals, 0),
          0,
        );
        // Work without any open time before its deadline can be put nowhere.
        const isOpenBetween = (fromMs: number, toMs: number): boolean =>
          weeks.some((period, w) =>
            planned[w]!.open.some((flag, i) => {
              const ms = period.originMs + i * HALF_HOUR;
              return flag === 1 && ms >= fromMs && ms < toMs;
            }),
          );
        const given = rows
          .filter((row) => isOpenBetween(row.startMs, row.deadlineMs))
          .reduce((sum, row) => sum + (row.workSeconds / 1800) * factor, 0);
        expect(done).toBeCloseTo(given, 6);
      }),
      { numRuns: 60 },
    );
  });

  it('counts half where half of the open time lies inside', () => {
    const queue = queueOf('mail', [], { deadlineMinutes: 480 });
    const period = periodOf(centre, '2026-11-30', 1);
    const friday = startOfDay('2026-11-27', AMSTERDAM);
    // Friday 15:00 to Monday 11:00: two open hours before the period and two inside.
    const row = {
      queue: queue.id,
      startMs: friday + 30 * HALF_HOUR,
      deadlineMs: friday + 3 * 48 * HALF_HOUR + 22 * HALF_HOUR,
      workSeconds: 7200,
    };
    const { items, open } = deferrableDemand(centre, queue, period, [row], 1.25);
    expect(items).toEqual([{ release: 0, deadline: 22, agentIntervals: 4 * 1.25 * 0.5 }]);
    expect(open.flatMap((flag, i) => (flag === 1 && i < 48 ? [i] : []))).toEqual(
      Array.from({ length: 16 }, (_, i) => 18 + i),
    );
    const other = { ...row, queue: queueId('letters') };
    expect(deferrableDemand(centre, queue, period, [other, { ...row, workSeconds: 0 }], 1).items).toEqual([]);
  });

  it('is due when the queue last closes in the period where it may run on', () => {
    const queue = queueOf('mail', [], { deadlineMinutes: 480 });
    const period = periodOf(centre, '2026-11-30', 1);
    const friday = startOfDay('2026-12-04', AMSTERDAM);
    const row = {
      queue: queue.id,
      startMs: friday + 32 * HALF_HOUR,
      deadlineMs: friday + 3 * 48 * HALF_HOUR + 24 * HALF_HOUR,
      workSeconds: 8 * 1800,
    };
    const close = slotOf(period, friday + 34 * HALF_HOUR) / period.intervalSlots;
    expect(deferrableDemand(centre, queue, period, [row], 1).items).toEqual([
      { release: close - 2, deadline: close, agentIntervals: 2 },
    ]);
  });
});
