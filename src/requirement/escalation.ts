import type { Queue } from '../domain/centre.js';
import { InputError, inputError } from '../errors.js';
import { firstAtOrAfter } from './queue-hours.js';

/** Queues in an order in which every queue comes before the one it escalates to. Throws InputError `escalation-circle`. */
export function escalationOrder(queues: readonly Queue[]): readonly Queue[] {
  const ordered: Queue[] = [];
  const placed = new Set<string>();
  while (ordered.length < queues.length) {
    const ready = queues.filter(
      (queue) =>
        !placed.has(queue.id) && !queues.some((from) => from.escalation?.to === queue.id && !placed.has(from.id)),
    );
    if (ready.length === 0) {
      const rest = queues.filter((queue) => !placed.has(queue.id)).map((queue) => queue.id);
      throw new InputError([
        inputError(
          'escalation-circle',
          `Queues ${rest.join(', ')} escalate to each other in a circle.`,
          'An escalation must lead to a queue that never leads back.',
          { path: `queues.${rest[0]}.escalation` },
        ),
      ]);
    }
    for (const queue of ready) {
      ordered.push(queue);
      placed.add(queue.id);
    }
  }
  return ordered;
}

/** Contacts handed on from one interval, spread evenly over its length, `delaySeconds` after they arrived. */
export interface HandedOn {
  readonly startMs: number;
  readonly contacts: number;
  readonly delaySeconds: number;
}

/** What is handed on to a closed queue becomes call-backs over this much of its next opening. */
const CALL_BACK_MINUTES = 120;

/**
 * Spreads contacts that were handed on over the intervals of the queue they go to: an interval's contacts leave evenly
 * over an interval's length, later by wait and handle time, and are split over the intervals they fall into by overlap.
 * @param openStartMs open intervals of the receiving queue, ascending
 * @param carryOver false (deferrable queues): contacts that fall into closed time go to the next open interval. True: they
 * are called back evenly over its first two hours
 * @returns contacts per open interval
 */
export function spreadHandedOn(
  handedOn: readonly HandedOn[],
  openStartMs: ArrayLike<number>,
  intervalMinutes: number,
  carryOver: boolean,
): Float64Array {
  const stepMs = intervalMinutes * 60_000;
  const result = new Float64Array(openStartMs.length);
  const spreadOver = Math.max(1, Math.round(CALL_BACK_MINUTES / intervalMinutes));
  const intoClosed = (contacts: number, next: number): void => {
    let last = next;
    const most = carryOver ? spreadOver : 1;
    while (
      last + 1 < openStartMs.length &&
      last + 1 - next < most &&
      openStartMs[last + 1]! - openStartMs[last]! === stepMs
    )
      last++;
    for (let i = next; i <= last; i++) result[i]! += contacts / (last - next + 1);
  };
  for (const { startMs, contacts, delaySeconds } of handedOn) {
    if (!(contacts > 0)) continue;
    let from = startMs + delaySeconds * 1000;
    const to = from + stepMs;
    let i = Math.max(0, firstAtOrAfter(openStartMs, from) - 1);
    while (from < to && i < openStartMs.length) {
      const start = openStartMs[i]!;
      const end = start + stepMs;
      if (end <= from) i++;
      else if (start > from) {
        const until = Math.min(start, to);
        intoClosed((contacts * (until - from)) / stepMs, i);
        from = until;
      } else {
        const until = Math.min(end, to);
        result[i]! += (contacts * (until - from)) / stepMs;
        from = until;
      }
    }
  }
  return result;
}
