import type { Agent, TimeOff } from '../domain/agent.js';
import type { Centre, Contract } from '../domain/centre.js';
import { daysBetween } from '../time/dates.js';
import { localDate } from '../time/zone.js';
import { type AllowanceCentre, overlaps, type Tightest, tightestInterval } from './allowance.js';
import { balanceOf, type LeaveBalance, leaveMinutes, type Span } from './balance.js';
import { chanceOfPlace, withdrawalRate } from './chance.js';
import type { LeaveKind, SelfRules } from './rules.js';

export interface LeaveRequest extends Span {
  readonly agent: Agent['id'];
  /** Id of the kind. */
  readonly kind: string;
}

/** Everything that a decision depends on. */
export interface LeaveSituation {
  readonly centre: AllowanceCentre & Pick<Centre, 'contracts'>;
  readonly rules: SelfRules['leave'];
  readonly nowMs: number;
  /** Approved leave of everybody, with its kind; sickness is not leave. */
  readonly approved: readonly LeaveRequest[];
  /** Requests of everybody that are not decided, those who have waited longest first; not this one. */
  readonly open: readonly (LeaveRequest & { readonly waiting: boolean })[];
  /** Of requests so far: how many were approved, and how many of those withdrawn. */
  readonly past: { readonly approved: number; readonly withdrawn: number };
  /** The agent has published shifts in it. */
  readonly shiftsPublished: boolean;
}

/**
 * Why a request is not approved at once. `refused`: `kind-not-yours`, `starts-in-past`, `not-employed`, `asked-already`; a planner
 * decides: `not-automatic`, `notice-short`, `too-long`, `balance-short`, `shift-published`; it waits: `allowance-full`.
 */
export type LeaveReason =
  | 'kind-not-yours'
  | 'starts-in-past'
  | 'not-employed'
  | 'asked-already'
  | 'not-automatic'
  | 'notice-short'
  | 'too-long'
  | 'balance-short'
  | 'shift-published'
  | 'allowance-full';

export interface LeaveDecision {
  readonly state: 'approved' | 'waiting' | 'asked' | 'refused';
  readonly reasons: readonly LeaveReason[];
  /** Minutes it counts for, in all years together. */
  readonly minutes: number;
  /** Balances of the years it touches with the request in them, where its kind has one. */
  readonly balances: readonly LeaveBalance[];
  readonly tightest?: Tightest;
  /** Chance that it is approved, 0 to 1; absent where a planner decides. */
  readonly chance?: number;
}

/** Decides on a request by the rules alone. Same situation, same decision. */
export function decideLeave(request: LeaveRequest, agent: Agent, situation: LeaveSituation): LeaveDecision {
  const { centre, rules, open, approved } = situation;
  const contract = centre.contracts.find(({ id }) => id === agent.contract)!;
  const kind = rules.kinds.find(({ id }) => id === request.kind);
  const balances = kind === undefined ? [] : balancesWith(request, kind, agent, contract, situation);
  const years = yearsOf(request);
  const minutes =
    kind?.absence === 'unpaid'
      ? 0
      : years.reduce((sum, year) => sum + leaveMinutes(agent, contract, [request], year), 0);
  const zone = centre.sites.find(({ id }) => id === agent.site)?.zone ?? centre.zone;
  const today = localDate(situation.nowMs, zone);
  const own = (others: readonly LeaveRequest[]): boolean =>
    others.some((other) => other.agent === agent.id && overlaps(other, request));
  const refused: LeaveReason[] = [];
  if (kind === undefined || kind.by !== 'agent') refused.push('kind-not-yours');
  if (request.fromDate < today) refused.push('starts-in-past');
  if ((agent.from ?? request.fromDate) > request.fromDate || (agent.to ?? request.toDate) < request.toDate)
    refused.push('not-employed');
  if (own(approved) || own(open)) refused.push('asked-already');
  if (refused.length > 0) return { state: 'refused', reasons: refused, minutes, balances, chance: 0 };

  const asked: LeaveReason[] = [];
  if (!rules.automatic) asked.push('not-automatic');
  if (daysBetween(today, request.fromDate) < rules.noticeDays) asked.push('notice-short');
  if (daysBetween(request.fromDate, request.toDate) + 1 > rules.longestDays) asked.push('too-long');
  if (balances.some(({ leftMinutes }) => leftMinutes < 0)) asked.push('balance-short');
  if (situation.shiftsPublished) asked.push('shift-published');
  const tightest = tightestInterval(centre, rules.allowances, request, approved);
  const full = tightest !== undefined && tightest.off >= tightest.most;
  const common = { minutes, balances, ...(tightest === undefined ? {} : { tightest }) };
  if (asked.length > 0) return { ...common, state: 'asked', reasons: full ? [...asked, 'allowance-full'] : asked };
  if (!full) return { ...common, state: 'approved', reasons: [], chance: 1 };
  const ahead = open.filter((other) => other.waiting && overlaps(other, request)).length;
  const rate = withdrawalRate(situation.past.withdrawn, situation.past.approved);
  const chance = chanceOfPlace(tightest.off, tightest.most, ahead, rate);
  return { ...common, state: 'waiting', reasons: ['allowance-full'], chance };
}

const yearsOf = ({ fromDate, toDate }: Pick<TimeOff, 'fromDate' | 'toDate'>): number[] => {
  const [first, last] = [Number(fromDate.slice(0, 4)), Number(toDate.slice(0, 4))];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
};

function balancesWith(
  request: LeaveRequest,
  kind: LeaveKind,
  agent: Agent,
  contract: Contract,
  { approved, open }: LeaveSituation,
): LeaveBalance[] {
  const own = (other: LeaveRequest): boolean => other.agent === agent.id && other.kind === kind.id;
  return yearsOf(request).flatMap((year) => {
    const balance = balanceOf(kind, agent, contract, approved.filter(own), [...open.filter(own), request], year);
    return balance === undefined ? [] : [balance];
  });
}
