import type { RosterProblem } from '../../solver/problem.js';
import { personNames } from '../../solver/recount/people.js';
import type { Bring, OpenRoster } from '../../solver/roster/open-roster.js';
import type { PlannedShift } from '../../solver/solution.js';
import type { ShortCause } from './contract.js';

/** Looks at everybody who could take the queue: who is there, who cannot be, what keeps the others away. */
export function causesOf(
  problem: RosterProblem,
  roster: OpenRoster,
  shifts: readonly PlannedShift[],
  queue: string,
  interval: number,
): ShortCause[] {
  const from = interval * problem.intervalSlots;
  const middle = from + Math.floor(problem.intervalSlots / 2);
  const skilled = problem.agents
    .filter((agent) => agent.skills.some((skill) => skill.queue === queue))
    .flatMap((agent) => personNames(agent));
  if (skilled.length === 0) {
    const text = { en: `No agent has the skill ${queue}.`, nl: `Geen medewerker heeft de vaardigheid ${queue}.` };
    return [{ code: 'no-skill', agents: [], text }];
  }
  const at = new Set(
    shifts.filter((shift) => shift.startSlot <= middle && middle < shift.endSlot).map((shift) => shift.agent),
  );
  const there: string[] = [];
  const absent: string[] = [];
  const noSeat: string[] = [];
  const ruled: string[] = [];
  const ruleCount = new Map<string, number>();
  const able: string[] = [];
  let cost = Number.POSITIVE_INFINITY;
  for (const agent of skilled) {
    const { status, rules, change }: Bring = at.has(agent)
      ? { status: 'there', rules: [] }
      : roster.bring(agent, middle);
    if (status === 'there') there.push(agent);
    else if (status === 'unavailable') absent.push(agent);
    else if (status === 'seats') noSeat.push(agent);
    else if (status === 'rules') {
      ruled.push(agent);
      for (const rule of rules) ruleCount.set(rule, (ruleCount.get(rule) ?? 0) + 1);
    } else {
      able.push(agent);
      cost = Math.min(cost, change ?? 0);
    }
  }
  const causes: ShortCause[] = [];
  const say = (
    code: ShortCause['code'],
    agents: string[],
    en: string,
    nl: string,
    more: Partial<ShortCause> = {},
  ): void => {
    if (agents.length > 0) causes.push({ code, agents, ...more, text: { en, nl } });
  };
  say(
    'all-at-work',
    there,
    `${there.length} of ${skilled.length} with ${queue} are at work already.`,
    `${there.length} van ${skilled.length} met ${queue} zijn al aan het werk.`,
  );
  say(
    'absent',
    absent,
    `${absent.length} are away, or no shift of theirs covers this time.`,
    `${absent.length} zijn afwezig, of geen van hun diensten dekt deze tijd.`,
  );
  const rules = [...ruleCount].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([rule]) => rule);
  say(
    'rules',
    ruled,
    `${ruled.length} could come only by breaking ${rules.slice(0, 3).join(', ')}.`,
    `${ruled.length} kunnen alleen komen tegen ${rules.slice(0, 3).join(', ')} in.`,
    { rules },
  );
  say('seats', noSeat, `${noSeat.length} would find no desk.`, `${noSeat.length} zouden geen bureau vinden.`);
  const amount = (cost / 100).toFixed(2);
  say(
    'price',
    able,
    `${able.length} could come; the cheapest costs ${amount} more than it brings.`,
    `${able.length} kunnen komen; de goedkoopste kost ${amount} meer dan het oplevert.`,
    { cost },
  );
  return causes;
}
