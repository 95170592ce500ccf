/** Where an issue was found. All parts optional: a value in memory has only a path. */
export interface Place {
  readonly file?: string;
  /** 1-based line in the file. */
  readonly line?: number;
  /** Column: its name in a CSV, or its 1-based character position in a JSON file. */
  readonly column?: string | number;
  /** JSON path, e.g. `queues[2].goal.serviceLevel`. */
  readonly path?: string;
}

export type Severity = 'error' | 'warning';

/**
 * One problem with an input, for people and programs: a stable code, the place, the offending value inside the message
 * and what to do about it. A file with a thousand bad rows gives a thousand of these in one go.
 */
export interface Issue {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** What to do about it, one sentence. */
  readonly hint: string;
  readonly place: Place;
  /** The same in Dutch, where planners see it beside texts of theirs. */
  readonly nl?: BilingualText;
}

/** Result of reading something a person wrote: the value, or at least one error; warnings in both cases. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T; readonly issues: readonly Issue[] }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** Bad input that stops the work; carries every issue found. Exit code 2 on the command line, 422 over HTTP. */
export class InputError extends Error {
  override readonly name = 'InputError';
  constructor(readonly issues: readonly Issue[]) {
    super(issues.map(describeIssue).join('\n'));
  }
}

/** `file:line:column code message — hint`, as printed on the command line. */
export function describeIssue(issue: Issue): string {
  const { file, line, column, path } = issue.place;
  const where = [file, line, column].filter((part) => part !== undefined).join(':');
  const at = path === undefined ? where : where === '' ? path : `${where} (${path})`;
  return `${at === '' ? '' : `${at}: `}${issue.severity} ${issue.code}: ${issue.message} ${issue.hint}`.trim();
}

/** Shorthand for an error-severity {@link Issue}. */
export const inputError = (code: string, message: string, hint: string, place: Place = {}): Issue => ({
  code,
  severity: 'error',
  message,
  hint,
  place,
});

/** Shorthand for a warning {@link Issue}. */
export const inputWarning = (code: string, message: string, hint: string, place: Place = {}): Issue => ({
  code,
  severity: 'warning',
  message,
  hint,
  place,
});

/** What is wrong and what to do about it, in one language. */
export interface BilingualText {
  readonly message: string;
  readonly hint: string;
}

/** A warning with its text in English and Dutch. */
export const bilingualWarning = (code: string, en: BilingualText, nl: BilingualText, place: Place = {}): Issue => ({
  ...inputWarning(code, en.message, en.hint, place),
  nl,
});

/** True where at least one issue is an error. */
export const hasErrors = (issues: readonly Issue[]): boolean => issues.some((issue) => issue.severity === 'error');
