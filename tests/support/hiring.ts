import type { HiringProblem } from '../../src/capacity/hiring-model.js';

/** Cheapest hiring plan of a small problem by trying every combination; written from the meaning, not from the model. */
export function bestByEnumeration(problem: HiringProblem): { cost: number; hired: number[][] } {
  const { hiring, contracts } = problem;
  const offered = contracts.flatMap(({ hireable }, k) => (hireable ? [k] : []));
  const slots = (hiring?.weeks ?? []).flatMap((week) => offered.map((k) => ({ week, k })));
  const most = hiring === undefined ? 0 : hiring.maxClass * hiring.classesPerWeek;
  const hired = contracts.map(() => problem.requiredHours.map(() => 0));
  let best = { cost: Number.POSITIVE_INFINITY, hired: structuredClone(hired) };
  const visit = (i: number): void => {
    if (i < slots.length) {
      for (let n = 0; n <= most; n++) {
        hired[slots[i]!.k]![slots[i]!.week] = n;
        visit(i + 1);
      }
      hired[slots[i]!.k]![slots[i]!.week] = 0;
      return;
    }
    const cost = costOf(problem, hired);
    if (cost !== undefined && cost < best.cost) best = { cost, hired: structuredClone(hired) };
  };
  visit(0);
  return best;
}

/** Cost of what a plan decides, or undefined where classes, mix or limit forbid it. */
function costOf(problem: HiringProblem, hired: readonly (readonly number[])[]): number | undefined {
  const { hiring, contracts, requiredHours, shrinkage, tenure, sources } = problem;
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const all = sum(hired.map(sum));
  let cost = 0;
  for (const week of hiring?.weeks ?? []) {
    const heads = sum(hired.map((weeks) => weeks[week]!));
    const classes = [...Array(hiring!.classesPerWeek + 1).keys()].find(
      (n) => n * hiring!.minClass <= heads && heads <= n * hiring!.maxClass,
    );
    if (classes === undefined) return undefined;
    cost += heads * hiring!.perHeadMinor + classes * hiring!.perClassMinor;
  }
  if (hiring !== undefined && all > hiring.maxHeads) return undefined;
  for (const [k, { minShare, maxShare, hireable }] of contracts.entries()) {
    const own = sum(hired[k]!);
    if (hireable && (own < minShare * all - 1e-9 || own > maxShare * all + 1e-9)) return undefined;
  }
  requiredHours.forEach((required, t) => {
    const present = 1 - shrinkage[t]!.planned - shrinkage[t]!.unplanned;
    let paid = 0;
    contracts.forEach(({ start, hoursPerWeek, costPerHourMinor }, k) => {
      for (const { heads, weeksThere } of start) paid += heads * output(tenure, weeksThere, t) * hoursPerWeek;
      for (let s = 0; s <= t; s++) {
        paid += hired[k]![s]! * output(tenure, 0, t - s) * hoursPerWeek;
        cost += hired[k]![s]! * survival(tenure, 0, t - s) * hoursPerWeek * costPerHourMinor[t]!;
      }
    });
    let missing = Math.max(0, required - paid * present);
    for (const source of [...sources[t]!].sort((a, b) => a.costMinor - b.costMinor)) {
      const hours = Math.min(missing, source.maxPerPaidHour > 0 ? source.maxPerPaidHour * paid : source.maxHours);
      cost += hours * source.costMinor;
      missing -= hours;
    }
  });
  return cost;
}

const valueAt = (values: readonly number[], age: number): number => values[Math.min(values.length - 1, age)]!;

/** Share of people with some weeks of tenure who are still there some weeks later. */
const survival = ({ hazard }: HiringProblem['tenure'], age: number, weeks: number): number =>
  weeks === 0 ? 1 : (1 - valueAt(hazard, age)) * survival({ hazard } as HiringProblem['tenure'], age + 1, weeks - 1);

const output = (tenure: HiringProblem['tenure'], age: number, weeks: number): number =>
  survival(tenure, age, weeks) * valueAt(tenure.productivity, age + weeks);
