import type { RosterProblem } from '../problem.js';
import type { Breach } from '../solution.js';
import type { Assignment } from './assemble.js';
import type { Compiled } from './compile.js';
import { ringIndex } from './grid.js';

/** Team rules that a roster does not keep. */
export function teamBreaches(compiled: Compiled, assigned: readonly (Assignment | null)[]): Breach[] {
  const { teamLaws, grid, classes, classOf, problem, names } = compiled;
  const breaches: Breach[] = [];
  for (const { rule, site, need, share } of teamLaws) {
    const open = need.slice();
    const present: { name: string; day: number; from: number; to: number }[] = [];
    assigned.forEach((assignment, person) => {
      const agent = classes[classOf[person]!]!;
      const step = share[agent.index]!;
      if (!assignment || step === 0) return;
      assignment.choice.shape.forEach((s, day) => {
        if (s < 0 || agent.places[assignment.choice.place[day]!]!.site !== site) return;
        const { start, end } = agent.days[day]!.day.kernel;
        for (let i = start[s]!; i < end[s]!; i++) open[ringIndex(i, grid)]! += step;
        if (step > 0) present.push({ name: names[person]!, day, from: start[s]!, to: end[s]! });
      });
    });
    for (let i = 0; i < open.length; ) {
      if (open[i]! <= 0) {
        i++;
        continue;
      }
      const from = i;
      let missing = 0;
      for (; i < open.length && open[i]! > 0; i++) missing += open[i]!;
      const concerned = present.filter((one) =>
        Array.from({ length: one.to - one.from }, (_, k) => ringIndex(one.from + k, grid)).some(
          (at) => at >= from && at < i,
        ),
      );
      const amount = missing * grid.slotMinutes;
      const where = problem.sites[site]!.id;
      breaches.push({
        ruleId: rule.id,
        rule: rule.rule,
        hard: rule.hard,
        agents: [...new Set(concerned.map((one) => one.name))],
        days:
          rule.rule === 'supervision'
            ? [...new Set(concerned.map((one) => one.day))].toSorted((a, b) => a - b)
            : daysOf(problem, from + grid.low, i + grid.low),
        amount,
        cost: rule.hard ? 0 : amount * (rule.weight ?? 0),
        message: `${where}, slots ${from + grid.low}–${i + grid.low}: ${amount} minutes of people are missing to ${rule.id}`,
      });
    }
  }
  return breaches;
}

/** Days of the problem's first calendar that a run of slots touches. */
function daysOf({ calendars }: RosterProblem, from: number, to: number): number[] {
  return calendars[0]!.days.flatMap((day, d) => (day.startSlot < to && from < day.endSlot ? [d] : []));
}
