import type { Finding } from '../finding.js';
import type { RuleCheck } from './context.js';
import { nextRound, stintsOf } from './rests.js';

/** Rest between consecutive shifts, with reduced rests granted in order of time. */
export const dailyRest: RuleCheck<'daily-rest'> = (rule, person, problem) => {
  const once = stintsOf(person);
  // A ring: the rest before the first shift of the cycle comes from the last one; grants settle in the first round.
  const stints = problem.cyclic ? [...once, ...nextRound(problem, once)] : once;
  const judgedFrom = problem.cyclic ? once.length : 0;
  const findings: Finding[] = [];
  const granted: number[] = [];
  for (let i = 1; i < stints.length; i++) {
    const [before, after] = [stints[i - 1]!, stints[i]!];
    const rest = Math.max(0, after.startSlot - before.endSlot) * problem.slotMinutes;
    if (rest >= rule.minutes) continue;
    let wanted = rule.minutes;
    if (rule.reduced !== undefined) {
      const at = after.startSlot * problem.slotMinutes;
      const recent = granted.filter((earlier) => at - earlier < rule.reduced!.windowMinutes).length;
      if (recent < rule.reduced.times) {
        wanted = Math.min(wanted, rule.reduced.minutes);
        granted.push(at);
      }
    }
    const judged = i >= judgedFrom && (after.day !== undefined || before.day !== undefined);
    if (rest >= wanted || !judged) continue;
    const days = [before.day, after.day].filter((day) => day !== undefined);
    const message = `${rest} minutes of rest before the shift at slot ${after.startSlot}, ${wanted} needed`;
    findings.push({ days, amount: wanted - rest, message });
  }
  return findings;
};
