import type { Agent, TimeOff } from '../../src/domain/agent.js';
import type { Activity, Centre, Contract, Queue, Site } from '../../src/domain/centre.js';
import { activityId, agentId, contractId, queueId, siteId, workPlanId } from '../../src/domain/ids.js';
import type { RosterActivity, RosterShift } from '../../src/domain/roster.js';
import { localDate, resolveLocal } from '../../src/time/zone.js';

const AMSTERDAM = 'Europe/Amsterdam';

const site = (id: string, kind: Site['kind'], zone: string, country: string, law: string): Site => ({
  id: siteId(id),
  name: id,
  kind,
  zone,
  country,
  law,
  areas: [{ id: 'floor', desks: null }],
});

export const SITES: readonly Site[] = [
  site('office', 'office', AMSTERDAM, 'NL', 'NL'),
  site('home', 'home', AMSTERDAM, 'NL', 'NL'),
  site('paramaribo', 'offshore', 'America/Paramaribo', 'SR', 'SR'),
  site('free', 'office', AMSTERDAM, 'NL', 'none'),
];

const activity = (id: string, kind: Activity['kind'], paid: boolean, countsAsWork: boolean): Activity => ({
  id: activityId(id),
  name: id,
  kind,
  paid,
  countsAsWork,
  countsAsShrinkage: !countsAsWork,
});

export const ACTIVITIES: readonly Activity[] = [
  activity('login', 'login', true, true),
  activity('work', 'work', true, true),
  activity('break', 'break', true, false),
  activity('meal', 'meal', false, false),
];

export const contract = (id: string, hoursPerWeek: number, over: Partial<Contract> = {}): Contract => ({
  id: contractId(id),
  name: id,
  hoursPerWeek,
  fullTimeHours: 40,
  underMinutes: 0,
  overMinutes: 0,
  permanent: true,
  onCall: false,
  daysPerWeek: { min: 1, max: 5 },
  ...over,
});

export const agent = (id: string, over: Partial<Agent> = {}): Agent => ({
  id: agentId(id),
  name: id,
  site: siteId('office'),
  contract: contractId('full'),
  workPlan: workPlanId('plan'),
  skills: [],
  payScale: 'L1',
  homeDays: 2,
  ...over,
});

const queue = (id: string, channel: Queue['channel']): Queue => ({
  id: queueId(id),
  name: id,
  channel,
  line: 1,
  skills: [],
  zone: AMSTERDAM,
  country: 'NL',
  openingHours: [],
  closedOnHolidays: true,
  goal: {},
  ahtSeconds: 300,
  concurrency: 1,
  slowdown: 0,
  historyHolds: 'all',
  minimumAgents: 0,
  weight: 1,
});

/** A centre with an office, homes, a team abroad and people on whatever scales the test asks for. */
export function payCentre(agents: readonly Agent[], over: Partial<Centre> = {}): Centre {
  return {
    name: 'test',
    zone: AMSTERDAM,
    country: 'NL',
    currency: 'EUR',
    intervalMinutes: 30,
    slotMinutes: 5,
    noticeDays: 28,
    sites: SITES,
    skills: [],
    queues: [queue('phone', 'phone'), queue('chat', 'chat'), queue('mail', 'email')],
    activities: ACTIVITIES,
    contracts: [
      contract('full', 40),
      contract('flex', 40, { permanent: false }),
      contract('part', 20),
      contract('call', 20, { onCall: true }),
    ],
    workPlans: [],
    shrinkage: [],
    agents,
    timeOff: [] as readonly TimeOff[],
    availability: [],
    wishes: [],
    assignments: [],
    events: [],
    worked: [],
    ...over,
  };
}

/** Pause in a shift: minutes after its start, length, and whether it is paid. */
export interface Pause {
  readonly after: number;
  readonly minutes: number;
  readonly paid?: boolean;
}

/**
 * A shift by wall clock, `at('2026-12-01 09:00', '17:30')`; an end not later than the start is on the next day. Time that
 * occurs twice is the first occurrence. Work is open to the given queues.
 */
export function shiftAt(
  who: string,
  start: string,
  end: string,
  options: { site?: string; pauses?: readonly Pause[]; queues?: readonly string[] } = {},
): RosterShift {
  const zone = SITES.find((candidate) => candidate.id === (options.site ?? 'office'))!.zone;
  const [date, time] = start.split(' ') as [string, string];
  const minute = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
  const from = minute(time);
  const to = minute(end) <= from ? minute(end) + 1440 : minute(end);
  return shiftOf(who, resolveLocal(date, from, zone).next, resolveLocal(date, to, zone).next, options);
}

/** A shift between two instants. */
export function shiftOf(
  who: string,
  startMs: number,
  endMs: number,
  options: { site?: string; pauses?: readonly Pause[]; queues?: readonly string[] } = {},
): RosterShift {
  const site = SITES.find((candidate) => candidate.id === (options.site ?? 'office'))!;
  const queues = (options.queues ?? ['phone']).map(queueId);
  const activities: RosterActivity[] = [];
  const work = (fromMs: number, toMs: number): void => {
    if (toMs > fromMs) activities.push({ activity: 'work', startMs: fromMs, endMs: toMs, paid: true, queues });
  };
  let at = startMs;
  for (const pause of options.pauses ?? []) {
    const from = startMs + pause.after * 60_000;
    work(at, from);
    at = from + pause.minutes * 60_000;
    const paid = pause.paid ?? false;
    activities.push({ activity: paid ? 'break' : 'meal', startMs: from, endMs: at, paid, queues: [] });
  }
  work(at, endMs);
  return { agent: agentId(who), date: localDate(startMs, site.zone), site: site.id, startMs, endMs, activities };
}
