import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadPlanInput, mondayOf } from '../../api/files/plan-input.js';
import { loadHighs } from '../../solver/lp/highs.js';
import { plan } from '../../src/plan.js';
import { ROOT } from '../support/cli.js';
import { sharedData } from '../support/shared-data.js';

/** Planning real call volumes with a small centre folder, without a hand on the data. */
describe('real call volumes', () => {
  const cases = [
    ['bank-1999', 'anonymous-bank-1999.csv', '2000-W01', 'planning the week after the calls of a bank in 1999'],
    ['bank-1999', 'anonymous-bank-1999.csv', '1999-W48', 'planning a week within the calls of a bank in 1999'],
    ['service-desk-2014', 'service-desk-2014.csv', '2014-W45', 'planning the week after the calls of a service desk'],
  ] as const;
  for (const [folder, file, week, what] of cases) {
    const path = sharedData(file, what);
    it.skipIf(path === undefined)(`${what} (${week})`, async () => {
      const { centre, history } = await loadPlanInput(join('fixtures', folder), path, ROOT);
      const request = { centre, history, fromDate: mondayOf(week), weeks: 1, seed: 1, stop: { workLimit: WORK } };
      const result = await plan(request, { lp: await loadHighs() });
      expect(result.disagreements).toEqual([]);
      expect(result.summary.hardRulesBroken).toBe(0);
      const [queue] = result.summary.queues;
      expect(queue!.offered).toBeGreaterThan(1000);
      // A plan that left the queue alone would pass every rule: it must also cover its hours.
      expect(queue!.shortHours).toBeLessThan(0.05 * queue!.requiredHours);
      const lines = result.cost.lines.reduce((sum, line) => sum + line.centreCostMinor, 0);
      expect(lines).toBe(result.summary.costMinor);
    });
  }
});

/** Enough to fill the hours, not to polish: a tenth of what a plan takes by default. */
const WORK = 2_000_000;
