import { describe, expect, it } from 'vitest';
import { payBookOf } from '../../../src/cost/book.js';
import { averageHourCost } from '../../../src/cost/marginal.js';
import { InputError } from '../../../src/errors.js';
import { applyScenario } from '../../../src/scenario/apply.js';
import type { Change } from '../../../src/scenario/schema.js';
import type { ScenarioState } from '../../../src/scenario/state.js';
import { offeredOf, scenarioCentre, scenarioState, totalOf } from '../../support/scenario.js';

const state = scenarioState();
const apply = (...changes: Change[]): ScenarioState => applyScenario({ name: 's', changes }, state);
const problems = (...changes: Change[]): string[] => {
  try {
    apply(...changes);
  } catch (error) {
    if (error instanceof InputError) return error.issues.map(({ code, place }) => `${code} ${place.path}`);
    throw error;
  }
  return [];
};
/** Day of ten, twenty, thirty and forty contacts. */
const DAY = [10, 20, 30, 40];

describe('volume', () => {
  it('multiplies the contacts and their limits, of a queue or of all, between dates', () => {
    const more = apply({ change: 'volume', factor: 1.5, queue: 'phone' });
    expect(offeredOf(more, 'phone').slice(0, 4)).toEqual([15, 30, 45, 60]);
    expect(more.forecasts[0]!.upper80[1]).toBeCloseTo(36, 12);
    expect(offeredOf(more, 'chat')).toEqual(offeredOf(state, 'chat'));
    expect(totalOf(apply({ change: 'volume', factor: 2 }), 'chat')).toBe(20);
    const days = apply({ change: 'volume', factor: 0, fromDate: '2026-12-01', toDate: '2026-12-02' });
    expect(offeredOf(days, 'phone')).toEqual([...DAY, ...Array(8).fill(0), ...DAY, ...DAY]);
  });
});

describe('aht', () => {
  it('multiplies the handle time of forecast and centre', () => {
    const slower = apply({ change: 'aht', factor: 1.1, queue: 'phone' });
    expect(slower.forecasts[0]!.ahtSeconds[0]).toBeCloseTo(330, 10);
    expect(slower.centre.queues.map(({ ahtSeconds }) => Math.round(ahtSeconds))).toEqual([330, 600, 300]);
    expect(offeredOf(slower, 'phone')).toEqual(offeredOf(state, 'phone'));
  });
});

describe('channel-shift', () => {
  it('moves contacts interval by interval, those of closed intervals to the next open one', () => {
    const moved = apply({ change: 'channel-shift', from: 'phone', to: 'chat', share: 0.1 });
    expect(offeredOf(moved, 'phone').slice(0, 4)).toEqual([9, 18, 27, 36]);
    // Chat closes at ten: the 3 and 4 of 10:00 and 10:30 come the next morning; on Friday in the last interval.
    const chat = offeredOf(moved, 'chat');
    [2, 3, 2 + 7, 3].forEach((contacts, i) => {
      expect(chat[i]).toBeCloseTo(contacts, 12);
    });
    expect(chat.at(-1)).toBeCloseTo(1 + 2 + 7, 12);
    expect(totalOf(moved, 'phone') + totalOf(moved, 'chat')).toBeCloseTo(510, 9);
  });

  it('makes a forecast where the other queue has none, with its handle time', () => {
    const moved = apply({ change: 'channel-shift', from: 'phone', to: 'mail', share: 0.5, contactsPerContact: 2 });
    const mail = moved.forecasts.find(({ queue }) => queue === 'mail')!;
    expect([...mail.offered].slice(0, 4)).toEqual(DAY);
    expect(new Set(mail.ahtSeconds)).toEqual(new Set([300]));
    expect(mail.upper95[0]).toBeGreaterThan(10);
  });
});

describe('opening-hours', () => {
  it('spreads what came in hours that close over the rest of the week', () => {
    const shorter = apply({
      change: 'opening-hours',
      queue: 'phone',
      openingHours: [{ days: 'mon-fri', from: '09:30', to: '11:00' }],
    });
    // 5 × 10 contacts over 450 others: one ninth more.
    expect(
      offeredOf(shorter, 'phone')
        .slice(0, 3)
        .map((value) => value.toFixed(6)),
    ).toEqual(['22.222222', '33.333333', '44.444444']);
    const lost = apply({
      change: 'opening-hours',
      queue: 'phone',
      keptShare: 0,
      openingHours: [{ days: 'mon-fri', from: '09:30', to: '11:00' }],
    });
    expect(offeredOf(lost, 'phone').slice(0, 3)).toEqual([20, 30, 40]);
  });

  it('keeps contacts of an early hour in their own week', () => {
    const twoWeeks = scenarioState(scenarioCentre(), 14);
    const week = (of: ScenarioState, from: number): number =>
      of.forecasts[0]!.offered.reduce(
        (sum, value, i) =>
          sum +
          (Math.floor((of.forecasts[0]!.startMs[i]! - Date.UTC(2026, 10, 30)) / 604_800_000) === from ? value : 0),
        0,
      );
    const later = applyScenario(
      {
        name: 's',
        changes: [
          { change: 'volume', factor: 2, fromDate: '2026-12-07' },
          { change: 'opening-hours', queue: 'phone', openingHours: [{ days: 'mon-fri', from: '09:30', to: '11:00' }] },
        ],
      },
      twoWeeks,
    );
    expect(week(later, 0)).toBeCloseTo(500, 9);
    expect(week(later, 1)).toBeCloseTo(1000, 9);
  });

  it('takes the share of the week for hours that open from the others', () => {
    const longer = apply({
      change: 'opening-hours',
      queue: 'phone',
      addedShare: 0.1,
      openingHours: [
        { days: 'mon-fri', from: '09:00', to: '11:00' },
        { days: 'sat', from: '10:00', to: '11:00' },
      ],
    });
    expect(offeredOf(longer, 'phone').slice(0, 4)).toEqual([9, 18, 27, 36]);
    expect(offeredOf(longer, 'phone').slice(-2)).toEqual([25, 25]);
    expect(longer.forecasts[0]!.ahtSeconds.at(-1)).toBeCloseTo(300, 9);
    expect(longer.centre.queues[0]!.openingHours).toHaveLength(2);
  });
});

describe('service-goal', () => {
  it('replaces goal or deadline', () => {
    const { centre } = apply(
      { change: 'service-goal', queue: 'phone', goal: { serviceLevel: 0.9, targetSeconds: 10 } },
      { change: 'service-goal', queue: 'mail', deadlineMinutes: 240 },
    );
    expect(centre.queues[0]!.goal).toEqual({ serviceLevel: 0.9, targetSeconds: 10 });
    expect(centre.queues[2]!.deadlineMinutes).toBe(240);
  });
});

describe('wage-rise', () => {
  const cost = (of: ScenarioState, date: string): number =>
    averageHourCost({ ...of.centre, agents: of.centre.agents.slice(0, 1) }, payBookOf(of.centre.pay), date);

  it('raises pay from its date on and leaves earlier days as they were', () => {
    const raised = apply({ change: 'wage-rise', percent: 10, fromDate: '2026-12-15' });
    expect(cost(raised, '2026-12-14')).toBe(cost(state, '2026-12-14'));
    const ratio = cost(raised, '2026-12-15') / cost(state, '2026-12-15');
    // A little more than 10 %: the pension is due over a fixed offset.
    expect(ratio).toBeGreaterThan(1.0999);
    expect(ratio).toBeLessThan(1.11);
    const always = apply({ change: 'wage-rise', percent: 10 });
    expect(cost(always, '2026-12-01')).toBe(cost(raised, '2026-12-15'));
  });

  it('raises the named scales only', () => {
    const raised = apply({ change: 'wage-rise', percent: 10, scales: ['L2'] });
    expect(cost(raised, '2026-12-01')).toBe(cost(state, '2026-12-01'));
    expect(payBookOf(raised.centre.pay).scales.get('L2')![0]!.hourly).toBeCloseTo(14.08 * 1.1, 9);
  });
});

describe('offshore-share', () => {
  it('replaces agents from the end until the share of hours is as near as it gets', () => {
    // 40 + 40 + 20 + 40 + 40 hours, 40 of them abroad: 22 %. With d: 80 of 180.
    const { centre } = apply({ change: 'offshore-share', share: 0.45 });
    expect(centre.agents.map(({ site }) => site)).toEqual(['office', 'office', 'office', 'paramaribo', 'paramaribo']);
    expect(centre.agents[3]).toMatchObject({ contract: 'full', payScale: 'SR1', workPlan: 'abroad', homeDays: 0 });
    expect(centre.agents[3]!.skills.map(({ skill }) => skill)).toEqual(['chat']);
    expect([centre.wishes, centre.timeOff.length]).toEqual([[], 1]);
    const back = apply({ change: 'offshore-share', share: 0, site: 'office', model: 'a' });
    expect(back.centre.agents.map(({ site }) => site)).toEqual(Array(5).fill('office'));
    expect(back.centre.agents[4]).toMatchObject({ payScale: 'L1', workPlan: 'plan' });
  });

  it('counts only who can take a queue, and changes nothing where the share is right', () => {
    const { centre } = apply({ change: 'offshore-share', share: 0.6, queue: 'phone' });
    // a, b, c, e can: 40 of 140 hours abroad; with c (who then works 40) 80 of 160, with b 120 of 160.
    expect(centre.agents.map(({ site }) => site)).toEqual(['office', 'office', 'paramaribo', 'office', 'paramaribo']);
    expect(apply({ change: 'offshore-share', share: 40 / 180, site: 'office' })).toEqual(state);
  });
});

describe('people and places', () => {
  it('sets home days of people in offices', () => {
    const { agents } = apply({ change: 'home-days', days: 4, contract: 'full' }).centre;
    expect(agents.map(({ homeDays }) => homeDays)).toEqual([4, 4, 2, 4, 0]);
  });

  it('adds copies and takes the last away, with what is theirs', () => {
    const more = apply({ change: 'head-count', contract: 'full', site: 'office', add: 4 }).centre;
    expect(more.agents.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e', 'a+1', 'b+1', 'd+1', 'a+2']);
    const fewer = apply({ change: 'head-count', contract: 'full', heads: 2 }).centre;
    expect(fewer.agents.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect([fewer.wishes, fewer.timeOff]).toEqual([[], []]);
    const twice = apply(
      { change: 'head-count', contract: 'part', add: 1 },
      { change: 'head-count', contract: 'part', add: 1 },
    ).centre;
    expect(new Set(twice.agents.map(({ id }) => id)).size).toBe(7);
  });

  it('sets desks', () => {
    const { sites } = apply({ change: 'desks', site: 'office', desks: null }).centre;
    expect(sites[0]!.areas).toEqual([{ id: 'floor', desks: null }]);
  });
});

describe('changes that do not fit', () => {
  it('are all named, with their place', () => {
    expect(
      problems(
        { change: 'volume', factor: 2, queue: 'fone' },
        { change: 'volume', factor: 2, queue: 'mail' },
        { change: 'volume', factor: 2, fromDate: '2026-02-30' },
        { change: 'volume', factor: 2, fromDate: '2026-12-02', toDate: '2026-12-01' },
        { change: 'aht', factor: 0 },
        { change: 'channel-shift', from: 'phone', to: 'phone', share: 0.1 },
        { change: 'channel-shift', from: 'mail', to: 'phone', share: 0.1 },
        { change: 'opening-hours', queue: 'phone', openingHours: [{ days: 'daily', from: '08:00', to: '11:00' }] },
        { change: 'opening-hours', queue: 'phone', openingHours: [{ days: 'mon', from: '09:10', to: '09:00' }] },
        { change: 'service-goal', queue: 'phone' },
        { change: 'service-goal', queue: 'phone', deadlineMinutes: 60 },
        { change: 'service-goal', queue: 'phone', goal: { maxAbandon: 0.05 } },
        { change: 'wage-rise', percent: 2, scales: ['L1', 'L99'] },
        { change: 'offshore-share', share: 0.5, site: 'office' },
        { change: 'offshore-share', share: 0.5, model: 'a' },
        { change: 'home-days', days: 2, site: 'attic' },
        { change: 'head-count', contract: 'full' },
        { change: 'head-count', contract: 'full', add: -9 },
        { change: 'head-count', contract: 'flex', add: 1 },
        { change: 'desks', site: 'office', area: 'roof', desks: 1 },
      ),
    ).toEqual([
      'queue-unknown changes[0].queue',
      'scenario-no-forecast changes[1].queue',
      'date-bad changes[2].fromDate',
      'dates-reversed changes[3].toDate',
      'scenario-aht-zero changes[4].factor',
      'scenario-same-queue changes[5].to',
      'scenario-no-forecast changes[6].from',
      'scenario-added-share-missing changes[7]',
      'hours-reversed changes[8].openingHours',
      'hours-off-grid changes[8].openingHours',
      'scenario-goal-missing changes[9]',
      'scenario-not-deferrable changes[10].deadlineMinutes',
      'patience-missing changes[11].goal',
      'pay-scale-unknown changes[12].scales',
      'scenario-site-kind changes[13].site',
      'scenario-model-elsewhere changes[14].model',
      'site-unknown changes[15].site',
      'scenario-heads-missing changes[16]',
      'scenario-heads-negative changes[17].add',
      'scenario-no-model-agent changes[18].contract',
      'area-unknown changes[19].area',
    ]);
  });

  it('leave the state as it was given', () => {
    const before = structuredClone(scenarioState());
    apply(
      { change: 'volume', factor: 3 },
      { change: 'head-count', contract: 'full', heads: 1 },
      { change: 'wage-rise', percent: 5 },
    );
    expect(state).toEqual(before);
    expect(scenarioCentre()).toEqual(before.centre);
  });
});
