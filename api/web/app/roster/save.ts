import { type ShiftFile, send } from '../api.js';
import { type Draft, type Shift, touchedKeys, withEdits } from './edits.js';

interface Change {
  readonly change: 'add' | 'remove' | 'move';
  readonly agent: string;
  readonly start: string;
  readonly end?: string;
  readonly site?: string;
  readonly area?: string;
  readonly toStart?: string;
  readonly activities?: readonly { readonly activity: string; readonly start: string; readonly end: string }[];
}

const iso = (ms: number): string => new Date(ms).toISOString();

const added = ({ agent, site, area, startMs, endMs, activities }: Shift): Change => ({
  change: 'add',
  agent,
  start: iso(startMs),
  end: iso(endMs),
  site,
  ...(area === undefined ? {} : { area }),
  activities: activities.map((part) => ({
    activity: part.activity,
    start: iso(part.startMs),
    end: iso(part.endMs),
  })),
});

/** Parts of a shift counted from its start: equal where the shift has only been moved. */
const shapeOf = ({ agent, site, startMs, endMs, activities }: Shift): string =>
  JSON.stringify([
    agent,
    site,
    endMs - startMs,
    activities.map((part) => [part.activity, part.startMs - startMs, part.endMs - startMs]),
  ]);

/**
 * Edits as the API takes them, from how every shift was to how it is: shifts that go come first, so that others can take
 * their place; a shift of another length, person or with other pauses goes and a new one comes.
 */
export function changesOf(original: readonly Shift[], draft: Draft): Change[] {
  const now = withEdits(original, draft.past);
  const keys = touchedKeys(draft);
  const known = new Set(original.map(({ key }) => key));
  const moves: Change[] = [];
  const removes: Change[] = [];
  const adds: Change[] = [];
  for (const old of original) {
    if (!keys.has(old.key)) continue;
    const next = now.get(old.key);
    const { agent } = old;
    if (next !== undefined && shapeOf(next) === shapeOf(old)) {
      if (next.startMs !== old.startMs)
        moves.push({ change: 'move', agent, start: iso(old.startMs), toStart: iso(next.startMs) });
      continue;
    }
    removes.push({ change: 'remove', agent, start: iso(old.startMs) });
    if (next !== undefined) adds.push(added(next));
  }
  for (const [key, shift] of now) if (!known.has(key)) adds.push(added(shift));
  return [...removes, ...moves, ...adds];
}

/** A shift in the form of the roster file. */
export const toFile = (shift: Shift): ShiftFile => ({
  agent: shift.agent,
  date: shift.date,
  site: shift.site,
  ...(shift.area === undefined ? {} : { area: shift.area }),
  ...(shift.desk === undefined ? {} : { desk: shift.desk }),
  ...(shift.template === undefined ? {} : { template: shift.template }),
  ...(shift.kind === undefined ? {} : { kind: shift.kind }),
  start: iso(shift.startMs),
  end: iso(shift.endMs),
  activities: shift.activities.map(({ activity, startMs, endMs, paid, queues }) => ({
    activity,
    start: iso(startMs),
    end: iso(endMs),
    paid,
    queues: [...queues],
  })),
});

/** Saves edits to the draft they were made on; refused where somebody else has changed it meanwhile. */
export const saveEdits = (
  planId: string,
  revision: number,
  original: readonly Shift[],
  draft: Draft,
): Promise<unknown> =>
  send('POST', `/v1/plans/${planId}/changes`, { changes: changesOf(original, draft) }, { 'if-match': `"${revision}"` });
