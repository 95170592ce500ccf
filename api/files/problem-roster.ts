import { resolve } from 'node:path';
import type { RosterProblem } from '../../solver/problem.js';
import type { PlannedShift } from '../../solver/solution.js';
import { type Checked, InputError, type Issue } from '../../src/errors.js';
import { checkProblem } from '../../src/schedule/problem-check.js';
import { plannedShifts } from '../../src/schedule/problem-roster.js';
import { readJson } from './json.js';
import { readRoster } from './roster.js';

/** A problem file with the shifts of a roster of it. */
export interface ProblemRoster {
  readonly problem: RosterProblem;
  readonly shifts: readonly PlannedShift[];
  /** Warnings of the problem's check. */
  readonly warnings: readonly Issue[];
}

/**
 * Reads a PROBLEM.json and a roster of it, JSON or CSV.
 * @throws InputError with every issue of either file
 */
export async function loadProblemRoster(problemPath: string, rosterPath: string, cwd: string): Promise<ProblemRoster> {
  const source = orThrow(await readJson(resolve(cwd, problemPath), problemPath));
  const checked = checkProblem(source.value, source);
  const problem = orThrow(checked);
  return { problem, shifts: await loadShifts(problem, rosterPath, cwd), warnings: checked.issues };
}

/** Shifts of a roster file in the words of a problem. @throws InputError */
export async function loadShifts(problem: RosterProblem, path: string, cwd: string): Promise<readonly PlannedShift[]> {
  const roster = orThrow(await readRoster(path, problem.calendars[0]!.zone ?? 'UTC', cwd));
  return orThrow(plannedShifts(problem, roster), (issue) => ({ ...issue, place: { ...issue.place, file: path } }));
}

function orThrow<T>(checked: Checked<T>, place: (issue: Issue) => Issue = (issue) => issue): T {
  if (!checked.ok) throw new InputError(checked.issues.map(place));
  return checked.value;
}
