import type { DayShapes } from './shapes.js';

/** The shapes of a day, flattened for the inner loop. Slots are indices into the padded range. */
export interface DayKernel {
  readonly count: number;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly paid: Int32Array;
  readonly login: Int32Array;
  /** Offset of the first break of each shape (length count + 1). */
  readonly breakAt: Int32Array;
  readonly breakPaid: Uint8Array;
  readonly breakSlots: Int32Array;
  readonly breakStep: Int32Array;
  readonly breakEarliest: Int32Array;
  readonly breakLatest: Int32Array;
  readonly stretchMin: Int32Array;
  readonly stretchMax: Int32Array;
  /** Number of leading breaks whose placement is the same problem as in the shape before. */
  readonly shared: Int32Array;
  /** Fixed activities: from, to, paid, from, to, paid … */
  readonly fixed: Int32Array;
}

const FAR = 1_000_000;

/** Flattens a day's shapes; `low` is the first slot of the padded range. */
export function flattenDay(day: DayShapes, low: number): DayKernel {
  const { shapes } = day;
  const total = shapes.reduce((sum, shape) => sum + shape.breaks.length, 0);
  const kernel = {
    count: shapes.length,
    start: Int32Array.from(shapes, (s) => s.start - low),
    end: Int32Array.from(shapes, (s) => s.end - low),
    paid: Int32Array.from(shapes, (s) => s.paid),
    login: Int32Array.from(shapes, (s) => s.login),
    breakAt: new Int32Array(shapes.length + 1),
    breakPaid: new Uint8Array(total),
    breakSlots: new Int32Array(total),
    breakStep: new Int32Array(total),
    breakEarliest: new Int32Array(total),
    breakLatest: new Int32Array(total),
    stretchMin: Int32Array.from(shapes, (s) => s.stretchMin),
    stretchMax: Int32Array.from(shapes, (s) => Math.min(FAR, s.stretchMax)),
    shared: new Int32Array(shapes.length),
    fixed: Int32Array.from(day.fixed.flatMap((part) => [part.from - low, part.to - low, part.paid ? 1 : 0])),
  };
  let at = 0;
  shapes.forEach((shape, i) => {
    kernel.breakAt[i] = at;
    shape.breaks.forEach((part, b) => {
      kernel.breakPaid[at] = part.paid ? 1 : 0;
      kernel.breakSlots[at] = part.slots;
      kernel.breakStep[at] = part.step;
      kernel.breakEarliest[at] = shape.earliest[b]! - low;
      kernel.breakLatest[at] = shape.latest[b]! - low;
      at++;
    });
    kernel.breakAt[i + 1] = at;
    kernel.shared[i] = i > 0 ? sharedBreaks(day, i) : 0;
  });
  return kernel;
}

function sharedBreaks(day: DayShapes, i: number): number {
  const a = day.shapes[i - 1]!;
  const b = day.shapes[i]!;
  if (a.template !== b.template || a.start !== b.start) return 0;
  let n = 0;
  while (
    n < a.breaks.length &&
    n < b.breaks.length &&
    a.breaks[n]!.activity === b.breaks[n]!.activity &&
    a.breaks[n]!.slots === b.breaks[n]!.slots &&
    a.breaks[n]!.paid === b.breaks[n]!.paid &&
    a.breaks[n]!.step === b.breaks[n]!.step &&
    a.earliest[n] === b.earliest[n] &&
    a.latest[n] === b.latest[n]
  )
    n++;
  return n;
}

/**
 * Prefix sums over the padded range (length size + 1): `on` is the value of a slot on queue, `paid` the value lost by an
 * unpaid slot (the value on queue less the premium saved).
 */
export interface SlotValues {
  readonly on: Float64Array;
  readonly net: Float64Array;
}

/**
 * Places breaks where they cost least: a dynamic program over the breaks in order of their windows, exact for that
 * order, with a sliding minimum per break, so a shape costs about the number of possible positions.
 */
export class BreakPlacer {
  private stage: Float64Array[] = [];
  private from: Int32Array[] = [];
  private queue = new Int32Array(64);

  /**
   * Writes the cost of every shape of a day into `out`: paid slots and premiums less the value on queue, with breaks
   * where they hurt least; Infinity where the breaks cannot lie. @returns work done (positions looked at)
   */
  evaluate(
    day: DayKernel,
    values: SlotValues,
    costPerPaidSlot: number,
    costPerShift: number,
    out: Float64Array,
  ): number {
    const { on, net } = values;
    let unpaidFixed = 0;
    for (let f = 0; f < day.fixed.length; f += 3) {
      if (day.fixed[f + 2] === 0) {
        unpaidFixed += price(values, day.fixed[f]!, day.fixed[f + 1]!);
      }
    }
    let work = 0;
    for (let i = 0; i < day.count; i++) {
      const start = day.start[i]!;
      const end = day.end[i]!;
      const first = day.breakAt[i]!;
      const breaks = day.breakAt[i + 1]! - first;
      for (let b = Math.min(day.shared[i]!, breaks); b < breaks; b++) work += this.advance(day, i, b, values, false);
      const loss = breaks === 0 ? stretchOk(day, i) : this.close(day, i, breaks - 1);
      // on = net + premium: value on queue less premiums of the whole span, then what the log-in loses.
      const onQueue = net[end]! - net[start]! - (on[start + day.login[i]!]! - on[start]!);
      out[i] = costPerShift + costPerPaidSlot * day.paid[i]! - onQueue - unpaidFixed + loss;
    }
    return work + day.count;
  }

  /** Best starts of the breaks of one shape (padded slots); false where they cannot lie. */
  place(day: DayKernel, i: number, values: SlotValues, out: Int32Array): boolean {
    const first = day.breakAt[i]!;
    const breaks = day.breakAt[i + 1]! - first;
    if (breaks === 0) return stretchOk(day, i) === 0;
    for (let b = 0; b < breaks; b++) this.advance(day, i, b, values, true);
    let j = this.closeAt(day, i, breaks - 1);
    if (j < 0) return false;
    for (let b = breaks - 1; b >= 0; b--) {
      out[b] = day.breakEarliest[first + b]! + j * day.breakStep[first + b]!;
      j = this.from[b]![j]!;
    }
    return true;
  }

  private advance(day: DayKernel, i: number, b: number, values: SlotValues, trace: boolean): number {
    const k = day.breakAt[i]! + b;
    const earliest = day.breakEarliest[k]!;
    const step = day.breakStep[k]!;
    const slots = day.breakSlots[k]!;
    const positions = Math.floor((day.breakLatest[k]! - earliest) / step) + 1;
    this.reserve(b, positions);
    const stage = this.stage[b]!;
    const from = this.from[b]!;
    const loss = day.breakPaid[k] === 1 ? values.on : values.net;
    const min = day.stretchMin[i]!;
    const max = day.stretchMax[i]!;
    if (b === 0) {
      const start = day.start[i]!;
      for (let j = 0; j < positions; j++) {
        const p = earliest + j * step;
        const stretch = p - start;
        stage[j] = stretch < min || stretch > max ? Infinity : loss[p + slots]! - loss[p]!;
        if (trace) from[j] = 0;
      }
    } else {
      const before = this.stage[b - 1]!;
      const beforeEarliest = day.breakEarliest[k - 1]!;
      const beforeStep = day.breakStep[k - 1]!;
      const beforeSlots = day.breakSlots[k - 1]!;
      const beforeCount = Math.floor((day.breakLatest[k - 1]! - beforeEarliest) / beforeStep) + 1;
      if (this.queue.length < beforeCount) this.queue = new Int32Array(beforeCount);
      const { queue } = this;
      let head = 0;
      let tail = 0;
      let next = 0;
      for (let j = 0; j < positions; j++) {
        const p = earliest + j * step;
        while (next < beforeCount && beforeEarliest + next * beforeStep + beforeSlots + min <= p) {
          const value = before[next]!;
          while (tail > head && before[queue[tail - 1]!]! >= value) tail--;
          queue[tail++] = next++;
        }
        while (tail > head && beforeEarliest + queue[head]! * beforeStep + beforeSlots + max < p) head++;
        if (tail > head) {
          stage[j] = before[queue[head]!]! + loss[p + slots]! - loss[p]!;
          if (trace) from[j] = queue[head]!;
        } else stage[j] = Infinity;
      }
    }
    for (let f = 0; f < day.fixed.length; f += 3) {
      for (let j = 0; j < positions; j++) {
        const p = earliest + j * step;
        if (p < day.fixed[f + 1]! && p + slots > day.fixed[f]!) stage[j] = Infinity;
      }
    }
    return positions;
  }

  /** Least loss over the positions of the last break that leave a legal last stretch. */
  private close(day: DayKernel, i: number, b: number): number {
    const k = day.breakAt[i]! + b;
    const stage = this.stage[b]!;
    const step = day.breakStep[k]!;
    const positions = Math.floor((day.breakLatest[k]! - day.breakEarliest[k]!) / step) + 1;
    const min = day.stretchMin[i]!;
    const max = day.stretchMax[i]!;
    let left = day.end[i]! - day.breakEarliest[k]! - day.breakSlots[k]!;
    let best = Infinity;
    for (let j = 0; j < positions; j++, left -= step) {
      if (left >= min && left <= max && stage[j]! < best) best = stage[j]!;
    }
    return best;
  }

  private closeAt(day: DayKernel, i: number, b: number): number {
    const best = this.close(day, i, b);
    if (best === Infinity) return -1;
    const k = day.breakAt[i]! + b;
    const stage = this.stage[b]!;
    const step = day.breakStep[k]!;
    let left = day.end[i]! - day.breakEarliest[k]! - day.breakSlots[k]!;
    for (let j = 0; ; j++, left -= step) {
      if (left >= day.stretchMin[i]! && left <= day.stretchMax[i]! && stage[j] === best) return j;
    }
  }

  private reserve(b: number, positions: number): void {
    const have = this.stage[b];
    if (have && have.length >= positions) return;
    this.stage[b] = new Float64Array(positions * 2);
    this.from[b] = new Int32Array(positions * 2);
  }
}

/** Premium over a stretch: value on queue less net value. */
const price = (values: SlotValues, from: number, to: number): number =>
  values.on[to]! - values.on[from]! - (values.net[to]! - values.net[from]!);

function stretchOk(day: DayKernel, i: number): number {
  const span = day.end[i]! - day.start[i]!;
  return span >= day.stretchMin[i]! && span <= day.stretchMax[i]! ? 0 : Infinity;
}

/** What the breaks of a shape lose where they lie: work not done, less the premium that unpaid ones save. */
export function breakLoss(kernel: DayKernel, shape: number, { on, net }: SlotValues, starts: Int32Array): number {
  let loss = 0;
  for (let b = 0; b < starts.length; b++) {
    const k = kernel.breakAt[shape]! + b;
    const values = kernel.breakPaid[k] === 1 ? on : net;
    loss += values[starts[b]! + kernel.breakSlots[k]!]! - values[starts[b]!]!;
  }
  return loss;
}
