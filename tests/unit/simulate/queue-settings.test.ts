import { describe, expect, it } from 'vitest';
import type { Queue } from '../../../src/domain/centre.js';
import { simulatedQueues } from '../../../src/simulate/queues.js';
import { startOfDay } from '../../../src/time/zone.js';
import { CENTRE, readTexts } from '../centre/folder.js';
import { centreOf, forecastOf, phone } from '../requirement/small-centre.js';

const DAY = '2026-11-30';

function simulated(over: Partial<Queue>) {
  const centre = centreOf([phone(over)]);
  const fromMs = startOfDay(DAY, centre.zone);
  const horizon = { fromMs, toMs: fromMs + 86_400_000, stepMs: 1_800_000, intervals: 48 };
  const forecasts = [forecastOf(centre, phone(over), DAY, 1, () => 10)];
  return simulatedQueues({ centre, forecasts, arrivals: 'expected', roster: { coverage: [] } }, horizon, [])[0]!;
}

describe('what a queue of the centre sets for simulations', () => {
  it('patience by its law, around the mean that the formulas take', () => {
    expect(simulated({}).patience).toEqual({ law: 'none' });
    expect(simulated({ patienceSeconds: 90 }).patience).toEqual({ law: 'exponential', meanSeconds: 90 });
    expect(simulated({ patienceSeconds: 90, patience: { law: 'log-normal', variation: 2 } }).patience).toEqual({
      law: 'log-normal',
      variation: 2,
      meanSeconds: 90,
    });
    expect(simulated({ patience: { law: 'empirical', seconds: [5, 50] } }).patience).toEqual({
      law: 'empirical',
      seconds: [5, 50],
    });
  });

  it('redials, and what happens at closing', () => {
    expect(simulated({}).atClosing).toBe('serve');
    expect(simulated({}).redial).toBeUndefined();
    const redial = { share: 0.4, meanDelaySeconds: 600 };
    const set = simulated({ redial, atClosing: 'drop' });
    expect(set.redial).toEqual(redial);
    expect(set.atClosing).toBe('drop');
  });

  it('is read from centre.json', async () => {
    const text = CENTRE.replace(
      '"ahtSeconds": 300',
      '"patience": { "law": "empirical", "seconds": [3, 30] }, "redial": { "share": 0.2, "meanDelaySeconds": 300 }, "atClosing": "drop", "ahtSeconds": 300',
    );
    const read = await readTexts({
      centre: text.replace('"sites"', '"lateLogIn": { "share": 0.1, "meanSeconds": 120 }, "sites"'),
    });
    if (!read.ok) throw new Error(JSON.stringify(read.issues));
    expect(read.value.lateLogIn).toEqual({ share: 0.1, meanSeconds: 120 });
    expect(read.value.queues[0]).toMatchObject({
      patience: { law: 'empirical', seconds: [3, 30] },
      redial: { share: 0.2, meanDelaySeconds: 300 },
      atClosing: 'drop',
    });
  });
});
