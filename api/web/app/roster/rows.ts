import type { Shift } from './edits.js';

/** What is known of a person beyond the shifts. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly site: string;
  readonly contract?: string;
  readonly team?: string;
  readonly skills: readonly string[];
}

export type Row =
  | { readonly kind: 'group'; readonly name: string; readonly count: number }
  | { readonly kind: 'agent'; readonly person: Person; readonly shifts: readonly Shift[] };

export interface Filter {
  readonly text: string;
  readonly site: string;
  readonly skill: string;
  readonly contract: string;
}

export type GroupBy = 'none' | 'site' | 'contract' | 'team' | 'skill';

/** A person as the centre knows it. */
export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly site: string;
  readonly contract: string;
  readonly team?: string;
  /** Queues that the person has all skills for. */
  readonly queues: readonly string[];
}

/**
 * People of the roster: of the shifts where most of them are worked and the queues they are open to, of the centre names,
 * contracts and teams, and whoever has no shift.
 */
export function peopleOf(shifts: readonly Shift[], known: readonly KnownPerson[] = []): Person[] {
  const byId = new Map(known.map((person) => [person.id, person]));
  const found = new Map<string, { sites: Map<string, number>; skills: Set<string> }>();
  for (const shift of shifts) {
    const one = found.get(shift.agent) ?? { sites: new Map<string, number>(), skills: new Set<string>() };
    one.sites.set(shift.site, (one.sites.get(shift.site) ?? 0) + 1);
    for (const part of shift.activities) for (const queue of part.queues) one.skills.add(queue);
    found.set(shift.agent, one);
  }
  for (const { id } of known)
    if (!found.has(id)) found.set(id, { sites: new Map<string, number>(), skills: new Set<string>() });
  return [...found]
    .map(([id, { sites, skills }]): Person => {
      const { name = id, site, contract, team, queues } = byId.get(id) ?? {};
      return {
        id,
        name,
        site: [...sites].sort((a, b) => b[1] - a[1])[0]?.[0] ?? site ?? '',
        ...(contract === undefined ? {} : { contract }),
        ...(team === undefined ? {} : { team }),
        skills: [...(queues ?? skills)].sort(),
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
}

/** Rows of the timeline in order: people who pass the filter, under the name of their group. */
export function rowsOf(people: readonly Person[], shifts: Iterable<Shift>, filter: Filter, group: GroupBy): Row[] {
  const byAgent = new Map<string, Shift[]>();
  for (const shift of shifts) {
    const own = byAgent.get(shift.agent);
    if (own === undefined) byAgent.set(shift.agent, [shift]);
    else own.push(shift);
  }
  const text = filter.text.trim().toLowerCase();
  const kept = people.filter(
    (person) =>
      (text === '' || person.name.toLowerCase().includes(text) || person.id.toLowerCase().includes(text)) &&
      (filter.site === '' || person.site === filter.site) &&
      (filter.skill === '' || person.skills.includes(filter.skill)) &&
      (filter.contract === '' || person.contract === filter.contract),
  );
  const row = (person: Person): Row => ({
    kind: 'agent',
    person,
    shifts: (byAgent.get(person.id) ?? []).sort((a, b) => a.startMs - b.startMs),
  });
  if (group === 'none') return kept.map(row);
  const groups = new Map<string, Person[]>();
  for (const person of kept) {
    const name = group === 'skill' ? person.skills.join(', ') : (person[group] ?? '');
    const members = groups.get(name);
    if (members === undefined) groups.set(name, [person]);
    else members.push(person);
  }
  return [...groups]
    .sort(([a], [b]) => a.localeCompare(b))
    .flatMap(([name, members]): Row[] => [{ kind: 'group', name, count: members.length }, ...members.map(row)]);
}
