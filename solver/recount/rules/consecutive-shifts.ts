import type { RuleCheck } from './context.js';
import { runFindings } from './runs.js';

/** Runs of days with a shift of the named kinds within their limits. */
export const consecutiveShifts: RuleCheck<'consecutive-shifts'> = (rule, person, problem) =>
  runFindings(
    person,
    problem,
    {
      name: `days with a shift of ${rule.kinds.join(', ')}`,
      belongs: (kinds) => kinds.some((kind) => kind !== undefined && rule.kinds.includes(kind)),
    },
    rule,
  );
