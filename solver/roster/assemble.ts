import type { AgentClass } from './agents.js';
import { BreakPlacer, type SlotValues } from './breaks.js';
import type { Compiled } from './compile.js';
import { type Choice, ruleCost } from './tour.js';

/** One person's tour with its breaks and what it does to the others. */
export interface Assignment {
  readonly choice: Choice;
  /** Starts of the breaks per day (padded slots), in the shape's order. */
  readonly breaks: readonly (Int32Array | null)[];
  /** Interval, slots on queue, interval, slots on queue … */
  readonly cover: Int32Array;
  /** Labour, rules, wishes of the person; hard breaches at the hard penalty. */
  readonly ownCost: number;
}

/** Turns choices of shapes into tours with breaks and coverage. */
export class Assembler {
  private readonly placer = new BreakPlacer();
  private readonly counts: Int32Array;

  constructor(private readonly compiled: Compiled) {
    this.counts = new Int32Array(compiled.grid.intervals);
  }

  /** Completes a choice: breaks where the values say, coverage, own cost. */
  assemble(agent: AgentClass, choice: Choice, values: SlotValues): Assignment {
    return this.complete(agent, choice, this.layBreaks(agent, choice, values));
  }

  /** Completes a choice whose breaks are known. */
  complete(agent: AgentClass, choice: Choice, breaks: readonly (Int32Array | null)[]): Assignment {
    const { grid, hardPenalty } = this.compiled;
    return {
      choice,
      breaks,
      cover: this.coverOf(agent, choice, breaks),
      ownCost: labourCost(agent, choice, breaks, grid.low) + ruleCost(agent, choice, grid.slots, hardPenalty),
    };
  }

  /** Starts of the breaks of every shift where they cost least. */
  layBreaks(agent: AgentClass, choice: Choice, values: SlotValues): (Int32Array | null)[] {
    return Array.from(choice.shape, (s, day) => {
      if (s < 0) return null;
      const { kernel } = agent.days[day]!.day;
      const out = new Int32Array(kernel.breakAt[s + 1]! - kernel.breakAt[s]!);
      this.placer.place(kernel, s, values, out);
      return out;
    });
  }

  /** Slots on queue per interval. */
  coverOf(agent: AgentClass, choice: Choice, breaks: readonly (Int32Array | null)[]): Int32Array {
    const { counts } = this;
    const { intervalOf } = this.compiled.grid;
    const touched: number[] = [];
    for (let day = 0; day < choice.shape.length; day++) {
      const s = choice.shape[day]!;
      if (s < 0) continue;
      const { kernel } = agent.days[day]!.day;
      const count = (from: number, to: number, by: number): void => {
        for (let i = from; i < to; i++) {
          const t = intervalOf[i]!;
          if (t < 0) continue;
          if (counts[t] === 0) touched.push(t);
          counts[t]! += by;
        }
      };
      count(kernel.start[s]! + kernel.login[s]!, kernel.end[s]!, 1);
      const starts = breaks[day]!;
      for (let b = 0; b < starts.length; b++)
        count(starts[b]!, starts[b]! + kernel.breakSlots[kernel.breakAt[s]! + b]!, -1);
      for (let f = 0; f < kernel.fixed.length; f += 3) count(kernel.fixed[f]!, kernel.fixed[f + 1]!, -1);
    }
    const seen = [...new Set(touched)].sort((a, b) => a - b);
    const cover: number[] = [];
    for (const t of seen) {
      if (counts[t]! > 0) cover.push(t, counts[t]!);
      counts[t] = 0;
    }
    return Int32Array.from(cover);
  }
}

/** Prefix sums of slot values for one class: its fixed activities earn nothing, unpaid slots save their premium. */
export function slotValues(
  compiled: Compiled,
  agent: AgentClass,
  perInterval: Float64Array,
  blocked: NonNullable<AgentClass['agent']['fixed']> = agent.agent.fixed ?? [],
): SlotValues {
  const { grid } = compiled;
  const { size, intervalOf, low } = grid;
  const on = new Float64Array(size + 1);
  for (let i = 0; i < size; i++) {
    const t = intervalOf[i]!;
    on[i + 1] = t >= 0 ? perInterval[t]! : 0;
  }
  for (const part of blocked) {
    for (let slot = part.from; slot < part.to; slot++) if (slot - low >= 0 && slot - low < size) on[slot - low + 1] = 0;
  }
  const { prices } = agent;
  if (!prices) {
    for (let i = 0; i < size; i++) on[i + 1]! += on[i]!;
    return { on, net: on };
  }
  const net = new Float64Array(size + 1);
  for (let i = 0; i < size; i++) {
    net[i + 1] = net[i]! + on[i + 1]! - prices[i]!;
    on[i + 1]! += on[i]!;
  }
  return { on, net };
}

/** Paid slots, premiums, places and shifts of one person. */
export function labourCost(
  agent: AgentClass,
  choice: Choice,
  breaks: readonly (Int32Array | null)[],
  low: number,
): number {
  let cost = 0;
  for (let day = 0; day < choice.shape.length; day++) {
    const s = choice.shape[day]!;
    if (s < 0) continue;
    const { kernel, shapes } = agent.days[day]!.day;
    const shape = shapes[s]!;
    cost += agent.costPerPaidSlot * shape.paid + agent.costPerShift + agent.places[choice.place[day]!]!.cost;
    if (!agent.prices) continue;
    for (let i = shape.start - low; i < shape.end - low; i++) cost += agent.prices[i]!;
    const starts = breaks[day]!;
    for (let b = 0; b < starts.length; b++) {
      const k = kernel.breakAt[s]! + b;
      if (kernel.breakPaid[k] === 1) continue;
      for (let i = starts[b]!; i < starts[b]! + kernel.breakSlots[k]!; i++) cost -= agent.prices[i]!;
    }
    for (let f = 0; f < kernel.fixed.length; f += 3) {
      if (kernel.fixed[f + 2] === 1) continue;
      for (let i = kernel.fixed[f]!; i < kernel.fixed[f + 1]!; i++) cost -= agent.prices[i]!;
    }
  }
  return cost;
}
