import Type from 'typebox';
import { InputError, type Issue } from '../src/errors.js';

export const IssueSchema = Type.Object({
  code: Type.String(),
  severity: Type.Union([Type.Literal('error'), Type.Literal('warning')]),
  message: Type.String(),
  hint: Type.String(),
  place: Type.Object({
    file: Type.Optional(Type.String()),
    line: Type.Optional(Type.Integer()),
    column: Type.Optional(Type.Union([Type.String(), Type.Integer()])),
    path: Type.Optional(Type.String()),
  }),
});

/** RFC 9457 problem document with the same stable code as on the command line. */
export const ProblemSchema = Type.Object(
  {
    type: Type.String({ description: 'URI reference of the kind of problem' }),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    detail: Type.Optional(Type.String()),
    issues: Type.Optional(Type.Array(IssueSchema)),
  },
  { description: 'Problem document (RFC 9457)' },
);

export type ProblemDocument = Type.Static<typeof ProblemSchema>;

/** A refusal that a route decides on; every other error is a bug and becomes 500 without its message. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail?: string,
    /** Further members of the document. */
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(title);
  }
}

const document = (
  status: number,
  code: string,
  title: string,
  rest: Partial<ProblemDocument> = {},
): ProblemDocument => ({
  type: `/problems/${code}`,
  title,
  status,
  code,
  ...rest,
});

/** The problem document of any error. */
export function problemOf(error: unknown): ProblemDocument {
  if (error instanceof HttpProblem) {
    return {
      ...document(error.status, error.code, error.title, error.detail === undefined ? {} : { detail: error.detail }),
      ...error.more,
    };
  }
  if (error instanceof InputError) {
    const [first] = error.issues;
    return document(422, first?.code ?? 'input', 'The input has errors.', { issues: error.issues.map(copyIssue) });
  }
  const known = error as { statusCode?: unknown; code?: unknown; message?: unknown };
  if (typeof known.statusCode === 'number' && known.statusCode >= 400 && known.statusCode < 500) {
    const code = typeof known.code === 'string' ? known.code.toLowerCase().replaceAll('_', '-') : 'bad-request';
    return document(known.statusCode, code, String(known.message ?? 'Bad request.'));
  }
  return document(500, 'internal', 'Unexpected failure; it has been logged.');
}

const copyIssue = (issue: Issue): NonNullable<ProblemDocument['issues']>[number] => ({
  ...issue,
  place: { ...issue.place },
});
