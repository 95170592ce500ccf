import type { ProblemAgent, Rule } from '../../solver/problem.js';
import type { Wish } from '../domain/agent.js';
import type { Centre } from '../domain/centre.js';
import type { Fairness } from '../domain/fairness.js';
import type { RosterShift } from '../domain/roster.js';
import { addDays, daysBetween, localMinute } from '../time/zone.js';
import { fairShares } from './fair-shares.js';
import { kindOf } from './people.js';
import type { Period } from './period.js';

/** Steps over the fair share that cost more each. */
const STEPS = 4;
/** What a week may bring somebody at most, where no week before tells. */
const UNKNOWN = { weekends: 1, shifts: 3 } as const;

/** What earlier weeks mean for a plan: rules with prices that rise with what somebody had before, and weights of wishes. */
export interface FairPlan {
  readonly rulesOf: (agent: string) => readonly { readonly id: string; readonly rules: readonly Rule[] }[];
  readonly carriedOf: (agent: string) => NonNullable<ProblemAgent['carried']>;
  /** Factor of the weights of an agent's wishes: over 1 for whom fewer were granted than others. */
  readonly wishFactorOf: (agent: string) => number;
}

/**
 * Fairness over a longer time than a plan. What somebody had over the weeks before, less their fair share, is carried into rules whose
 * limits lie a step apart: one more costs the weight once for each limit it is over, so it goes to those who had least, and the price is linear.
 */
export function fairPlanOf(centre: Centre, period: Pick<Period, 'fromDate' | 'days'>): FairPlan {
  const before = (weeks: number) => ({
    fromDate: addDays(period.fromDate, -7 * weeks),
    toDate: addDays(period.fromDate, -1),
    shifts: centre.worked,
  });
  const counted = (centre.fairness ?? [])
    .filter(({ count }) => count !== 'wishes')
    .map((fairness) => {
      const shares = fairShares(centre, fairness, before(fairness.weeks));
      const over = shares.map(({ count, fair }) => count - fair);
      const least = Math.min(...over);
      const amount = new Map(shares.map(({ agent }, i) => [agent, Math.round(over[i]! - least)]));
      // As many as everybody has of it anyhow cost nobody anything.
      const each = shares.reduce((sum, { count }) => sum + count, 0) / Math.max(1, shares.length);
      const known = daysKnown(centre.worked, period.fromDate, fairness.weeks);
      const usual = known === 0 ? 0 : Math.ceil((each * period.days) / known);
      const most = fairness.count === 'weekends' ? UNKNOWN.weekends : UNKNOWN.shifts;
      const spread = known === 0 ? (most * period.days) / 7 : Math.max(0, ...amount.values());
      const step = Math.max(1, Math.ceil(spread / STEPS));
      return { amount, set: { id: `fair/${fairness.id}`, rules: rulesOf(fairness, usual, step) } };
    });
  const wishes = centre.fairness?.find(({ count }) => count === 'wishes');
  const granted = wishes === undefined ? undefined : grantedShares(centre, before(wishes.weeks));
  return {
    rulesOf: (agent) => counted.filter(({ amount }) => amount.has(agent)).map(({ set }) => set),
    carriedOf: (agent) =>
      counted.flatMap(({ amount, set }) => {
        const carried = amount.get(agent) ?? 0;
        return carried === 0 ? [] : set.rules.map(({ id }) => ({ rule: id, amount: carried }));
      }),
    wishFactorOf: (agent) => granted?.(agent) ?? 1,
  };
}

/** Days of the weeks before of which something is known. */
function daysKnown(worked: readonly RosterShift[], fromDate: string, weeks: number): number {
  const window = addDays(fromDate, -7 * weeks);
  let first = fromDate;
  for (const { date } of worked) if (date >= window && date < first) first = date;
  return daysBetween(first, fromDate);
}

const rulesOf = ({ id, count, kinds, weight }: Fairness, usual: number, step: number): Rule[] =>
  Array.from({ length: STEPS }, (_, k): Rule => {
    const head = { id: `fair/${id}/${k + 1}`, hard: false, weight: weight!, max: usual + k * step };
    return count === 'weekends'
      ? { ...head, rule: 'weekends' }
      : { ...head, rule: 'shift-count', kinds: [...kinds!], per: 'period' };
  });

/** By agent: 1 + (share of wishes granted to all − to the agent), 0 to 2; 1 for whom none were decided. */
function grantedShares(
  centre: Centre,
  { fromDate, toDate }: { readonly fromDate: string; readonly toDate: string },
): (agent: string) => number {
  const worked = new Map<string, RosterShift[]>();
  // Days before the first shift known, and after the last, tell nothing.
  const dates = centre.worked.map(({ date }) => date).sort();
  for (const shift of centre.worked) {
    const key = `${shift.agent} ${shift.date}`;
    worked.set(key, [...(worked.get(key) ?? []), shift]);
  }
  const counts = new Map<string, { granted: number; asked: number }>();
  const all = { granted: 0, asked: 0 };
  for (const wish of centre.wishes) {
    const known = wish.date >= (dates[0] ?? '9') && wish.date <= (dates.at(-1) ?? '');
    if (!known || wish.date < fromDate || wish.date > toDate) continue;
    if (centre.timeOff.some((one) => one.agent === wish.agent && one.fromDate <= wish.date && wish.date <= one.toDate))
      continue;
    const own = counts.get(wish.agent) ?? { granted: 0, asked: 0 };
    const is = isGranted(centre, wish, worked.get(`${wish.agent} ${wish.date}`) ?? []) ? 1 : 0;
    counts.set(wish.agent, { granted: own.granted + is, asked: own.asked + 1 });
    all.granted += is;
    all.asked++;
  }
  return (agent) => {
    const own = counts.get(agent);
    return own === undefined ? 1 : 1 + all.granted / all.asked - own.granted / own.asked;
  };
}

function isGranted(centre: Centre, { agent, want }: Wish, shifts: readonly RosterShift[]): boolean {
  const person = centre.agents.find(({ id }) => id === agent);
  const plan = centre.workPlans.find(({ id }) => id === person?.workPlan);
  const zone = centre.sites.find(({ id }) => id === person?.site)?.zone ?? centre.zone;
  const kinds = shifts.map((shift) => shift.kind ?? kindOf(shift, { shifts: plan?.shifts ?? [], zone }) ?? '');
  switch (want.kind) {
    case 'off':
      return shifts.length === 0;
    case 'on':
      return shifts.length > 0;
    case 'shift':
      return kinds.some((kind) => want.kinds.includes(kind));
    case 'not-shift':
      return kinds.every((kind) => !want.kinds.includes(kind));
    case 'start':
      return shifts.every(({ startMs }) => {
        const minute = localMinute(startMs, zone);
        return minute >= want.fromMinute && minute <= want.toMinute;
      });
  }
}

/** How far apart people are of something, over the weeks before and with a plan. */
export interface FairnessSummary {
  readonly id: string;
  readonly weeks: number;
  /** Most over the fair share and most under it, before the plan and with it. */
  readonly before: { readonly over: number; readonly under: number };
  readonly after: { readonly over: number; readonly under: number };
}

/** Fairness before a plan and with it, over the weeks before and the plan's own; wishes are not among them. */
export function fairnessSummary(
  centre: Centre,
  {
    fromDate,
    toDate,
    shifts,
  }: { readonly fromDate: string; readonly toDate: string; readonly shifts: readonly RosterShift[] },
): FairnessSummary[] {
  return (centre.fairness ?? [])
    .filter(({ count }) => count !== 'wishes')
    .map((fairness) => {
      const { id, weeks } = fairness;
      const from = addDays(fromDate, -7 * weeks);
      const apart = (window: Parameters<typeof fairShares>[2]): FairnessSummary['before'] => {
        const over = fairShares(centre, fairness, window).map(({ count, fair }) => count - fair);
        return { over: Math.max(0, ...over), under: Math.max(0, ...over.map((value) => -value)) };
      };
      const earlier = centre.worked.filter(({ date }) => date < fromDate);
      return {
        id,
        weeks,
        before: apart({ fromDate: from, toDate: addDays(fromDate, -1), shifts: earlier }),
        after: apart({ fromDate: from, toDate, shifts: [...earlier, ...shifts] }),
      };
    });
}
