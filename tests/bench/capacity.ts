/** Hiring plans of a year: time to the optimum within 1e-4. Run after the build: `node dist/tests/bench/capacity.js`. */
import { loadHighs } from '../../solver/lp/highs.js';
import { planGroup } from '../../src/capacity/group-plan.js';
import { groupInput } from '../../src/capacity/plan-capacity.js';
import type { CapacityGroup } from '../../src/capacity/schema.js';
import { contractId } from '../../src/domain/ids.js';
import { isoWeekOf } from '../../src/time/week.js';
import { addDays } from '../../src/time/zone.js';
import { contract, payCentre } from '../support/pay-centre.js';

const lp = await loadHighs();

/** @param scale times 3,000 required hours a week and 110 people */
function measure(
  weeks: number,
  contracts: number,
  scale: number,
  attritionPercent: number,
  classesPerWeek: number,
): void {
  const names = Array.from({ length: contracts }, (_, k) => `c${k}`);
  const base = payCentre([]);
  const centre = { ...base, contracts: names.map((name, k) => contract(contractId(name), 40 - 3 * k)) };
  const mondays = Array.from({ length: weeks }, (_, t) => addDays('2026-11-30', 7 * t));
  const group: CapacityGroup = {
    id: 'all',
    start: names.map((name) => ({ contract: name, heads: (110 * scale) / contracts })),
    costs: names.map((name, k) => ({ contract: name, costPerHour: 24 - k })),
    attrition: { percentPerYear: attritionPercent, newHires: { weeks: 13, percentPerYear: 2 * attritionPercent } },
    training: { weeks: 4, productivity: [0.4, 0.6, 0.8, 0.9], costPerHead: 800 },
    shrinkage: [{ reason: 'all', percent: 30, planned: true }],
    hiring: {
      classSize: { min: 5, max: 12 },
      classesPerWeek,
      costPerHead: 1500,
      costPerClass: 2000,
      contracts: names.map((name, k) => ({ contract: name, minShare: k === 0 ? 0.4 : 0 })),
    },
    overtime: { maxPercent: 5, surchargePercent: 50 },
    outsourcing: { costPerHour: 45, maxHoursPerWeek: 150 * scale },
    shortage: { costPerHour: 100 },
  };
  const demand = mondays.map((_, t) => {
    const requiredHours = 3000 * scale * (1 + 0.15 * Math.sin(t / 6) + 0.05 * Math.cos(1.7 * t) + t / 300);
    return { contacts: 0, workloadHours: 0.85 * requiredHours, requiredHours };
  });
  const input = groupInput(centre, group, [], demand, { names: mondays.map(isoWeekOf), mondays });
  const start = performance.now();
  const { objective, totals } = planGroup(input, lp);
  const millis = Math.round(performance.now() - start);
  console.log(
    `${weeks} weeks, ${contracts} contracts, ${Math.round(110 * scale)} people, ${attritionPercent} % attrition: ${millis} ms, ` +
      `${objective.status}, gap ${objective.gap.toExponential(1)}, ${totals.hired} hired`,
  );
}

measure(52, 1, 1, 30, 1);
measure(52, 2, 1, 40, 1);
measure(52, 2, 8, 60, 3);
measure(65, 10, 3, 90, 2);
