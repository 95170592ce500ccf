import { hasErrors, type Issue, inputError } from '../errors.js';

/** Collects issues up to a cap, so that a file of nonsense neither fills the memory nor the screen; counts the rest. */
export class IssueList {
  readonly #listed: Issue[] = [];
  #omitted = 0;
  #omittedErrors = 0;

  constructor(readonly cap: number) {}

  add(issue: Issue): void {
    if (this.#listed.length < this.cap) this.#listed.push(issue);
    else {
      this.#omitted++;
      if (issue.severity === 'error') this.#omittedErrors++;
    }
  }

  get hasErrors(): boolean {
    return this.#omittedErrors > 0 || hasErrors(this.#listed);
  }

  /** The issues in the order of the file, then one that counts what is not listed. */
  list(file: string): readonly Issue[] {
    const sorted = this.#listed.toSorted((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0));
    if (this.#omitted === 0) return sorted;
    const rest = inputError(
      'issues-omitted',
      `${this.#omitted} more problems are not listed.`,
      'Mend the listed ones first; most often they share one cause.',
      { file },
    );
    return [...sorted, this.#omittedErrors > 0 ? rest : { ...rest, severity: 'warning' }];
  }
}
