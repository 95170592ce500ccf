import { ModelBuilder } from '../../../solver/lp/builder.js';
import type { LinearModel } from '../../../solver/lp/model.js';
import type { RosterProblem } from '../../../solver/problem.js';

/**
 * The straightforward integer program of a staff-rostering problem made by `staffRostering`: a yes or no for each person, day
 * and shift, one row per rule and window, as textbooks write it (Curtois & Qu 2014). What engines are compared with.
 */
export function plainProgram(problem: RosterProblem): LinearModel {
  const model = new ModelBuilder();
  const days = problem.calendars[0]!.days;
  const perDay = 1440 / problem.slotMinutes;
  const cover = new Map<string, number>();
  for (const { day, kinds, wanted, under, over = [] } of problem.shiftCover ?? []) {
    const row = model.addRow(wanted, wanted);
    cover.set(`${day as number} ${kinds[0]!}`, row);
    model.addTerm(row, model.addColumn({ cost: under[0]!.cost }), 1);
    model.addTerm(row, model.addColumn({ cost: over[0]?.cost ?? 0 }), -1);
  }
  for (const agent of problem.agents) {
    const away = new Set((agent.unavailable ?? []).map((window) => window.from / perDay));
    const rules = problem.ruleSets.filter((set) => agent.rules.includes(set.id)).flatMap((set) => set.rules);
    const minutes = new Map(problem.shiftTemplates.map((template) => [template.id, template.paid.min]));
    const shifts = days.map(
      (_, day) =>
        new Map(
          agent.shifts.map((kind) => {
            // A request on costs its weight where the shift is not given: a constant less the weight where it is.
            let cost = 0;
            for (const { day: at, want, weight } of agent.wishes ?? []) {
              if (at !== day) continue;
              if ('kinds' in want && want.kinds.includes(kind)) cost -= weight;
              if ('notKinds' in want && want.notKinds.includes(kind)) cost += weight;
            }
            const column = model.addColumn({ cost, upper: away.has(day) ? 0 : 1, integer: true });
            const row = cover.get(`${day} ${kind}`);
            if (row !== undefined) model.addTerm(row, column, 1);
            return [kind, column] as const;
          }),
        ),
    );
    const sum = (
      from: number,
      to: number,
      lower: number,
      upper: number,
      at: readonly (readonly [number, number])[],
    ): void => {
      const row = model.addRow(lower, upper);
      for (const [day, value] of at) {
        if (day >= from && day <= to) for (const column of shifts[day]!.values()) model.addTerm(row, column, value);
      }
    };
    const all = days.map((_, day) => day);
    for (const day of all) sum(day, day, -Infinity, 1, [[day, 1]]);
    for (const rule of rules) {
      if (rule.rule === 'paid-minutes') {
        const row = model.addRow(rule.min ?? 0, rule.max ?? Infinity);
        for (const day of all)
          for (const [kind, column] of shifts[day]!) model.addTerm(row, column, minutes.get(kind)!);
      } else if (rule.rule === 'shift-count') {
        const row = model.addRow(-Infinity, rule.max ?? Infinity);
        for (const day of all) model.addTerm(row, shifts[day]!.get(rule.kinds[0]!)!, 1);
      } else if (rule.rule === 'succession') {
        for (const day of all.slice(1)) {
          const first = shifts[day - 1]!.get(rule.from[0]!);
          if (first === undefined) continue;
          for (const kind of rule.to) {
            const second = shifts[day]!.get(kind);
            if (second === undefined) continue;
            const row = model.addRow(-Infinity, 1);
            model.addTerm(row, first, 1);
            model.addTerm(row, second, 1);
          }
        }
      } else if (rule.rule === 'consecutive-days') {
        const { min = 1, max = days.length } = rule;
        for (const day of all) {
          const window = all.slice(day, day + max + 1);
          if (window.length === max + 1)
            sum(
              day,
              day + max,
              -Infinity,
              max,
              window.map((at) => [at, 1] as const),
            );
          // A run of s < min days between two days off.
          for (let s = 1; s < min; s++) {
            if (day + s + 1 >= days.length) continue;
            const at = all.slice(day, day + s + 2).map((d) => [d, d === day || d === day + s + 1 ? 1 : -1] as const);
            sum(day, day + s + 1, 1 - s, Infinity, at);
          }
        }
      } else if (rule.rule === 'consecutive-days-off') {
        const { min = 1 } = rule;
        for (const day of all) {
          for (let s = 1; s < min; s++) {
            if (day + s + 1 >= days.length) continue;
            const at = all.slice(day, day + s + 2).map((d) => [d, d === day || d === day + s + 1 ? 1 : -1] as const);
            sum(day, day + s + 1, -Infinity, 1, at);
          }
        }
      } else if (rule.rule === 'weekends') {
        const row = model.addRow(-Infinity, rule.max ?? Infinity);
        for (const day of all.filter((at) => days[at]!.weekday === 6)) {
          const worked = model.addColumn({ cost: 0, upper: 1, integer: true });
          model.addTerm(row, worked, 1);
          for (const at of [day, day + 1]) {
            const link = model.addRow(-Infinity, 0);
            for (const column of shifts[at]?.values() ?? []) model.addTerm(link, column, 1);
            model.addTerm(link, worked, -1);
          }
        }
      }
    }
  }
  return model.build();
}

/** What requests on cost if none is granted: the constant that the program leaves out. */
export const requestsOn = (problem: RosterProblem): number =>
  problem.agents
    .flatMap((agent) => agent.wishes ?? [])
    .reduce((sum, wish) => sum + ('kinds' in wish.want ? wish.weight : 0), 0);
