import type { ProblemAgent, RosterProblem, ShiftTemplate } from '../problem.js';
import { type AgentClass, type CompileContext, compileAgent } from './agents.js';
import { compileQueues, type Demand } from './demand.js';
import { createGrid, type Grid } from './grid.js';
import type { Area, SkillGroup } from './places.js';
import { compileTeamRules, type TeamLaw } from './team-rules.js';

/** The problem in numbers: names are indices, everything a search touches is a typed array. */
export interface Compiled {
  readonly problem: RosterProblem;
  readonly grid: Grid;
  readonly demand: Demand;
  readonly groups: readonly SkillGroup[];
  readonly areas: readonly Area[];
  readonly classes: readonly AgentClass[];
  /** Class of each person. */
  readonly classOf: Int32Array;
  /** Name of each person. */
  readonly names: readonly string[];
  /** Agent entry of the problem behind each person. */
  readonly agentOf: Int32Array;
  /** Penalty of one unit of a hard breach that the search may not avoid otherwise. */
  readonly hardPenalty: number;
  readonly distinctKeys: ReadonlyMap<string, number>;
  readonly distinctCost: number;
  /** Rules on several people at once. */
  readonly teamLaws: readonly TeamLaw[];
}

/** Compiles a valid problem. @throws RangeError where a name is unknown or a length off the grid */
export const compile = (problem: RosterProblem): Compiled => compileApart(problem, new Set()).compiled;

/** A compiled problem in which some people are each a class of their own, whose fixed activities may change. */
export interface CompiledApart {
  readonly compiled: Compiled;
  /** Compiles the class of a person of their own anew, with other fixed activities, and puts it in the place of the old one. */
  readonly refix: (person: number, fixed: ProblemAgent['fixed']) => void;
  /** Puts an earlier class back. */
  readonly putBack: (agent: AgentClass) => void;
}

/** @param apart names of the people who stand alone */
export function compileApart(problem: RosterProblem, apart: ReadonlySet<string>): CompiledApart {
  const grid = createGrid(problem);
  const kindIndex = new Map<string, number>();
  const templates = new Map<string, ShiftTemplate>();
  for (const template of problem.shiftTemplates) {
    templates.set(template.id, template);
    checkGrid(template, problem.slotMinutes);
    const kind = template.kind ?? template.id;
    if (!kindIndex.has(kind)) kindIndex.set(kind, kindIndex.size);
  }
  // Kinds that only prior shifts have matter for succession.
  for (const agent of problem.agents) {
    for (const { kind } of agent.prior ?? []) {
      if (kind !== undefined && !kindIndex.has(kind)) kindIndex.set(kind, kindIndex.size);
    }
  }
  const siteIndex = new Map(problem.sites.map((site, index) => [site.id, index]));
  const areas = problem.sites.flatMap((site, index) =>
    site.areas.map((area) => ({
      site: site.id,
      siteIndex: index,
      area: area.id,
      seats: area.seats === null ? Infinity : area.seats,
    })),
  );
  const demand = compileQueues(problem, grid, kindIndex);
  const groups: SkillGroup[] = [];
  const groupIndex = new Map<string, number>();
  const groupOf = (agent: ProblemAgent): number => {
    const skills = agent.skills.toSorted((a, b) => (a.queue < b.queue ? -1 : 1));
    const name = skills.map((skill) => `${skill.queue}:${skill.speed}`).join('|');
    let index = groupIndex.get(name);
    if (index === undefined) {
      index = groups.length;
      groupIndex.set(name, index);
      groups.push({
        name,
        queues: Int32Array.from(skills, (skill) => {
          const queue = demand.queueIndex.get(skill.queue);
          if (queue === undefined)
            throw new RangeError(`agent ${agent.id} has a skill for unknown queue ${skill.queue}`);
          return queue;
        }),
        speeds: Float64Array.from(skills, (skill) => skill.speed),
      });
    }
    return index;
  };
  const context: CompileContext = {
    problem,
    grid,
    calendars: new Map(problem.calendars.map((calendar, index) => [calendar.id, { calendar, index }])),
    templates,
    kindIndex,
    siteIndex,
    areas,
    groupOf,
    hardPenalty: demand.hardPenalty,
    distinctKeys: new Map(),
    demandRows: demand.coverRowsOf,
    dayCache: new Map(),
  };
  const classes: AgentClass[] = [];
  const classIndex = new Map<string, number>();
  const classOf: number[] = [];
  const names: string[] = [];
  const agentOf: number[] = [];
  problem.agents.forEach((agent, a) => {
    const { id, count = 1, ...alike } = agent;
    const key = JSON.stringify(alike);
    for (let k = 1; k <= count; k++) {
      const name = count === 1 ? id : `${id}#${k}`;
      const own = apart.has(name) ? `${key} ${name}` : key;
      let index = classIndex.get(own);
      if (index === undefined) {
        index = classes.length;
        classIndex.set(own, index);
        classes.push(compileAgent(context, agent, index));
      }
      classes[index]!.members.push(names.length);
      classOf.push(index);
      agentOf.push(a);
      names.push(name);
    }
  });
  const compiled: Compiled = {
    problem,
    grid,
    demand,
    groups,
    areas,
    classes,
    classOf: Int32Array.from(classOf),
    names,
    agentOf: Int32Array.from(agentOf),
    hardPenalty: demand.hardPenalty,
    distinctKeys: context.distinctKeys,
    distinctCost: problem.distinctShiftCost ?? 0,
    teamLaws: compileTeamRules(problem, grid, classes, demand.hardPenalty),
  };
  return {
    compiled,
    refix: (person, fixed) => {
      const index = classOf[person]!;
      const { agent, members } = classes[index]!;
      const { fixed: _, ...rest } = agent;
      classes[index] = { ...compileAgent(context, fixed ? { ...rest, fixed } : rest, index), members };
    },
    putBack: (agent) => {
      classes[agent.index] = agent;
    },
  };
}

/** Lengths between slots would be planned one way and judged another. */
function checkGrid({ id, breaks, login }: ShiftTemplate, slotMinutes: number): void {
  const lengths = [...breaks.flatMap((part) => [part.minutes, part.stepMinutes ?? 0]), login?.minutes ?? 0];
  const bad = lengths.find((minutes) => minutes % slotMinutes !== 0);
  if (bad !== undefined) throw new RangeError(`${bad} minutes of template ${id} are off the grid of ${slotMinutes}`);
}
