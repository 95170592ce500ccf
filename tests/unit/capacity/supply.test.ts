import { describe, expect, it } from 'vitest';
import { supplyOf, tenureOf, weeklyHazard } from '../../../src/capacity/supply.js';

const rounded = (values: readonly number[]): number[] => values.map((value) => Math.round(value * 1e6) / 1e6);

describe('weeklyHazard', () => {
  it('is 1/52 of the yearly rate, at most everybody', () => {
    expect(weeklyHazard(26)).toBeCloseTo(0.005, 12);
    expect(weeklyHazard(0)).toBe(0);
    expect(weeklyHazard(6000)).toBe(1);
  });
});

describe('tenureOf', () => {
  it('trains, learns and loses people at the early rate first', () => {
    const tenure = tenureOf({
      attrition: { percentPerYear: 520, newHires: { weeks: 2, percentPerYear: 1040 } },
      training: { weeks: 1, productivity: [0.5, 0.8] },
    });
    expect(tenure.productivity).toEqual([0, 0.5, 0.8, 1]);
    expect(rounded(tenure.hazard)).toEqual([0.2, 0.2, 0.1, 0.1]);
  });
});

describe('supplyOf', () => {
  const tenure = { hazard: [0.2, 0.1], productivity: [0, 0.5, 1], trainingWeeks: 1 };
  const trained = Number.POSITIVE_INFINITY;

  it('agrees with three weeks counted by hand', () => {
    const slow = { hazard: [0.1, 0.1, 0.1], productivity: [0, 0.5, 1], trainingWeeks: 1 };
    const supply = supplyOf([{ heads: 10, weeksThere: trained }], [0, 4, 2], slow);
    // Week 1: 10. Week 2: 9 and 4 trainees. Week 3: 8.1, 3.6 at half speed, 2 trainees; a tenth leaves each week.
    expect(rounded(supply.heads)).toEqual([10, 13, 13.7]);
    expect(rounded(supply.inTraining)).toEqual([0, 4, 2]);
    expect(rounded(supply.productive)).toEqual([10, 9, 9.9]);
    expect(rounded(supply.left)).toEqual([1, 1.3, 1.37]);
  });

  it('lets people who have just started train on and learn', () => {
    const early = { hazard: [0.2, 0.2, 0.1], productivity: [0, 0, 1], trainingWeeks: 2 };
    // In their second week of training; then 8 of the 10 are productive, then 7.2.
    const supply = supplyOf([{ heads: 10, weeksThere: 1 }], [0, 0, 0], early);
    expect(rounded(supply.heads)).toEqual([10, 8, 7.2]);
    expect(rounded(supply.inTraining)).toEqual([10, 0, 0]);
    expect(rounded(supply.productive)).toEqual([0, 8, 7.2]);
  });

  it('ends where everybody leaves at once', () => {
    expect(
      supplyOf([{ heads: 3, weeksThere: trained }], [0, 0], { ...tenure, hazard: [1], productivity: [1] }).heads,
    ).toEqual([3, 0]);
  });
});
