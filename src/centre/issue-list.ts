import { type Issue, inputError, inputWarning, type Place } from '../errors.js';
import type { JsonPath, JsonSource } from './source.js';

/** Collects the problems of one input, so that all are named at once. */
export interface IssueList {
  readonly issues: readonly Issue[];
  error(code: string, place: Place, message: string, hint: string): void;
  warning(code: string, place: Place, message: string, hint: string): void;
  /** Error at a path of a JSON file. */
  at(source: JsonSource, path: JsonPath, code: string, message: string, hint: string): void;
}

export function issueList(): IssueList {
  const issues: Issue[] = [];
  return {
    issues,
    error: (code, place, message, hint) => void issues.push(inputError(code, message, hint, place)),
    warning: (code, place, message, hint) => void issues.push(inputWarning(code, message, hint, place)),
    at: (source, path, code, message, hint) => void issues.push(inputError(code, message, hint, source.place(path))),
  };
}

/** `a, b or c`, quoted; long lists are cut. */
export function oneOf(names: Iterable<string>): string {
  const all = [...names].map((name) => `"${name}"`);
  if (all.length === 0) return 'none is defined';
  if (all.length > 12) return `${all.slice(0, 12).join(', ')} … (${all.length} in all)`;
  return all.length === 1 ? all[0]! : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
}

/** The known name that is nearest to a misspelt one: at most a third of its letters differ. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.floor(Math.max(3, name.length) / 3) + 1;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Levenshtein distance, row by row; gives `limit` where it is reached. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return Math.min(limit, row[b.length]!);
}

/** Hint for a name that does not exist: what is near, or what there is. */
export function knownHint(name: string, known: Iterable<string>): string {
  const names = [...known];
  const near = nearest(name, names);
  return near === undefined ? `Use ${oneOf(names)}.` : `Did you mean "${near}"?`;
}
