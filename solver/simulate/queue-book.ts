import type { CompiledProblem } from './compile.js';
import { type Estimate, RATIO_SUMS, RatioTally } from './estimate.js';
import type { Tally } from './tally.js';

/** Measures of a queue; one estimate per cell. */
export interface QueueMeasures<Cell> {
  /** Contacts per replication: came, were answered, gave up, were sent away, were still unanswered at the end. */
  readonly offered: Cell;
  readonly answered: Cell;
  readonly abandoned: Cell;
  readonly dropped: Cell;
  readonly left: Cell;
  /** Answered in time / offered; deferrable work: finished in time / offered and due. Sent-away contacts count as missed. */
  readonly serviceLevel: Cell;
  readonly abandonShare: Cell;
  /** Mean wait of the answered, seconds. */
  readonly asaSeconds: Cell;
  /** Share of the time of the agents open to the queue (whatever else they take) that is spent on contacts. */
  readonly occupancy: Cell;
  /** Agents busy with contacts of the queue, mean over the time. */
  readonly busyAgents: Cell;
  /** Agents on queue and open to it, mean over the time. */
  readonly agentsOpen: Cell;
}

export interface QueueResult {
  /** One cell per interval; contacts by the interval they came in, time by the interval it passed in. */
  readonly intervals: QueueMeasures<readonly Estimate[]>;
  /** The whole simulation. */
  readonly total: QueueMeasures<Estimate>;
}

type Name = keyof QueueMeasures<unknown>;

const NAMES: readonly Name[] = [
  'offered',
  'answered',
  'abandoned',
  'dropped',
  'left',
  'serviceLevel',
  'abandonShare',
  'asaSeconds',
  'occupancy',
  'busyAgents',
  'agentsOpen',
];

type Ratios = Readonly<Record<Name, RatioTally>>;

/** Cells of a queue: its intervals and, last, the whole. */
const cellsOf = (intervals: number): number => intervals + 1;

function ratiosOn(sums: Float64Array, intervals: number): Ratios {
  const cells = cellsOf(intervals);
  const size = RATIO_SUMS * cells;
  return Object.fromEntries(
    NAMES.map((name, k) => [name, new RatioTally(cells, sums.subarray(k * size, (k + 1) * size))]),
  ) as unknown as Ratios;
}

/** Estimates from the sums of a queue (see {@link QueueBook}) over so many replications. */
export function queueResult(
  sums: Float64Array,
  intervals: number,
  replications: number,
  confidence: number,
): QueueResult {
  const ratios = ratiosOn(sums, intervals);
  const cells: Partial<Record<Name, readonly Estimate[]>> = {};
  const total: Partial<Record<Name, Estimate>> = {};
  for (const name of NAMES) {
    const estimates = ratios[name].estimates(replications, confidence);
    total[name] = estimates.pop()!;
    cells[name] = estimates;
  }
  return { intervals: cells as Record<Name, readonly Estimate[]>, total: total as Record<Name, Estimate> };
}

/** Sums of one queue over replications. */
export class QueueBook {
  readonly sums: Float64Array;
  private readonly cells: number;
  private readonly ratios: Ratios;
  private readonly one: Float64Array;
  private readonly time: Float64Array;
  private readonly due: Float64Array;
  private readonly duty: Float64Array;
  private readonly work: Float64Array;

  constructor(
    private readonly problem: CompiledProblem,
    private readonly queue: number,
  ) {
    const { intervals, intervalSeconds } = problem;
    this.cells = cellsOf(intervals);
    this.sums = new Float64Array(NAMES.length * RATIO_SUMS * this.cells);
    this.ratios = ratiosOn(this.sums, intervals);
    this.one = new Float64Array(this.cells).fill(1);
    this.time = new Float64Array(this.cells).fill(intervalSeconds);
    this.time[intervals] = intervals * intervalSeconds;
    this.due = new Float64Array(this.cells);
    this.duty = new Float64Array(this.cells);
    this.work = new Float64Array(this.cells);
  }

  /** @returns contacts offered */
  add(tally: Tally): number {
    const { ratios, due, duty, work } = this;
    const offered = this.row(tally.offered);
    const answered = this.row(tally.answered);
    const abandoned = this.row(tally.abandoned);
    const notDue = this.row(tally.notDue);
    for (let i = 0; i < this.cells; i++) due[i] = offered[i]! - notDue[i]!;
    this.sumProfiles(tally.dutySeconds, duty);
    this.sumProfiles(tally.workSeconds, work);
    ratios.offered.add(offered, this.one);
    ratios.answered.add(answered, this.one);
    ratios.abandoned.add(abandoned, this.one);
    ratios.dropped.add(this.row(tally.dropped), this.one);
    ratios.left.add(this.row(tally.left), this.one);
    ratios.serviceLevel.add(this.row(tally.inTarget), due);
    ratios.abandonShare.add(abandoned, offered);
    ratios.asaSeconds.add(this.row(tally.waitSeconds), answered);
    ratios.occupancy.add(work, duty);
    ratios.busyAgents.add(this.row(tally.busySeconds), this.time);
    ratios.agentsOpen.add(duty, this.time);
    return offered[this.cells - 1]!;
  }

  /** The queue's row of an array queue × interval with its sum behind it. */
  private row(values: Float64Array): Float64Array {
    const { intervals } = this.problem;
    const row = new Float64Array(this.cells);
    row.set(values.subarray(this.queue * intervals, (this.queue + 1) * intervals));
    for (let i = 0; i < intervals; i++) row[intervals]! += row[i]!;
    return row;
  }

  private sumProfiles(values: Float64Array, into: Float64Array): void {
    const { intervals, takers } = this.problem;
    into.fill(0);
    for (const profile of takers[this.queue]!)
      for (let i = 0; i < intervals; i++) {
        into[i]! += values[profile * intervals + i]!;
        into[intervals]! += values[profile * intervals + i]!;
      }
  }
}
