/** What one replication counted; contacts by queue × interval of arrival, time by the interval in which it passed. */
export class Tally {
  readonly offered: Float64Array;
  /** Begun by an agent. */
  readonly answered: Float64Array;
  /** Answered within the threshold; deferrable work: finished before it was due. */
  readonly inTarget: Float64Array;
  readonly handled: Float64Array;
  readonly abandoned: Float64Array;
  /** Sent away because the queue was or became closed. */
  readonly dropped: Float64Array;
  /** Not yet answered at the end of the simulation. */
  readonly left: Float64Array;
  /** Deferrable work not finished at the end that was not yet due. */
  readonly notDue: Float64Array;
  /** Waits of the answered, seconds. */
  readonly waitSeconds: Float64Array;
  /** Agent time spent on the contacts of a queue; parallel contacts share it. */
  readonly busySeconds: Float64Array;
  /** Per profile × interval: agents' time on queue, and the part of it spent on contacts. */
  readonly dutySeconds: Float64Array;
  readonly workSeconds: Float64Array;

  constructor(
    queues: number,
    profiles: number,
    private readonly intervals: number,
    private readonly intervalSeconds: number,
  ) {
    const perQueue = (): Float64Array => new Float64Array(queues * intervals);
    this.offered = perQueue();
    this.answered = perQueue();
    this.inTarget = perQueue();
    this.handled = perQueue();
    this.abandoned = perQueue();
    this.dropped = perQueue();
    this.left = perQueue();
    this.notDue = perQueue();
    this.waitSeconds = perQueue();
    this.busySeconds = perQueue();
    this.dutySeconds = new Float64Array(profiles * intervals);
    this.workSeconds = new Float64Array(profiles * intervals);
  }

  /** Adds the time from … to to the intervals it lies in, times `share`; row = queue or profile. */
  spread(target: Float64Array, row: number, from: number, to: number, share: number): void {
    const { intervals, intervalSeconds } = this;
    const base = row * intervals;
    let interval = Math.floor(from / intervalSeconds);
    let start = from;
    let end = (interval + 1) * intervalSeconds;
    while (end < to && interval < intervals) {
      target[base + interval]! += (end - start) * share;
      start = end;
      interval++;
      end = (interval + 1) * intervalSeconds;
    }
    if (interval < intervals && to > start) target[base + interval]! += (to - start) * share;
  }

  clear(): void {
    for (const array of [
      this.offered,
      this.answered,
      this.inTarget,
      this.handled,
      this.abandoned,
      this.dropped,
      this.left,
      this.notDue,
      this.waitSeconds,
      this.busySeconds,
      this.dutySeconds,
      this.workSeconds,
    ])
      array.fill(0);
  }
}
