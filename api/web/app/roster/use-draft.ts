import { useCallback, useEffect, useState } from 'preact/hooks';
import { remember, remembered } from '../settings.js';
import { type Draft, type Edit, edited, NO_EDITS, redone, undone } from './edits.js';

/** Edits of a plan, kept on this device so that neither a reload nor a restart of the server loses them. */
export function useDraft(planId: string, revision: number) {
  const name = `edits.${planId}.${revision}`;
  const [draft, setDraft] = useState<Draft>(() => {
    try {
      return JSON.parse(remembered(name) ?? '') as Draft;
    } catch {
      return NO_EDITS;
    }
  });
  useEffect(() => remember(name, draft.past.length === 0 ? '' : JSON.stringify(draft)), [name, draft]);
  return {
    draft,
    edit: useCallback((edit: Edit) => setDraft((old) => edited(old, edit)), []),
    undo: useCallback(() => setDraft(undone), []),
    redo: useCallback(() => setDraft(redone), []),
    discard: useCallback(() => setDraft(NO_EDITS), []),
  };
}
