import type { AgentClass, AgentRule } from './agents.js';
import { type Choice, dayStep } from './tour.js';

/** What the days after a day can still add to a sum that a hard rule limits: a tour that cannot end between the limits is given up early. */
export interface SumReach {
  readonly min: number;
  readonly max: number;
  /** Per day the least and the most that the later days of its week or period add; no limit on its last day. */
  readonly least: Float64Array;
  readonly most: Float64Array;
}

/** Whether a sum of `now` after a day can still end between its limits. */
export const isWithinReach = ({ min, max, least, most }: SumReach, now: number, day: number): boolean =>
  now + least[day]! <= max && now + most[day]! >= min;

/**
 * The reach of a hard rule's sum, from the least and the most that each day can count.
 * @returns null where the rule is soft or no sum, or nothing could ever be given up early
 */
export function sumReach(agent: AgentClass, { rule, machine }: AgentRule): SumReach | null {
  const { sum } = machine;
  if (!rule.hard || !sum) return null;
  const { days, context } = agent;
  const alone: Choice = { shape: new Int32Array(days.length).fill(-1), place: new Int32Array(days.length) };
  const least = new Float64Array(days.length);
  const most = new Float64Array(days.length);
  let low = 0;
  let high = 0;
  let any = false;
  for (let d = days.length - 1; d >= 0; d--) {
    const ends = d === days.length - 1 || (sum.per === 'week' && context.lastOfWeek[d] === 1);
    if (ends) [low, high] = [0, 0];
    least[d] = ends ? -Infinity : low;
    most[d] = ends ? Infinity : high;
    const info = days[d]!;
    let [dayLeast, dayMost] = [Infinity, -Infinity];
    const look = (): void => {
      const value = sum.count(dayStep(agent, alone, d, 0));
      dayLeast = Math.min(dayLeast, value);
      dayMost = Math.max(dayMost, value);
    };
    if (info.offBreach === 0) look();
    for (let s = 0; s < info.breach.length; s++) {
      if (info.breach[s] !== 0) continue;
      alone.shape[d] = s;
      for (const place of info.places) {
        alone.place[d] = place;
        look();
        if (rule.rule !== 'place-days') break;
      }
    }
    alone.shape[d] = -1;
    alone.place[d] = 0;
    low += dayLeast;
    high += dayMost;
    any ||= low > 0 || sum.min > 0;
  }
  return any ? { min: sum.min, max: sum.max, least, most } : null;
}
