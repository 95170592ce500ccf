import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsLp } from '../../solver/lp/js-lp.js';
import { solveOnce } from '../../solver/lp/session.js';
import { require } from '../../src/requirement/index.js';
import { levelWork } from '../../src/requirement/level.js';
import { localDate, localMinute } from '../../src/time/zone.js';
import { denseModel } from '../support/lp.js';
import { centreOf, forecastOf, mail, phone } from '../unit/requirement/small-centre.js';

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

/** Work with deadlines in order: released in an interval, due some intervals later. */
const flows = fc
  .array(fc.record({ work: fc.integer({ min: 0, max: 20 }), span: fc.integer({ min: 1, max: 5 }) }), {
    minLength: 1,
    maxLength: 14,
  })
  .map((items) => {
    const released = new Float64Array(items.length);
    const due = new Float64Array(items.length);
    let last = 0;
    items.forEach(({ work, span }, i) => {
      last = Math.max(last, Math.min(items.length, i + span));
      released[i]! += work;
      due[last - 1]! += work;
    });
    return { released, due };
  });

describe('level plan', () => {
  it('does all work, none before it is there and none after it is due', () => {
    fc.assert(
      fc.property(flows, ({ released, due }) => {
        const done = levelWork(released, due);
        let balance = 0;
        let slack = 0;
        done.forEach((amount, i) => {
          expect(amount).toBeGreaterThanOrEqual(0);
          balance += released[i]! - amount;
          slack += amount - due[i]!;
          expect(balance).toBeGreaterThan(-1e-9);
          expect(slack).toBeGreaterThan(-1e-9);
        });
        expect(Math.abs(balance)).toBeLessThan(1e-9);
      }),
    );
  });

  it('has the lowest peak that a linear program finds', () => {
    fc.assert(
      fc.property(flows, ({ released, due }) => {
        const n = released.length;
        // Columns: done in each interval, then the peak. Rows: cumulative corridor, then peak − done ≥ 0.
        const cumulative = (values: Float64Array, i: number): number => sum(values.subarray(0, i + 1));
        const model = denseModel({
          cost: [...new Array<number>(n).fill(0), 1],
          rows: [
            ...Array.from({ length: n }, (_, i) => ({
              terms: Array.from({ length: n + 1 }, (_, j) => (j <= i && j < n ? 1 : 0)),
              lower: cumulative(due, i),
              upper: cumulative(released, i),
            })),
            ...Array.from({ length: n }, (_, i) => ({
              terms: Array.from({ length: n + 1 }, (_, j) => (j === n ? 1 : j === i ? -1 : 0)),
              lower: 0,
            })),
          ],
        });
        const optimum = solveOnce(jsLp, model);
        expect(optimum.status).toBe('optimal');
        expect(Math.max(...levelWork(released, due))).toBeCloseTo(optimum.objective, 6);
      }),
      { numRuns: 60 },
    );
  });

  it('varies least: no shift of work between two intervals that deadlines allow makes it smoother', () => {
    fc.assert(
      fc.property(flows, fc.nat(), fc.nat(), ({ released, due }, a, b) => {
        const done = levelWork(released, due);
        const [from, to] = [a % done.length, b % done.length];
        if (done[from]! <= done[to]! + 1e-9) return;
        // Moving work from the busier to the quieter interval must break the corridor somewhere between.
        const moved = done.slice();
        const step = Math.min(done[from]!, (done[from]! - done[to]!) / 2) * 0.5;
        moved[from]! -= step;
        moved[to]! += step;
        let balance = 0;
        let slack = 0;
        let broken = false;
        moved.forEach((amount, i) => {
          balance += released[i]! - amount;
          slack += amount - due[i]!;
          if (balance < -1e-9 || slack < -1e-9) broken = true;
        });
        expect(broken).toBe(true);
      }),
    );
  });
});

describe('requirement of deferrable work', () => {
  const days = fc.constantFrom('2026-03-27', '2026-10-23', '2026-11-30');
  const deadline = fc.constantFrom(30, 45, 240, 480, 1440);

  it('conserves work, keeps deadlines and opening hours, over clock changes too', () => {
    fc.assert(
      fc.property(
        days,
        deadline,
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 24, maxLength: 24 }),
        (date, minutes, volumes) => {
          const queue = mail({ deadlineMinutes: minutes });
          const centre = centreOf([queue]);
          const forecast = forecastOf(centre, queue, date, 4, (i) => volumes[(i * 7) % 24]!);
          const { rows, deferrable } = require(centre, [forecast]);
          const arrived = sum(forecast.offered) * queue.ahtSeconds;
          expect(sum(rows.map((row) => row.agentsNet * 1800))).toBeCloseTo(arrived, 5);
          for (const { startMs, deadlineMs } of deferrable) {
            expect(deadlineMs).toBeGreaterThan(startMs);
            const end = localMinute(deadlineMs - 1, queue.zone);
            expect(end >= 480 && end < 1200).toBe(true);
          }
          for (const row of rows) {
            const minute = localMinute(row.startMs, queue.zone);
            expect(minute >= 480 && minute < 1200).toBe(true);
            // First come first served keeps each deadline: no work waits longer than its own.
            if (row.offered > 0 && minutes <= 720) {
              const latest = deferrable.find((work) => work.startMs === row.startMs)!.deadlineMs;
              expect(row.startMs + row.asaSeconds * 1000).toBeLessThan(latest);
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('requirement of real-time queues', () => {
  it('never falls when volume rises, and covers every interval of days with a clock change once', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('2026-03-29', '2026-10-25'),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 50 }),
        (date, volume, more) => {
          const queue = phone({ openingHours: [], patienceSeconds: 300 });
          const centre = centreOf([queue]);
          const low = require(centre, [forecastOf(centre, queue, date, 1, () => volume)]).rows;
          const high = require(centre, [forecastOf(centre, queue, date, 1, () => volume + more)]).rows;
          expect(low).toHaveLength(date === '2026-03-29' ? 46 : 50);
          expect(low.every((row) => localDate(row.startMs, queue.zone) === date)).toBe(true);
          low.forEach((row, i) => {
            expect(high[i]!.agentsNet).toBeGreaterThanOrEqual(row.agentsNet);
            if (volume === 0) expect(row).toMatchObject({ agentsNet: 0, agentsScheduled: 0, serviceLevel: 1 });
          });
        },
      ),
      { numRuns: 30 },
    );
  });
});
