import type { Centre, Queue } from '../domain/centre.js';
import { openMask, queueCalendarOf } from '../domain/opening.js';
import type { DeferrableWork } from '../requirement/contract.js';
import { intervalGrid } from '../time/grid.js';
import { addDays } from '../time/zone.js';
import { type Period, slotOf } from './period.js';

/** Days looked at before and after the period for work that crosses its borders. */
const MARGIN_DAYS = 14;

/** Work items of a queue with interval indices from the start of the period, and where it is open. */
export interface DeferrableDemand {
  readonly items: { release: number; deadline: number; agentIntervals: number }[];
  readonly open: number[];
}

/**
 * Deferrable work as the roster problem takes it. Work whose time window crosses a border of the period counts with the
 * share of its open time that lies inside: the rest was done the week before, or is done the week after. So neither is
 * the first day idle nor the last day flooded.
 * @param inflation factor ≥ 1 for shrinkage that the roster does not show
 */
export function deferrableDemand(
  centre: Centre,
  queue: Queue,
  period: Period,
  work: readonly DeferrableWork[],
  inflation: number,
): DeferrableDemand {
  const intervals = period.slots / period.intervalSlots;
  const intervalOf = (ms: number): number => Math.floor(slotOf(period, ms) / period.intervalSlots);
  const fromDate = addDays(period.fromDate, -MARGIN_DAYS);
  const grid = intervalGrid(queue.zone, fromDate, period.days + 2 * MARGIN_DAYS, centre.intervalMinutes);
  const mask = openMask(grid, queueCalendarOf(centre, queue, fromDate, addDays(period.toDate, MARGIN_DAYS)));
  const first = intervalOf(grid.startMs[0]!);
  // openBefore[i] = open intervals before index first + i.
  const openBefore = new Int32Array(mask.length + 1);
  for (let i = 0; i < mask.length; i++) openBefore[i + 1] = openBefore[i]! + mask[i]!;
  const openBetween = (from: number, to: number): number => {
    const at = (index: number): number => openBefore[Math.min(mask.length, Math.max(0, index - first))]!;
    return at(to) - at(from);
  };

  const items: DeferrableDemand['items'] = [];
  for (const { queue: id, startMs, deadlineMs, workSeconds } of work) {
    if (id !== queue.id || workSeconds <= 0) continue;
    const release = intervalOf(startMs);
    const deadline = Math.max(release + 1, intervalOf(deadlineMs));
    const inside = openBetween(Math.max(0, release), Math.min(intervals, deadline));
    if (inside <= 0) continue;
    // Due at the end of an open interval: work that runs past the period is due when the queue last closes in it.
    let due = Math.min(intervals, deadline);
    while (openBetween(due - 1, due) === 0) due--;
    items.push({
      release: Math.max(0, release),
      deadline: due,
      agentIntervals:
        (workSeconds / (centre.intervalMinutes * 60)) * inflation * (inside / openBetween(release, deadline)),
    });
  }
  const open = Array.from({ length: intervals }, (_, i) => openBetween(i, i + 1));
  return { items, open };
}
