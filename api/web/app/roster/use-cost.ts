import { useEffect, useState } from 'preact/hooks';
import { send } from '../api.js';
import type { Draft, Shift } from './edits.js';
import { changesOf } from './save.js';

/** Time without an edit after which the server is asked, milliseconds. */
const WAIT_MS = 350;

/** What the server makes of edits that are not saved: pay is nothing a planner's browser knows. */
export interface EditPreview {
  readonly cost: { readonly beforeMinor: number; readonly afterMinor: number };
  readonly law: readonly { readonly agent: string; readonly rule: string; readonly message: string }[];
}

/**
 * Cost and labour law of the roster with all edits; nothing while they are worked out, a refusal where it cannot be saved so.
 * @param saving while true nobody is asked: once saved, the edits are about a revision that is no longer the plan's
 */
export function usePreview(
  planId: string,
  revision: number,
  original: readonly Shift[],
  draft: Draft,
  saving: boolean,
): { readonly preview?: EditPreview; readonly refusal?: unknown } {
  const [answer, setAnswer] = useState<{
    readonly draft: Draft;
    readonly preview?: EditPreview;
    readonly refusal?: unknown;
  }>();
  useEffect(() => {
    const changes = saving || draft.past.length === 0 ? [] : changesOf(original, draft);
    if (changes.length === 0) return;
    let wanted = true;
    const timer = setTimeout(() => {
      const url = `/v1/plans/${planId}/changes?preview=true`;
      send<EditPreview>('POST', url, { changes }, { 'if-match': `"${revision}"` }, false).then(
        (preview) => wanted && setAnswer({ draft, preview }),
        (refusal: unknown) => wanted && setAnswer({ draft, refusal }),
      );
    }, WAIT_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [planId, revision, original, draft, saving]);
  return answer?.draft === draft ? answer : {};
}
