import { describe, expect, it } from 'vitest';
import { FORECAST_COLUMNS, forecastRows } from '../../../src/forecast/forecast-csv.js';
import { forecastQueue } from '../../../src/forecast/forecast-queue.js';
import { madeHistory, plainCalendar } from '../../support/made-history.js';

describe('forecastRows', () => {
  it('gives instants with their offset on both sides of a clock change, all columns in order', () => {
    const history = madeHistory({ fromDate: '2025-01-20', days: 69, intervalMinutes: 60 });
    const forecast = forecastQueue(history, plainCalendar(), {
      fromDate: '2025-03-30',
      days: 1,
      seed: 1,
      defaultAhtSeconds: 240,
    });
    const rows = forecastRows(forecast, 'Europe/Amsterdam');
    expect(rows.length).toBe(23);
    expect(rows[1]!.start).toBe('2025-03-30T01:00:00+01:00');
    expect(rows[2]!.start).toBe('2025-03-30T03:00:00+02:00');
    expect(Object.keys(rows[0]!)).toEqual([...FORECAST_COLUMNS]);
    expect(rows[12]).toMatchObject({ queue: 'made', interval_minutes: 60, aht_seconds: 240, method: 'auto' });
  });
});
