import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyScenario } from '../../src/scenario/apply.js';
import type { Change } from '../../src/scenario/schema.js';
import { scenarioState, totalOf } from '../support/scenario.js';

const state = scenarioState();
const apply = (changes: readonly Change[], to = state) => applyScenario({ name: 's', changes: [...changes] }, to);
const share = fc.integer({ min: 0, max: 1000 }).map((value) => value / 1000);
const factor = fc.integer({ min: 1, max: 3000 }).map((value) => value / 1000);
const queue = fc.constantFrom('phone', 'chat');

/** Windows on the grid, none of them empty. */
const windows = fc
  .uniqueArray(fc.constantFrom('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'), { minLength: 1 })
  .chain((days) =>
    fc
      .tuple(...days.map(() => fc.tuple(fc.integer({ min: 14, max: 22 }), fc.integer({ min: 1, max: 6 }))))
      .map((spans) =>
        days.map((day, i) => {
          const [from, length] = spans[i]!;
          const clock = (half: number): string =>
            `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`;
          return { days: day, from: clock(from), to: clock(from + length) };
        }),
      ),
  );

describe('scenarios', () => {
  it('without changes, or with changes that change nothing, change nothing', () => {
    expect(apply([])).toBe(state);
    fc.assert(
      fc.property(fc.option(queue, { nil: undefined }), (name) => {
        const only = name === undefined ? {} : { queue: name };
        expect(
          apply([
            { change: 'volume', factor: 1, ...only },
            { change: 'aht', factor: 1, ...only },
            { change: 'channel-shift', from: 'phone', to: 'mail', share: 0 },
            { change: 'wage-rise', percent: 0 },
            { change: 'head-count', contract: 'full', add: 0 },
            { change: 'desks', site: 'office', desks: 10 },
          ]),
        ).toEqual(state);
      }),
    );
  });

  it('scale volumes: factors multiply, and the inverse takes them back', () => {
    fc.assert(
      fc.property(factor, factor, queue, (a, b, name) => {
        const scaled = apply([
          { change: 'volume', factor: a, queue: name },
          { change: 'volume', factor: b },
        ]);
        expect(totalOf(scaled, name)).toBeCloseTo(totalOf(state, name) * a * b, 6);
        const back = apply(
          [{ change: 'volume', factor: 1 / a, queue: name }],
          apply([{ change: 'volume', factor: a, queue: name }]),
        );
        expect(totalOf(back, name)).toBeCloseTo(totalOf(state, name), 6);
      }),
    );
  });

  it('never lose a contact that moves to another channel', () => {
    fc.assert(
      fc.property(
        share,
        fc.constantFrom<[string, string]>(['phone', 'chat'], ['chat', 'phone'], ['phone', 'mail']),
        (moved, [from, to]) => {
          const after = apply([{ change: 'channel-shift', from, to, share: moved }]);
          expect(totalOf(after, from)).toBeCloseTo(totalOf(state, from) * (1 - moved), 6);
          expect(totalOf(after, from) + totalOf(after, to)).toBeCloseTo(totalOf(state, from) + totalOf(state, to), 6);
        },
      ),
    );
  });

  it('keep or lose contacts by the share asked for when hours change, and keep limits in order', () => {
    fc.assert(
      fc.property(windows, share, share, (openingHours, keptShare, addedShare) => {
        const after = apply([{ change: 'opening-hours', queue: 'phone', openingHours, keptShare, addedShare }]);
        const forecast = after.forecasts.find((each) => each.queue === 'phone')!;
        const before = new Map(
          Array.from(state.forecasts[0]!.startMs, (ms, i) => [ms, state.forecasts[0]!.offered[i]!]),
        );
        const staying = forecast.startMs.reduce((sum, ms) => sum + (before.get(ms) ?? 0), 0);
        expect(totalOf(after, 'phone')).toBeCloseTo(staying + (500 - staying) * keptShare, 6);
        forecast.offered.forEach((value, i) => {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(forecast.lower95[i]).toBeLessThanOrEqual(forecast.lower80[i]! + 1e-9);
          expect(forecast.upper95[i]).toBeGreaterThanOrEqual(forecast.upper80[i]! - 1e-9);
        });
      }),
    );
  });

  it('bring the offshore share no further away than it was, and keep everybody', () => {
    fc.assert(
      fc.property(share, (wanted) => {
        const hours = (of: typeof state): number => {
          const contracts = new Map(of.centre.contracts.map(({ id, hoursPerWeek }) => [id, hoursPerWeek]));
          const all = of.centre.agents.map(
            (agent) => [agent.site === 'paramaribo', contracts.get(agent.contract)!] as const,
          );
          return (
            all.reduce((sum, [abroad, each]) => sum + (abroad ? each : 0), 0) /
            all.reduce((sum, [, each]) => sum + each, 0)
          );
        };
        const after = apply([
          {
            change: 'offshore-share',
            share: wanted,
            ...(wanted <= hours(state) ? { site: 'office', model: 'a' } : {}),
          },
        ]);
        expect(Math.abs(hours(after) - wanted)).toBeLessThanOrEqual(Math.abs(hours(state) - wanted));
        expect(after.centre.agents.map(({ id }) => id)).toEqual(state.centre.agents.map(({ id }) => id));
      }),
    );
  });
});
