import type { LpBackend } from '../../solver/lp/model.js';
import type { RosterProblem } from '../../solver/problem.js';
import { recount } from '../../solver/recount/index.js';
import { OpenRoster } from '../../solver/roster/open-roster.js';
import type { Breach, PlannedShift, QueueCoverage } from '../../solver/solution.js';
import { instantOf } from '../schedule/to-roster.js';
import type { RosterExplanation, RuleScore, ShiftReason, ShortInterval } from './contract.js';
import { causesOf } from './short.js';
import { worthOf } from './worth.js';

export interface ExplainOptions {
  /** Most short intervals explained, worst first; default 10. */
  readonly mostShort?: number;
  readonly lp: LpBackend;
}

/** Explains a roster from the problem and its shifts alone: score per rule, why queues are short, what more people are worth. */
export function explainRoster(
  problem: RosterProblem,
  shifts: readonly PlannedShift[],
  options: ExplainOptions,
): RosterExplanation {
  const { lp } = options;
  const counted = recount(problem, shifts, undefined, { lp });
  const roster = new OpenRoster(problem, shifts, { lp });
  return {
    rules: ruleScores(problem, counted.breaches),
    short: shortIntervals(problem, roster, shifts, counted.coverage, options.mostShort ?? 10),
    ...worthOf(problem, shifts, lp),
  };
}

/** Built-in laws of every roster, beside the rules of the problem. */
const BUILT_IN = ['seats', 'minimum-staffing', 'availability', 'pin', 'fixed-activity', 'template', 'overlap'] as const;

/** Score of every rule, zero ones too, in the order of the problem. */
export function ruleScores(problem: RosterProblem, breaches: readonly Breach[]): RuleScore[] {
  const known = new Map<string, { rule: string; hard: boolean }>();
  for (const law of BUILT_IN) known.set(law, { rule: law, hard: true });
  for (const set of problem.ruleSets) for (const { id, rule, hard } of set.rules) known.set(id, { rule, hard });
  for (const { ruleId, rule, hard } of breaches) if (!known.has(ruleId)) known.set(ruleId, { rule, hard });
  return [...known].map(([ruleId, { rule, hard }]) => {
    const found = breaches.filter((breach) => breach.ruleId === ruleId);
    const sum = (value: (breach: Breach) => number): number => found.reduce((all, breach) => all + value(breach), 0);
    return {
      ruleId,
      rule,
      hard,
      matches: found.length,
      amount: sum((breach) => breach.amount),
      cost: sum((breach) => breach.cost),
      messages: found.map((breach) => breach.message),
    };
  });
}

function shortIntervals(
  problem: RosterProblem,
  roster: OpenRoster,
  shifts: readonly PlannedShift[],
  coverage: readonly QueueCoverage[],
  most: number,
): ShortInterval[] {
  const instant = instantOf(problem);
  const cells = coverage.flatMap(({ queue, wanted, under }) =>
    under.map((short, interval) => ({ queue, interval, wanted: wanted[interval]!, short })),
  );
  return cells
    .filter((cell) => cell.short > 1e-6)
    .sort((a, b) => b.short - a.short || a.interval - b.interval || (a.queue < b.queue ? -1 : 1))
    .slice(0, most)
    .map((cell) => ({
      ...cell,
      startMs: instant(cell.interval * problem.intervalSlots),
      causes: causesOf(problem, roster, shifts, cell.queue, cell.interval),
    }));
}

/** Why an agent's day is as it is, against the next best ways to spend it. */
export function explainShift(
  problem: RosterProblem,
  shifts: readonly PlannedShift[],
  agent: string,
  day: number,
  lp: LpBackend,
  most = 5,
): ShiftReason {
  const instant = instantOf(problem);
  const roster = new OpenRoster(problem, shifts, { lp });
  const alternatives = roster.alternatives(agent, day, most).map(({ shifts: tour, searchChange }) => {
    const shift = tour.find((one) => one.day === day);
    return {
      startMs: shift === undefined ? null : instant(shift.startSlot),
      endMs: shift === undefined ? null : instant(shift.endSlot),
      template: shift?.template ?? null,
      cost: searchChange,
    };
  });
  const next = alternatives[0];
  const amount = next === undefined ? '' : (next.cost / 100).toFixed(2);
  const text =
    next === undefined
      ? {
          en: `No other way to spend day ${day} keeps all hard rules of ${agent}.`,
          nl: `Geen andere invulling van dag ${day} houdt alle harde regels van ${agent}.`,
        }
      : {
          en: `The next best for ${agent} on day ${day} is ${next.template ?? 'a day off'}, which costs ${amount} more.`,
          nl: `Het beste alternatief voor ${agent} op dag ${day} is ${next.template ?? 'een vrije dag'}: ${amount} duurder.`,
        };
  return { agent, day, alternatives, text };
}
