import { join } from 'node:path';
import { readHistoryBody } from '../../api/files/history.js';
import { historyOptions, loadCentre } from '../../api/files/plan-input.js';
import { readHistoryParameters } from '../../api/files/sample-history.js';
import { createRandom, type Random } from '../../solver/random.js';
import type { Agent, AvailabilityWindow, Wish } from '../../src/domain/agent.js';
import type { Centre, IsoWeekday } from '../../src/domain/centre.js';
import { agentId, type QueueId } from '../../src/domain/ids.js';
import { InputError } from '../../src/errors.js';
import type { HistorySeries } from '../../src/history/series.js';
import { generateHistory } from '../../src/sample/generate-history.js';
import type { HistoryParameters } from '../../src/sample/parameters.js';
import { addDays } from '../../src/time/zone.js';
import { PACKAGE } from './package-folder.js';

/** A planning group of an outsourcer that shares no agents with the others. */
export interface MadeGroup {
  readonly centre: Centre;
  readonly history: ReadonlyMap<QueueId, HistorySeries>;
}

/** Week that the groups plan, and the day before the planner's today. */
export const GROUP_WEEK = '2026-W49';
const LAST_DAY = '2026-11-22';
const DAYS_OF_WEEK: readonly IsoWeekday[] = [1, 2, 3, 4, 5];

/**
 * Makes group `index`: people drawn around those of the sample centre, each with days at home, a free weekday and wishes of
 * their own, and the sample's queues in the group's own volumes with their history. Same arguments, same group.
 * @param agents people, ≥ 1 @param weeks of history, ≥ 4
 */
export async function madeGroup(index: number, agents: number, weeks = 12): Promise<MadeGroup> {
  const folder = join(PACKAGE, 'fixtures', 'utrecht');
  const { centre: base } = await loadCentre(folder);
  const read = await readHistoryParameters(folder, base);
  if (!read.ok) throw new InputError(read.issues);
  const random = createRandom(20_261_124, index);
  const centre = groupCentre(base, index, agents, random);
  const text = generateHistory(groupHistory(read.value, index, agents / base.agents.length, weeks, random), centre);
  const history = await readHistoryBody(text, historyOptions(centre));
  if (!history.ok) throw new InputError(history.issues);
  return { centre, history: history.value };
}

const between = (random: Random, low: number, high: number): number => low + random.uniform() * (high - low);

function groupCentre(base: Centre, index: number, count: number, random: Random): Centre {
  const size = count / base.agents.length;
  const first = random.integer(base.agents.length);
  const people = Array.from({ length: count }, (_, k) => {
    const like = base.agents[(first + k) % base.agents.length]!;
    return { like, id: agentId(`g${index}-${k}`) };
  });
  const idsLike = new Map<string, Agent['id'][]>();
  for (const { like, id } of people) idsLike.set(like.id, [...(idsLike.get(like.id) ?? []), id]);
  const copied = <T extends { readonly agent: Agent['id'] }>(rows: readonly T[]): T[] =>
    rows.flatMap((row) => (idsLike.get(row.agent) ?? []).map((agent) => ({ ...row, agent })));
  // Windows and absences leave little enough to choose from.
  const bound = new Set<string>([...base.availability, ...base.timeOff].map(({ agent }) => agent));
  const hours = new Map<string, number>(base.contracts.map(({ id, hoursPerWeek }) => [id, hoursPerWeek]));
  return {
    ...base,
    name: `group-${index}`,
    sites: base.sites.map((site) => ({
      ...site,
      areas: site.areas.map((area) => ({
        ...area,
        desks: area.desks === null ? null : Math.round(area.desks * size * between(random, 0.9, 1.1)),
      })),
    })),
    agents: people.map(({ like, id }) => personLike(like, id, random)),
    availability: [
      ...copied(base.availability),
      ...people.flatMap(({ like, id }) =>
        hours.get(like.contract)! < 40 && !bound.has(like.id) ? allButOneDay(id, random) : [],
      ),
    ],
    wishes: people.flatMap(({ id }) => wishesOf(id, random)),
    timeOff: copied(base.timeOff),
    assignments: copied(base.assignments),
  };
}

function personLike(like: Agent, id: Agent['id'], random: Random): Agent {
  return {
    ...like,
    id,
    name: id,
    homeDays: like.homeDays === 0 ? 0 : 1 + random.integer(3),
  };
}

/** A weekday on which somebody never works. */
function allButOneDay(agent: Agent['id'], random: Random): AvailabilityWindow[] {
  const free = DAYS_OF_WEEK[random.integer(DAYS_OF_WEEK.length)]!;
  const weekdays = ([1, 2, 3, 4, 5, 6, 7] as const).filter((day) => day !== free);
  return [{ agent, weekdays, fromMinute: 0, toMinute: 2880 }];
}

function wishesOf(agent: Agent['id'], random: Random): Wish[] {
  const date = (): string => addDays('2026-11-30', random.integer(6));
  const earliest = 420 + 30 * random.integer(12);
  return [
    { id: `${agent}-off`, agent, date: date(), want: { kind: 'off' }, weight: 500 + random.integer(2_000) },
    {
      id: `${agent}-start`,
      agent,
      date: date(),
      want: { kind: 'start', fromMinute: earliest, toMinute: earliest + 180 },
      weight: 200 + random.integer(800),
    },
  ];
}

/** The sample's history in the group's volumes, of the last weeks. */
function groupHistory(
  base: HistoryParameters,
  index: number,
  size: number,
  weeks: number,
  random: Random,
): HistoryParameters {
  return {
    ...base,
    seed: base.seed + index,
    from: addDays(LAST_DAY, 1 - 7 * weeks),
    to: LAST_DAY,
    queues: base.queues.map((queue) => ({
      ...queue,
      weeklyVolume: queue.weeklyVolume * size * between(random, 0.9, 1.1),
    })),
    missing: { ...base.missing, gaps: [] },
  };
}
