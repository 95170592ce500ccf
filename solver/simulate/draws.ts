import { createRandom, type Random } from '../random.js';
import { ArrivalProcess } from './arrivals.js';
import type { CompiledProblem } from './compile.js';
import { handleSampler, patienceSampler, type Sampler } from './sampling.js';

/** Streams of a queue beside each other: arrivals, handle times, patience, what happens afterwards. */
const STREAMS = 4;

/**
 * All that is random in one replication. Every queue has streams of its own and each contact's handle time and patience
 * are drawn when it comes, so that two rosters compared with the same seed meet the same customers (common random numbers).
 */
export class Draws {
  /** Next arrival per queue; `Infinity` after the last. */
  readonly nextArrival: Float64Array;
  /** Per shift: 1 = does not come; seconds late. */
  readonly absent: Uint8Array;
  readonly lateSeconds: Float64Array;
  private arrivals: ArrivalProcess[] = [];
  private streams: Random[][] = [];
  private readonly handle: readonly Sampler[];
  private readonly patience: readonly ((random: Random) => number)[];

  constructor(private readonly problem: CompiledProblem) {
    this.nextArrival = new Float64Array(problem.queues.length);
    this.absent = new Uint8Array(problem.absence.length);
    this.lateSeconds = new Float64Array(problem.absence.length);
    this.handle = problem.queues.map((queue) => handleSampler(queue.handle));
    this.patience = problem.queues.map((queue) => patienceSampler(queue.patience));
  }

  start(seed: number, replication: number): void {
    const { problem } = this;
    const { queues, intervals, intervalSeconds } = problem;
    const base = replication * (queues.length * STREAMS + 1);
    this.streams = queues.map((_, q) =>
      Array.from({ length: STREAMS }, (__, s) => createRandom(seed, base + 1 + q * STREAMS + s)),
    );
    this.arrivals = queues.map(
      (queue, q) =>
        new ArrivalProcess(
          queue.arrivals,
          intervals,
          intervalSeconds,
          queue.arrivalLaw === 'poisson',
          this.streams[q]![0]!,
        ),
    );
    this.arrivals.forEach((stream, q) => {
      this.nextArrival[q] = stream.next();
    });
    const staff = createRandom(seed, base);
    for (let shift = 0; shift < this.absent.length; shift++) {
      this.absent[shift] = staff.uniform() < problem.absence[shift]! ? 1 : 0;
      const late = staff.uniform() < problem.lateProbability[shift]!;
      const delay = staff.exponential(problem.lateMean[shift]!);
      this.lateSeconds[shift] = late ? delay : 0;
    }
  }

  /** Moves on to the arrival after the next one of a queue. */
  passArrival(queue: number): void {
    this.nextArrival[queue] = this.arrivals[queue]!.next();
  }

  handleSeconds(queue: number, mean: number): number {
    return this.handle[queue]!(this.streams[queue]![1]!, mean);
  }

  patienceSeconds(queue: number): number {
    return this.patience[queue]!(this.streams[queue]![2]!);
  }

  /** What happens to contacts of a queue after they end or give up, and how much was left from before. */
  aftermath(queue: number): Random {
    return this.streams[queue]![3]!;
  }
}
