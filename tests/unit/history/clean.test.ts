import { describe, expect, it } from 'vitest';
import { queueId } from '../../../src/domain/ids.js';
import { cleanHistory } from '../../../src/history/clean.js';
import type { HistorySeries } from '../../../src/history/series.js';
import type { IntervalGrid } from '../../../src/time/grid.js';
import { calendarOf, indexAt, seriesOf } from '../../support/history.js';

/** 08:00 to 20:00, half of it at weekends, with a fixed ripple of a few contacts. */
const usual = (grid: IntervalGrid, i: number): number => {
  const minute = grid.minute[i]!;
  if (minute < 480 || minute >= 1200) return 0;
  return (grid.days[grid.day[i]!]!.weekday > 5 ? 20 : 40) + ((i * 7919) % 9) - 4;
};
const dateOf = (grid: IntervalGrid, i: number) => grid.days[grid.day[i]!]!.date;
const clean = (series: HistorySeries, parts = {}, off: string[] = []) =>
  cleanHistory(series, calendarOf(parts), new Set(off));
const kinds = (history: ReturnType<typeof clean>) => history.corrections.map(({ kind }) => kind);

describe('cleaning', () => {
  it('keeps an hour that was opened: what comes again and again is no spike, what comes twice is', () => {
    const opened = (days: number) => (grid: IntervalGrid, i: number) => {
      const since = grid.day[i]! - 100;
      return since >= 0 && since < days && grid.minute[i]! === 1260 ? 40 : usual(grid, i);
    };
    expect(kinds(clean(seriesOf('2026-01-05', 140, opened(40))))).not.toContain('spike');
    expect(kinds(clean(seriesOf('2026-01-05', 140, opened(2))))).toEqual(['spike', 'spike']);
  });

  it('leaves a sound history as it is', () => {
    const series = seriesOf('2026-01-05', 140, usual);
    const history = clean(series);
    expect(history.corrections).toEqual([]);
    expect(history.series.offered).toEqual(series.offered);
    expect(history.usable.every((mark) => mark === 1)).toBe(true);
  });

  it('fills an outage with what the weeks around hold, and undoes it by its id', () => {
    const low = (grid: IntervalGrid, i: number) =>
      dateOf(grid, i) === '2026-03-11' && grid.minute[i]! >= 600 && grid.minute[i]! < 840 ? 0 : usual(grid, i);
    const series = seriesOf('2026-01-05', 140, low);
    const history = clean(series);
    expect(history.corrections).toMatchObject([
      { id: 'outage:phone:2026-03-11T09:00Z', kind: 'outage', recorded: 0, measure: 'offered' },
    ]);
    const found = history.corrections[0]!;
    expect(found.startMs).toBe(Date.parse('2026-03-11T10:00+01:00'));
    expect(found.endMs).toBe(Date.parse('2026-03-11T14:00+01:00'));
    expect(found.replacement).toBeGreaterThan(300);
    expect(found.replacement).toBeLessThan(340);
    const i = indexAt(series, '2026-03-11T12:00+01:00');
    expect([history.usable[i], history.usable[i - 8]]).toEqual([0, 1]);
    const undone = clean(series, {}, [found.id]);
    expect(undone.corrections).toMatchObject([{ id: found.id, switchedOff: true }]);
    expect(undone.series.offered).toEqual(series.offered);
    expect(undone.usable[i]).toBe(1);
  });

  it('takes no holiday, eve or day that recurs for an outage', () => {
    const closed = ['2025-12-25', '2025-12-24', '2024-07-10', '2025-07-10'];
    const series = seriesOf('2024-03-04', 700, (grid, i) => (closed.includes(dateOf(grid, i)) ? 0 : usual(grid, i)));
    expect(clean(series, { holidays: new Map([['2025-12-25', 'Christmas']]) }).corrections).toEqual([]);
    expect(kinds(clean(series))).toContain('outage');
  });

  it('takes known outages from the events, whatever was recorded', () => {
    const event = {
      id: 'e1',
      kind: 'outage' as const,
      fromDate: '2026-03-11',
      toDate: '2026-03-12',
      fromMinute: 540,
      toMinute: 600,
      note: 'Line down.',
    };
    const history = clean(seriesOf('2026-01-05', 140, usual), { events: [event] });
    expect(history.corrections.map(({ reason }) => reason)).toEqual(['Event e1: Line down.', 'Event e1: Line down.']);
    expect(history.usable.reduce((sum, mark) => sum + 1 - mark, 0)).toBe(4);
  });

  it('cuts a spike and leaves a campaign', () => {
    const spiky = (grid: IntervalGrid, i: number) =>
      usual(grid, i) * (dateOf(grid, i) === '2026-03-11' && grid.minute[i] === 600 ? 10 : 1);
    const series = seriesOf('2026-01-05', 140, spiky);
    const history = clean(series);
    expect(history.corrections).toMatchObject([
      { kind: 'spike', recorded: series.offered[indexAt(series, '2026-03-11T10:00+01:00')] },
    ]);
    expect(history.corrections[0]!.replacement).toBeLessThan(50);
    const event = { id: 'c', kind: 'campaign' as const, fromDate: '2026-03-11', toDate: '2026-03-11', note: '' };
    expect(clean(series, { events: [event] }).corrections).toEqual([]);
  });

  it('tells gaps from hours in which nobody calls', () => {
    const gappy = (grid: IntervalGrid, i: number) => {
      const value = usual(grid, i);
      if (value === 0) return grid.minute[i] === 420 && grid.day[i]! % 2 === 0 ? 1 : Number.NaN;
      return dateOf(grid, i) === '2026-03-11' && grid.minute[i]! >= 900 ? Number.NaN : value;
    };
    const series = seriesOf('2026-01-05', 140, gappy);
    const history = clean(series);
    expect(history.series.offered.some(Number.isNaN)).toBe(false);
    expect(history.corrections.map(({ id, kind }) => [id, kind])).toEqual([
      ['closed:phone:never-recorded', 'closed'],
      ['missing:phone:no-contact', 'missing'],
      ['missing:phone:2026-03-11T14:00Z', 'missing'],
    ]);
    const gap = indexAt(series, '2026-03-11T16:00+01:00');
    expect(history.series.offered[gap]).toBeGreaterThan(35);
    expect(history.usable[gap]).toBe(0);
    const quiet = indexAt(series, '2026-01-06T07:00+01:00');
    expect([history.series.offered[quiet], history.usable[quiet]]).toEqual([0, 1]);
    const night = indexAt(series, '2026-01-06T03:00+01:00');
    expect([history.series.offered[night], history.usable[night]]).toEqual([0, 0]);
    const undone = clean(
      series,
      {},
      history.corrections.map(({ id }) => id),
    );
    expect(undone.corrections.every(({ switchedOff }) => switchedOff === true)).toBe(true);
    expect([undone.series.offered[gap], undone.usable[gap]]).toEqual([0, 1]);
    expect([undone.usable[quiet], undone.usable[night]]).toEqual([0, 1]);
  });

  it('fills a gap of six weeks and does not take a closed weekday for one', () => {
    const series = seriesOf('2026-01-05', 200, (grid, i) =>
      (grid.day[i]! >= 70 && grid.day[i]! < 112) || grid.days[grid.day[i]!]!.weekday === 7
        ? Number.NaN
        : usual(grid, i),
    );
    const history = clean(series);
    const gaps = history.corrections.filter(({ kind }) => kind === 'missing');
    expect(gaps.length).toBe(36);
    expect(history.corrections.length).toBe(37);
    const monday = indexAt(series, '2026-03-30T10:00+02:00');
    expect(history.series.offered[monday]).toBeGreaterThan(35);
    const sunday = indexAt(series, '2026-03-29T10:00+02:00');
    expect([history.series.offered[sunday], history.usable[sunday]]).toEqual([0, 0]);
  });

  it('takes a queue that ended for closed, not for broken', () => {
    const history = clean(seriesOf('2026-01-05', 140, (grid, i) => (grid.day[i]! >= 100 ? 0 : usual(grid, i))));
    expect(history.corrections.filter(({ kind }) => kind === 'outage')).toEqual([]);
  });

  it('leaves out what is recorded in closed hours', () => {
    const openingHours = [{ weekdays: [1, 2, 3, 4, 5, 6, 7] as const, fromMinute: 540, toMinute: 1200 }];
    const series = seriesOf('2026-01-05', 140, usual);
    const parts = { openingHours, closedOnHolidays: true, holidays: new Map([['2026-04-06', 'Easter Monday']]) };
    const history = clean(series, parts);
    expect(history.corrections.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['closed', 'Contacts outside the opening hours.'],
      ['closed', 'The queue is closed on 2026-04-06 (Easter Monday).'],
    ]);
    expect(history.series.offered[indexAt(series, '2026-01-06T08:00+01:00')]).toBe(0);
    const undone = clean(series, parts, ['closed:phone:outside-hours']);
    expect(undone.series.offered[indexAt(series, '2026-01-06T08:00+01:00')]).toBeGreaterThan(30);
  });

  it('names a lasting change of level and keeps it', () => {
    const series = seriesOf('2026-01-05', 140, (grid, i) => usual(grid, i) * (grid.day[i]! >= 70 ? 2 : 1));
    const history = clean(series);
    expect(history.corrections).toMatchObject([{ kind: 'level-shift', startMs: Date.parse('2026-03-16T00:00+01:00') }]);
    expect(history.corrections[0]!.reason).toContain('+100 %');
    expect(history.series.offered).toEqual(series.offered);
  });

  it('finds a day that was filled in with fractions', () => {
    const series = seriesOf('2026-01-05', 140, (grid, i) =>
      dateOf(grid, i) === '2026-03-11' ? usual(grid, i) / 2 : usual(grid, i),
    );
    expect(clean(series).corrections).toMatchObject([
      { kind: 'missing', startMs: Date.parse('2026-03-11T00:00+01:00') },
    ]);
  });

  it('cuts wild handle times to the limit', () => {
    const wild = 2000;
    const base = seriesOf('2026-01-05', 60, usual, { ahtSeconds: (i) => (i === wild ? 6000 : 300 + (i % 40)) });
    expect(base.offered[wild]).toBeGreaterThan(0);
    const history = clean(base);
    expect(history.corrections).toMatchObject([
      { kind: 'spike', measure: 'aht', recorded: 6000, queue: queueId('phone') },
    ]);
    expect(history.series.ahtSeconds[wild]).toBe(history.corrections[0]!.replacement);
    expect(history.series.ahtSeconds[wild]).toBeLessThan(1500);
    expect(history.usable[wild]).toBe(1);
    expect(clean(base, {}, [history.corrections[0]!.id]).series.ahtSeconds[wild]).toBe(6000);
  });

  it.each([
    ['one day', 1, usual],
    ['nothing but zeros', 60, () => 0],
    [
      'nothing known but the ends',
      60,
      (grid: IntervalGrid, i: number) => (i % (grid.startMs.length - 1) === 0 ? 1 : Number.NaN),
    ],
  ])('answers on %s', (_, days, offered) => {
    const history = clean(seriesOf('2026-03-20', days, offered));
    expect(history.series.offered.some(Number.isNaN)).toBe(false);
  });
});
