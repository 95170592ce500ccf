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
 * Large steps from a roster to a better one: the days of a few people, or a few days of everyone, are freed and solved as a
 * program of their own, in turn and at random (fix and optimise; Della Croce & Salassa 2014,
 * doi:10.1007/s10479-012-1235-x). The parts grow while they are solved easily and shrink where they are not.
 */
export class PartSearch {
  private readonly people: readonly Block[];
  private readonly days: readonly Block[];
  private readonly columns: readonly number[];
  private readonly upper: Float64Array;
  private readonly sizes: { people: number; days: number };
  private turn = 0;

  constructor(
    private readonly session: LpSession,
    classes: readonly ClassColumns[],
    private readonly random: Random,
    private readonly budget: Budget,
  ) {
    this.people = classes.map(({ graph, options }) => ({
      columns: graph.days.flatMap((day, d) => day.options.map((_, o) => options[d]! + o)),
    }));
    const days = Math.max(...classes.map(({ graph }) => graph.days.length));
    this.days = Array.from({ length: days }, (_, d) => ({
      columns: classes.flatMap(({ graph, options }) => (graph.days[d]?.options ?? []).map((_, o) => options[d]! + o)),
    }));
    this.columns = this.people.flatMap((block) => block.columns);
    this.upper = Float64Array.from(this.columns, () => 0);
    let at = 0;
    for (const { graph } of classes) {
      for (const day of graph.days) for (const most of day.most) this.upper[at++] = most;
    }
    this.sizes = { people: Math.min(this.people.length, 3), days: Math.min(days, 3) };
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
    const { budget, people, days, random, sizes, session } = this;
    let best = start;
    // Parts looked at since the last gain: again they would give the same.
    const tried = new Set<string>();
    for (let quiet = 0; quiet < patience && !budget.isSpent(share); this.turn++) {
      if (best.objective - bound <= 1e-6 * Math.max(1, best.objective)) break;
      const kind = people.length > 1 && (this.turn % 2 === 0 || days.length < 2) ? 'people' : 'days';
      const blocks = kind === 'people' ? people : days;
      const first = random.integer(days.length);
      const chosen =
        kind === 'people'
          ? pick(people.length, sizes.people, random)
          : Array.from({ length: sizes.days }, (_, k) => (first + k) % days.length);
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
