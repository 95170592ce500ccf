import { useCallback, useLayoutEffect, useState } from 'preact/hooks';
import { remember, remembered } from '../settings.js';
import { type Draft, type Edit, edited, NO_EDITS, redone, undone } from './edits.js';

const nameOf = (planId: string, revision: number): string => `edits.${planId}.${revision}`;

/** Keeps edits for when the plan is opened at that revision; undefined forgets them. */
export const keepEdits = (planId: string, revision: number, draft: Draft | undefined): void =>
  remember(nameOf(planId, revision), draft === undefined || draft.past.length === 0 ? '' : JSON.stringify(draft));

/** Edits of a plan, kept on this device so that neither a reload nor a restart of the server loses them. */
export function useDraft(planId: string, revision: number) {
  const [draft, setDraft] = useState<Draft>(() => {
    try {
      return JSON.parse(remembered(nameOf(planId, revision)) ?? '') as Draft;
    } catch {
      return NO_EDITS;
    }
  });
  // Before the next paint: whoever leaves the page right after an edit keeps it.
  useLayoutEffect(() => keepEdits(planId, revision, draft), [planId, revision, draft]);
  return {
    draft,
    edit: useCallback((edit: Edit) => setDraft((old) => edited(old, edit)), []),
    undo: useCallback(() => setDraft(undone), []),
    redo: useCallback(() => setDraft(redone), []),
    discard: useCallback(() => setDraft(NO_EDITS), []),
  };
}
