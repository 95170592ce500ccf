import type { Agent, TimeOff } from '../domain/agent.js';
import type { Contract } from '../domain/centre.js';
import { paidAbsence } from '../labour/absence.js';
import { daysBetween } from '../time/dates.js';
import type { LeaveKind } from './rules.js';

/** Days away, whatever the reason. */
export type Span = Pick<TimeOff, 'fromDate' | 'toDate' | 'fromMinute' | 'toMinute' | 'paidMinutesPerDay'>;

/** Hours of a kind of leave in a calendar year, whole minutes. */
export interface LeaveBalance {
  readonly year: number;
  readonly grantedMinutes: number;
  /** Of leave that is approved, taken or still to come. */
  readonly usedMinutes: number;
  /** Of requests that nobody has decided on. */
  readonly openMinutes: number;
  /** Granted less used and open; may be below zero. */
  readonly leftMinutes: number;
}

/** Minutes that leave counts for in a year, by the same days as the roster pays it (`src/labour/absence.ts`). */
export function leaveMinutes(agent: Agent, contract: Contract, spans: readonly Span[], year: number): number {
  const off = spans.map((span): TimeOff => ({ ...span, agent: agent.id, kind: 'leave' }));
  const days = paidAbsence(agent, contract, off, `${year}-01-01`, `${year}-12-31`);
  return Math.round(days.reduce((sum, { minutes }) => sum + minutes, 0));
}

/** Part of a year that somebody is employed, 0 to 1. */
function employedShare(agent: Agent, year: number): number {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const from = agent.from !== undefined && agent.from > first ? agent.from : first;
  const to = agent.to !== undefined && agent.to < last ? agent.to : last;
  return Math.max(0, daysBetween(from, to) + 1) / (daysBetween(first, last) + 1);
}

/** Balance of a kind that is granted by the year; undefined for one without. */
export function balanceOf(
  kind: LeaveKind,
  agent: Agent,
  contract: Contract,
  approved: readonly Span[],
  open: readonly Span[],
  year: number,
): LeaveBalance | undefined {
  if (kind.hoursPerYear === undefined) return undefined;
  const partTime = contract.hoursPerWeek / contract.fullTimeHours;
  const grantedMinutes = Math.round(kind.hoursPerYear * 60 * partTime * employedShare(agent, year));
  const usedMinutes = leaveMinutes(agent, contract, approved, year);
  // A day that is both approved and asked for counts once.
  const openMinutes = leaveMinutes(agent, contract, [...approved, ...open], year) - usedMinutes;
  return { year, grantedMinutes, usedMinutes, openMinutes, leftMinutes: grantedMinutes - usedMinutes - openMinutes };
}
