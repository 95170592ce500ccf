import { describe, expect, it } from 'vitest';
import { erlangC } from '../../../solver/erlang/index.js';
import type { Roster, RosterCoverage } from '../../../src/domain/roster.js';
import { require } from '../../../src/requirement/index.js';
import { expectedService, serviceOfRoster } from '../../../src/service.js';
import { centreOf, forecastOf, mail, phone } from '../requirement/small-centre.js';

const centre = centreOf([phone(), mail()]);
const { rows } = require(centre, [
  forecastOf(centre, phone(), '2026-11-30', 1, (i) => (i < 12 ? 100 : 0)),
  forecastOf(centre, mail(), '2026-11-30', 1, () => 12),
]);
const own = (queue: string) => rows.filter((row) => row.queue === queue);

function coverage(queue: 'phone' | 'mail', covered: (index: number) => number, under = 0): RosterCoverage {
  const list = own(queue);
  return {
    queue: list[0]!.queue,
    startMs: list.map((row) => row.startMs),
    wanted: list.map((row) => row.agentsNet),
    covered: list.map((_, i) => covered(i)),
    under: list.map(() => under),
    over: list.map(() => 0),
  };
}

const roster = (...parts: RosterCoverage[]): Roster => ({
  state: 'draft',
  fromDate: '2026-11-30',
  toDate: '2026-11-30',
  zone: centre.zone,
  shifts: [],
  findings: [],
  coverage: parts,
  objective: { costMinor: 0, boundMinor: 0, gap: 0 },
  stamp: { engineVersion: '', seed: 1, inputHash: '', reproducible: true, method: '' },
});

describe('service recomputed from a roster', () => {
  // 8 % of those rostered are ill: 25 are 23 at work.
  const given = roster(coverage('phone', (i) => (i < 6 ? 25 : 20)));
  const intervals = serviceOfRoster(centre, rows, given);

  it('takes the agents really at work, by the formula of the queue', () => {
    expect(intervals).toHaveLength(24);
    const exact = erlangC(23, { load: 100 / 6, ahtSeconds: 300, targetSeconds: 20 });
    expect(intervals[0]!.agents).toBeCloseTo(23, 12);
    expect(intervals[0]!.serviceLevel).toBeCloseTo(exact.serviceLevel, 12);
    expect(intervals[0]!.asaSeconds).toBeCloseTo(exact.asaSeconds, 9);
    expect(intervals[0]!.occupancy).toBeCloseTo(100 / 6 / 23, 12);
    expect(intervals[20]!.serviceLevel).toBe(1);
  });

  it('never waits longer than an interval where the formula has no end', () => {
    const [first] = serviceOfRoster(centre, rows, roster(coverage('phone', () => 10)));
    expect(first).toMatchObject({ serviceLevel: 0, asaSeconds: 1800 });
  });

  it('leaves out queues and intervals that the roster does not cover', () => {
    expect(serviceOfRoster(centre, rows, roster())).toEqual([]);
    const part = coverage('phone', () => 25);
    expect(serviceOfRoster(centre, rows, roster({ ...part, startMs: part.startMs.slice(0, 3) }))).toHaveLength(3);
  });

  it('sums up by contacts, waits by the answered, occupancy by agents', () => {
    const [total] = expectedService(centre, intervals, rows, given);
    const busy = intervals.slice(0, 12);
    expect(total!.serviceLevel).toBeCloseTo(busy.reduce((sum, one) => sum + one.serviceLevel, 0) / 12, 12);
    expect(total!.asaSeconds).toBeCloseTo(busy.reduce((sum, one) => sum + one.asaSeconds, 0) / 12, 9);
    const agents = intervals.reduce((sum, one) => sum + one.agents, 0);
    expect(total!.occupancy).toBeCloseTo((12 * 100) / 6 / agents, 12);
  });

  it('judges deferrable work by what is done before its deadline', () => {
    const work = own('mail').reduce((sum, row) => sum + row.agentsNet, 0);
    const given = roster(coverage('mail', () => 4, 0.25));
    const service = expectedService(centre, [], rows, given).find(({ queue }) => queue === 'mail')!;
    expect(service.serviceLevel).toBeCloseTo((work - 24 * 0.25) / work, 12);
    expect(service.occupancy).toBeCloseTo((work - 24 * 0.25) / (24 * 4), 12);
    const none = expectedService(centre, [], [], roster()).find(({ queue }) => queue === 'mail')!;
    expect(none).toEqual({ queue: 'mail', serviceLevel: 1, asaSeconds: 0, occupancy: 0 });
  });
});
