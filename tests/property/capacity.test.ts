import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadHighs } from '../../solver/lp/highs.js';
import type { LpBackend } from '../../solver/lp/model.js';
import { groupInput } from '../../src/capacity/plan-capacity.js';
import type { CapacityGroup } from '../../src/capacity/schema.js';
import { solveHiring } from '../../src/capacity/solve-hiring.js';
import { headsOf, supplyOf, tenureOf } from '../../src/capacity/supply.js';
import { isoWeekOf } from '../../src/time/week.js';
import { addDays } from '../../src/time/zone.js';
import { bestByEnumeration } from '../support/hiring.js';
import { payCentre } from '../support/pay-centre.js';

let lp: LpBackend;
beforeAll(async () => {
  lp = await loadHighs();
});

const centre = payCentre([]);
const percent = (max: number) => fc.integer({ min: 0, max });
const groupOf = (weeks: number): fc.Arbitrary<CapacityGroup> =>
  fc.record({
    id: fc.constant('g'),
    start: fc
      .tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 5 }))
      .map(([heads, more, weeksThere]) => [
        { contract: 'full', heads },
        { contract: 'full', heads: more, weeksThere },
      ]),
    costs: fc.constant([
      { contract: 'full', costPerHour: 20 },
      { contract: 'part', costPerHour: 18 },
    ]),
    attrition: fc.record({
      percentPerYear: percent(900),
      newHires: fc.record({ weeks: fc.integer({ min: 1, max: 3 }), percentPerYear: percent(1500) }),
    }),
    training: fc.record({
      weeks: fc.integer({ min: 0, max: weeks - 1 }),
      productivity: fc.array(
        percent(100).map((value) => value / 100),
        { maxLength: 2 },
      ),
    }),
    shrinkage: percent(40).map((value) => [{ reason: 'all', percent: value, planned: true }]),
    hiring: fc.record({
      classSize: fc
        .tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 0, max: 1 }))
        .map(([min, more]) => ({ min, max: min + more })),
      costPerHead: percent(500),
      costPerClass: percent(500),
    }),
    overtime: fc.record({ maxPercent: percent(30), surchargePercent: percent(150) }),
    outsourcing: fc.record({ costPerHour: fc.integer({ min: 15, max: 80 }), maxHoursPerWeek: percent(80) }),
    shortage: fc.record({ costPerHour: fc.integer({ min: 20, max: 150 }) }),
  });
const hoursOf = (weeks: number) => fc.array(fc.integer({ min: 0, max: 400 }), { minLength: weeks, maxLength: weeks });

function problemOf(group: CapacityGroup, hours: readonly number[]) {
  const mondays = hours.map((_, t) => addDays('2026-11-30', 7 * t));
  const demand = hours.map((requiredHours) => ({ contacts: 0, workloadHours: 0, requiredHours }));
  return groupInput(centre, group, [], demand, { names: mondays.map(isoWeekOf), mondays }).problem;
}

describe('supply', () => {
  it('conserves people: who is there is who started less who left, whatever the hazards', () => {
    fc.assert(
      fc.property(
        groupOf(6),
        fc.integer({ min: 0, max: 40 }),
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 20 }),
        (group, start, hired) => {
          const tenure = tenureOf(group);
          const { heads, left, inTraining, productive } = supplyOf(
            [
              { heads: start, weeksThere: Number.POSITIVE_INFINITY },
              { heads: 2, weeksThere: 1 },
            ],
            hired,
            tenure,
          );
          let there = start + 2;
          hired.forEach((starting, t) => {
            there += starting;
            expect(heads[t]).toBeCloseTo(there, 8);
            expect(left[t]).toBeGreaterThanOrEqual(-1e-9);
            expect(inTraining[t]! + productive[t]!).toBeLessThanOrEqual(heads[t]! + 1e-9);
            there -= left[t]!;
          });
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('hiring plan', () => {
  it('is the best of all plans', () => {
    fc.assert(
      fc.property(groupOf(3), hoursOf(3), (group, hours) => {
        const problem = problemOf(group, hours);
        const plan = solveHiring(problem, lp, undefined, 0);
        const best = bestByEnumeration(problem);
        expect(Math.abs(plan.costMinor - best.cost)).toBeLessThan(1e-5 * Math.max(1000, best.cost));
        expect(plan.boundMinor).toBeLessThanOrEqual(best.cost * (1 + 1e-6) + 0.01);
      }),
      { numRuns: 40 },
    );
  });

  it('never costs more with more overtime, outsourcing or places in a class allowed', () => {
    fc.assert(
      fc.property(
        groupOf(4),
        hoursOf(4),
        percent(40),
        percent(100),
        fc.integer({ min: 0, max: 3 }),
        (group, hours, overtime, outsourced, places) => {
          const { overtime: before, outsourcing, hiring } = group;
          const wider: CapacityGroup = {
            ...group,
            overtime: { ...before!, maxPercent: before!.maxPercent + overtime },
            outsourcing: { ...outsourcing!, maxHoursPerWeek: outsourcing!.maxHoursPerWeek! + outsourced },
            hiring: { ...hiring!, classSize: { ...hiring!.classSize, max: hiring!.classSize.max + places } },
          };
          const [narrow, wide] = [group, wider].map(
            (each) => solveHiring(problemOf(each, hours), lp, undefined, 0).costMinor,
          );
          expect(wide).toBeLessThanOrEqual(narrow! * (1 + 1e-6) + 0.01);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('never costs less with more attrition, pay included, where every hour is needed and bought at no less than its pay', () => {
    // With hours to spare attrition does save money; so there are none to spare, and nobody is paid for learning.
    fc.assert(
      fc.property(groupOf(4), percent(500), (random, more) => {
        const group: CapacityGroup = {
          ...random,
          training: { weeks: 0 },
          attrition: { percentPerYear: random.attrition.percentPerYear },
          overtime: { maxPercent: 0, surchargePercent: 0 },
          outsourcing: { costPerHour: 60, maxHoursPerWeek: 30 },
          shortage: { costPerHour: 90 },
        };
        const hours = [2000, 2000, 2000, 2000];
        const worse: CapacityGroup = { ...group, attrition: { percentPerYear: group.attrition.percentPerYear + more } };
        const [less, moreLeave] = [group, worse].map((each) => {
          const problem = problemOf(each, hours);
          const payAtStart = hours.reduce(
            (sum, _, t) =>
              sum +
              problem.contracts.reduce(
                (pay, { start, hoursPerWeek, costPerHourMinor }) =>
                  pay + headsOf(start) * (1 - problem.tenure.hazard[0]!) ** t * hoursPerWeek * costPerHourMinor[t]!,
                0,
              ),
            0,
          );
          return payAtStart + solveHiring(problem, lp, undefined, 0).costMinor;
        });
        expect(moreLeave).toBeGreaterThanOrEqual(less! * (1 - 1e-6));
      }),
      { numRuns: 60 },
    );
  });

  it('never costs less for more required hours', () => {
    fc.assert(
      fc.property(groupOf(4), hoursOf(4), hoursOf(4), (group, hours, more) => {
        const [less, all] = [hours, hours.map((value, t) => value + more[t]!)].map(
          (each) => solveHiring(problemOf(group, each), lp, undefined, 0).costMinor,
        );
        expect(all).toBeGreaterThanOrEqual(less! * (1 - 1e-6) - 0.01);
      }),
      { numRuns: 40 },
    );
  });
});
