import type { Calendar } from '../../problem.js';
import type { Finding } from '../finding.js';
import type { Person } from '../people.js';

/** The days that one sum of a rule runs over, with words for messages. */
export interface DayGroup {
  readonly days: readonly number[];
  readonly name: string;
}

/** Days of a calendar by day, by rule week or all together. */
export function dayGroups(calendar: Calendar, per: 'day' | 'week' | 'period'): DayGroup[] {
  const all = calendar.days.map((_, day) => day);
  if (per === 'day') return all.map((day) => ({ days: [day], name: `on day ${day} (${calendar.days[day]!.date})` }));
  if (per === 'period') return [{ days: all, name: 'in the period' }];
  const weeks = new Map<number, number[]>();
  for (const day of all) {
    const { week } = calendar.days[day]!;
    const days = weeks.get(week);
    if (days === undefined) weeks.set(week, [day]);
    else days.push(day);
  }
  return [...weeks].map(([week, days]) => ({ days, name: `in week ${week} (from ${calendar.days[days[0]!]!.date})` }));
}

/** Whether a rule counts a day of a calendar. */
export const countsOn = (
  rule: { readonly weekdays?: readonly number[] | undefined },
  calendar: Calendar,
  day: number,
): boolean => rule.weekdays?.includes(calendar.days[day]!.weekday) ?? true;

/** What earlier periods count towards a rule's sum over the period. */
export function carriedTo(rule: { readonly id: string; readonly per?: string }, { agent }: Person): number {
  if (rule.per !== undefined && rule.per !== 'period') return 0;
  return agent.carried?.findLast((one) => one.rule === rule.id)?.amount ?? 0;
}

/** Findings where a measured value, with what is carried, lies under `min` or over `max`; what was over before is not found again. `all`: over `max` the whole value is the amount. */
export function outside(
  measured: number,
  limits: { readonly min?: number | undefined; readonly max?: number | undefined; readonly all?: boolean | undefined },
  what: string,
  days: readonly number[],
  carried = 0,
): Finding[] {
  const { min, max, all } = limits;
  const value = measured + carried;
  const findings: Finding[] = [];
  if (min !== undefined && value < min - 1e-9) {
    findings.push({ days, amount: min - value, message: `${value} ${what}, at least ${min} wanted` });
  }
  if (max !== undefined && value > Math.max(max, carried) + 1e-9) {
    findings.push({
      days,
      amount: all === true && carried <= max ? value : value - Math.max(max, carried),
      message: `${value} ${what}, at most ${max} allowed`,
    });
  }
  return findings;
}
