import type { AgentClass } from './agents.js';
import { Assembler, type Assignment, slotValues } from './assemble.js';
import type { SlotValues } from './breaks.js';
import type { Compiled } from './compile.js';
import { type MasterPrices, sideOf, slotPrices } from './master.js';
import type { SidePrices } from './options.js';
import type { SearchMode } from './pricing.js';
import type { TourPricer } from './reoptimise.js';
import type { Choice } from './tour.js';

/** Classes whose cheapest tours are looked for at equal prices. */
export interface TourAsk {
  readonly prices: MasterPrices;
  readonly mode: SearchMode;
  readonly classes: readonly number[];
  /** Latest tour of each of these classes: only better ones are looked for. */
  readonly latest: readonly (Choice | null)[];
  /** Whether no legal tour of the class exists, so that hard rules are priced. */
  readonly conflicted: readonly boolean[];
}

/** What was found for one class. */
export interface TourAnswer {
  /** Cost of the latest tour at these prices; Infinity without one. */
  readonly limit: number;
  /** Cost of a better tour; Infinity where none was found. */
  readonly cost: number;
  /** No tour of the mode's rules that is better than the latest costs less. */
  readonly bound: number;
  readonly conflicted: boolean;
  /** The better tour, or the latest, with its breaks where they cost least; null where there is neither: none was found so far. */
  readonly made: Assignment | null;
  /** Work units of the class alone, and of the family that it shares shape costs with. */
  readonly work: number;
  readonly familyWork: number;
}

/** Costs of the shapes of a family of classes per day, but for what a paid slot and a shift cost. */
interface Family {
  readonly days: readonly Float64Array[];
  readonly work: number;
}

/**
 * Prices classes one by one at prices that hold for all of them. An answer depends on the ask alone, not on what else was asked nor in
 * which order: a batch may be dealt out to any number of workers.
 */
export class TourBatch {
  private readonly assembler: Assembler;
  private readonly families = new Map<string, Family>();
  private readonly costs: Float64Array[] = [];
  private prices: MasterPrices | null = null;
  private side: SidePrices | null = null;

  /** @param pricer of this batch alone; where answers are to depend on the ask alone, one that is not thorough */
  constructor(
    private readonly compiled: Compiled,
    private readonly pricer: TourPricer,
  ) {
    this.assembler = new Assembler(compiled);
  }

  /** Sets the prices at which all further questions are answered. */
  begin(prices: MasterPrices): void {
    this.prices = prices;
    this.side = sideOf(this.compiled, prices);
    this.families.clear();
  }

  answer(c: number, mode: SearchMode, latest: Choice | null, conflicted: boolean): TourAnswer {
    const { compiled, pricer } = this;
    const side = this.side!;
    const agent = compiled.classes[c]!;
    const perSlot = slotPrices(compiled, agent, this.prices!);
    const family = this.familyOf(agent, perSlot);
    const before = pricer.work;
    const values = slotValues(compiled, agent, perSlot);
    const costs = this.shapeCosts(agent, values, family);
    pricer.conflicted[c] = conflicted ? 1 : 0;
    const limit = latest && !conflicted ? pricer.costOf(agent, costs, side, latest) : Infinity;
    const { best, bound } = pricer.find(agent, costs, side, mode, limit);
    const choice = best?.choice ?? latest;
    return {
      limit,
      cost: best?.cost ?? Infinity,
      bound,
      conflicted: pricer.conflicted[c] === 1,
      made: choice && this.assembler.assemble(agent, choice, values),
      work: pricer.work - before,
      familyWork: family.work,
    };
  }

  private familyOf(agent: AgentClass, perSlot: Float64Array): Family {
    const known = this.families.get(agent.familyKey);
    if (known) return known;
    const { compiled, pricer } = this;
    const before = pricer.work;
    const values = slotValues(compiled, agent, perSlot, []);
    const days = agent.days.map(({ plain }) => pricer.dayCosts(plain, values, new Float64Array(plain.kernel.count)));
    const family = { days, work: pricer.work - before };
    this.families.set(agent.familyKey, family);
    return family;
  }

  /** Costs of all shapes of a class; what its fixed activities do not touch comes from its family. */
  private shapeCosts(agent: AgentClass, values: SlotValues, family: Family): readonly Float64Array[] {
    const { costPerPaidSlot, costPerShift } = agent;
    agent.days.forEach(({ day, apart }, d) => {
      const { count, paid } = day.kernel;
      let out = this.costs[d];
      if (!out || out.length < count) this.costs[d] = out = new Float64Array(count);
      let base = family.days[d]!;
      if (apart) base = this.pricer.dayCosts(day, values, out);
      for (let s = 0; s < count; s++) out[s] = base[s]! + costPerShift + costPerPaidSlot * paid[s]!;
    });
    return this.costs;
  }
}
