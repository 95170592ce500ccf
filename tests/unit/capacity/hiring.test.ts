import { beforeAll, describe, expect, it } from 'vitest';
import { loadHighs } from '../../../solver/lp/highs.js';
import type { LpBackend } from '../../../solver/lp/model.js';
import type { WeekDemand } from '../../../src/capacity/demand.js';
import { planGroup } from '../../../src/capacity/group-plan.js';
import type { HiringProblem } from '../../../src/capacity/hiring-model.js';
import { groupInput } from '../../../src/capacity/plan-capacity.js';
import type { CapacityGroup } from '../../../src/capacity/schema.js';
import { solveHiring } from '../../../src/capacity/solve-hiring.js';
import { bestByEnumeration } from '../../support/hiring.js';
import { payCentre } from '../../support/pay-centre.js';

let lp: LpBackend;
beforeAll(async () => {
  lp = await loadHighs();
});

const centre = payCentre([]);
const weeks = { names: ['2026-W49', '2026-W50', '2026-W51'], mondays: ['2026-11-30', '2026-12-07', '2026-12-14'] };
const demand = (hours: readonly number[]): WeekDemand[] =>
  hours.map((requiredHours) => ({ contacts: 100, workloadHours: requiredHours * 0.8, requiredHours }));
const group: CapacityGroup = {
  id: 'agents',
  start: [{ contract: 'full', heads: 2 }],
  costs: [
    { contract: 'full', costPerHour: 20 },
    { contract: 'part', costPerHour: 18 },
  ],
  attrition: { percentPerYear: 0 },
  training: { weeks: 0 },
  shortage: { costPerHour: 100 },
};
const input = (over: Partial<CapacityGroup>, hours: readonly number[]) =>
  groupInput(centre, { ...group, ...over }, [], demand(hours), weeks);
const solve = (
  over: Partial<CapacityGroup>,
  hours: readonly number[],
): ReturnType<typeof solveHiring> & { problem: HiringProblem } => {
  const { problem } = input(over, hours);
  return { ...solveHiring(problem, lp, undefined, 0), problem };
};

describe('hiring plan of three weeks', () => {
  it('hires nobody where the staff is enough', () => {
    const plan = solve({ hiring: { classSize: { min: 1, max: 5 } } }, [80, 80, 70]);
    expect(plan.status).toBe('optimal');
    expect(plan.hired).toEqual([[0, 0, 0]]);
    expect(plan.costMinor).toBeCloseTo(0, 6);
  });

  it('hires in time for training, whole people in a class', () => {
    // 100 hours in week 3 take one more person, who must start a week before; a class has two at least.
    const plan = solve(
      { training: { weeks: 1 }, hiring: { classSize: { min: 2, max: 4 }, costPerHead: 50 } },
      [80, 80, 100],
    );
    // Two people for two weeks: 2 × 2 × 40 h × 20 and 2 × 50 = 3,300; 20 hours short would be 2,000.
    expect(plan.hired).toEqual([[0, 0, 0]]);
    expect(plan.costMinor).toBeCloseTo(200_000, 4);
    const single = solve(
      { training: { weeks: 1 }, hiring: { classSize: { min: 1, max: 4 }, costPerHead: 50 } },
      [80, 80, 100],
    );
    // One person: 2 × 40 × 20 + 50 = 1,650.
    expect(single.hired).toEqual([[0, 1, 0]]);
    expect(single.costMinor).toBeCloseTo(165_000, 4);
  });

  it('fills a gap by overtime first, then outsourcing, then shortage', () => {
    const plan = planGroup(
      input(
        { overtime: { maxPercent: 10, surchargePercent: 50 }, outsourcing: { costPerHour: 35, maxHoursPerWeek: 5 } },
        [80, 90, 96],
      ),
      lp,
    );
    // 80 paid hours: at most 8 of overtime at 30, 5 outsourced at 35, the rest short.
    expect(plan.weeks.map((week) => [week.overtimeHours, week.outsourcedHours, week.shortHours])).toEqual([
      [0, 0, 0],
      [8, 2, 0],
      [8, 5, 3],
    ]);
    expect(plan.weeks[2]).toMatchObject({
      overtimeMinor: 24_000,
      outsourcingMinor: 17_500,
      shortMinor: 30_000,
      payMinor: 160_000,
      costMinor: 201_500,
    });
  });

  it('keeps the best so far when it is stopped: at worst it hires nobody', () => {
    const { problem } = input({ hiring: { classSize: { min: 1, max: 3 } } }, [100, 150, 130]);
    const plan = solveHiring(problem, lp, { isCancelled: () => true }, 0);
    const best = bestByEnumeration(problem);
    expect(plan.costMinor).toBeGreaterThanOrEqual(best.cost - 1e-3);
    expect(plan.boundMinor).toBeLessThanOrEqual(best.cost + 1e-3);
    // Nobody hired: 20, 70 and 50 hours short at 100.
    expect(plan.costMinor).toBeLessThanOrEqual(1_400_000 + 1e-3);
  });

  it('agrees with trying everything: learning curve, attrition, shrinkage, two contracts', () => {
    const cases: [Partial<CapacityGroup>, number[]][] = [
      [{ hiring: { classSize: { min: 1, max: 3 } } }, [100, 150, 130]],
      [{ hiring: { classSize: { min: 2, max: 3 }, costPerClass: 400, costPerHead: 90 } }, [60, 170, 90]],
      [
        {
          attrition: { percentPerYear: 520, newHires: { weeks: 1, percentPerYear: 1040 } },
          training: { weeks: 1, productivity: [0.6] },
          hiring: { classSize: { min: 1, max: 3 } },
          outsourcing: { costPerHour: 60, maxHoursPerWeek: 30 },
        },
        [90, 140, 160],
      ],
      [
        {
          hiring: {
            classSize: { min: 1, max: 3 },
            maxHeads: 3,
            contracts: [
              { contract: 'full', maxShare: 0.5 },
              { contract: 'part', minShare: 0.5 },
            ],
          },
          shrinkage: [{ reason: 'sickness', percent: 10, planned: false }],
          leave: [{ fromWeek: '2026-W50', toWeek: '2026-W50', percent: 20 }],
          overtime: { maxPercent: 20, surchargePercent: 100 },
        },
        [90, 110, 100],
      ],
    ];
    for (const [over, hours] of cases) {
      const plan = solve(over, hours);
      const best = bestByEnumeration(plan.problem);
      expect(plan.costMinor).toBeCloseTo(best.cost, 3);
      expect(plan.boundMinor).toBeLessThanOrEqual(best.cost + 1e-3);
    }
  });
});

describe('planGroup', () => {
  it('recounts week by week what the linear program says', () => {
    const problem = input(
      {
        attrition: { percentPerYear: 260 },
        training: { weeks: 1, productivity: [0.5], costPerHead: 100 },
        hiring: { classSize: { min: 1, max: 3 }, costPerHead: 200, costPerClass: 150 },
        outsourcing: { costPerHour: 45, maxHoursPerWeek: 20 },
        overtime: { maxPercent: 5, surchargePercent: 40 },
      },
      [90, 150, 190],
    );
    const plan = planGroup(problem, lp);
    const hired = plan.classes.reduce((sum, { heads }) => sum + heads, 0);
    expect(hired).toBeGreaterThan(0);
    const nobody = planGroup(groupInput(centre, group, [], demand([0, 0, 0]), weeks), lp).totals.payMinor;
    // Without attrition of the start the pay is 3 × 80 h × 20; with it, less.
    expect(nobody).toBe(480_000);
    const payAtStart = [0, 1, 2].reduce((sum, t) => sum + 2 * 0.95 ** t * 40 * 2000, 0);
    const decided = plan.totals.costMinor + plan.totals.shortMinor - payAtStart;
    expect(Math.abs(decided - plan.objective.costMinor)).toBeLessThan(10);
    expect(plan.totals.costMinor).toBe(
      plan.totals.payMinor + plan.totals.hiringMinor + plan.totals.overtimeMinor + plan.totals.outsourcingMinor,
    );
  });

  it('states FTE with shrinkage: 68 hours at 15 % are 80 paid ones, two full-timers', () => {
    const plan = planGroup(
      input(
        {
          shrinkage: [
            { reason: 'leave', percent: 10, planned: true },
            { reason: 'sickness', percent: 5, planned: false },
          ],
          leave: [{ fromWeek: '2026-W51', toWeek: '2027-W01', percent: 27 }],
        },
        [68, 68, 68],
      ),
      lp,
    );
    expect(plan.fullTimeHours).toBe(40);
    expect(plan.weeks[0]!.requiredFte).toBeCloseTo(2, 12);
    expect(plan.weeks[0]!.gapFte).toBeCloseTo(0, 12);
    expect(plan.weeks[0]).toMatchObject({ plannedShrinkage: 0.1, unplannedShrinkage: 0.05 });
    expect(plan.weeks[0]!.staffingRatio).toBeCloseTo(1.25, 12);
    // In the season 32 % are away: 68 / 0.68 / 40.
    expect(plan.weeks[2]!.requiredFte).toBeCloseTo(2.5, 12);
    expect(plan.weeks[2]!.gapFteWithoutHiring).toBeCloseTo(-0.5, 12);
  });

  it('puts budget, forecast and actual figures side by side', () => {
    const plan = planGroup(
      input(
        {
          budget: [
            { week: '2026-W49', cost: 1500, heads: 2 },
            { week: '2026-W50', cost: 1700 },
          ],
          actual: [{ week: '2026-W49', cost: 1650.5, contacts: 90 }],
        },
        [80, 80, 80],
      ),
      lp,
    );
    expect(plan.variance).toEqual([
      {
        week: '2026-W49',
        measure: 'contacts',
        budget: null,
        forecast: 100,
        actual: 90,
        outlook: 90,
        outlookLessBudget: null,
        actualLessForecast: -10,
      },
      {
        week: '2026-W49',
        measure: 'heads',
        budget: 2,
        forecast: 2,
        actual: null,
        outlook: 2,
        outlookLessBudget: 0,
        actualLessForecast: null,
      },
      {
        week: 'total',
        measure: 'heads',
        budget: 2,
        forecast: 2,
        actual: null,
        outlook: 2,
        outlookLessBudget: 0,
        actualLessForecast: null,
      },
      {
        week: '2026-W49',
        measure: 'cost',
        budget: 150_000,
        forecast: 160_000,
        actual: 165_050,
        outlook: 165_050,
        outlookLessBudget: 15_050,
        actualLessForecast: 5_050,
      },
      {
        week: '2026-W50',
        measure: 'cost',
        budget: 170_000,
        forecast: 160_000,
        actual: null,
        outlook: 160_000,
        outlookLessBudget: -10_000,
        actualLessForecast: null,
      },
      {
        week: 'total',
        measure: 'cost',
        budget: 320_000,
        forecast: 320_000,
        actual: null,
        outlook: 325_050,
        outlookLessBudget: 5_050,
        actualLessForecast: null,
      },
    ]);
  });
});
