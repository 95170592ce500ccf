import type { Rule } from '../../problem.js';
import { kindSet } from '../rules/machine.js';
import type { ClassGraph } from './graph.js';

/** A row over the options of some days: lower ≤ Σ weight · option ≤ upper. */
export interface PlainRow {
  readonly lower: number;
  readonly upper: number;
  readonly first: number;
  readonly last: number;
  readonly of: (day: number, option: number) => number;
}

/** Saturday and Sunday that a rule on weekends counts once. */
export interface PlainWeekends {
  readonly most: number;
  /** Days of each weekend. */
  readonly weekends: readonly (readonly number[])[];
}

/**
 * Rules of one person as plain rows over the options, without states: runs, successions, patterns, rest, weekends, as textbooks
 * write them. Lighter than the network where it says all.
 * @returns null where a rule is soft or of another kind, prior work is known, or days form a ring
 */
export function plainRows(graph: ClassGraph): { rows: PlainRow[]; weekends: PlainWeekends[] } | null {
  const { agent, days } = graph;
  const { context } = agent;
  const last = days.length - 1;
  if (agent.members.length !== 1 || context.cyclic || (agent.agent.prior ?? []).length > 0) return null;
  const shapeOf = (day: number, option: number) => agent.days[day]!.day.shapes[days[day]!.options[option]!.shape]!;
  const usable = days.map((day, d) => day.options.flatMap((_, o) => (day.bundleOf[o]! < 0 ? [] : [shapeOf(d, o)])));
  const firstStart = usable.map((shapes) => Math.min(1e9, ...shapes.map((shape) => shape.start)));
  const lastEnd = usable.map((shapes) => Math.max(-1e9, ...shapes.map((shape) => shape.end)));
  const rows: PlainRow[] = [];
  const weekends: PlainWeekends[] = [];
  const row = (lower: number, upper: number, first: number, end: number, of: PlainRow['of']): void => {
    rows.push({ lower, upper, first, last: end, of });
  };
  for (let d = 0; d <= last; d++) {
    row(agent.days[d]!.offBreach > 0 ? 1 : 0, 1, d, d, () => 1);
    // Shifts of different days must not meet.
    if (firstStart.slice(d + 1).some((start) => start < lastEnd[d]!)) return null;
  }
  const runs = (
    rule: { readonly min?: number; readonly max?: number },
    counts: (d: number, o: number) => boolean,
  ): void => {
    const value = (d: number, o: number): number => (counts(d, o) ? 1 : 0);
    const { min = 1, max } = rule;
    for (let d = 0; d <= last; d++) {
      if (max !== undefined && d + max <= last) row(-Infinity, max, d, d + max, value);
      for (let s = 1; s < min && d + s + 1 <= last; s++) {
        row(1 - s, Infinity, d, d + s + 1, (at, o) => (at === d || at === d + s + 1 ? value(at, o) : -value(at, o)));
      }
    }
  };
  const add = (rule: Rule): boolean => {
    const within = (kinds: readonly string[]) => {
      const set = kindSet(kinds, context);
      return (d: number, o: number): boolean => set.has(shapeOf(d, o).kind);
    };
    switch (rule.rule) {
      case 'consecutive-days':
        runs(rule, () => true);
        return true;
      case 'consecutive-shifts':
        runs(rule, within(rule.kinds));
        return true;
      case 'consecutive-days-off':
        for (let d = 0; d <= last; d++) {
          if (rule.max !== undefined && d + rule.max <= last) row(1, Infinity, d, d + rule.max, () => 1);
          for (let s = 1; s < (rule.min ?? 1) && d + s + 1 <= last; s++) {
            row(-Infinity, 1, d, d + s + 1, (at) => (at === d || at === d + s + 1 ? 1 : -1));
          }
        }
        return true;
      case 'succession': {
        const [from, to] = [within(rule.from), within(rule.to)];
        for (let d = 0; d < last; d++) row(-Infinity, 1, d, d + 1, (at, o) => ((at === d ? from : to)(at, o) ? 1 : 0));
        return true;
      }
      case 'sequence': {
        const count = rule.days.length;
        const wants = rule.days.map((want) => ('kinds' in want ? within(want.kinds) : () => true));
        const off = rule.days.map((want) => 'off' in want);
        const free = off.filter(Boolean).length;
        for (let d = 0; d + count - 1 <= last; d++) {
          if (rule.from !== undefined && context.days[d]!.weekday !== rule.from) continue;
          row(-Infinity, count - 1 - free, d, d + count - 1, (at, o) =>
            off[at - d] ? -1 : wants[at - d]!(at, o) ? 1 : 0,
          );
        }
        return true;
      }
      case 'daily-rest': {
        if (rule.reduced) return false;
        const need = rule.minutes / context.slotMinutes;
        for (let d = 0; d < last; d++) {
          if (firstStart.slice(d + 2).some((start) => start < lastEnd[d]! + need)) return false;
          for (const end of new Set(usable[d]!.map((shape) => shape.end))) {
            if (end + need <= firstStart[d + 1]!) continue;
            // Who ends at this time or later may not start too soon after it.
            row(-Infinity, 1, d, d + 1, (at, o) =>
              (at === d ? shapeOf(at, o).end >= end : shapeOf(at, o).start < end + need) ? 1 : 0,
            );
          }
        }
        return true;
      }
      case 'weekends': {
        const found = new Map<number, number[]>();
        context.days.forEach((day, d) => {
          if (day.weekday >= 6) found.set(day.week, [...(found.get(day.week) ?? []), d]);
        });
        const list = [...found.values()];
        if (rule.max !== undefined) {
          weekends.push({ most: Math.max(0, rule.max - (context.carried.get(rule.id) ?? 0)), weekends: list });
        }
        for (const [saturday, sunday] of rule.whole === true ? list : []) {
          if (sunday !== undefined)
            row(0, 0, saturday!, sunday, (at) => (at === saturday ? 1 : at === sunday ? -1 : 0));
        }
        return true;
      }
      default:
        return false;
    }
  };
  for (const item of agent.rules) {
    if (graph.summed.includes(item)) continue;
    if (!item.rule.hard || !add(item.rule)) return null;
  }
  return { rows, weekends };
}
