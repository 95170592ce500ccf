import type { RosterProblem, TeamRule } from '../problem.js';
import type { Breach, PlannedShift } from '../solution.js';
import type { Person } from './people.js';

/** Rules on several people at once: slot by slot, who is at a site and who would have to be. */
export function teamBreaches(problem: RosterProblem, people: readonly Person[]): Breach[] {
  return (problem.teamRules ?? []).flatMap((rule) =>
    problem.sites
      .filter(({ id }) => rule.sites?.includes(id) ?? true)
      .flatMap(({ id }) => breachesAt(problem, people, rule, id)),
  );
}

interface Moment {
  /** People that count, or coaches. */
  there: number;
  /** People wanted, or trainees. */
  wanted: number;
  readonly trainees: PlannedShift[];
}

function breachesAt(problem: RosterProblem, people: readonly Person[], rule: TeamRule, site: string): Breach[] {
  const moments = new Map<number, Moment>();
  const at = (slot: number): Moment => {
    const key = problem.cyclic ? ((slot % problem.slots) + problem.slots) % problem.slots : slot;
    let moment = moments.get(key);
    if (moment === undefined) {
      moment = { there: 0, wanted: 0, trainees: [] };
      moments.set(key, moment);
    }
    return moment;
  };
  for (const { agent, shifts } of people) {
    const isIn = (groups: readonly string[]): boolean => groups.some((group) => agent.groups?.includes(group));
    const counts = rule.rule === 'supervision' ? isIn(rule.coaches) : rule.groups === undefined || isIn(rule.groups);
    const learns = rule.rule === 'supervision' && !counts && isIn(rule.trainees);
    for (const { plan } of shifts) {
      if (plan.site !== site) continue;
      for (let slot = plan.startSlot; slot < plan.endSlot; slot++) {
        if (counts) at(slot).there++;
        if (!learns) continue;
        at(slot).wanted++;
        at(slot).trainees.push(plan);
      }
    }
  }
  if (rule.rule === 'site-minimum') {
    for (const { from, to } of rule.windows) for (let slot = from; slot < to; slot++) at(slot).wanted = rule.least;
  }
  const runs: { from: number; to: number; missing: number; trainees: PlannedShift[] }[] = [];
  for (const [slot, { there, wanted, trainees }] of [...moments].toSorted((a, b) => a[0] - b[0])) {
    const missing = wanted - there * (rule.rule === 'supervision' ? rule.perCoach : 1);
    if (missing <= 0) continue;
    const last = runs.at(-1);
    if (last?.to === slot) {
      last.to++;
      last.missing += missing;
      last.trainees.push(...trainees);
    } else runs.push({ from: slot, to: slot + 1, missing, trainees: [...trainees] });
  }
  return runs.map(({ from, to, missing, trainees }) => {
    const amount = missing * problem.slotMinutes;
    const { days } = problem.calendars[0]!;
    return {
      ruleId: rule.id,
      rule: rule.rule,
      hard: rule.hard,
      agents: [...new Set(trainees.map((plan) => plan.agent))],
      days:
        rule.rule === 'supervision'
          ? [...new Set(trainees.map((plan) => plan.day))].toSorted((a, b) => a - b)
          : days.flatMap(({ startSlot, endSlot }, d) => (from < endSlot && to > startSlot ? [d] : [])),
      amount,
      cost: rule.hard ? 0 : (rule.weight ?? 0) * amount,
      message: `${site} has ${amount} minutes of people fewer at slots ${from}–${to} than ${rule.id} wants`,
    };
  });
}
