import { describe, expect, it } from 'vitest';
import { readHistory } from '../../../api/files/history.js';
import { InputError } from '../../../src/errors.js';
import { cleanHistory } from '../../../src/history/clean.js';
import { publicHolidays } from '../../../src/time/holidays.js';
import { localDate } from '../../../src/time/zone.js';
import { indexAt } from '../../support/history.js';
import { sharedData } from '../../support/shared-data.js';

const bank = sharedData('anonymous-bank-1999.csv', 'cleaning of the bank series');
const desk = sharedData('service-desk-2014.csv', 'cleaning of the service desk series');

async function cleaned(path: string, zone: string, country: string) {
  const result = await readHistory(path, { zoneOf: () => zone });
  if (!result.ok) throw new InputError(result.issues);
  const series = [...result.value.values()][0]!;
  const holidays = publicHolidays(country, undefined, series.fromDate, series.toDate);
  const history = cleanHistory(series, { zone, closedOnHolidays: false, holidays, events: [] });
  const on = (kind: string) =>
    history.corrections
      .filter((c) => c.kind === kind && c.measure === 'offered')
      .map((c) => localDate(c.startMs, zone));
  return { ...history, raw: series, issues: result.issues, on };
}

describe('real call volumes', () => {
  it.skipIf(bank === undefined)('of the bank: two outages, the spike and the filled-in day are found', async () => {
    const { raw, issues, on, corrections, series } = await cleaned(bank!, 'Asia/Jerusalem', 'IL');
    expect(raw.intervalMinutes).toBe(30);
    expect(issues.map(({ code }) => code)).toEqual(['local-time-skipped']);
    expect(on('outage')).toEqual(expect.arrayContaining(['1999-03-08', '1999-07-24']));
    expect(on('missing')).toContain('1999-05-23');
    expect(corrections.find(({ recorded }) => recorded === 407)).toMatchObject({ kind: 'spike' });
    expect(series.offered[indexAt(raw, '1999-02-03T13:00+02:00')]).toBeLessThan(80);
    for (const holiday of ['1999-04-01', '1999-04-21', '1999-09-11', '1999-09-20'])
      expect(on('outage')).not.toContain(holiday);
    expect(corrections.length).toBeLessThan(45);
  });

  it.skipIf(desk === undefined)('of the service desk: absent hours are zeros', async () => {
    const { raw, issues, on, series, usable } = await cleaned(desk!, 'Europe/Berlin', 'DE');
    expect(raw.intervalMinutes).toBe(60);
    expect(issues).toEqual([]);
    expect(on('outage')).toEqual([]);
    const absent = raw.offered.reduce((n, value) => n + (Number.isNaN(value) ? 1 : 0), 0);
    const zeros = raw.offered.reduce(
      (n, v, i) => n + (Number.isNaN(v) && series.offered[i] === 0 && usable[i] === 1 ? 1 : 0),
      0,
    );
    expect(absent).toBeGreaterThan(300);
    expect(zeros / absent).toBeGreaterThan(0.95);
    expect(series.offered[indexAt(raw, '2013-12-25T10:00+01:00')]).toBe(
      raw.offered[indexAt(raw, '2013-12-25T10:00+01:00')],
    );
  });
});
