import type { Agent } from '../domain/agent.js';
import type { Centre } from '../domain/centre.js';
import type { Fairness } from '../domain/fairness.js';
import type { RosterShift } from '../domain/roster.js';
import { addDays, daysBetween, isoWeekday } from '../time/zone.js';
import { kindOf } from './people.js';

/** What somebody had, beside their fair share of what all had: in proportion to contract hours and days there. */
export interface FairShare {
  readonly agent: string;
  readonly count: number;
  readonly fair: number;
}

/** Days of worked shifts that are counted together, and of whom. */
export interface FairWindow {
  /** Local dates, inclusive. */
  readonly fromDate: string;
  readonly toDate: string;
  readonly shifts: readonly RosterShift[];
}

/** Shares of everybody who can have any of it, in the order of the agents. Not for wishes. */
export function fairShares(centre: Centre, fairness: Fairness, window: FairWindow): FairShare[] {
  const sites = new Map<string, string>(centre.sites.map(({ id, zone }) => [id, zone]));
  const plans = new Map<string, Centre['workPlans'][number]>(centre.workPlans.map((plan) => [plan.id, plan]));
  const hours = new Map<string, number>(centre.contracts.map((contract) => [contract.id, contract.hoursPerWeek]));
  const byAgent = new Map<string, RosterShift[]>();
  for (const shift of window.shifts) {
    if (shift.date < window.fromDate || shift.date > window.toDate) continue;
    const own = byAgent.get(shift.agent);
    if (own === undefined) byAgent.set(shift.agent, [shift]);
    else own.push(shift);
  }
  const there = centre.agents.flatMap((agent) => {
    const { shifts } = plans.get(agent.workPlan)!;
    const can = shifts.some(({ kind, weekdays }) =>
      fairness.count === 'weekends' ? weekdays.some((day) => day >= 6) : fairness.kinds?.includes(kind),
    );
    if (!can) return [];
    const families = { shifts, zone: sites.get(agent.site) ?? centre.zone };
    const own = byAgent.get(agent.id) ?? [];
    const count =
      fairness.count === 'weekends'
        ? new Set(own.filter(({ date }) => isoWeekday(date) >= 6).map(({ date }) => mondayOf(date))).size
        : own.filter((shift) => fairness.kinds!.includes(shift.kind ?? kindOf(shift, families) ?? '')).length;
    return [{ agent: agent.id, count, part: hours.get(agent.contract)! * daysThere(centre, agent, window) }];
  });
  const all = there.reduce((sum, { count }) => sum + count, 0);
  const parts = there.reduce((sum, { part }) => sum + part, 0);
  return there.map(({ agent, count, part }) => ({ agent, count, fair: parts === 0 ? 0 : (all * part) / parts }));
}

const mondayOf = (date: string): string => addDays(date, 1 - isoWeekday(date));

/** Days of a window on which somebody was employed and not away. */
function daysThere({ timeOff }: Centre, agent: Agent, { fromDate, toDate }: FairWindow): number {
  const first = later(fromDate, agent.from ?? fromDate);
  const last = earlier(toDate, agent.to ?? toDate);
  if (first > last) return 0;
  const away = new Set<string>();
  for (const absence of timeOff) {
    if (absence.agent !== agent.id || absence.fromMinute !== undefined) continue;
    const until = earlier(last, absence.toDate);
    for (let date = later(first, absence.fromDate); date <= until; date = addDays(date, 1)) away.add(date);
  }
  return daysBetween(first, last) + 1 - away.size;
}

const later = (a: string, b: string): string => (a > b ? a : b);
const earlier = (a: string, b: string): string => (a < b ? a : b);
