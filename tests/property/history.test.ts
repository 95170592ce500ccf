import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvText, parseCsv } from '../../api/files/csv.js';
import { queueId } from '../../src/domain/ids.js';
import { InputError } from '../../src/errors.js';
import { type HistoryOptions, type HistoryTable, parseHistory } from '../../src/history/parse.js';
import { HISTORY_HEADER, historyRows, measuresOf } from '../../src/history/print.js';
import type { HistorySeries } from '../../src/history/series.js';
import { learnShape, splitIntervals } from '../../src/history/split.js';
import { intervalGrid } from '../../src/time/grid.js';
import { addDays, localDate, localMinute } from '../../src/time/zone.js';

/** Shrinking a series of hundreds of numbers takes minutes and shows nothing more. */
const QUICK = { endOnFailure: true };

const ZONES = [
  'Europe/Amsterdam',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Paramaribo',
  'Africa/Casablanca',
  'America/Havana',
] as const;

/** Days around clock changes of the zones above, and quiet ones. */
const dates = fc.constantFrom(
  '2026-03-27',
  '2026-10-24',
  '2026-04-04',
  '2026-10-02',
  '2026-03-07',
  '2026-10-31',
  '2026-09-19',
);

const known = (value: fc.Arbitrary<number>) => fc.oneof({ weight: 4, arbitrary: value }, fc.constant(Number.NaN));
const count = fc.oneof(
  fc.nat({ max: 300 }),
  fc.double({ min: 0, max: 300, noNaN: true }).map((x) => x + 0),
);

/** Series as a history file can hold: nothing without offered, no mean over no contacts, rows on the first and last day. */
const anySeries = fc
  .record({
    zone: fc.constantFrom(...ZONES),
    fromDate: dates,
    days: fc.integer({ min: 1, max: 4 }),
    minutes: fc.constantFrom(15, 30, 60),
  })
  .chain(({ zone, fromDate, days, minutes }) => {
    const grid = intervalGrid(zone, fromDate, days, minutes);
    const n = grid.startMs.length;
    const column = (value: fc.Arbitrary<number>) => fc.array(value, { minLength: n, maxLength: n });
    return fc
      .tuple(
        column(known(count)),
        column(known(count)),
        column(known(count)),
        column(known(count)),
        column(known(count)),
      )
      .map(([offered, handled, abandoned, aht, staffed]): HistorySeries => {
        offered[0] = 1;
        offered[n - 1] = 2;
        const weight = (i: number) => (Number.isNaN(handled[i]!) ? offered[i]! : handled[i]!);
        const where = (values: number[], test: (i: number) => boolean) =>
          Float64Array.from(values, (value, i) => (test(i) ? value : Number.NaN));
        const recorded = (i: number) => !Number.isNaN(offered[i]!);
        return {
          queue: queueId('a,"b"'),
          zone,
          intervalMinutes: minutes,
          fromDate,
          toDate: addDays(fromDate, days - 1),
          startMs: grid.startMs,
          offered: Float64Array.from(offered),
          handled: where(handled, recorded),
          abandoned: where(abandoned, recorded),
          ahtSeconds: where(aht, (i) => recorded(i) && weight(i) > 0),
          asaSeconds: where(aht, (i) => recorded(i) && weight(i) > 0),
          answeredInTarget: where(abandoned, recorded),
          staffedAgents: where(staffed, recorded),
        };
      });
  });

async function read(table: HistoryTable, options: HistoryOptions): Promise<HistorySeries> {
  const result = await parseHistory(table, options);
  if (!result.ok) throw new InputError(result.issues);
  return [...result.value.values()][0]!;
}

const numbers = (series: HistorySeries) => ({ ...measuresOf(series), startMs: series.startMs });

describe('history', () => {
  it('reads back what it prints', async () => {
    await fc.assert(
      fc.asyncProperty(anySeries, async (series) => {
        const text = [...csvText(HISTORY_HEADER, historyRows([series]))].join('');
        const back = await read(await parseCsv(text, 'x.csv'), { zoneOf: () => series.zone });
        expect(back).toEqual(series);
      }),
      { numRuns: 60, ...QUICK },
    );
  });

  it('with offsets gives the same bytes in any order of rows', async () => {
    const shuffled = anySeries.chain((series) => {
      const rows = [...historyRows([series])].map((row) => row.map((cell) => String(cell ?? '')));
      return fc.tuple(
        fc.constant(series),
        fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
      );
    });
    await fc.assert(
      fc.asyncProperty(shuffled, fc.constantFrom(30, 60, undefined), async ([series, rows], minutes) => {
        const table = (list: string[][]) => ({
          file: 'x',
          header: HISTORY_HEADER,
          rows: list.map((cells, i) => ({ line: i + 2, cells })),
        });
        const options = { zoneOf: () => series.zone, ...(minutes === undefined ? {} : { intervalMinutes: minutes }) };
        const inOrder = rows.toSorted((a, b) => Date.parse(a[0]!) - Date.parse(b[0]!));
        expect(numbers(await read(table(rows), options))).toEqual(numbers(await read(table(inOrder), options)));
      }),
      { numRuns: 40, ...QUICK },
    );
  });

  it('in local time is the same as with offsets, through clock changes', async () => {
    await fc.assert(
      fc.asyncProperty(anySeries, async (series) => {
        const whole = { ...series, offered: series.offered.map((value) => (Number.isNaN(value) ? 7 : value)) };
        const wall = (ms: number) => {
          const minute = localMinute(ms, series.zone);
          const [h, m] = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0'));
          return `${localDate(ms, series.zone)}T${h}:${m}`;
        };
        const rows = [...whole.startMs].map((ms, i) => ({
          line: i + 2,
          cells: [wall(ms), String(series.intervalMinutes), String(whole.offered[i])],
        }));
        const table = { file: 'x', header: ['start', 'interval_minutes', 'offered'], rows };
        const back = await read(table, { zoneOf: () => series.zone });
        expect(back.offered).toEqual(whole.offered);
      }),
      { numRuns: 60, ...QUICK },
    );
  });

  it('keeps its sums when rows are added up or split', async () => {
    await fc.assert(
      fc.asyncProperty(anySeries, fc.constantFrom(5, 6, 10, 15, 30, 60), async (series, minutes) => {
        const rows = [...historyRows([series])].map((row, i) => ({
          line: i + 2,
          cells: row.map((c) => String(c ?? '')),
        }));
        const table = { file: 'x', header: HISTORY_HEADER, rows };
        const back = await read(table, { zoneOf: () => series.zone, intervalMinutes: minutes });
        const total = (values: Float64Array) => values.reduce((sum, v) => sum + (Number.isNaN(v) ? 0 : v), 0);
        expect(back.intervalMinutes).toBe(minutes);
        expect(total(back.offered)).toBeCloseTo(total(series.offered), 6);
        expect(total(back.abandoned)).toBeCloseTo(total(series.abandoned), 6);
        const low = Math.min(...series.ahtSeconds.filter((v) => !Number.isNaN(v)));
        const high = Math.max(...series.ahtSeconds.filter((v) => !Number.isNaN(v)));
        for (const aht of back.ahtSeconds)
          if (!Number.isNaN(aht)) expect(aht >= low - 1e-9 && aht <= high + 1e-9).toBe(true);
      }),
      { numRuns: 60, ...QUICK },
    );
  });

  it('split by its own shape has the sums of every interval and nothing negative', () => {
    fc.assert(
      fc.property(
        anySeries.filter((series) => series.intervalMinutes === 60),
        fc.constantFrom(5, 6, 10, 15, 30),
        (series, minutes) => {
          const fine = splitIntervals(series, minutes, learnShape(series));
          let k = 0;
          for (let i = 0; i < series.startMs.length; i++) {
            let sum = 0;
            const end = series.startMs[i + 1] ?? Number.POSITIVE_INFINITY;
            for (; k < fine.startMs.length && fine.startMs[k]! < end; k++) {
              expect(fine.offered[k]! < 0).toBe(false);
              sum += fine.offered[k]!;
              expect(fine.ahtSeconds[k]).toBe(series.ahtSeconds[i]);
            }
            if (Number.isNaN(series.offered[i]!)) expect(sum).toBeNaN();
            else expect(sum).toBeCloseTo(series.offered[i]!, 8);
          }
        },
      ),
      { numRuns: 60, ...QUICK },
    );
  });

  it('is the same where its rows are laid aside as they come', async () => {
    await fc.assert(
      fc.asyncProperty(anySeries, fc.nat({ max: 40 }), async (series, every) => {
        const text = [...csvText(HISTORY_HEADER, historyRows([series, { ...series, queue: queueId('b') }]))].join('');
        const lines = text.split('\n').map((line, i) => `${line}${i % 9 === every ? ',' : ''}\n`);
        const kept = new Map<number, Float64Array[]>();
        const spill = {
          add: (key: number, numbers: Float64Array) => void kept.set(key, [...(kept.get(key) ?? []), numbers]),
          read: (key: number) => kept.get(key) ?? [],
        };
        const options = { zoneOf: () => series.zone };
        const open = () =>
          parseCsv(
            lines.map((line) => new TextEncoder().encode(line)),
            'x.csv',
          );
        const held = await parseHistory(await open(), options);
        const laid = await parseHistory(await open(), { ...options, spill, rowsInMemory: 1 + every });
        expect(laid).toEqual(held);
        if (held.ok) expect(kept.size).toBe(2);
      }),
      { numRuns: 15, ...QUICK },
    );
  });
});
