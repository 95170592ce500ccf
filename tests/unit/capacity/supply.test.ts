import { describe, expect, it } from 'vitest';
import { supplyOf, tenureOf, weeklyHazard } from '../../../src/capacity/supply.js';

describe('weeklyHazard', () => {
  it('is 1/52 of the yearly rate, at most everybody', () => {
    expect(weeklyHazard(26)).toBeCloseTo(0.005, 12);
    expect(weeklyHazard(0)).toBe(0);
    expect(weeklyHazard(6000)).toBe(1);
  });
});

describe('tenureOf', () => {
  it('trains, learns and loses people at the early rate first', () => {
    const tenure = tenureOf(
      {
        attrition: { percentPerYear: 520, newHires: { weeks: 2, percentPerYear: 1040 } },
        training: { weeks: 1, productivity: [0.5, 0.8] },
      },
      5,
    );
    expect(tenure.productivity).toEqual([0, 0.5, 0.8, 1, 1]);
    // 20 % leave at the end of each of the first two weeks, 10 % later.
    [1, 0.8, 0.64, 0.576, 0.5184].forEach((share, week) => {
      expect(tenure.survival[week]).toBeCloseTo(share, 12);
    });
  });
});

describe('supplyOf', () => {
  it('agrees with three weeks counted by hand', () => {
    const tenure = { survival: [1, 0.9, 0.81], productivity: [0, 0.5, 1] };
    const supply = supplyOf(10, [0, 4, 2], 0.1, tenure, 1);
    // Week 1: 10. Week 2: 9 and 4 trainees. Week 3: 8.1, 3.6 at half speed, 2 trainees.
    expect(supply.heads.map((value) => value.toFixed(6))).toEqual(['10.000000', '13.000000', '13.700000']);
    expect(supply.inTraining).toEqual([0, 4, 2]);
    expect(supply.productive.map((value) => value.toFixed(6))).toEqual(['10.000000', '9.000000', '9.900000']);
    expect(supply.left[0]).toBeCloseTo(1, 12);
    expect(supply.left[1]).toBeCloseTo(1.3, 12);
  });
});
