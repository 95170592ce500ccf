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
  const known = error as { statusCode?: unknown; code?: unknown; message?: unknown; validation?: unknown };
  if (typeof known.statusCode === 'number' && known.statusCode >= 400 && known.statusCode < 500) {
    const code = typeof known.code === 'string' ? known.code.toLowerCase().replaceAll('_', '-') : 'bad-request';
    const misfit = Array.isArray(known.validation) ? (known.validation[0] as Misfit | undefined) : undefined;
    return document(
      known.statusCode,
      code,
      String(known.message ?? 'Bad request.'),
      misfit === undefined ? {} : { detail: remedyOf(misfit) },
    );
  }
  return document(500, 'internal', 'Unexpected failure; it has been logged.');
}

/** What does not fit a schema, as the validator tells it. */
interface Misfit {
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What to do about it. */
function remedyOf({ keyword, params }: Misfit): string {
  if (keyword === 'additionalProperties')
    return `Leave "${String(params.additionalProperty)}" out, or correct its name.`;
  if (keyword === 'enum') return `Use one of ${(params.allowedValues as readonly unknown[]).join(', ')}.`;
  if (keyword === 'format' && params.format === 'date-time')
    return 'Write an instant as 2026-12-07T08:30:00+01:00; in an address the + is written %2B.';
  return 'The reference at /docs says what the request takes.';
}

const copyIssue = (issue: Issue): NonNullable<ProblemDocument['issues']>[number] => ({
  ...issue,
  place: { ...issue.place },
});
