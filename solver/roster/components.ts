import type { RosterProblem } from '../problem.js';
import { namesOf } from './meetings/fixed.js';

/**
 * The problem in parts that share nothing: whatever is decided in one leaves the others as they are, so the best rosters of the
 * parts are together the best roster, and their bounds add up.
 *
 * People are of one part where a queue, a limited area, demand by shift, a team rule or a meeting counts both of them. What counts
 * nobody stands in the first part. Everything but people and demand is in every part.
 * @returns one part, the problem itself, where all is tied together
 */
export function independentParts(problem: RosterProblem): readonly RosterProblem[] {
  const { agents, queues, sites, shiftCover = [], teamRules = [], meetings = [] } = problem;
  // The price of a distinct shift is paid once, whoever works it.
  if (agents.length < 2 || (problem.distinctShiftCost ?? 0) > 0) return [problem];
  const parent = agents.map((_, a) => a);
  const root = (a: number): number => {
    while (parent[a] !== a) {
      parent[a] = parent[parent[a]!]!;
      a = parent[a]!;
    }
    return a;
  };
  const firstOf = new Map<string, number>();
  /** Ties an agent to whatever goes by this name. */
  const tie = (agent: number, name: string): void => {
    const first = firstOf.get(name);
    if (first === undefined) firstOf.set(name, agent);
    else {
      const [one, other] = [root(first), root(agent)];
      parent[Math.max(one, other)] = Math.min(one, other);
    }
  };
  const limited = new Set(
    sites.flatMap(({ id, areas }) => areas.flatMap((area) => (area.seats === null ? [] : [`${id} ${area.id}`]))),
  );
  const people = new Map(agents.flatMap((agent, a) => namesOf(agent).map((name) => [name, a] as const)));
  const covers = new Set(shiftCover.map(({ calendar }) => calendar));
  agents.forEach((agent, a) => {
    for (const { queue } of agent.skills) tie(a, `queue ${queue}`);
    for (const { site, area } of agent.places) if (limited.has(`${site} ${area}`)) tie(a, `area ${site} ${area}`);
    if (covers.has(agent.calendar)) tie(a, `calendar ${agent.calendar}`);
    teamRules.forEach((rule, r) => {
      if (concerns(rule, agent)) tie(a, `team rule ${r}`);
    });
    // People without any tie are many and quick: they go together.
    if (agent.skills.length === 0 && !covers.has(agent.calendar)) tie(a, 'no demand');
  });
  meetings.forEach(({ participants, leaders = [] }, m) => {
    for (const name of [...participants, ...leaders]) {
      const agent = people.get(name);
      if (agent !== undefined) tie(agent, `meeting ${m}`);
    }
  });
  const partOf = new Map<number, number>();
  for (let a = 0; a < agents.length; a++) if (!partOf.has(root(a))) partOf.set(root(a), partOf.size);
  if (partOf.size === 1) return [problem];
  const partWith = (name: string): number => {
    const agent = firstOf.get(name);
    return agent === undefined ? 0 : partOf.get(root(agent))!;
  };
  return Array.from({ length: partOf.size }, (_, part): RosterProblem => {
    const here = (name: string): boolean => partWith(name) === part;
    return {
      ...problem,
      agents: agents.filter((_agent, a) => partOf.get(root(a)) === part),
      queues: queues.filter(({ id }) => here(`queue ${id}`)),
      ...(problem.shiftCover ? { shiftCover: shiftCover.filter(({ calendar }) => here(`calendar ${calendar}`)) } : {}),
      ...(problem.teamRules ? { teamRules: teamRules.filter((_rule, r) => here(`team rule ${r}`)) } : {}),
      ...(problem.meetings ? { meetings: meetings.filter((_meeting, m) => here(`meeting ${m}`)) } : {}),
    };
  });
}

type TeamRule = NonNullable<RosterProblem['teamRules']>[number];

/** Whether a person may count for or against a team rule. */
function concerns(rule: TeamRule, { groups = [], places }: RosterProblem['agents'][number]): boolean {
  if (rule.sites !== undefined && !places.some(({ site }) => rule.sites!.includes(site))) return false;
  const wanted = rule.rule === 'site-minimum' ? rule.groups : [...rule.trainees, ...rule.coaches];
  return wanted === undefined || wanted.some((name) => groups.includes(name));
}
