import type { RuleCheck } from './context.js';
import { nextRound, periodOf, stintsOf } from './rests.js';

/** The longest unbroken rest inside every window, window by window at every slot. */
export const weeklyRest: RuleCheck<'weekly-rest'> = (rule, person, problem) => {
  const stints = stintsOf(person);
  const length = rule.windowMinutes / problem.slotMinutes;
  const period = periodOf(person);
  const windows = problem.cyclic
    ? { from: period.from, to: period.from + problem.slots - 1 + length }
    : { from: Math.min(period.from, ...(person.agent.prior ?? []).map((shift) => shift.startSlot)), to: period.to };
  const work = problem.cyclic ? ringUntil(windows.to) : stints;
  let worst = { start: windows.from, rest: Number.POSITIVE_INFINITY };
  let first = 0;
  for (let start = windows.from; start + length <= windows.to; start++) {
    while (first < work.length && work[first]!.endSlot <= start) first++;
    let restFrom = start;
    let longest = 0;
    for (let i = first; i < work.length && work[i]!.startSlot < start + length; i++) {
      longest = Math.max(longest, work[i]!.startSlot - restFrom);
      restFrom = Math.max(restFrom, work[i]!.endSlot);
    }
    longest = Math.max(longest, start + length - restFrom);
    if (longest < worst.rest) worst = { start, rest: longest };
  }
  const rest = worst.rest * problem.slotMinutes;
  if (rest >= rule.minutes) return [];
  const days = person.shifts
    .filter(({ plan }) => plan.startSlot < worst.start + length && plan.endSlot > worst.start)
    .map(({ plan }) => plan.day);
  const message = `longest rest of ${rest} minutes in the ${rule.windowMinutes} minutes from slot ${worst.start}, ${rule.minutes} needed`;
  return [{ days, amount: rule.minutes - rest, message }];

  function ringUntil(end: number): typeof stints {
    // One round before, for a shift that reaches over the start.
    let round = stints.map((s) => ({
      ...s,
      startSlot: s.startSlot - problem.slots,
      endSlot: s.endSlot - problem.slots,
    }));
    const all = [...round];
    while (round.length > 0 && round[0]!.startSlot < end) {
      round = nextRound(problem, round);
      all.push(...round);
    }
    return all;
  }
};
