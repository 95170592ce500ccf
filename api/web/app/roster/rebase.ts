import type { ShiftFile } from '../api.js';
import { type Draft, type Edit, editOf, type Shift, shiftOf, stepsOf } from './edits.js';

/** Everything of a shift but its key. */
const contentOf = ({ key: _, ...shift }: Shift): string =>
  JSON.stringify([
    shift.agent,
    shift.site,
    shift.area,
    shift.startMs,
    shift.endMs,
    shift.activities.map((part) => [part.activity, part.startMs, part.endMs, part.paid, [...part.queues].sort()]),
  ]);

/**
 * Edits of one roster done again on another that somebody else has changed: an edit fits where every shift that it takes is
 * still as it was, and comes as a whole or not at all.
 * @param original shifts of the roster as it is now
 */
export function rebased(draft: Draft, original: readonly Shift[]): { draft: Draft; lost: Edit[] } {
  const now = new Map(original.map((shift) => [shift.key, shift]));
  const past: Edit[] = [];
  const lost: Edit[] = [];
  for (const edit of draft.past) {
    const steps = stepsOf(edit);
    const fits = steps.every(({ before }) => {
      const there = before === undefined ? undefined : now.get(before.key);
      return before === undefined || (there !== undefined && contentOf(there) === contentOf(before));
    });
    if (!fits) {
      lost.push(edit);
      continue;
    }
    for (const { before, after } of steps) {
      if (before !== undefined) now.delete(before.key);
      if (after !== undefined) now.set(after.key, after);
    }
    past.push(edit);
  }
  return { draft: { past, future: [] }, lost };
}

export interface Difference {
  readonly agent: string;
  readonly before?: ShiftFile;
  readonly after?: ShiftFile;
}

/** What somebody else changed, as edits that can be taken into a draft. */
export const editsOf = (differences: readonly Difference[]): Draft => ({
  past: differences.flatMap(({ before, after }) => {
    const edit = editOf([
      {
        ...(before === undefined ? {} : { before: shiftOf(before) }),
        ...(after === undefined ? {} : { after: shiftOf(after) }),
      },
    ]);
    return edit === undefined ? [] : [edit];
  }),
  future: [],
});
