import type { LpBackend } from '../../solver/lp/model.js';
import type { ProblemAgent, RosterProblem, Rule } from '../../solver/problem.js';
import { type DayShift, PricedRoster, type Proposal } from '../../solver/roster/priced-roster.js';
import { groupShifts } from '../../solver/roster/read-tour.js';
import type { PlannedShift } from '../../solver/solution.js';
import type { Words } from '../explain/contract.js';
import { calendarLookup, instantOf } from '../schedule/to-roster.js';
import { formatInstant } from '../time/zone.js';
import { slotCost } from './prepare.js';

/** Something that agents may be asked for on top of a roster. Nothing of it is decided: each is judged alone, everything else as it is. */
export interface Offer {
  /**
   * `overtime`: a longer shift or one more, over the hours of the contract; `leave-early`: the end of a shift is not needed;
   * `open-shift`: a shift that fell out, for whoever may take it; `breaks`: breaks of a shift lie better elsewhere.
   */
  readonly kind: 'overtime' | 'leave-early' | 'open-shift' | 'breaks';
  /** Who is asked; for an open shift all who may take it, who gains most first. */
  readonly agents: readonly string[];
  readonly day: number;
  readonly before: PlannedShift | null;
  readonly after: PlannedShift;
  /** What the roster's cost falls by, in the problem's unit, > 0. */
  readonly worth: number;
  readonly text: Words;
}

export interface OfferOptions {
  /** Only shifts from here on. */
  readonly fromSlot: number;
  /** Shifts that fell out, to be put up as open. */
  readonly lost: readonly PlannedShift[];
  /** Cost of a slot of overtime of those whose hours the contract pays anyhow. Default: one and a half paid slots. */
  readonly overtimeCostPerSlot?: number;
  /** Most offers of each kind; default 5. */
  readonly most?: number;
}

/** Tours of each kind that are judged exactly. */
const JUDGED = 25;

/**
 * What could be offered: candidates by the shadow prices of a roster, judged exactly, dearest first. Labour law holds; hours and days of
 * the contract (`paid-minutes`, `days-worked`) may be exceeded or missed, because who accepts agrees to it.
 */
export function offersOf(
  problem: RosterProblem,
  shifts: readonly PlannedShift[],
  options: OfferOptions,
  lp: LpBackend,
): Offer[] {
  const free = { ...problem, ruleSets: problem.ruleSets.map(({ id, rules }) => ({ id, rules: rules.map(agreed) })) };
  const most = options.most ?? 5;
  const roster = new PricedRoster(free, shifts, lp);
  try {
    const look = new Look(problem, roster, shifts, options);
    return [
      ...look.best('overtime', most, (now, other) =>
        now === null ? true : other.startSlot === now.startSlot && other.endSlot > now.endSlot,
      ),
      ...look.best(
        'leave-early',
        most,
        (now, other) => now !== null && other.startSlot === now.startSlot && other.endSlot < now.endSlot,
      ),
      ...look.breaks(most),
      ...look.open(most),
    ];
  } finally {
    roster.dispose();
  }
}

/** Rules of the contract's hours and days hold no more: who accepts an offer agrees to other ones. */
function agreed(rule: Rule): Rule {
  if (rule.rule !== 'paid-minutes' && rule.rule !== 'days-worked') return rule;
  const { min: _, max: __, ...rest } = rule;
  return rest;
}

class Look {
  private readonly tours;
  private readonly overtime: number;
  private readonly agents: ReadonlyMap<string, ProblemAgent>;

  constructor(
    private readonly problem: RosterProblem,
    private readonly roster: PricedRoster,
    private readonly shifts: readonly PlannedShift[],
    private readonly options: OfferOptions,
  ) {
    this.tours = groupShifts(shifts);
    this.overtime = options.overtimeCostPerSlot ?? 1.5 * slotCost(problem);
    this.agents = new Map(problem.agents.map((agent) => [agent.id, agent]));
  }

  /** Longer, further or shorter shifts of single people on single days. */
  best(
    kind: 'overtime' | 'leave-early',
    most: number,
    fits: (now: DayShift | null, other: DayShift) => boolean,
  ): Offer[] {
    const found: { agent: string; day: number; tour: Proposal; extra: number }[] = [];
    const daysOf = calendarLookup(this.problem);
    for (const agent of this.roster.names) {
      daysOf(agent).forEach((day, index) => {
        if (day.startSlot < this.options.fromSlot) return;
        for (const tour of this.roster.dayWays(agent, index, fits, 2)) {
          const extra = this.extraCost(agent, tour.shifts);
          if (tour.gain - extra > 0) found.push({ agent, day: index, tour, extra });
        }
      });
    }
    found.sort((a, b) => b.tour.gain - b.extra - (a.tour.gain - a.extra) || (a.agent < b.agent ? -1 : 1));
    const offers = found.slice(0, JUDGED).map(({ agent, day, tour, extra }): Offer => {
      const worth = this.roster.judge(agent, tour.shifts).gain - extra;
      return this.offer(kind, [agent], day, this.on(agent, day), on(tour.shifts, day)!, worth);
    });
    const seen = new Set<string>();
    return offers
      .filter(({ worth }) => worth > 1e-6)
      .sort((a, b) => b.worth - a.worth)
      .filter(({ agents, day }) => {
        const key = `${agents[0]} ${day}`;
        if (seen.has(key)) return false;
        seen.add(key);
        return true;
      })
      .slice(0, most);
  }

  /** Breaks that lie better elsewhere on the first day that is still open. */
  breaks(most: number): Offer[] {
    const today = this.shifts
      .filter(({ startSlot }) => startSlot >= this.options.fromSlot)
      .reduce((first, { startSlot }) => Math.min(first, startSlot), Number.POSITIVE_INFINITY);
    const end = today + 1440 / this.problem.slotMinutes;
    const found = this.shifts
      .filter(({ startSlot }) => startSlot >= today && startSlot < end)
      .flatMap((shift) => {
        const moved = this.roster.withBreaks(shift.agent, shift.day);
        return moved === null ? [] : [{ shift, tour: moved }];
      })
      .sort((a, b) => b.tour.gain - a.tour.gain || (a.shift.agent < b.shift.agent ? -1 : 1));
    return found
      .slice(0, JUDGED)
      .map(({ shift, tour }) =>
        this.offer(
          'breaks',
          [shift.agent],
          shift.day,
          shift,
          on(tour.shifts, shift.day)!,
          this.roster.judge(shift.agent, tour.shifts).gain,
        ),
      )
      .filter(({ worth }) => worth > 1e-6)
      .sort((a, b) => b.worth - a.worth)
      .slice(0, most);
  }

  /** Shifts that fell out, with those who could take them. */
  open(most: number): Offer[] {
    const offers = this.options.lost.flatMap((lost): Offer[] => {
      if (lost.startSlot < this.options.fromSlot) return [];
      const takers = this.roster.names
        .filter((agent) => agent !== lost.agent && this.on(agent, lost.day) === null)
        .flatMap((agent) => {
          const queues = this.agents.get(agent)?.skills.map(({ queue }) => queue) ?? [];
          const activities = lost.activities.map((part) => (part.queues.length === 0 ? part : { ...part, queues }));
          const shift = { ...lost, agent, desk: null, activities };
          const tour = [...(this.tours.get(agent) ?? []), shift];
          if (!this.roster.knows(agent, tour)) return [];
          const gain = -this.roster.changeAtPrices(agent, tour) - this.extraCost(agent, tour);
          return gain > 0 ? [{ agent, shift, tour, gain }] : [];
        })
        .sort((a, b) => b.gain - a.gain || (a.agent < b.agent ? -1 : 1));
      const judged = takers
        .slice(0, 5)
        .map((one) => ({
          ...one,
          worth: this.roster.judge(one.agent, one.tour).gain - this.extraCost(one.agent, one.tour),
        }))
        .filter(({ worth }) => worth > 1e-6)
        .sort((a, b) => b.worth - a.worth);
      const first = judged[0];
      if (first === undefined) return [];
      const agents = judged.map(({ agent }) => agent);
      return [this.offer('open-shift', agents, lost.day, null, first.shift, first.worth)];
    });
    return offers.sort((a, b) => b.worth - a.worth).slice(0, most);
  }

  private on(agent: string, day: number): PlannedShift | null {
    return on(this.tours.get(agent) ?? [], day) ?? null;
  }

  /** Pay of more slots than now, where the contract's hours cost nothing in the problem. */
  private extraCost(agent: string, tour: readonly PlannedShift[]): number {
    if ((this.agents.get(agent)?.costPerPaidSlot ?? 0) > 0) return 0;
    const paid = (list: readonly PlannedShift[]): number => list.reduce((sum, shift) => sum + shift.paidMinutes, 0);
    const more = paid(tour) - paid(this.tours.get(agent) ?? []);
    return (Math.max(0, more) / this.problem.slotMinutes) * this.overtime;
  }

  private offer(
    kind: Offer['kind'],
    agents: readonly string[],
    day: number,
    before: PlannedShift | null,
    after: PlannedShift,
    worth: number,
  ): Offer {
    const instant = instantOf(this.problem);
    const calendar = this.problem.calendars.find(({ id }) => id === this.agents.get(agents[0]!)?.calendar);
    const zone = calendar?.zone ?? 'UTC';
    const clock = (slot: number): string => formatInstant(instant(slot), zone).slice(11, 16);
    const span = (shift: PlannedShift): string => `${clock(shift.startSlot)}–${clock(shift.endSlot)}`;
    const date = calendar?.days[day]?.date ?? String(day);
    const amount = (worth / 100).toFixed(2);
    const who = agents.join(', ');
    const was = before === null ? '' : span(before);
    const words: Record<Offer['kind'], Words> = {
      overtime: {
        en: `${date} ${who}: ${span(after)}${before === null ? '' : ` instead of ${was}`}, worth ${amount}, overtime paid.`,
        nl: `${date} ${who}: ${span(after)}${before === null ? '' : ` in plaats van ${was}`}, levert ${amount} op na betaling van overwerk.`,
      },
      'leave-early': {
        en: `${date} ${who} may leave at ${clock(after.endSlot)} instead of ${before === null ? '' : clock(before.endSlot)}, worth ${amount}.`,
        nl: `${date} ${who} mag om ${clock(after.endSlot)} weg in plaats van ${before === null ? '' : clock(before.endSlot)}, levert ${amount} op.`,
      },
      'open-shift': {
        en: `${date} ${span(after)} is open; ${who} may take it, worth ${amount} at most.`,
        nl: `${date} ${span(after)} is open; ${who} kan deze oppakken, levert hoogstens ${amount} op.`,
      },
      breaks: {
        en: `${date} ${who} (${span(after)}): other breaks are worth ${amount}.`,
        nl: `${date} ${who} (${span(after)}): andere pauzes leveren ${amount} op.`,
      },
    };
    return { kind, agents, day, before, after, worth, text: words[kind] };
  }
}

const on = (shifts: readonly PlannedShift[], day: number): PlannedShift | undefined =>
  shifts.find((shift) => shift.day === day);
