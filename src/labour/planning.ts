import type { Rule } from '../../solver/problem.js';
import type { Agent, Circumstance, TimeOff } from '../domain/agent.js';
import type { Centre, Site } from '../domain/centre.js';
import type { RosterShift } from '../domain/roster.js';
import { publicHolidays } from '../time/holidays.js';
import { addDays } from '../time/zone.js';
import { applies, consentFor, type LawBook, type LawRule, type LawSet, lawSetOn } from './book.js';
import { clockWindow, LocalClock } from './clock.js';
import { type AgentFacts, factsOn, restDayOn, schoolShifts } from './facts.js';
import { isPlanned, kernelRulesOf, type PlanningOptions } from './kernel-rules.js';
import { canPassMidnight, type NightFamilies, nightFamilies } from './night-families.js';
import { pastWork } from './past-work.js';

/** A time of day at which somebody may not work, on the dates from `fromDate` to `toDate` (absent = all of the period); up to 2880. */
export interface ForbiddenTime {
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly fromDate?: string;
  readonly toDate?: string;
}

/** What the law at a site means for the plan of an agent. */
export interface PlanningLaw {
  /** Rules in the kernel's words, with an id that is equal for people under equal rules. */
  readonly lawOf: (agent: Agent, site: Site) => { readonly id: string; readonly rules: readonly Rule[] };
  readonly forbiddenOf: (agent: Agent, site: Site) => readonly ForbiddenTime[];
}

/**
 * Law for a plan of whole weeks: age and circumstances on each date, consent on record, nights that the work plan allows, and what the weeks
 * before leave of averages and numbers. A rule that holds on one of the dates holds on all of them.
 * @throws InputError `law-set-unknown`, `law-not-valid-on-date` when asked for an agent whose site has no law then
 */
export function planningLaw(
  centre: Centre,
  laws: LawBook,
  fromDate: string,
  days: number,
  options: Pick<PlanningOptions, 'useReducedRest' | 'averageAsWeekLimit'> = {},
): PlanningLaw {
  const dates = Array.from({ length: days }, (_, d) => addDays(fromDate, d));
  const worked = groupBy<RosterShift>(centre.worked);
  const timeOff = groupBy<TimeOff>(centre.timeOff);
  const circumstances = groupBy<Circumstance>(centre.circumstances ?? []);
  const activities = new Map<string, Centre['activities'][number]>(centre.activities.map((one) => [one.id, one]));
  const plans = new Map(centre.workPlans.map((plan) => [plan.id, plan]));
  const contracts = new Map(centre.contracts.map((contract) => [contract.id, contract]));
  const nameOf = namesOfRules();
  const clocks = new Map<string, LocalClock>();
  const oldest = centre.worked.reduce((least, shift) => Math.min(least, shift.startMs), Date.parse(fromDate));
  const clockOf = (zone: string): LocalClock => {
    const clock = clocks.get(zone) ?? new LocalClock(zone, oldest, Date.parse(addDays(fromDate, days)));
    clocks.set(zone, clock);
    return clock;
  };
  const known = (agent: Agent): readonly Circumstance[] => circumstances.get(agent.id) ?? [];
  const planned = (agent: Agent, set: LawSet): LawRule[] =>
    set.rules.filter(
      (rule) =>
        isPlanned(rule) &&
        dates.some((date) => applies(rule, date, factsOn(agent, known(agent), date))) &&
        consentFor(laws, rule, agent.id, dates) === undefined,
    );

  return {
    lawOf(agent, site) {
      const set = lawSetOn(laws, site.law, fromDate);
      const rules = planned(agent, set);
      const shifts = plans.get(agent.workPlan)?.shifts ?? [];
      const definition = rules.find((rule) => rule.kind === 'night-definition');
      const nights = definition === undefined ? undefined : nightFamilies(shifts, centre.activities, definition);
      const contract = contracts.get(agent.contract)!;
      const past = pastWork({
        agent,
        site,
        contract,
        activities,
        worked: worked.get(agent.id) ?? [],
        timeOff: timeOff.get(agent.id) ?? [],
        circumstances: known(agent),
        set,
        clock: clockOf(site.zone),
        fromDate,
        days,
      });
      const restDay = restDayOn(known(agent), fromDate);
      const before = ((restDay + 5) % 7) + 1;
      const restDays = canPassMidnight(shifts, centre.activities) ? [before, restDay] : [restDay];
      const facts = factsOn(agent, known(agent), fromDate);
      const contractHours = contract.hoursPerWeek + contract.overMinutes / 60;
      const all: PlanningOptions = {
        ...options,
        past,
        restDays,
        contractHours,
        ...(nights === undefined ? {} : { nights }),
      };
      const kernel = rules.flatMap((rule) => kernelRulesOf(rule, facts, all));
      return { id: nameOf(baseName(site, facts, nights), kernel), rules: kernel };
    },

    forbiddenOf(agent, site) {
      const set = lawSetOn(laws, site.law, fromDate);
      const rules = planned(agent, set);
      const definition = rules.find((rule) => rule.kind === 'night-definition');
      const times: ForbiddenTime[] = [];
      // The evening before reaches into the period.
      for (const date of [addDays(fromDate, -1), ...dates]) {
        const facts = factsOn(agent, known(agent), date);
        for (const rule of rules) {
          if (!applies(rule, date, facts)) continue;
          if (rule.kind === 'no-work') times.push({ fromMinute: 0, toMinute: 1440, fromDate: date, toDate: date });
          if (rule.kind === 'no-work-between') {
            const [fromMinute, toMinute] = clockWindow(rule.from, rule.to);
            times.push({ fromMinute, toMinute, fromDate: date, toDate: date });
          }
          if (rule.kind === 'no-night-duty' && definition?.kind === 'night-definition') {
            // As much of the night as makes no night duty is left at either end.
            const [from, to] = clockWindow(definition.from, definition.to);
            for (const night of from < 720 ? [0, 1440] : [0])
              times.push({
                fromMinute: from + night + definition.overMinutes,
                toMinute: to + night - definition.overMinutes,
                fromDate: date,
                toDate: date,
              });
          }
        }
      }
      return [...merged(times), ...schoolTimes(agent, site, rules)];
    },
  };

  /** Minors work after school, and no longer than is left of the hours of a day. */
  function schoolTimes(agent: Agent, site: Site, rules: readonly LawRule[]): ForbiddenTime[] {
    const holidays = publicHolidays(site.country, site.region, dates[0]!, dates.at(-1)!);
    const place = { zone: 'UTC', holidays };
    const most = Math.min(
      ...rules.flatMap((rule) => (rule.kind === 'shift-hours' && rule.severity === 'hard' ? [rule.maxHours * 60] : [])),
    );
    // On a clock without changes, so that the minutes of the day are those of the wall.
    return schoolShifts(agent, known(agent), dates[0]!, dates.at(-1)!, place).flatMap((school) => {
      const minuteOf = (ms: number): number => (ms - Date.parse(school.date)) / 60_000;
      const [from, to] = [minuteOf(school.startMs), minuteOf(school.endMs)];
      const span = { fromDate: school.date, toDate: school.date };
      const last = to + Math.max(0, most - (to - from));
      return [
        { fromMinute: 0, toMinute: to, ...span },
        ...(last < 1440 ? [{ fromMinute: last, toMinute: 1440, ...span }] : []),
      ];
    });
  }
}

const ADULT = 18;

/** Names of rule sets: equal for equal rules, `law/NL`, `law/NL/age-17`, and numbered where the past of people sets them apart. */
function namesOfRules(): (base: string, rules: readonly Rule[]) => string {
  const nameOf = new Map<string, string>();
  const count = new Map<string, number>();
  return (base, rules) => {
    const key = `${base} ${JSON.stringify(rules)}`;
    let name = nameOf.get(key);
    if (name === undefined) {
      const number = (count.get(base) ?? 0) + 1;
      count.set(base, number);
      name = number === 1 ? base : `${base}/${number}`;
      nameOf.set(key, name);
    }
    return name;
  };
}

/** `law/NL`, with what sets people apart that the law asks about. */
function baseName(site: Site, facts: AgentFacts, nights: NightFamilies | undefined): string {
  const { ageYears, ...conditions } = facts;
  return [
    `law/${site.law}`,
    ...(ageYears !== undefined && ageYears < ADULT ? [`age-${ageYears}`] : []),
    ...Object.keys(conditions),
    ...(nights === undefined ? [] : ['nights']),
  ].join('/');
}

/** Times that are equal on one date after the other as one. */
function merged(times: readonly ForbiddenTime[]): ForbiddenTime[] {
  const open = new Map<string, { fromMinute: number; toMinute: number; fromDate: string; toDate: string }>();
  const result: ForbiddenTime[] = [];
  for (const { fromMinute, toMinute, fromDate = '', toDate = '' } of times) {
    const key = `${fromMinute}-${toMinute}`;
    const last = open.get(key);
    if (last !== undefined && addDays(last.toDate, 1) === fromDate) {
      last.toDate = toDate;
      continue;
    }
    const one = { fromMinute, toMinute, fromDate, toDate };
    open.set(key, one);
    result.push(one);
  }
  return result;
}

function groupBy<T extends { readonly agent: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.agent);
    if (group === undefined) groups.set(row.agent, [row]);
    else group.push(row);
  }
  return groups;
}
