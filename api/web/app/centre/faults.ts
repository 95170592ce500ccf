import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { ApiProblem } from '../api.js';
import { type Translate, wordOr } from '../settings.js';

interface ServerIssue {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly place?: { readonly path?: string };
}

/** What is wrong, by the path in the entry: `rules.0.min`. */
export type FaultMap = ReadonlyMap<string, string>;
export const Faults = createContext<FaultMap>(new Map());

/** `workPlans[9].rules[0].min` of a centre is `rules.0.min` of its entry. */
const placeOf = (path: string): string => path.replace(/^\w+\[\d+\]\.?/, '').replace(/\[(\d+)\]/g, '.$1');

const issuesOf = (error: unknown): readonly ServerIssue[] =>
  error instanceof ApiProblem ? ((error.body as { issues?: ServerIssue[] } | undefined)?.issues ?? []) : [];

/** What the server found wrong with an entry, at the fields where it stands. */
export function faultsOf(t: Translate, error: unknown): FaultMap {
  return new Map(
    issuesOf(error).flatMap(({ code, message, hint, place }) => {
      const path = placeOf(place?.path ?? '');
      return path === '' ? [] : [[path, wordOr(t, `fault.${code}`, `${message} ${hint}`)]];
    }),
  );
}

/** The same refusal without what stands beside a field. */
export function unplacedOf(error: unknown, faults: FaultMap): unknown {
  if (!(error instanceof ApiProblem) || faults.size === 0) return error;
  const rest = issuesOf(error).filter(({ place }) => placeOf(place?.path ?? '') === '');
  const texts = rest.map(({ message, hint }) => `${message} ${hint}`);
  return new ApiProblem(error.status, 'fields-wrong', error.message, undefined, texts);
}

/** What is wrong with the field at a path; `deep`: or with anything inside it. */
export function useFault(path: string, deep: boolean): string | undefined {
  const faults = useContext(Faults);
  const exact = faults.get(path);
  if (exact !== undefined || !deep) return exact;
  return [...faults].find(([at]) => at.startsWith(`${path}.`))?.[1];
}
