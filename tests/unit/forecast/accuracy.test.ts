import { describe, expect, it } from 'vitest';
import { accuracyOf } from '../../../src/forecast/accuracy.js';
import type { QueueForecast } from '../../../src/forecast/contract.js';
import { madeHistory, withOffered } from '../../support/made-history.js';

const history = withOffered(madeHistory({ days: 21, intervalMinutes: 60 }), (_, i) => (i < 14 * 24 ? 10 : 20));
const from = 14 * 24;
const column = (value: number): Float64Array => new Float64Array(48).fill(value);
/** Two days, Monday and Tuesday of the third week, of which 20 an hour came. */
const kept: QueueForecast = {
  queue: history.queue,
  intervalMinutes: 60,
  startMs: history.startMs.slice(from, from + 48),
  offered: column(18),
  automatic: column(15),
  lower80: column(12),
  upper80: column(19),
  lower95: column(10),
  upper95: column(25),
  ahtSeconds: column(300),
  method: 'auto+adjusted',
  evidence: [],
  corrections: [],
};

describe('accuracyOf', () => {
  const rows = accuracyOf([{ origin: '2025-01-20', forecast: kept }], new Map([[history.queue, history]]));
  const row = (group: string, source: string) => rows.find((r) => r.group === group && r.source === source)!;

  it('counts as by hand, and shows that the hand helped', () => {
    expect(row('all', 'automatic')).toMatchObject({ wape: 0.25, bias: -0.25, intervals: 48 });
    // Last week's values err by 10 in one of the two weeks that can be compared: 5 on the mean.
    expect(row('all', 'adjusted')).toMatchObject({ wape: 0.1, bias: -0.1, coverage80: 0, coverage95: 1 });
    expect(row('all', 'adjusted').mase).toBeCloseTo(2 / 5, 10);
    expect(row('all', 'automatic').coverage80).toBeNaN();
  });

  it('groups by horizon and weekday', () => {
    expect(rows.map(({ by, group, source }) => `${by} ${group} ${source}`)).toEqual(
      ['all all', 'horizon day-1', 'horizon days-2-7', 'weekday 1', 'weekday 2'].flatMap((group) => [
        `${group} automatic`,
        `${group} adjusted`,
      ]),
    );
    expect(row('day-1', 'adjusted').intervals).toBe(24);
  });

  it('leaves out what has not come yet', () => {
    const later = { ...kept, startMs: kept.startMs.map((ms) => ms + 7 * 86_400_000) };
    expect(accuracyOf([{ origin: '2025-01-27', forecast: later }], new Map([[history.queue, history]]))).toEqual([]);
  });
});
