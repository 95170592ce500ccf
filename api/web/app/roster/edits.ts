import { agentId, queueId, siteId } from '../../../../src/domain/ids.js';
import type { RosterShift } from '../../../../src/domain/roster.js';
import type { ShiftFile } from '../api.js';

/** A shift on the timeline. `key` stays the same when it moves. */
export interface Shift extends RosterShift {
  readonly key: string;
}

/** Grid of edits by hand. */
export const STEP_MS = 15 * 60_000;

export function shiftOf(file: ShiftFile): Shift {
  const { start, end, activities, ...rest } = file;
  return {
    ...rest,
    key: `${file.agent} ${start}`,
    agent: agentId(file.agent),
    site: siteId(file.site),
    startMs: Date.parse(start),
    endMs: Date.parse(end),
    activities: activities.map((part) => ({
      activity: part.activity,
      startMs: Date.parse(part.start),
      endMs: Date.parse(part.end),
      paid: part.paid,
      queues: part.queues.map(queueId),
    })),
  };
}

/** The shift with everything in it `ms` later. */
export const moved = (shift: Shift, ms: number): Shift => ({
  ...shift,
  startMs: shift.startMs + ms,
  endMs: shift.endMs + ms,
  activities: shift.activities.map((part) => ({ ...part, startMs: part.startMs + ms, endMs: part.endMs + ms })),
});

/** The shift with its end `ms` later: its last part grows or shrinks. Undefined where that part would be gone. */
export function lengthened(shift: Shift, ms: number): Shift | undefined {
  const last = shift.activities.at(-1);
  if (last === undefined || last.endMs + ms <= last.startMs) return undefined;
  return {
    ...shift,
    endMs: shift.endMs + ms,
    activities: [...shift.activities.slice(0, -1), { ...last, endMs: last.endMs + ms }],
  };
}

export const paidMsOf = (shift: Shift): number =>
  shift.activities.reduce((sum, part) => sum + (part.paid ? part.endMs - part.startMs : 0), 0);

/** What happens to one shift: `before` is missing where it is new, `after` where it goes. */
export interface Step {
  readonly before?: Shift;
  readonly after?: Shift;
}

/** One edit as a person makes it, undone and redone as a whole; a swap or a proposal has further steps. */
export interface Edit extends Step {
  readonly more?: readonly Step[];
}

export const stepsOf = (edit: Edit): readonly Step[] => [edit, ...(edit.more ?? [])];

/** Steps as one edit; undefined where there is none. */
export const editOf = ([first, ...more]: readonly Step[]): Edit | undefined =>
  first === undefined ? undefined : more.length === 0 ? first : { ...first, more };

/** A roster under edit. All of it is plain data: undo takes an edit off `past`, a reload of the page reads it back. */
export interface Draft {
  readonly past: readonly Edit[];
  readonly future: readonly Edit[];
}

export const NO_EDITS: Draft = { past: [], future: [] };

/** The shifts by key with all edits done. */
export function withEdits(original: readonly Shift[], past: readonly Edit[]): ReadonlyMap<string, Shift> {
  const shifts = new Map(original.map((shift) => [shift.key, shift]));
  for (const { before, after } of past.flatMap(stepsOf)) {
    if (before !== undefined) shifts.delete(before.key);
    if (after !== undefined) shifts.set(after.key, after);
  }
  return shifts;
}

export const edited = ({ past }: Draft, edit: Edit): Draft => ({ past: [...past, edit], future: [] });

export function undone({ past, future }: Draft): Draft {
  const last = past.at(-1);
  return last === undefined ? { past, future } : { past: past.slice(0, -1), future: [last, ...future] };
}

export function redone({ past, future }: Draft): Draft {
  const [next, ...rest] = future;
  return next === undefined ? { past, future } : { past: [...past, next], future: rest };
}

/** Agents that the edits touch, in order of their first edit. */
export const touched = ({ past }: Draft): string[] => [
  ...new Set(past.flatMap(stepsOf).flatMap(({ before, after }) => [before?.agent ?? [], after?.agent ?? []].flat())),
];

/** Shifts that the edits touch, by key. */
export const touchedKeys = ({ past }: Draft): ReadonlySet<string> =>
  new Set(past.flatMap(stepsOf).flatMap(({ before, after }) => [before?.key ?? [], after?.key ?? []].flat()));
