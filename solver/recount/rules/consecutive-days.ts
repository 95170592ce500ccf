import type { RuleCheck } from './context.js';
import { runFindings } from './runs.js';

/** Runs of days with a shift within their limits. */
export const consecutiveDays: RuleCheck<'consecutive-days'> = (rule, person, problem) =>
  runFindings(person, problem, { name: 'days of work', belongs: (kinds) => kinds.length > 0 }, rule);
