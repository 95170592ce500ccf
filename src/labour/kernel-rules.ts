import type { Rule } from '../../solver/problem.js';
import { applies, type LawBook, type LawRule, lawSetOn } from './book.js';
import type { AgentFacts } from './facts.js';
import type { NightFamilies } from './night-families.js';
import type { PastWork } from './past-work.js';

export interface PlanningOptions {
  /** Plan with the shorter rest that law allows once in a while. Default false: it is kept for what happens on the day. */
  readonly useReducedRest?: boolean;
  /** Shift families that can be night duties; absent = the person works no nights. */
  readonly nights?: NightFamilies;
  /**
   * Averages over many weeks as a limit on each week. Default true: weeks that each keep the average keep it over any run of
   * weeks. A centre that wants peaks above it plans with false: then only what is known of the past limits the weeks.
   */
  readonly averageAsWeekLimit?: boolean;
  /** What was worked before: limits over many weeks and numbers leave only what is left of them. */
  readonly past?: PastWork;
  /** Most paid hours of a week by contract, leave counted. */
  readonly contractHours?: number;
  /** Days of rest are planned for from a Saturday on where shifts can pass midnight. Default 7 (Sunday). */
  readonly restDays?: readonly number[];
}

/** How the rules of a set come to hold for somebody on the dates of a period. */
export type Holds = (rule: LawRule) => boolean;

/**
 * The hard rules of a rule set in the kernel's own vocabulary, in the order of the set; ids are those of the set. What the kernel
 * has no word for is left to the work plans (breaks), to forbidden times (minors, births, nights) and to `checkLaw`.
 * Stricter than the law: every shift counts as a duty of its own, averages bind each week, a kind of which one family can be a night duty
 * counts as night wherever it lies.
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
    .filter((rule) => isPlanned(rule) && applies(rule, onDate, facts))
    .flatMap((rule) => kernelRulesOf(rule, facts, options));
}

/** Hard law, and protection that the person can ask for. */
export const isPlanned = (rule: LawRule): boolean =>
  rule.severity === 'hard' || (rule.severity === 'soft' && rule.condition !== undefined);

const minutes = (hours: number): number => Math.round(hours * 60);

/** One rule of law as rules of the kernel; none where it has no word for it or nothing is left to ask. */
export function kernelRulesOf(rule: LawRule, facts: AgentFacts, options: PlanningOptions): Rule[] {
  const hard = { id: rule.id, hard: true } as const;
  const { nights, past } = options;
  switch (rule.kind) {
    case 'min-age':
      return (facts.ageYears ?? rule.minYears) < rule.minYears
        ? [{ ...hard, rule: 'work-minutes', per: 'day', max: 0 }]
        : [];
    case 'daily-rest':
      return [{ ...hard, rule: 'daily-rest', minutes: minutes(rule.minHours), ...reducedRest(rule, options) }];
    case 'weekly-rest':
      // A rest in parts cannot be said to the kernel; the whole is asked for in one piece.
      return [{ ...hard, rule: 'weekly-rest', minutes: minutes(rule.minHours), windowMinutes: minutes(rule.perHours) }];
    case 'shift-hours':
      return [{ ...hard, rule: 'work-minutes', per: 'day', max: minutes(rule.maxHours) }];
    case 'week-hours': {
      // In one of several weeks it binds none of the others. A contract that counts leave and stays below the limit keeps it anyhow.
      const isKept = (options.contractHours ?? Number.POSITIVE_INFINITY) <= rule.maxHours;
      const taken = past?.taken.length === 1 ? (isKept ? past.takenBeside : past.taken)[0]! : 0;
      return [{ ...hard, rule: 'work-minutes', per: 'week', max: Math.max(0, minutes(rule.maxHours - taken)) }];
    }
    case 'average-hours':
      return weekLimit(rule, options);
    case 'night-rest':
      return nights === undefined ? [] : nightRest(rule, nights, options);
    case 'night-series-rest':
      return nights === undefined
        ? []
        : [
            {
              ...hard,
              rule: 'rest-after-series',
              kinds: [...nights.kinds],
              atLeast: rule.length,
              minutes: minutes(rule.minHours),
            },
          ];
    case 'night-series-length':
      return nights === undefined ? [] : [{ ...hard, rule: 'consecutive-days', max: rule.maxShifts }];
    case 'night-hours':
      return nights === undefined || nights.longestMinutes <= minutes(rule.maxHours)
        ? []
        : [{ ...hard, rule: 'work-minutes', per: 'day', max: minutes(rule.maxHours) }];
    case 'night-count': {
      if (nights === undefined || past === undefined) return [];
      const left = Math.max(0, rule.maxShifts - sumOf(past.nights(rule.endsAfter), rule.weeks - 1));
      return left >= past.taken.length * 7
        ? []
        : [{ ...hard, rule: 'shift-count', kinds: [...nights.kinds], per: 'period', max: left }];
    }
    case 'night-average': {
      if (nights === undefined || past === undefined) return [];
      const possible = sumOf(past.nights(undefined), rule.weeks - 1) + past.taken.length * 7;
      return possible < rule.nights ? [] : weekLimit(rule, options);
    }
    case 'sundays-free': {
      if (past === undefined) return [];
      const left = Math.max(0, rule.perWeeks - rule.minFree - sumOf(past.restDays, rule.perWeeks - 1));
      return left >= past.taken.length
        ? []
        : [{ ...hard, rule: 'days-worked', per: 'period', weekdays: [...(options.restDays ?? [7])], max: left }];
    }
    default:
      return [];
  }
}

const sumOf = (values: readonly number[], count: number): number =>
  values.slice(0, count).reduce((sum, value) => sum + value, 0);

function reducedRest(rule: LawRule & { kind: 'daily-rest' | 'night-rest' }, options: PlanningOptions) {
  if (options.useReducedRest !== true || rule.reduced === undefined) return {};
  const { toHours, times, perHours } = rule.reduced;
  return { reduced: { minutes: minutes(toHours), times, windowMinutes: minutes(perHours) } };
}

/**
 * The least of the average itself and what the past leaves of it: with k weeks planned at no more than so many hours, every run of weeks that
 * ends in one of them keeps the average.
 */
function weekLimit(
  rule: LawRule & { kind: 'average-hours' | 'night-average' },
  { averageAsWeekLimit, past }: PlanningOptions,
): Rule[] {
  let hours = averageAsWeekLimit === false ? Number.POSITIVE_INFINITY : rule.maxHours;
  past?.taken.forEach((_, w) => {
    // Of a plan longer than the run of weeks only its last ones lie in the run that ends here.
    const own = past.taken.slice(Math.max(0, w + 1 - rule.weeks), w + 1);
    const taken = sumOf(own, own.length);
    const before = sumOf(past.hours, Math.max(0, rule.weeks - w - 1));
    hours = Math.min(hours, (rule.maxHours * rule.weeks - before - taken) / own.length);
  });
  if (hours >= 7 * 24) return [];
  return [{ id: rule.id, hard: true, rule: 'work-minutes', per: 'week', max: Math.max(0, Math.floor(hours * 60)) }];
}

/** A clock change takes an hour off what the wall clock promises. */
const CHANGE_MINUTES = 60;

/**
 * Rest after nights that end late. From one night to the next it is there by itself where the families lie far enough apart; else every rest of
 * the person is that long.
 */
function nightRest(rule: LawRule & { kind: 'night-rest' }, nights: NightFamilies, options: PlanningOptions): Rule[] {
  const hard = { id: rule.id, hard: true } as const;
  const need = minutes(rule.minHours);
  const between = nights.earliestStart + 1440 - nights.latestEnd;
  return between >= need + CHANGE_MINUTES
    ? [{ ...hard, rule: 'rest-after-series', kinds: [...nights.kinds], atLeast: 1, minutes: need }]
    : [{ ...hard, rule: 'daily-rest', minutes: need, ...reducedRest(rule, options) }];
}
