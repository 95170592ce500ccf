import { send } from '../api.js';
import { type Draft, type Shift, withEdits } from './edits.js';

interface Change {
  readonly change: 'add' | 'remove' | 'move';
  readonly agent: string;
  readonly start: string;
  readonly end?: string;
  readonly site?: string;
  readonly toStart?: string;
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** Edits as the API takes them: one change per shift from how it was to how it is; of a shift with another length the old goes and a new one comes. */
export function changesOf(original: readonly Shift[], draft: Draft): Change[] {
  const now = withEdits(original, draft.past);
  const keys = new Set(draft.past.map(({ before }) => before.key));
  return original.flatMap((old): Change[] => {
    const next = now.get(old.key);
    const { agent, site } = old;
    const remove: Change = { change: 'remove', agent, start: iso(old.startMs) };
    if (!keys.has(old.key)) return [];
    if (next === undefined) return [remove];
    if (next.endMs - next.startMs !== old.endMs - old.startMs) {
      return [remove, { change: 'add', agent, start: iso(next.startMs), end: iso(next.endMs), site }];
    }
    if (next.startMs === old.startMs) return [];
    return [{ change: 'move', agent, start: iso(old.startMs), toStart: iso(next.startMs) }];
  });
}

/** Saves edits to the draft they were made on; refused where somebody else has changed it meanwhile. */
export const saveEdits = (
  planId: string,
  revision: number,
  original: readonly Shift[],
  draft: Draft,
): Promise<unknown> =>
  send('POST', `/v1/plans/${planId}/changes`, { changes: changesOf(original, draft) }, { 'if-match': `"${revision}"` });
