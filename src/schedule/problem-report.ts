import type { RosterProblem } from '../../solver/problem.js';
import { type IssueList, type JsonPath, type JsonSource, knownHint } from '../centre/index.js';

/** What the parts of the check share: the problem, where its values stand, and the list of what was found. */
export interface Report {
  readonly problem: RosterProblem;
  readonly error: (path: JsonPath, code: string, message: string, hint: string) => void;
  readonly warning: (path: JsonPath, code: string, message: string, hint: string) => void;
}

export const reportOn = (problem: RosterProblem, source: JsonSource, issues: IssueList): Report => ({
  problem,
  error: (path, code, message, hint) => issues.error(code, source.place(path), message, hint),
  warning: (path, code, message, hint) => issues.warning(code, source.place(path), message, hint),
});

/** Reports ids that occur more than once in a list. Code: `duplicate-id`. */
export function checkUnique(report: Report, list: readonly { readonly id: string }[], path: JsonPath): void {
  const seen = new Set<string>();
  list.forEach(({ id }, i) => {
    if (seen.has(id)) {
      report.error([...path, i, 'id'], 'duplicate-id', `The id "${id}" is there twice.`, 'Rename one of them.');
    }
    seen.add(id);
  });
}

/** Reports a name that is not among the known ones. Codes: `unknown-queue`, `unknown-template` … */
export function checkKnown(
  report: Report,
  what: string,
  name: string,
  known: Iterable<string>,
  path: JsonPath,
): boolean {
  const names = [...known];
  if (names.includes(name)) return true;
  const words = what.replaceAll('-', ' ');
  report.error(path, `unknown-${what}`, `There is no ${words} "${name}".`, knownHint(name, names));
  return false;
}

/** Reports two ends in the wrong order. Code: `window-reversed`. */
export function checkWindow(report: Report, from: number, to: number, path: JsonPath, mayBeEqual = false): void {
  if (to > from || (mayBeEqual && to === from)) return;
  const message = `It ends at ${to}, ${to === from ? 'where it starts' : `before it starts at ${from}`}.`;
  report.error(path, 'window-reversed', message, 'Give an end after the start.');
}

/** Reports a list of the wrong length. Code: `length-wrong`. */
export function checkLength(
  report: Report,
  list: readonly unknown[],
  wanted: number,
  of: string,
  path: JsonPath,
): void {
  if (list.length === wanted) return;
  const message = `${list.length} values given, one per ${of} is ${wanted}.`;
  report.error(path, 'length-wrong', message, `Give ${wanted} values.`);
}

/** Reports a duration that is no multiple of the slot. Code: `off-grid`. */
export function checkGrid(report: Report, minutes: number | undefined, path: JsonPath): void {
  const { slotMinutes } = report.problem;
  if (minutes === undefined || minutes % slotMinutes === 0) return;
  const message = `${minutes} minutes are no multiple of the slot of ${slotMinutes} minutes.`;
  report.error(path, 'off-grid', message, 'Round it, or choose a shorter slot.');
}
