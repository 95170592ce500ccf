import type { RosterProblem } from '../../../../solver/problem.js';
import { sortToPeople } from '../../../../solver/recount/people.js';
import { personBreaches } from '../../../../solver/recount/person-breaches.js';
import type { Breach } from '../../../../solver/solution.js';
import { plannedShifts } from '../../../../src/schedule/problem-roster.js';
import type { Shift } from './edits.js';

/** A rule that the shifts of one agent break. */
export interface LiveFinding {
  readonly agent: string;
  readonly rule: string;
  readonly hard: boolean;
  readonly message: string;
  /** Broken by the edits and not before them. */
  readonly isNew: boolean;
}

/**
 * Rules that an agent's shifts break, by the recount that judges every plan: the same code as on the server.
 * @param before the agent's shifts as they were planned
 */
export function findingsOf(
  problem: RosterProblem,
  agent: string,
  before: readonly Shift[],
  now: readonly Shift[],
): LiveFinding[] {
  const agents = problem.agents.filter(({ id }) => id === agent || agent.startsWith(`${id}#`));
  const own = { ...problem, agents };
  const keyOf = (breach: Breach): string => `${breach.ruleId} ${breach.days.join()}`;
  const old = new Set(breachesOf(own, agent, before).map(keyOf));
  return breachesOf(own, agent, now).map((breach) => ({
    agent,
    rule: breach.ruleId,
    hard: breach.hard,
    message: breach.message,
    isNew: !old.has(keyOf(breach)),
  }));
}

function breachesOf(problem: RosterProblem, agent: string, shifts: readonly Shift[]): Breach[] {
  const planned = plannedShifts(problem, { shifts });
  if (!planned.ok) {
    return planned.issues.map(({ code, message }) => ({
      ruleId: code,
      rule: 'template',
      hard: true,
      agents: [agent],
      days: [],
      amount: 1,
      cost: 0,
      message,
    }));
  }
  const person = sortToPeople(problem, planned.value).people.find(({ name }) => name === agent);
  return person === undefined ? [] : personBreaches(problem, person);
}
