import type { AvailabilityWindow, TimeOff, Wish } from '../domain/agent.js';
import type { Centre } from '../domain/centre.js';
import type { SelfRules } from './rules.js';

/** A wish as an agent lists it; its place in the list says how much it weighs. */
export type ListedWish = Pick<Wish, 'date' | 'want'>;

/** What agents have asked for and been granted. */
export interface Requests {
  readonly timeOff: readonly TimeOff[];
  /** Windows in place of those of the centre, per agent. */
  readonly availability: ReadonlyMap<string, readonly Omit<AvailabilityWindow, 'agent'>[]>;
  /** Lists of wishes in order of rank, per agent and week. */
  readonly wishes: readonly {
    readonly agent: Wish['agent'];
    readonly week: string;
    readonly list: readonly ListedWish[];
  }[];
}

/** The centre with leave, availability and wishes of its agents: what the next plan is made from. */
export function withRequests(centre: Centre, rules: SelfRules, requests: Requests): Centre {
  const known = new Set<string>(centre.agents.map(({ id }) => id));
  const wishes = requests.wishes.flatMap(({ agent, week, list }) =>
    list.slice(0, rules.wishes.weightsMinor.length).map(
      (wish, rank): Wish => ({
        ...wish,
        agent,
        id: `own-${agent}-${week}-${rank + 1}`,
        weight: rules.wishes.weightsMinor[rank]!,
      }),
    ),
  );
  return {
    ...centre,
    timeOff: [...centre.timeOff, ...requests.timeOff.filter(({ agent }) => known.has(agent))],
    availability: centre.agents.flatMap(({ id }) => {
      const own = requests.availability.get(id);
      return own === undefined
        ? centre.availability.filter(({ agent }) => agent === id)
        : own.map((window): AvailabilityWindow => ({ ...window, agent: id }));
    }),
    wishes: [...centre.wishes, ...wishes.filter(({ agent }) => known.has(agent))],
  };
}
