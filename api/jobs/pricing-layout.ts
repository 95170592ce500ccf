import type { Compiled } from '../../solver/roster/compile.js';
import type { MasterPrices } from '../../solver/roster/master.js';
import type { SearchMode } from '../../solver/roster/pricing.js';
import type { Choice } from '../../solver/roster/tour.js';
import type { TourAnswer } from '../../solver/roster/tour-batch.js';

/** Classes in one batch at most: their number left and the batch's own number share a word. */
export const MOST_CLASSES = 255;

/** Words of the shared memory that say who does what. */
export const WORD = {
  /** Number of the batch × 256 + classes not yet taken. */
  left: 0,
  /** Classes of the batch that are answered. */
  done: 1,
  /** 1 = the workers end. */
  over: 2,
  /** 1 = a worker met an error. */
  failed: 3,
  mode: 4,
} as const;

const MODES: readonly SearchMode[] = ['exact', 'bound', 'quick'];

/** Sizes of a problem that the layout of the shared memory depends on. */
interface Sizes {
  readonly capacity: number;
  readonly desk: number;
  readonly cover: number;
  readonly days: number;
  readonly breaks: number;
  readonly intervals: number;
}

/** The memory that an executor shares with its workers. */
export interface PricingMemory {
  readonly ints: SharedArrayBuffer;
  readonly floats: SharedArrayBuffer;
}

/**
 * Where questions and answers about tours lie in shared memory: the control words, then a record per class of the batch, of whole numbers
 * and of floating-point ones. Both sides compile the same problem, so both know the sizes.
 */
export class PricingLayout {
  readonly control: Int32Array;
  private readonly ints: Int32Array;
  private readonly floats: Float64Array;
  private readonly prices: Float64Array;
  private readonly sizes: Sizes;
  private readonly intStride: number;

  constructor(compiled: Compiled, memory?: PricingMemory) {
    const { groups, grid, areas, demand, classes } = compiled;
    const days = Math.max(...classes.map((agent) => agent.days.length));
    let breaks = 0;
    for (const agent of classes) {
      for (const { day } of agent.days) {
        for (const shape of day.shapes) breaks = Math.max(breaks, shape.breaks.length);
      }
    }
    this.sizes = {
      capacity: groups.length * grid.intervals,
      desk: areas.length * grid.intervals,
      cover: demand.covers.length,
      days,
      breaks,
      intervals: grid.intervals,
    };
    const { capacity, desk, cover } = this.sizes;
    this.intStride = ASKED + 2 * days + FOUND + days * (3 + breaks) + 2 * grid.intervals;
    const head = Object.keys(WORD).length;
    const priceCount = capacity + desk + cover;
    const ints = memory?.ints ?? new SharedArrayBuffer(4 * (head + this.intStride * MOST_CLASSES));
    const floats = memory?.floats ?? new SharedArrayBuffer(8 * (priceCount + FLOATS * MOST_CLASSES));
    this.memory = { ints, floats };
    this.control = new Int32Array(ints, 0, head);
    this.ints = new Int32Array(ints, 4 * head);
    this.prices = new Float64Array(floats, 0, priceCount);
    this.floats = new Float64Array(floats, 8 * priceCount);
  }

  readonly memory: PricingMemory;

  writePrices(mode: SearchMode, { capacity, desk, cover }: MasterPrices): void {
    this.control[WORD.mode] = MODES.indexOf(mode);
    this.prices.set(capacity, 0);
    this.prices.set(desk, this.sizes.capacity);
    this.prices.set(cover, this.sizes.capacity + this.sizes.desk);
  }

  readPrices(): MasterPrices {
    const { capacity, desk } = this.sizes;
    return {
      capacity: this.prices.slice(0, capacity),
      desk: this.prices.slice(capacity, capacity + desk),
      cover: this.prices.slice(capacity + desk),
      rest: 0,
    };
  }

  readMode(): SearchMode {
    return MODES[this.control[WORD.mode]!]!;
  }

  writeQuestion(k: number, c: number, latest: Choice | null, conflicted: boolean): void {
    const at = k * this.intStride;
    this.ints[at] = c;
    this.ints[at + 1] = conflicted ? 1 : 0;
    this.ints[at + 2] = latest ? latest.shape.length : -1;
    if (!latest) return;
    this.ints.set(latest.shape, at + ASKED);
    this.ints.set(latest.place, at + ASKED + this.sizes.days);
  }

  readQuestion(k: number): { c: number; latest: Choice | null; conflicted: boolean } {
    const at = k * this.intStride;
    const days = this.ints[at + 2]!;
    const from = at + ASKED;
    const latest: Choice | null =
      days < 0
        ? null
        : {
            shape: this.ints.slice(from, from + days),
            place: this.ints.slice(from + this.sizes.days, from + this.sizes.days + days),
          };
    return { c: this.ints[at]!, latest, conflicted: this.ints[at + 1] === 1 };
  }

  writeAnswer(k: number, { limit, cost, bound, conflicted, made, work, familyWork }: TourAnswer): void {
    this.floats.set([limit, cost, bound, work, familyWork, made?.ownCost ?? 0], k * FLOATS);
    const { days, breaks } = this.sizes;
    const { ints } = this;
    let at = k * this.intStride + ASKED + 2 * days;
    ints[at] = conflicted ? 1 : 0;
    ints[at + 1] = made ? made.choice.shape.length : -1;
    ints[at + 2] = made?.cover.length ?? 0;
    if (!made) return;
    at += FOUND;
    ints.set(made.choice.shape, at);
    ints.set(made.choice.place, at + days);
    made.breaks.forEach((starts, d) => {
      ints[at + 2 * days + d] = starts?.length ?? -1;
      if (starts) ints.set(starts, at + 3 * days + d * breaks);
    });
    ints.set(made.cover, at + days * (3 + breaks));
  }

  readAnswer(k: number): TourAnswer {
    const [limit, cost, bound, work, familyWork, ownCost] = this.floats.subarray(
      k * FLOATS,
      (k + 1) * FLOATS,
    ) as never as [number, number, number, number, number, number];
    const { days, breaks } = this.sizes;
    const { ints } = this;
    const head = k * this.intStride + ASKED + 2 * days;
    const own = ints[head + 1]!;
    const at = head + FOUND;
    const part = (from: number, count: number): Int32Array => new Int32Array(ints.subarray(from, from + count));
    const made =
      own < 0
        ? null
        : {
            choice: { shape: part(at, own), place: part(at + days, own) },
            breaks: Array.from({ length: own }, (_, d) => {
              const count = ints[at + 2 * days + d]!;
              return count < 0 ? null : part(at + 3 * days + d * breaks, count);
            }),
            cover: part(at + days * (3 + breaks), ints[head + 2]!),
            ownCost,
          };
    return { limit, cost, bound, conflicted: ints[head] === 1, made, work, familyWork };
  }
}

/** Words of a question before the latest tour, of an answer before the tour found; floating-point numbers of an answer. */
const ASKED = 3;
const FOUND = 3;
const FLOATS = 6;
