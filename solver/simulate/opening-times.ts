import type { SimulatedQueue, Span } from './problem.js';

/** Opening times of every queue, asked for moments that never go back. */
export class OpeningTimes {
  private readonly spans: readonly (readonly Span[] | undefined)[];
  /** First span that has not ended. */
  private readonly at: Int32Array;

  constructor(queues: readonly SimulatedQueue[]) {
    this.spans = queues.map((queue) => queue.open);
    this.at = new Int32Array(queues.length);
  }

  clear(): void {
    this.at.fill(0);
  }

  isOpen(queue: number, now: number): boolean {
    const spans = this.spans[queue];
    if (spans === undefined) return true;
    let i = this.at[queue]!;
    while (i < spans.length && spans[i]!.end <= now) i++;
    this.at[queue] = i;
    return i < spans.length && spans[i]!.start <= now;
  }

  /** Start of the next opening after the last moment asked for, when it was closed; `Infinity` if there is none. */
  nextOpening(queue: number): number {
    return this.spans[queue]?.[this.at[queue]!]?.start ?? Number.POSITIVE_INFINITY;
  }
}
