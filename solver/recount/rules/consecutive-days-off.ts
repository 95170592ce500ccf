import type { RuleCheck } from './context.js';
import { runFindings } from './runs.js';

/** Runs of days without a shift within their limits. */
export const consecutiveDaysOff: RuleCheck<'consecutive-days-off'> = (rule, person, problem) =>
  runFindings(person, problem, { name: 'days off', belongs: (kinds) => kinds.length === 0 }, rule);
