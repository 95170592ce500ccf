import { describe, expect, it } from 'vitest';
import { queueId } from '../../../src/domain/ids.js';
import { InputError, inputError } from '../../../src/errors.js';
import { type HistoryOptions, parseHistory } from '../../../src/history/parse.js';
import type { HistorySeries } from '../../../src/history/series.js';
import { indexAt, tableOf } from '../../support/history.js';

const inZone = (zone: string): HistoryOptions => ({ zoneOf: () => zone });
const AMSTERDAM = inZone('Europe/Amsterdam');

async function one(lines: readonly string[], options = AMSTERDAM): Promise<HistorySeries> {
  const result = await parseHistory(tableOf(lines), options);
  if (!result.ok) throw new InputError(result.issues);
  expect(result.value.size).toBe(1);
  return [...result.value.values()][0]!;
}

const errorsOf = async (lines: readonly string[], options = AMSTERDAM) => {
  const result = await parseHistory(tableOf(lines), options);
  expect(result.ok).toBe(false);
  expect('value' in result).toBe(false);
  return result.issues.filter((issue) => issue.severity === 'error');
};

const local = (date: string, from: number, to: number, minutes: number, value = 1) =>
  Array.from({ length: Math.round((to - from) / minutes) }, (_, i) => {
    const at = from + i * minutes;
    return `${date}T${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')},${value}`;
  });

describe('a history file', () => {
  it('becomes whole days of intervals, absent ones unknown', async () => {
    const series = await one([
      'start,queue,interval_minutes,offered,handled,abandoned,aht_seconds,asa_seconds,answered_in_target,staffed_agents',
      '2026-11-02T08:00,phone,30,10,9,1,300,12.5,8,7',
      '2026-11-03T08:30,phone,30,4,4,0,,3,4,6',
    ]);
    expect(series).toMatchObject({ queue: 'phone', intervalMinutes: 30, fromDate: '2026-11-02', toDate: '2026-11-03' });
    expect(series.startMs.length).toBe(96);
    const i = indexAt(series, '2026-11-02T08:00+01:00');
    expect(i).toBe(16);
    expect([series.offered[i], series.handled[i], series.abandoned[i], series.ahtSeconds[i]]).toEqual([10, 9, 1, 300]);
    expect([series.asaSeconds[i], series.answeredInTarget[i], series.staffedAgents[i]]).toEqual([12.5, 8, 7]);
    expect(series.offered[i + 1]).toBeNaN();
    expect(series.ahtSeconds[indexAt(series, '2026-11-03T08:30+01:00')]).toBeNaN();
  });

  it('keeps queues apart, in any order of rows', async () => {
    const result = await parseHistory(
      tableOf([
        'start,queue,offered,interval_minutes',
        '2026-11-02T07:30Z,b,2,30',
        '2026-11-02T07:00Z,a,1,30',
        '2026-11-02T07:00Z,b,3,30',
      ]),
      { zoneOf: (queue) => (queue === 'a' ? 'Europe/Amsterdam' : 'America/Paramaribo') },
    );
    if (!result.ok) throw new InputError(result.issues);
    expect([...result.value.keys()]).toEqual(['a', 'b']);
    const b = result.value.get(queueId('b'))!;
    expect(b.zone).toBe('America/Paramaribo');
    expect(b.offered[indexAt(b, '2026-11-02T07:00Z')]).toBe(3);
    expect(b.startMs[0]).toBe(Date.parse('2026-11-02T00:00-03:00'));
  });

  it('is one queue named default without a queue column, or the only one of the centre', async () => {
    const lines = ['start,offered', ...local('2026-11-02', 480, 600, 30)];
    expect((await one(lines)).queue).toBe('default');
    expect((await one(lines, { ...AMSTERDAM, knownQueues: ['phone'] })).queue).toBe('phone');
    expect((await one(lines, { ...AMSTERDAM, knownQueues: ['default', 'phone'] })).queue).toBe('default');
  });

  it('recognises the columns of a usual export, its lengths and decimals', async () => {
    const series = await one([
      'QueueName;QueueId;ChannelType;TimeStamp;IntervalDuration;IncomingContactVolume;AverageHandleTime'.replaceAll(
        ';',
        ',',
      ),
      'Sales,17,VOICE,2026-11-02T07:00:00Z,15mins,4,301.5',
      'Sales,17,VOICE,2026-11-02T07:15:00Z,15mins,0,0',
    ]);
    expect(series).toMatchObject({ queue: 'Sales', intervalMinutes: 15 });
    expect(series.ahtSeconds[indexAt(series, '2026-11-02T07:00Z')]).toBe(301.5);
    expect(series.ahtSeconds[indexAt(series, '2026-11-02T07:15Z')]).toBeNaN();
  });

  it('takes names given by the user', async () => {
    const lines = ['CallsDateTime,Received', '2026-11-02 08:00:00,3', '2026-11-02 08:30:00,4'];
    const series = await one(lines, { ...AMSTERDAM, map: { start: 'CallsDateTime', offered: 'Received' } });
    expect(series.offered[17]).toBe(4);
  });

  it('passes on what stops the reading, beside what it found before', async () => {
    async function* rows() {
      yield { line: 2, cells: ['2026-11-02T08:00', 'x'] };
      throw new InputError([inputError('csv-syntax', 'Broken.', '', { line: 3 })]);
    }
    const result = await parseHistory({ file: 'f', header: ['start', 'offered'], rows: rows() }, AMSTERDAM);
    expect(result.issues.map((issue) => issue.code)).toEqual(['number-unreadable', 'csv-syntax']);
    await expect(
      parseHistory(
        {
          file: 'f',
          header: ['start', 'offered'],
          rows: {
            [Symbol.iterator]() {
              throw new TypeError('a bug');
            },
          },
        },
        AMSTERDAM,
      ),
    ).rejects.toThrow('a bug');
  });
});

describe('interval lengths', () => {
  it.each([5, 6, 10, 15, 30, 60])('of %d minutes are inferred', async (minutes) => {
    const series = await one(['start,offered', ...local('2026-11-02', 0, 1440, minutes)]);
    expect(series.intervalMinutes).toBe(minutes < 15 ? 30 : minutes);
    expect(series.offered.every((value) => value === Math.max(1, series.intervalMinutes / minutes))).toBe(true);
  });

  it('are inferred from the rows that are there', async () => {
    const series = await one(['start,offered', '2026-11-02T08:00,1', '2026-11-02T11:30,1', '2026-11-02T14:00,1']);
    expect(series.intervalMinutes).toBe(30);
  });

  it('of a queue with few rows follow the file', async () => {
    const result = await parseHistory(
      tableOf([
        'start,queue,offered',
        ...local('2026-11-02', 0, 1440, 15).map((row) => row.replace(',', ',a,')),
        ...local('2026-11-02', 480, 720, 60).map((row) => row.replace(',', ',b,')),
      ]),
      AMSTERDAM,
    );
    if (!result.ok) throw new InputError(result.issues);
    expect(result.value.get(queueId('b'))!.intervalMinutes).toBe(15);
  });

  it('shorter than asked are added up, handle times weighted by the handled', async () => {
    const series = await one(
      [
        'start,interval_minutes,offered,handled,aht_seconds,staffed_agents',
        '2026-11-02T08:00,10,4,3,100,5',
        '2026-11-02T08:10,10,1,0,,6',
        '2026-11-02T08:20,10,2,1,500,7',
      ],
      { ...AMSTERDAM, intervalMinutes: 30 },
    );
    expect([series.offered[16], series.handled[16], series.ahtSeconds[16], series.staffedAgents[16]]).toEqual([
      7, 4, 200, 6,
    ]);
  });

  it('that do not divide are shared by the minutes', async () => {
    const series = await one(['start,offered,interval_minutes', '2026-11-02T08:12,6,6'], {
      ...AMSTERDAM,
      intervalMinutes: 15,
    });
    expect([series.offered[32], series.offered[33]]).toEqual([3, 3]);
  });

  it('longer than asked are split by the shape of the day, sums kept', async () => {
    const level = (hour: number) => (hour < 8 ? 0 : 10 * (hour - 6));
    const rows = Array.from({ length: 14 }, (_, d) =>
      Array.from(
        { length: 24 },
        (_, h) => `2026-11-${String(d + 2).padStart(2, '0')}T${String(h).padStart(2, '0')}:00,${level(h)}`,
      ),
    );
    const series = await one(['start,offered', ...rows.flat()], { ...AMSTERDAM, intervalMinutes: 30 });
    for (let i = 0; i < series.offered.length; i += 2)
      expect(series.offered[i]! + series.offered[i + 1]!).toBeCloseTo(level((i / 2) % 24), 10);
    // Rising: the second half of an hour holds more; 8 o'clock is the first, and before it nothing tells.
    expect(series.offered[2 * 12]!).toBeLessThan(series.offered[2 * 12 + 1]!);
    expect(series.offered[2 * 12]! / level(12)).toBeCloseTo(57.5 / 120, 10);
    expect(series.offered[2 * 3]).toBe(0);
  });

  it('of hours in UTC are read in a zone with half an hour', async () => {
    const rows = Array.from({ length: 20 }, (_, h) => `2026-11-02T${String(h).padStart(2, '0')}:00Z,2`);
    const series = await one(['start,offered', ...rows], { zoneOf: () => 'Asia/Kolkata', intervalMinutes: 30 });
    expect(series.offered[indexAt(series, '2026-11-02T05:30+05:30')]).toBe(1);
    expect(series.offered.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0)).toBe(40);
  });
});

describe('clock changes', () => {
  it('in autumn take the hour that occurs twice in file order', async () => {
    const rows = ['01:30', '02:00', '02:30', '02:00', '02:30', '03:00'].map((time, k) => `2026-10-25T${time},${k + 1}`);
    const series = await one(['start,offered', ...rows]);
    expect(series.startMs.length).toBe(50);
    expect([...series.offered.subarray(3, 9)]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('in autumn an hour that is there once is its first occurrence', async () => {
    const series = await one([
      'start,offered',
      '2026-10-25T01:30,1',
      '2026-10-25T02:00,2',
      '2026-10-25T02:30,3',
      '2026-10-25T03:00,6',
    ]);
    expect([...series.offered.subarray(3, 9)]).toEqual([1, 2, 3, Number.NaN, Number.NaN, 6]);
  });

  it('in spring keep rows at a time that does not exist, and warn with their number', async () => {
    const result = await parseHistory(tableOf(['start,offered', ...local('2026-03-29', 60, 240, 30, 2)]), AMSTERDAM);
    if (!result.ok) throw new InputError(result.issues);
    const series = [...result.value.values()][0]!;
    expect(series.startMs.length).toBe(46);
    // 01:00, 01:30, then 03:00 with the two of 02:00 and 02:30.
    expect([...series.offered.subarray(2, 6)]).toEqual([2, 2, 6, 2]);
    expect(result.issues).toMatchObject([
      { code: 'local-time-skipped', severity: 'warning', place: { file: 'history.csv', line: 4, column: 'start' } },
    ]);
    expect(result.issues[0]!.message).toContain('2 rows');
  });

  it('with offsets are exact in any order', async () => {
    const rows = ['2026-10-25T02:30+01:00,4', '2026-10-25T02:00+02:00,1', '2026-10-25T00:30Z,2', '2026-10-25T01:00Z,3'];
    const series = await one(['start,offered', ...rows]);
    expect([...series.offered.subarray(4, 8)]).toEqual([1, 2, 3, 4]);
  });

  it('of half an hour', async () => {
    const rows = ['01:00', '01:30', '01:30', '02:00', '02:30'].map((time, k) => `2026-04-05T${time},${k + 1}`);
    const series = await one(['start,offered', ...rows], inZone('Australia/Lord_Howe'));
    expect(series.startMs.length).toBe(49);
    expect([...series.offered.subarray(2, 7)]).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('bad input', () => {
  it.each([
    ['column-missing', ['begin,offered', '2026-11-02T08:00,1'], 1],
    ['column-duplicate', ['start,offered,Offered', '2026-11-02T08:00,1,1'], 1],
    ['history-empty', ['start,offered'], 1],
    ['row-length', ['start,offered', '2026-11-02T08:00,1,2'], 2],
    ['queue-missing', ['start,queue,offered', '2026-11-02T08:00,,1'], 2],
    ['timestamp-unreadable', ['start,offered', '02-11-2026 08:00,1'], 2],
    ['interval-unknown', ['start,offered,interval_minutes', '2026-11-02T08:00,1,20'], 2],
    ['interval-unknown', ['start,offered,interval_minutes', '2026-11-02T08:00,1,daily'], 2],
    ['interval-unknown', ['start,offered', '2026-11-02T00:00,1', '2026-11-03T00:00,1', '2026-11-04T00:00,1'], 2],
    ['number-unreadable', ['start,offered', '2026-11-02T08:00,many'], 2],
    ['number-unreadable', ['start,offered,handled', '2026-11-02T08:00,1,1.234.5'], 2],
    ['number-missing', ['start,offered', '2026-11-02T08:00,'], 2],
    ['number-negative', ['start,offered', '2026-11-02T08:00,-3'], 2],
    ['interval-duplicate', ['start,offered', '2026-11-02T08:00,1', '2026-11-02T08:30,1', '2026-11-02T08:00,2'], 4],
    ['interval-duplicate', ['start,offered', ...Array(3).fill('2026-10-25T02:00,1')], 4],
    ['interval-duplicate', ['start,offered,interval_minutes', ...Array(2).fill('2026-03-29T02:00,1,30')], 3],
    ['interval-mixed', ['start,offered,interval_minutes', '2026-11-02T08:00,1,30', '2026-11-02T08:30,1,15'], 3],
    ['interval-mixed', ['start,offered', ...local('2026-11-02', 0, 1440, 60), ...local('2026-11-03', 0, 1440, 30)], 2],
    ['start-misaligned', ['start,offered,interval_minutes', '2026-11-02T08:00,1,30', '2026-11-02T08:40,1,30'], 3],
    ['history-too-long', ['start,offered,interval_minutes', '2026-11-02T08:00,1,30', '2126-11-02T08:00,1,30'], 3],
  ])('%s is named with its line', async (code, lines, line) => {
    const errors = await errorsOf(lines);
    expect(errors).toMatchObject([{ code, place: { file: 'history.csv', line } }]);
    expect(errors[0]!.message).not.toBe('');
    expect(errors[0]!.hint).not.toBe('');
  });

  it('names the column as the file calls it', async () => {
    const errors = await errorsOf(['TimeStamp,CallsOffered', 'x,y']);
    expect(errors.map(({ code, place }) => [code, place.column])).toEqual([
      ['timestamp-unreadable', 'TimeStamp'],
      ['number-unreadable', 'CallsOffered'],
    ]);
    expect(errors[1]!.message).toContain('"y"');
  });

  it('names an unknown queue once, and a zone that does not exist', async () => {
    const lines = ['start,queue,offered', '2026-11-02T08:00,fone,1', '2026-11-02T08:30,fone,1'];
    expect(await errorsOf(lines, { ...AMSTERDAM, knownQueues: ['phone'] })).toMatchObject([
      { code: 'queue-unknown', place: { line: 2, column: 'queue' } },
    ]);
    expect(await errorsOf(lines, inZone('Europe/Utrecht'))).toMatchObject([{ code: 'zone-unknown' }]);
  });

  it('lists a thousand problems in one go and counts the rest', async () => {
    const lines = ['start,offered', ...Array.from({ length: 1500 }, () => '2026-11-02T08:00,x')];
    const errors = await errorsOf(lines);
    expect(errors.length).toBe(1001);
    expect(errors[999]).toMatchObject({ code: 'number-unreadable', place: { line: 1001 } });
    expect(errors[1000]!.code).toBe('issues-omitted');
    // 500 unreadable numbers and 1499 duplicates did not fit.
    expect(errors[1000]!.message).toContain('1999 more');
  });
});
