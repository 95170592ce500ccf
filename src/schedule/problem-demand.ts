import type { CostCurve, ProblemQueue } from '../../solver/problem.js';
import type { JsonPath } from '../centre/index.js';
import { checkKnown, checkLength, checkUnique, checkWindow, type Report } from './problem-report.js';

/**
 * Queues and demand by shift. Codes: `length-wrong`, `curve-not-convex`, `curve-open`, `unknown-curve`, `window-reversed`,
 * `deadline-late`, `id-bad`, `unknown-calendar`, `day-out-of-range`; warning `work-never-open`.
 */
export function checkDemand(report: Report): void {
  const { problem, error } = report;
  checkUnique(report, problem.queues, ['queues']);
  problem.queues.forEach((queue, q) => {
    if (/[|:]/.test(queue.id)) {
      const message = `The queue id "${queue.id}" contains "|" or ":", which separate queues and speeds.`;
      error(['queues', q, 'id'], 'id-bad', message, 'Choose another id.');
    }
    checkQueue(report, queue, ['queues', q]);
  });
  (problem.shiftCover ?? []).forEach((cover, i) => {
    const path = ['shiftCover', i];
    const calendar = problem.calendars.find((one) => one.id === cover.calendar);
    checkKnown(
      report,
      'calendar',
      cover.calendar,
      problem.calendars.map((one) => one.id),
      [...path, 'calendar'],
    );
    const late = [cover.day].flat().find((day) => calendar !== undefined && day >= calendar.days.length);
    if (calendar !== undefined && late !== undefined) {
      const message = `Calendar "${calendar.id}" has no day ${late}.`;
      error([...path, 'day'], 'day-out-of-range', message, `Give 0 to ${calendar.days.length - 1}.`);
    }
    checkCurve(report, cover.under, [...path, 'under']);
    if (cover.over !== undefined) checkCurve(report, cover.over, [...path, 'over']);
  });
}

function checkQueue(report: Report, queue: ProblemQueue, path: JsonPath): void {
  const { problem, error, warning } = report;
  const intervals = Math.floor(problem.slots / problem.intervalSlots);
  const { demand } = queue;
  if (demand.kind === 'agents') {
    checkLength(report, demand.perInterval, intervals, 'interval', [...path, 'demand', 'perInterval']);
  } else {
    const { open, items } = demand;
    if (open !== undefined) checkLength(report, open, intervals, 'interval', [...path, 'demand', 'open']);
    items.forEach((item, i) => {
      const at = [...path, 'demand', 'items', i];
      checkWindow(report, item.release, item.deadline, at);
      const latest = problem.cyclic ? item.release + intervals : intervals;
      if (item.deadline > latest || item.release >= intervals) {
        const message = `Work from ${item.release} to ${item.deadline} lies outside the ${intervals} intervals.`;
        error(at, 'deadline-late', message, `Give a deadline of at most ${latest}.`);
      } else if (open !== undefined && item.agentIntervals > 0) {
        let isOpen = false;
        for (let t = item.release; t < item.deadline; t++) isOpen ||= open[t % intervals] === 1;
        if (!isOpen) {
          const message = `Queue "${queue.id}" is never open between ${item.release} and ${item.deadline}.`;
          warning(at, 'work-never-open', message, 'Move the deadline to an open interval.');
        }
      }
    });
  }
  queue.curves.forEach((curve, i) => {
    checkCurve(report, curve, [...path, 'curves', i]);
  });
  for (const key of ['underOf', 'overOf'] as const) {
    const index = queue[key];
    if (index === undefined) continue;
    if (typeof index !== 'number') checkLength(report, index, intervals, 'interval', [...path, key]);
    const indices = typeof index === 'number' ? [index] : index;
    const bad = indices.findIndex((one) => one >= queue.curves.length);
    if (bad >= 0) {
      const message = `There is no curve ${indices[bad]} of queue "${queue.id}".`;
      const at = typeof index === 'number' ? [...path, key] : [...path, key, bad];
      error(at, 'unknown-curve', message, `Give 0 to ${queue.curves.length - 1}.`);
    }
  }
  if (queue.minimum !== undefined) checkLength(report, queue.minimum, intervals, 'interval', [...path, 'minimum']);
}

/** Convex: costs never fall from step to step; every step but the last has a width. */
function checkCurve(report: Report, curve: CostCurve, path: JsonPath): void {
  curve.forEach((step, i) => {
    const before = curve[i - 1];
    if (before !== undefined && step.cost < before.cost) {
      const message = `The cost falls from ${before.cost} to ${step.cost}: the curve is not convex.`;
      report.error([...path, i, 'cost'], 'curve-not-convex', message, 'Let no step cost less than the one before.');
    }
    const last = i === curve.length - 1;
    if (last === (step.width === undefined)) return;
    const message = last
      ? 'The last step has a width, so that the cost beyond it is unknown.'
      : 'The step has no width.';
    report.error([...path, i], 'curve-open', message, 'Give every step a width but the last.');
  });
}
