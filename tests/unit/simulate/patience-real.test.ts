import { describe, expect, it } from 'vitest';
import { readHistory } from '../../../api/files/history.js';
import { createRandom } from '../../../solver/random.js';
import { exponentialPatience, patienceFromIntervals, waitingIntervals } from '../../../src/simulate/index.js';
import { sharedData } from '../../support/shared-data.js';

const path = sharedData('service-desk-2014.csv', 'patience of the callers of a real service desk');

describe.runIf(path !== undefined)('patience of the callers of a real service desk', () => {
  it('is found from a year of hours and is stable over its halves', async () => {
    const checked = await readHistory(path!, { zoneOf: () => 'Europe/Berlin' });
    if (!checked.ok) throw new Error('the history cannot be read');
    // Working hours of working days: at night one person answers everything.
    const intervals = waitingIntervals([...checked.value.values()][0]!).filter(({ agents }) => agents >= 10);
    const blocks = [...new Set(intervals.map(({ block }) => block))].sort();
    const halves = [true, false].map((first) =>
      intervals.filter(({ block }) => block < blocks[blocks.length >> 1]! === first),
    );
    const [year, spring, autumn] = [intervals, ...halves].map((part) => patienceFromIntervals(part)!);
    expect(year!.gaveUp).toBeGreaterThan(70_000);
    for (const half of [spring, autumn]) {
      expect(half!.high / half!.low).toBeLessThan(1.05);
      // Half a year apart the callers are as patient within a tenth; the year lies between.
      expect(Math.abs(half!.meanSeconds / year!.meanSeconds - 1)).toBeLessThan(0.1);
    }
    // Those who gave up = all time waited / patience; the waits of the answered alone are less than all time waited.
    const gaveUp = intervals.reduce((sum, { abandoned }) => sum + abandoned, 0);
    const answeredWaits = intervals.reduce((sum, row) => sum + (row.offered - row.abandoned) * row.asaSeconds, 0);
    expect(year!.meanSeconds).toBeGreaterThan(answeredWaits / gaveUp);
    expect(year!.meanSeconds).toBeLessThan((1.5 * answeredWaits) / gaveUp);
  });
});

describe('uncertainty of patience', () => {
  it('holds the truth about as often as it says', () => {
    const random = createRandom(7);
    const exponential = (mean: number): number => -mean * Math.log(1 - random.uniform());
    let held = 0;
    const samples = 400;
    for (let s = 0; s < samples; s++) {
      const waits = Array.from({ length: 150 }, () => {
        const [patience, offeredWait] = [exponential(180), exponential(60)];
        return { seconds: Math.min(patience, offeredWait), gaveUp: patience < offeredWait };
      });
      const { low, high } = exponentialPatience(waits, 0.9);
      if (low <= 180 && 180 <= high) held++;
    }
    // Binomial, 400 draws of 0.9: standard deviation 1.5 %.
    expect(held / samples).toBeGreaterThan(0.85);
    expect(held / samples).toBeLessThan(0.95);
  });
});
