import type { Rule } from '../../solver/problem.js';
import type { Agent } from '../domain/agent.js';
import type { Site } from '../domain/centre.js';
import { applies, type LawBook, type LawRule, lawSetOn } from './book.js';
import { clockWindow } from './clock.js';
import { type AgentFacts, ageOn } from './facts.js';

export interface PlanningOptions {
  /** Plan with the shorter rest that law allows once in a while. Default false: it is kept for what happens on the day. */
  readonly useReducedRest?: boolean;
  /** The agent may be given duties that end after the time from which the longer rest after nights holds. Default false. */
  readonly nightWork?: boolean;
  /**
   * Averages over many weeks as a limit on each week. Default true: weeks that each keep the average keep it over any run of
   * weeks, whatever was worked before. A centre that wants peaks above it plans with false and lets the audit watch.
   */
  readonly averageAsWeekLimit?: boolean;
}

/**
 * The hard rules of a rule set in the kernel's own vocabulary, in the order of the set; ids are those of the set. What the kernel
 * has no word for (breaks, night counts, free Sundays, average over the past) is left to the work plans and to `checkLaw`.
 * Stricter than the law in two places: every shift counts as a duty of its own, and averages bind each week.
 * @throws InputError `law-set-unknown`, `law-not-valid-on-date`
 */
export function kernelRules(
  lawId: string,
  onDate: string,
  facts: AgentFacts,
  laws: LawBook,
  options: PlanningOptions = {},
): readonly Rule[] {
  const set = lawSetOn(laws, lawId, onDate);
  return set.rules
    .filter((rule) => rule.severity === 'hard' && applies(rule, onDate, facts))
    .flatMap((rule) => translate(rule, facts, options));
}

function translate(rule: LawRule, facts: AgentFacts, options: PlanningOptions): Rule[] {
  const hard = { id: rule.id, hard: true } as const;
  const minutes = (hours: number): number => Math.round(hours * 60);
  switch (rule.kind) {
    case 'min-age':
      return (facts.ageYears ?? rule.minYears) < rule.minYears
        ? [{ ...hard, rule: 'work-minutes', per: 'day', max: 0 }]
        : [];
    case 'daily-rest':
    case 'night-rest': {
      if (rule.kind === 'night-rest' && options.nightWork !== true) return [];
      const reduced =
        options.useReducedRest === true && rule.reduced !== undefined
          ? {
              reduced: {
                minutes: minutes(rule.reduced.toHours),
                times: rule.reduced.times,
                windowMinutes: minutes(rule.reduced.perHours),
              },
            }
          : {};
      return [{ ...hard, rule: 'daily-rest', minutes: minutes(rule.minHours), ...reduced }];
    }
    case 'weekly-rest':
      // A rest in parts cannot be said to the kernel; the whole is asked for in one piece.
      return [{ ...hard, rule: 'weekly-rest', minutes: minutes(rule.minHours), windowMinutes: minutes(rule.perHours) }];
    case 'shift-hours':
      return [{ ...hard, rule: 'work-minutes', per: 'day', max: minutes(rule.maxHours) }];
    case 'week-hours':
      return [{ ...hard, rule: 'work-minutes', per: 'week', max: minutes(rule.maxHours) }];
    case 'average-hours':
      return options.averageAsWeekLimit === false
        ? []
        : [{ ...hard, rule: 'work-minutes', per: 'week', max: minutes(rule.maxHours) }];
    case 'night-series-length':
      return options.nightWork === true ? [{ ...hard, rule: 'consecutive-days', max: rule.maxShifts }] : [];
    default:
      return [];
  }
}

/** A pause that law demands, for checking work plans. */
export interface DemandedBreak {
  readonly ruleId: string;
  /** Only where the work of a shift exceeds this. */
  readonly overWorkMinutes: number;
  /** Breaks must add up to this, counting only those of at least `partMinutes`. */
  readonly totalMinutes: number;
  readonly partMinutes: number;
  /** Longest work in a row, where law limits it. */
  readonly maxStretchMinutes?: number;
}

/** Breaks that the law asks for inside a shift. @throws InputError as {@link kernelRules} */
export function demandedBreaks(
  lawId: string,
  onDate: string,
  facts: AgentFacts,
  laws: LawBook,
): readonly DemandedBreak[] {
  return lawSetOn(laws, lawId, onDate).rules.flatMap((rule): DemandedBreak[] => {
    if (rule.severity !== 'hard' || !applies(rule, onDate, facts)) return [];
    if (rule.kind === 'break')
      return [
        {
          ruleId: rule.id,
          overWorkMinutes: rule.overHours * 60,
          totalMinutes: rule.minMinutes,
          partMinutes: rule.partMinutes,
        },
      ];
    if (rule.kind === 'stretch')
      return [
        {
          ruleId: rule.id,
          overWorkMinutes: (rule.overHours ?? rule.maxHours) * 60,
          totalMinutes: rule.breakMinutes,
          partMinutes: rule.breakMinutes,
          maxStretchMinutes: rule.maxHours * 60,
        },
      ];
    return [];
  });
}

/** Times of day at which the person may not work at all, minutes after midnight; `toMinute` up to 2880 where it runs over midnight. */
export function forbiddenTimes(
  lawId: string,
  onDate: string,
  facts: AgentFacts,
  laws: LawBook,
): readonly { readonly ruleId: string; readonly fromMinute: number; readonly toMinute: number }[] {
  return lawSetOn(laws, lawId, onDate).rules.flatMap((rule) => {
    if (rule.kind !== 'no-work-between' || rule.severity !== 'hard' || !applies(rule, onDate, facts)) return [];
    const [fromMinute, toMinute] = clockWindow(rule.from, rule.to);
    return [{ ruleId: rule.id, fromMinute, toMinute }];
  });
}

/** Facts about an agent on a date. */
export const factsOf = (agent: Agent, onDate: string): AgentFacts =>
  agent.birthDate === undefined ? {} : { ageYears: ageOn(agent.birthDate, onDate) };

/**
 * Rules of the law at an agent's site with an id that is equal for people under equal rules: what `buildProblem` asks for.
 * @throws InputError as {@link kernelRules}
 */
export function lawRuleSet(
  agent: Agent,
  site: Site,
  onDate: string,
  laws: LawBook,
  options: PlanningOptions = {},
): { readonly id: string; readonly rules: readonly Rule[] } {
  const facts = factsOf(agent, onDate);
  const young = facts.ageYears !== undefined && facts.ageYears < 18;
  const parts = [
    site.law,
    ...(young ? [`age-${facts.ageYears}`] : []),
    ...(options.nightWork === true ? ['nights'] : []),
  ];
  return { id: `law/${parts.join('/')}`, rules: kernelRules(site.law, onDate, facts, laws, options) };
}
