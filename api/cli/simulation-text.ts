import type { SimulatedService, SimulatedTotal } from '../../src/simulate/index.js';
import { shortGoal } from '../../src/summary.js';
import { count, duration, percent } from '../web/report/format.js';
import { table } from './table.js';

/** Totals of a simulation as a planner reads them: goal, simulated service with its limits, what the formulas expect. */
export function simulationText(service: SimulatedService): string[] {
  const { fromDate, toDate, replications, confidence, totals } = service;
  return [
    `${fromDate} to ${toDate}, ${count(replications)} replications, limits of ${percent(confidence)}`,
    '',
    ...table(
      ['queue', 'contacts', 'goal', 'simulated', 'from', 'to', 'formula', 'ASA', 'gave up', 'occupancy'],
      totals.map((total) => rowOf(total)),
      new Set([2]),
    ).map((line) => line.trimEnd()),
  ];
}

function rowOf({ queue, goal, measures, formula }: SimulatedTotal): string[] {
  const { offered, serviceLevel, asaSeconds, abandonShare, occupancy } = measures;
  return [
    queue,
    count(offered.mean),
    shortGoal(goal),
    share(serviceLevel.mean),
    share(Math.max(0, serviceLevel.low)),
    share(Math.min(1, serviceLevel.high)),
    formula === undefined ? '-' : percent(formula.serviceLevel),
    Number.isNaN(asaSeconds.mean) ? '-' : duration(asaSeconds.mean),
    share(abandonShare.mean),
    share(occupancy.mean),
  ];
}

const share = (value: number): string => (Number.isFinite(value) ? percent(value) : '-');
