import type { RosterProblem } from '../../solver/problem.js';
import { issueList, type JsonSource, jsonSource } from '../centre/index.js';
import { type Checked, hasErrors } from '../errors.js';
import { checkAgents } from './problem-agents.js';
import { checkConflicts } from './problem-conflicts.js';
import { checkDemand } from './problem-demand.js';
import { reportOn } from './problem-report.js';
import { checkRules } from './problem-rules.js';
import { checkProblemForm } from './problem-schema.js';
import { checkTemplates } from './problem-templates.js';
import { checkTime } from './problem-time.js';
import { checkTogether } from './problem-together.js';

/**
 * Checks a scheduling problem: its form first; if that is right, what its values say of each other; if that is right too,
 * whether its demands contradict each other (warnings). Every issue names the value, its place and a remedy; the codes are
 * listed at each part.
 * @param source where the value was read, for lines and columns; without it, places have a path only
 */
export function checkProblem(value: unknown, source: JsonSource = jsonSource(value)): Checked<RosterProblem> {
  const list = issueList();
  checkProblemForm(source, list);
  if (hasErrors(list.issues)) return { ok: false, issues: list.issues };
  const problem = value as RosterProblem;
  const report = reportOn(problem, source, list);
  for (const check of [checkTime, checkDemand, checkTemplates, checkRules, checkAgents, checkTogether]) check(report);
  if (hasErrors(list.issues)) return { ok: false, issues: list.issues };
  checkConflicts(report);
  return { ok: true, value: problem, issues: list.issues };
}
