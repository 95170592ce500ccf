import { describe, expect, it } from 'vitest';
import { planFiles } from '../../api/files/plan-documents.js';
import { loadPlanInput } from '../../api/files/plan-input.js';
import { loadHighs } from '../../solver/lp/highs.js';
import { type PlanRequest, plan } from '../../src/plan.js';
import { addDays, daysBetween } from '../../src/time/zone.js';
import { ROOT } from '../support/cli.js';
import { officeWeek } from '../support/stored-plan.js';

const MONDAY = '2026-11-30';
/** Which week of the plan a date lies in. */
const weekOf = (date: string): number => Math.floor(daysBetween(MONDAY, date) / 7);

/** The small centre with a week worked before, planned from its files. */
async function planned(weeks: number, workLimit: number, over: Partial<PlanRequest> = {}) {
  const { centre: asItIs, history } = await loadPlanInput('fixtures/small', undefined, ROOT);
  const centre = {
    ...asItIs,
    worked: officeWeek(asItIs, addDays(MONDAY, -7)),
    fairness: [{ id: 'days', count: 'shifts' as const, kinds: ['day'], weeks: 13, weight: 100 }],
  };
  const lp = await loadHighs();
  const stop = { workLimit };
  const request = { centre, history, fromDate: MONDAY, weeks, seed: 1, lookAhead: 1, correct: false, stop, ...over };
  return { centre, result: await plan(request, { lp }) };
}

describe('a plan of several weeks from a folder of files', () => {
  it('has a legal roster for each of three weeks that knows what was worked before, and what it costs', async () => {
    const { centre, result } = await planned(3, 24_000);
    const { roster, solution, law, cost, summary, problem } = result;
    expect(solution.solver.method).toBe('week by week');
    // The recount, which knows nothing of windows, agrees with every rule, coverage and cost.
    expect(result.disagreements).toEqual([]);
    expect(summary.hardRulesBroken).toBe(0);
    expect(law.filter(({ severity }) => severity === 'hard')).toEqual([]);
    expect(roster).toMatchObject({ fromDate: MONDAY, toDate: '2026-12-20' });
    for (const { prior } of problem.agents) expect(prior).toHaveLength(5);
    // The hours of the contract in every single week, for everybody; two less or more are allowed.
    for (const { id } of centre.agents) {
      for (let week = 0; week < 3; week++) {
        const own = roster.shifts.filter(({ agent, date }) => agent === id && weekOf(date) === week);
        const paid = own.flatMap(({ activities }) => activities).filter((part) => part.paid);
        const hours = paid.reduce((sum, part) => sum + (part.endMs - part.startMs) / 3_600_000, 0);
        expect(Math.abs(hours - 32)).toBeLessThanOrEqual(2);
      }
    }
    const byWeek = [0, 0, 0];
    for (const line of cost.lines) byWeek[weekOf(line.date)]! += line.costMinor;
    for (const amount of byWeek) expect(amount).toBeGreaterThan(0);
    expect(byWeek.reduce((a, b) => a + b, 0)).toBe(cost.totals.totalMinor);
    expect(solution.bound).toBeLessThanOrEqual(solution.cost.total);
    expect(summary.fairness).toMatchObject([{ id: 'days', weeks: 13 }]);
    const names = planFiles(centre, result).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['roster.csv', 'cost.csv', 'summary.json', 'report.html']));
  }, 60_000);

  it('reaches a quarter of a year', async () => {
    const { result } = await planned(13, 60_000);
    expect(result.disagreements).toEqual([]);
    expect(result.summary.hardRulesBroken).toBe(0);
    expect(result.law.filter(({ severity }) => severity === 'hard')).toEqual([]);
    expect(new Set(result.roster.shifts.map(({ date }) => weekOf(date))).size).toBe(13);
  }, 60_000);
});
