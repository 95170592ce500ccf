import type { RosterProblem, TeamRule } from '../problem.js';
import type { AgentClass } from './agents.js';
import { type Grid, ringIndex } from './grid.js';

/** A rule on several people at one site: at every slot what is needed less what is given must not be over zero. */
export interface TeamLaw {
  readonly rule: TeamRule;
  /** Index of the site. */
  readonly site: number;
  /** Need by padded slot before anybody works. */
  readonly need: Float64Array;
  /** What a person of each class adds to the need by being there, < 0 where it helps. */
  readonly share: Float64Array;
  /** Cost of one missing in a slot, in the search's terms. */
  readonly perSlot: number;
}

/** The team rules of a problem, one law per site. */
export function compileTeamRules(
  problem: RosterProblem,
  grid: Grid,
  classes: readonly AgentClass[],
  hardPenalty: number,
): TeamLaw[] {
  return (problem.teamRules ?? []).flatMap((rule) => {
    const share = Float64Array.from(classes, ({ agent }) => shareOf(rule, agent.groups ?? []));
    const need = new Float64Array(grid.size);
    if (rule.rule === 'site-minimum') {
      for (const { from, to } of rule.windows) {
        for (let slot = from; slot < to; slot++) {
          const at = ringIndex(slot - grid.low, grid);
          if (at >= 0 && at < grid.size) need[at] = rule.least;
        }
      }
    }
    const perSlot = rule.hard ? hardPenalty : (rule.weight ?? 0) * grid.slotMinutes;
    return problem.sites.flatMap(({ id }, site) =>
      rule.sites === undefined || rule.sites.includes(id) ? [{ rule, site, need, share, perSlot }] : [],
    );
  });
}

function shareOf(rule: TeamRule, groups: readonly string[]): number {
  const isOf = (names: readonly string[]): boolean => names.some((name) => groups.includes(name));
  if (rule.rule === 'site-minimum') return rule.groups === undefined || isOf(rule.groups) ? -1 : 0;
  if (isOf(rule.coaches)) return -rule.perCoach;
  return isOf(rule.trainees) ? 1 : 0;
}

/** What is missing at every slot while people come and go, and what that costs. */
export class TeamState {
  /** Need less what is given, by law and padded slot. */
  private readonly open: readonly Float64Array[];
  cost = 0;

  constructor(
    private readonly laws: readonly TeamLaw[],
    private readonly grid: Grid,
  ) {
    this.open = laws.map(({ need }) => need.slice());
    for (const { need, perSlot } of laws) for (const missing of need) this.cost += perSlot * Math.max(0, missing);
  }

  /** Counts a shift at a site (padded slots) in or out. */
  count(agent: number, site: number, from: number, to: number, by: 1 | -1): void {
    this.laws.forEach(({ site: here, share, perSlot }, l) => {
      const step = share[agent]! * by;
      if (here !== site || step === 0) return;
      const open = this.open[l]!;
      for (let i = from; i < to; i++) {
        const at = ringIndex(i, this.grid);
        const before = open[at]!;
        open[at] = before + step;
        this.cost += perSlot * (Math.max(0, before + step) - Math.max(0, before));
      }
    });
  }

  /** Adds the price per padded slot of one more person of a class at a site; returns whether there is any. */
  addPrices(agent: number, site: number, price: Float64Array): boolean {
    let any = false;
    this.laws.forEach(({ site: here, share, perSlot }, l) => {
      const step = share[agent]!;
      if (here !== site || step === 0) return;
      const open = this.open[l]!;
      for (let i = 0; i < price.length; i++) {
        const now = open[ringIndex(i, this.grid)]!;
        const change = Math.max(0, now + step) - Math.max(0, now);
        if (change === 0) continue;
        price[i]! += perSlot * change;
        any = true;
      }
    });
    return any;
  }
}
