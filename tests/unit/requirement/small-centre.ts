import type { Centre, Queue } from '../../../src/domain/centre.js';
import { queueId, skillId } from '../../../src/domain/ids.js';
import { openMask, queueCalendarOf } from '../../../src/domain/opening.js';
import type { QueueForecast } from '../../../src/forecast/contract.js';
import { intervalGrid } from '../../../src/time/grid.js';
import { addDays } from '../../../src/time/zone.js';

export const phone = (over: Partial<Queue> = {}): Queue => ({
  id: queueId('phone'),
  name: 'Phone',
  channel: 'phone',
  line: 1,
  skills: [skillId('phone')],
  zone: 'Europe/Amsterdam',
  country: 'NL',
  openingHours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], fromMinute: 480, toMinute: 1200 }],
  closedOnHolidays: false,
  goal: { serviceLevel: 0.8, targetSeconds: 20 },
  ahtSeconds: 300,
  concurrency: 1,
  slowdown: 0,
  historyHolds: 'direct',
  minimumAgents: 0,
  weight: 1,
  ...over,
});

export const mail = (over: Partial<Queue> = {}): Queue =>
  phone({ id: queueId('mail'), channel: 'email', goal: {}, deadlineMinutes: 480, ...over });

export const centreOf = (queues: readonly Queue[], over: Partial<Centre> = {}): Centre => ({
  name: 'Small',
  zone: 'Europe/Amsterdam',
  country: 'NL',
  currency: 'EUR',
  intervalMinutes: 30,
  slotMinutes: 5,
  noticeDays: 28,
  sites: [],
  skills: [{ id: skillId('phone'), name: 'Phone' }],
  queues,
  activities: [],
  contracts: [],
  workPlans: [],
  shrinkage: [
    { reason: 'leave', basisPoints: 2200, planned: true, inRoster: true },
    { reason: 'sickness', basisPoints: 800, planned: false, inRoster: false },
  ],
  agents: [],
  timeOff: [],
  availability: [],
  wishes: [],
  assignments: [],
  events: [],
  worked: [],
  ...over,
});

/** Forecast of the open intervals of `days` local days. */
export function forecastOf(
  centre: Centre,
  queue: Queue,
  fromDate: string,
  days: number,
  offered: (index: number, minute: number) => number,
  ahtSeconds = queue.ahtSeconds,
): QueueForecast {
  const grid = intervalGrid(queue.zone, fromDate, days, centre.intervalMinutes);
  const mask = openMask(grid, queueCalendarOf(centre, queue, fromDate, addDays(fromDate, days)));
  const open = [...grid.startMs.keys()].filter((i) => mask[i] === 1);
  const volume = Float64Array.from(open, (i, index) => offered(index, grid.minute[i]!));
  return {
    queue: queue.id,
    intervalMinutes: centre.intervalMinutes,
    startMs: Float64Array.from(open, (i) => grid.startMs[i]!),
    offered: volume,
    lower80: volume,
    upper80: volume,
    lower95: volume,
    upper95: volume,
    ahtSeconds: volume.map(() => ahtSeconds),
    method: 'given',
    evidence: [],
    corrections: [],
  };
}
