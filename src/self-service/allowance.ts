import type { TimeOff } from '../domain/agent.js';
import type { Centre } from '../domain/centre.js';
import { absenceMs } from '../schedule/people.js';
import { isoWeekday, localDate, localMinute, startOfDay } from '../time/zone.js';
import type { Allowance } from './rules.js';

/** The interval of a request in which fewest more people may be off. */
export interface Tightest {
  /** Instant at which the interval starts. */
  readonly atMs: number;
  /** People who may be off, and those who are without the request. */
  readonly most: number;
  readonly off: number;
}

type Away = Pick<TimeOff, 'agent' | 'fromDate' | 'toDate' | 'fromMinute' | 'toMinute'>;
export type AllowanceCentre = Pick<Centre, 'agents' | 'sites' | 'zone' | 'intervalMinutes'>;

/**
 * Where a request is tightest against the allowances: the interval and row with the least room left, the earliest among
 * equals; undefined where no row holds for any of it.
 * @param others leave of others that counts, approved
 */
export function tightestInterval(
  centre: AllowanceCentre,
  allowances: readonly Allowance[],
  request: Away,
  others: readonly Away[],
): Tightest | undefined {
  const zones = new Map<string, string>(centre.sites.map(({ id, zone }) => [id, zone]));
  const people = new Map(centre.agents.map((agent) => [agent.id, agent]));
  const zoneOf = (agent: string): string => zones.get(people.get(agent as never)?.site ?? '') ?? centre.zone;
  const [fromMs, toMs] = absenceMs(request, zoneOf(request.agent));
  const away = others
    .map((off) => ({ agent: off.agent, span: absenceMs(off, zoneOf(off.agent)) }))
    .filter(({ agent, span }) => agent !== request.agent && span[0] < toMs && span[1] > fromMs);
  const site = people.get(request.agent)?.site;
  const rows = allowances
    .filter((row) => row.site === undefined || row.site === site)
    .map((row) => {
      const group = centre.agents.filter((agent) => row.site === undefined || agent.site === row.site);
      const members = new Set<string>(group.map(({ id }) => id));
      return { row, members, most: row.unit === 'people' ? row.most : Math.ceil((row.most * group.length) / 100) };
    });
  let tightest: Tightest | undefined;
  const stepMs = centre.intervalMinutes * 60_000;
  const first = startOfDay(localDate(fromMs, centre.zone), centre.zone);
  for (let atMs = first + Math.floor((fromMs - first) / stepMs) * stepMs; atMs < toMs; atMs += stepMs) {
    const [date, minute] = [localDate(atMs, centre.zone), localMinute(atMs, centre.zone)];
    for (const { row, members, most } of rows) {
      if (!holds(row, date, minute)) continue;
      const off = new Set(
        away
          .filter(({ agent, span }) => members.has(agent) && span[0] < atMs + stepMs && span[1] > atMs)
          .map(({ agent }) => agent),
      ).size;
      if (tightest === undefined || most - off < tightest.most - tightest.off) tightest = { atMs, most, off };
    }
  }
  return tightest;
}

const holds = (row: Allowance, date: string, minute: number): boolean =>
  row.weekdays.includes(isoWeekday(date)) &&
  (row.fromDate ?? date) <= date &&
  date <= (row.toDate ?? date) &&
  row.fromMinute <= minute &&
  minute < row.toMinute;

/** True where two absences share a day or, of parts of one day, a minute. */
export function overlaps(a: Omit<Away, 'agent'>, b: Omit<Away, 'agent'>): boolean {
  if (a.fromDate > b.toDate || b.fromDate > a.toDate) return false;
  const parts = [a, b].map(({ fromMinute = 0, toMinute = 1440 }) => [fromMinute, toMinute] as const);
  const single = a.fromDate === a.toDate && b.fromDate === b.toDate;
  return !single || (parts[0]![0] < parts[1]![1] && parts[1]![0] < parts[0]![1]);
}
