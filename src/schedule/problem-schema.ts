import type { TSchema } from 'typebox';
import { RosterProblemSchema } from '../../solver/problem.js';
import { checkSchema, type IssueList, type JsonSource } from '../centre/index.js';

/** Checks the form of a problem file: keys, types, ranges. A key that the format does not know is an error, not ignored. */
export function checkProblemForm(source: JsonSource, issues: IssueList): void {
  checkSchema(STRICT as unknown as TSchema, source, issues);
}

type Node = Readonly<Record<string, unknown>>;

/** The schema with every object closed: a misspelt optional key would otherwise go unseen. */
function closed(schema: Node): Node {
  const inner = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inner);
    return typeof value === 'object' && value !== null ? closed(value as Node) : value;
  };
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, inner(value)]));
  return copy.type === 'object' ? { ...copy, additionalProperties: false } : copy;
}

const STRICT = closed(RosterProblemSchema as unknown as Node);
