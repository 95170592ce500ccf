import type { Centre, Queue } from '../../src/domain/centre.js';
import { contractId, queueId, siteId, skillId, workPlanId } from '../../src/domain/ids.js';
import type { QueueForecast } from '../../src/forecast/contract.js';
import { emptyForecast } from '../../src/scenario/forecast.js';
import { openIntervals } from '../../src/scenario/open-intervals.js';
import type { ScenarioState } from '../../src/scenario/state.js';
import { agent, payCentre } from './pay-centre.js';

/** Monday to Friday. */
const WEEKDAYS = [1, 2, 3, 4, 5] as const;
const hours = (fromMinute: number, toMinute: number) => [{ weekdays: WEEKDAYS, fromMinute, toMinute }];

/** Phone from 9 to 11, chat from 9 to 10, mail with a deadline; an office, homes and a team abroad. */
export function scenarioCentre(): Centre {
  const skilled = (id: string, over: Parameters<typeof agent>[1] = {}) =>
    agent(id, { skills: [{ skill: skillId('phone'), proficiency: 1 }], ...over });
  const base = payCentre([
    skilled('a'),
    skilled('b'),
    skilled('c', { contract: contractId('part') }),
    skilled('d', { skills: [{ skill: skillId('chat'), proficiency: 1 }] }),
    skilled('e', { site: siteId('paramaribo'), payScale: 'SR1', workPlan: workPlanId('abroad'), homeDays: 0 }),
  ]);
  const own: Record<string, Partial<Queue>> = {
    phone: {
      openingHours: hours(540, 660),
      goal: { serviceLevel: 0.8, targetSeconds: 20 },
      skills: [skillId('phone')],
    },
    chat: { openingHours: hours(540, 600), goal: { maxAsaSeconds: 60 }, skills: [skillId('chat')], ahtSeconds: 600 },
    mail: { openingHours: hours(540, 660), deadlineMinutes: 120, skills: [skillId('chat')] },
  };
  return {
    ...base,
    queues: base.queues.map((queue) => ({ ...queue, ...own[queue.id] })),
    sites: base.sites
      .filter(({ id }) => id !== 'free')
      .map((site) => ({ ...site, areas: [{ id: 'floor', desks: 10 }] as never })),
    wishes: [{ id: 'w1', agent: base.agents[3]!.id, date: '2026-12-01', want: { kind: 'off' }, weight: 1 }],
    timeOff: [{ agent: base.agents[3]!.id, kind: 'leave', fromDate: '2026-12-02', toDate: '2026-12-02' }],
  };
}

/** The centre with 10, 20, 30 … contacts in the intervals of phone and one in each of chat; mail has no forecast. */
export function scenarioState(centre: Centre = scenarioCentre(), days = 7): ScenarioState {
  const period = { fromDate: '2026-11-30', days };
  const forecast = (id: string, contacts: (i: number) => number, ahtSeconds: number): QueueForecast => {
    const queue = centre.queues.find((candidate) => candidate.id === id)!;
    const empty = emptyForecast(
      queueId(id),
      centre.intervalMinutes,
      openIntervals(centre, queue, period).startMs,
      ahtSeconds,
    );
    const offered = empty.offered.map((_, i) => contacts(i));
    const times = (factor: number): Float64Array => offered.map((value) => value * factor);
    return {
      ...empty,
      offered,
      lower80: times(0.8),
      upper80: times(1.2),
      lower95: times(0.6),
      upper95: times(1.5),
      method: 'auto',
    };
  };
  return {
    centre,
    forecasts: [forecast('phone', (i) => 10 * ((i % 4) + 1), 300), forecast('chat', () => 1, 600)],
    period,
  };
}

export const offeredOf = ({ forecasts }: ScenarioState, queue: string): number[] => [
  ...(forecasts.find((forecast) => forecast.queue === queue)?.offered ?? []),
];
export const totalOf = (state: ScenarioState, queue: string): number =>
  offeredOf(state, queue).reduce((sum, value) => sum + value, 0);
