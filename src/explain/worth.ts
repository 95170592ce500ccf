import type { LpBackend } from '../../solver/lp/model.js';
import type { ProblemAgent, RosterProblem } from '../../solver/problem.js';
import { personNames } from '../../solver/recount/people.js';
import { PricedRoster } from '../../solver/roster/priced-roster.js';
import type { PlannedShift } from '../../solver/solution.js';
import { instantOf } from '../schedule/to-roster.js';
import { formatInstant } from '../time/zone.js';
import type { AgentWorth, DeskWorth, HourWorth, RosterExplanation } from './contract.js';

/** How many of those who could gain most are looked at for a desk. */
const LOOKED_AT = 12;

/** What one more agent, hour and desk of each kind would be worth, against the roster as it is. */
export function worthOf(
  problem: RosterProblem,
  shifts: readonly PlannedShift[],
  lp: LpBackend,
): Pick<RosterExplanation, 'worth' | 'hours' | 'desks'> {
  const copies = copiesOf(problem);
  const extended = { ...problem, agents: [...problem.agents, ...copies.map(({ copy }) => copy)] };
  const roster = new PricedRoster(extended, shifts, lp, new Set(copies.map(({ copy }) => copy.id)));
  try {
    return {
      worth: agentWorth(roster, copies),
      hours: hourWorth(problem, roster),
      desks: deskWorth(problem, shifts, lp, roster),
    };
  } finally {
    roster.dispose();
  }
}

interface Copy {
  readonly skills: string;
  readonly like: string;
  readonly copy: ProblemAgent;
}

/** One more person of every set of skills, like the one who is away least. */
function copiesOf(problem: RosterProblem): Copy[] {
  const likes = new Map<string, ProblemAgent>();
  for (const agent of problem.agents) {
    const skills = agent.skills
      .map(({ queue, speed }) => `${queue}:${speed}`)
      .sort()
      .join('|');
    const known = likes.get(skills);
    if (known === undefined || absentSlots(agent) < absentSlots(known)) likes.set(skills, agent);
  }
  return [...likes].map(([skills, agent], i) => {
    const { count: _, pins: __, fixed: ___, wishes: ____, unavailable: _____, carried: ______, ...rest } = agent;
    return { skills, like: personNames(agent)[0]!, copy: { ...rest, id: `one more ${i}` } };
  });
}

const absentSlots = (agent: ProblemAgent): number =>
  (agent.unavailable ?? []).reduce((sum, window) => sum + window.to - window.from, 0);

const money = (amount: number): string => (amount / 100).toFixed(2);

function agentWorth(roster: PricedRoster, copies: readonly Copy[]): AgentWorth[] {
  return copies
    .map(({ skills, like, copy }): AgentWorth => {
      const { gain: worth, atMost } = roster.newcomer(copy.id);
      return {
        skills,
        like,
        worth,
        atMost,
        text: {
          en: `One more agent like ${like} (${skills}) would be worth ${money(worth)} in this period, pay included, and ${money(atMost)} at most.`,
          nl: `Eén extra medewerker als ${like} (${skills}) zou deze periode ${money(worth)} waard zijn, loon meegerekend, en hoogstens ${money(atMost)}.`,
        },
      };
    })
    .sort((a, b) => b.worth - a.worth || b.atMost - a.atMost || (a.skills < b.skills ? -1 : 1));
}

/** The dearest interval of each queue. */
function hourWorth(problem: RosterProblem, roster: PricedRoster): HourWorth[] {
  const { value } = roster;
  const intervals = problem.slots / problem.intervalSlots;
  const perHour = 60 / (problem.intervalSlots * problem.slotMinutes);
  const instant = instantOf(problem);
  const zone = problem.calendars[0]!.zone ?? 'UTC';
  return problem.queues
    .flatMap(({ id }, q): HourWorth[] => {
      let best = 0;
      for (let t = 1; t < intervals; t++)
        if ((value[q * intervals + t] ?? 0) > (value[q * intervals + best] ?? 0)) best = t;
      const worth = (value[q * intervals + best] ?? 0) * perHour;
      if (worth <= 1e-6) return [];
      const startMs = instant(best * problem.intervalSlots);
      const at = formatInstant(startMs, zone).slice(0, 16).replace('T', ' ');
      return [
        {
          queue: id,
          startMs,
          perHour: worth,
          text: {
            en: `One more hour on ${id} is worth ${money(worth)} at most, at ${at}.`,
            nl: `Eén extra uur op ${id} is hoogstens ${money(worth)} waard, om ${at}.`,
          },
        },
      ];
    })
    .sort((a, b) => b.perHour - a.perHour || (a.queue < b.queue ? -1 : 1));
}

/** What a person gains who could have a desk that is not there: their best tour with one desk more, against that without. */
function deskWorth(
  problem: RosterProblem,
  shifts: readonly PlannedShift[],
  lp: LpBackend,
  roster: PricedRoster,
): DeskWorth[] {
  const people = problem.agents.flatMap((agent) => personNames(agent));
  const bounds = roster.gainBounds(people);
  const order = people.map((agent, i) => ({ agent, gain: bounds[i]! })).sort((a, b) => b.gain - a.gain);
  const looked = order.slice(0, LOOKED_AT).filter(({ gain }) => gain > 1e-6);
  const gainOf = (of: PricedRoster, agent: string): number => {
    const found = of.propose(agent, 0);
    return found === null ? 0 : Math.max(0, of.judge(agent, found.shifts).gain);
  };
  const without = new Map(looked.map(({ agent }) => [agent, gainOf(roster, agent)]));
  return problem.sites.flatMap(({ id: site, areas }) =>
    areas.flatMap(({ id: area, seats }): DeskWorth[] => {
      if (seats === null || !isEverFull(shifts, site, area, seats)) return [];
      const more = withDesk(problem, site, area);
      const open = new PricedRoster(more, shifts, lp);
      try {
        let best: { agent: string; worth: number } | undefined;
        for (const { agent } of looked) {
          const worth = gainOf(open, agent) - without.get(agent)!;
          if (worth > (best?.worth ?? 1e-6)) best = { agent, worth };
        }
        const worth = best?.worth ?? 0;
        return [
          {
            site,
            area,
            worth,
            ...(best === undefined ? {} : { agent: best.agent }),
            text: {
              en: `One more desk in ${site}, ${area} would be worth ${money(worth)}${best === undefined ? '' : `, to ${best.agent}`}.`,
              nl: `Eén extra bureau in ${site}, ${area} zou ${money(worth)} waard zijn${best === undefined ? '' : `, voor ${best.agent}`}.`,
            },
          },
        ];
      } finally {
        open.dispose();
      }
    }),
  );
}

/** Whether all desks are taken at some moment: only then can one more be worth anything. */
function isEverFull(shifts: readonly PlannedShift[], site: string, area: string, seats: number): boolean {
  const there = shifts.filter((shift) => shift.site === site && shift.area === area);
  return there.some(
    ({ startSlot }) => there.filter((one) => one.startSlot <= startSlot && startSlot < one.endSlot).length >= seats,
  );
}

const withDesk = (problem: RosterProblem, site: string, area: string): RosterProblem => ({
  ...problem,
  sites: problem.sites.map((one) =>
    one.id !== site
      ? one
      : {
          ...one,
          areas: one.areas.map((part) =>
            part.id === area && part.seats !== null ? { ...part, seats: part.seats + 1 } : part,
          ),
        },
  ),
});
