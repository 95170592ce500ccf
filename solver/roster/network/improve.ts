import type { LpResult, LpSession } from '../../lp/model.js';
import type { Random } from '../../random.js';
import type { Budget } from '../budget.js';
import type { ClassColumns } from './program.js';

/** A part of the program whose days are free while the rest stands still. */
interface Block {
  readonly columns: readonly number[];
}

/** Limits of one step. */
const NODES = 100;
const ITERATIONS = 4_000;

/**
 * Work units of a solve: iterations of branch and bound carry cuts and heuristics with them, and every solve looks at the
 * whole program first.
 */
export const mipWork = (iterations: number, { rowCount, columnCount }: LpSession): number =>
  iterations * iterationWork(rowCount) + 10 * (rowCount + columnCount);

/** Work units of one iteration of branch and bound. */
export const iterationWork = (rows: number): number => Math.max(4, rows / 10);

/** Values of the program's columns with what they cost. */
export interface Values {
  readonly x: Float64Array;
  readonly objective: number;
}

/**
 * Large steps from a roster to a better one: the days of a few people, a few days of everyone, or a few of the distinct
 * shifts are freed and solved as a program of their own, in turn and at random (fix and optimise; Della Croce & Salassa 2014,
 * doi:10.1007/s10479-012-1235-x). The parts grow while they are solved easily and shrink where they are not.
 */
export class PartSearch {
  private readonly people: readonly Block[];
  private readonly days: readonly Block[];
  /** Options by distinct shift, where these have a price. */
  private readonly shifts: readonly Block[];
  private readonly columns: readonly number[];
  private readonly upper: Float64Array;
  private readonly sizes: { people: number; days: number; shifts: number };
  private turn = 0;

  constructor(
    private readonly session: LpSession,
    classes: readonly ClassColumns[],
    private readonly random: Random,
    private readonly budget: Budget,
    hasDistinct: boolean,
  ) {
    this.people = classes.map(({ graph, options }) => ({
      columns: graph.days.flatMap((day, d) => day.options.map((_, o) => options[d]! + o)),
    }));
    const days = Math.max(...classes.map(({ graph }) => graph.days.length));
    this.days = Array.from({ length: days }, (_, d) => ({
      columns: classes.flatMap(({ graph, options }) => (graph.days[d]?.options ?? []).map((_, o) => options[d]! + o)),
    }));
    const byShift = new Map<number, number[]>();
    for (const { graph, options } of hasDistinct ? classes : []) {
      graph.days.forEach((day, d) => {
        day.options.forEach(({ shape }, o) => {
          const key = graph.agent.days[d]!.day.distinct[shape]!;
          const known = byShift.get(key);
          if (known) known.push(options[d]! + o);
          else byShift.set(key, [options[d]! + o]);
        });
      });
    }
    this.shifts = Array.from(byShift.values(), (columns) => ({ columns }));
    this.columns = this.people.flatMap((block) => block.columns);
    this.upper = Float64Array.from(this.columns, () => 0);
    let at = 0;
    for (const { graph } of classes) {
      for (const day of graph.days) for (const most of day.most) this.upper[at++] = most;
    }
    this.sizes = {
      people: Math.min(this.people.length, 3),
      days: Math.min(days, 3),
      shifts: Math.min(this.shifts.length, 20),
    };
  }

  /** The rest of a roster of which only arcs and options are known. @returns null where it is not legal after all */
  complete(x: Float64Array): Values | null {
    const result = this.solve(new Set(), x);
    return result.x.length > 0 ? result : null;
  }

  /**
   * Steps until `patience` in a row gain nothing, the bound is reached or the budget's share is used.
   * @returns the best values; `proven` where a step freed everything and was solved
   */
  run(start: Values, bound: number, patience: number, share: number): Values & { readonly proven: boolean } {
    const { budget, sizes, session } = this;
    const kinds = (['people', 'days', 'shifts'] as const).filter((one) => this[one].length > 1);
    if (kinds.length === 0) return { ...start, proven: false };
    let best = start;
    // Parts looked at since the last gain: again they would give the same.
    const tried = new Set<string>();
    for (let quiet = 0; quiet < patience && !budget.isSpent(share); this.turn++) {
      if (best.objective - bound <= 1e-6 * Math.max(1, best.objective)) break;
      const kind = kinds[this.turn % kinds.length]!;
      const blocks = this[kind];
      const chosen = this.choose(kind, best.x);
      const key = `${kind} ${chosen.toSorted((a, b) => a - b).join(' ')}`;
      if (tried.has(key)) {
        quiet++;
        continue;
      }
      tried.add(key);
      const result = this.solve(new Set(chosen.flatMap((block) => blocks[block]!.columns)), best.x, share);
      budget.spend(mipWork(result.work, session));
      if (result.status !== 'optimal') sizes[kind] = Math.max(1, sizes[kind] - 1);
      else if (result.work < ITERATIONS / 4) sizes[kind] = Math.min(blocks.length, sizes[kind] + 1);
      if (result.x.length > 0 && result.objective < best.objective - 1e-7 * Math.max(1, best.objective)) {
        best = result;
        quiet = 0;
        tried.clear();
        budget.progress('improving', best.objective, bound);
      } else quiet++;
      if (chosen.length === blocks.length && result.status === 'optimal') return { ...best, proven: true };
    }
    return { ...best, proven: false };
  }

  /** Blocks to free: people at random, days in a row, or the shifts in use with some that are not. */
  private choose(kind: 'people' | 'days' | 'shifts', x: Float64Array): number[] {
    const { random, sizes } = this;
    const count = this[kind].length;
    if (kind === 'people') return pick(count, sizes.people, random);
    if (kind === 'days') {
      const first = random.integer(count);
      return Array.from({ length: sizes.days }, (_, k) => (first + k) % count);
    }
    const used = (block: Block): boolean => block.columns.some((j) => x[j]! > 0.5);
    const chosen = new Set(pick(count, sizes.shifts, random));
    this.shifts.forEach((block, i) => {
      if (used(block)) chosen.add(i);
    });
    return [...chosen];
  }

  /** Frees everything again. */
  release(): void {
    this.session.setColumnsBounds(this.columns, new Float64Array(this.columns.length), this.upper);
  }

  private solve(free: ReadonlySet<number>, x: Float64Array, share = 1): LpResult {
    const { columns, upper, session, budget } = this;
    session.setColumnsBounds(
      columns,
      Float64Array.from(columns, (j) => (free.has(j) ? 0 : Math.round(x[j]!))),
      Float64Array.from(columns, (j, i) => (free.has(j) ? upper[i]! : Math.round(x[j]!))),
    );
    return session.solve({
      start: x,
      nodeLimit: NODES,
      iterationLimit: ITERATIONS,
      control: { isCancelled: () => budget.isSpent(share) },
    });
  }
}

/** Some of the first `count` numbers, without repetition. */
function pick(count: number, some: number, random: Random): number[] {
  const list = Array.from({ length: count }, (_, i) => i);
  for (let i = 0; i < Math.min(some, count); i++) {
    const j = i + random.integer(count - i);
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  return list.slice(0, some);
}
