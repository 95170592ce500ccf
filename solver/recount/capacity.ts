import type { ProblemAgent, RosterProblem } from '../problem.js';
import type { Person } from './people.js';

/** Agents with equal skills and speeds, and how many of them are on queue per interval (fractions by slots). */
export interface SkillGroup {
  readonly key: string;
  readonly skills: readonly { readonly queue: string; readonly speed: number }[];
  readonly agents: Float64Array;
}

/** Number of demand intervals of the horizon. */
export const intervalCount = (problem: RosterProblem): number => problem.slots / problem.intervalSlots;

/** `queue:speed` joined by `|`, sorted by queue id. */
export function groupKey(skills: ProblemAgent['skills']): string {
  return skills
    .toSorted((a, b) => (a.queue < b.queue ? -1 : 1))
    .map(({ queue, speed }) => `${queue}:${speed}`)
    .join('|');
}

/** Time on queue by skill group, inside the horizon; in a ring, time past the end counts at the beginning. */
export function skillGroups(problem: RosterProblem, people: readonly Person[]): SkillGroup[] {
  const groups = new Map<string, SkillGroup>();
  for (const person of people) {
    const key = groupKey(person.agent.skills);
    let group = groups.get(key);
    if (group === undefined) {
      group = { key, skills: person.agent.skills, agents: new Float64Array(intervalCount(problem)) };
      groups.set(key, group);
    }
    for (const { plan } of person.shifts) {
      for (const part of plan.activities) {
        if (part.activity !== 'work') continue;
        for (let slot = part.startSlot; slot < part.endSlot; slot++) {
          const at = slotInHorizon(problem, slot);
          if (at !== undefined) group.agents[Math.floor(at / problem.intervalSlots)]! += 1 / problem.intervalSlots;
        }
      }
    }
  }
  return [...groups.values()].filter((group) => group.skills.length > 0);
}

/** The slot of the horizon that a slot is, or undefined outside it. */
export function slotInHorizon(problem: RosterProblem, slot: number): number | undefined {
  if (problem.cyclic) return ((slot % problem.slots) + problem.slots) % problem.slots;
  return slot >= 0 && slot < problem.slots ? slot : undefined;
}
