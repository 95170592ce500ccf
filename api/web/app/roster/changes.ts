import { agentId, type QueueId, queueId, siteId } from '../../../../src/domain/ids.js';
import { type Shift, STEP_MS, type Step } from './edits.js';
import type { Person } from './rows.js';

type Part = Shift['activities'][number];

/** The shift given to somebody else: contacts go to the queues that the other can take. */
export const givenTo = (shift: Shift, person: Person): Shift => ({
  ...shift,
  agent: agentId(person.id),
  activities: shift.activities.map((part) =>
    part.queues.length === 0 ? part : { ...part, queues: person.skills.map(queueId) },
  ),
});

/** Two people take each other's shifts. */
export const swapped = (one: Shift, other: Shift, people: ReadonlyMap<string, Person>): Step[] => [
  { before: one, after: givenTo(one, people.get(other.agent)!) },
  { before: other, after: givenTo(other, people.get(one.agent)!) },
];

/** A new shift of work alone. @param key unlike all others */
export function newShift(person: Person, date: string, startMs: number, endMs: number, key: string): Shift {
  return {
    key,
    agent: agentId(person.id),
    date,
    site: siteId(person.site),
    startMs,
    endMs,
    activities: [{ activity: 'work', startMs, endMs, paid: true, queues: person.skills.map(queueId) }],
  };
}

/** Whether a part of a shift is a pause that moves by itself. */
export const isBreak = ({ activity }: Pick<Part, 'activity'>): boolean => activity === 'break' || activity === 'meal';

/** The shift with its pause later by `ms`; the work around it gives way. Undefined where there is no room. */
export function withBreakMoved(shift: Shift, index: number, ms: number): Shift | undefined {
  const [before, part, after] = [shift.activities[index - 1], shift.activities[index], shift.activities[index + 1]];
  if (part === undefined || before === undefined || after === undefined || isBreak(before) || isBreak(after))
    return undefined;
  if (part.startMs + ms <= before.startMs || part.endMs + ms >= after.endMs) return undefined;
  return {
    ...shift,
    activities: shift.activities.map((one, i) =>
      i === index - 1
        ? { ...one, endMs: one.endMs + ms }
        : i === index
          ? { ...one, startMs: one.startMs + ms, endMs: one.endMs + ms }
          : i === index + 1
            ? { ...one, startMs: one.startMs + ms }
            : one,
    ),
  };
}

/** The shift without a pause: the work before it goes on. */
export function withoutBreak(shift: Shift, index: number): Shift {
  const gone = shift.activities[index]!;
  const parts = shift.activities.flatMap((part, i): Part[] =>
    i === index ? [] : i === index - 1 ? [{ ...part, endMs: gone.endMs }] : [part],
  );
  return { ...shift, activities: joined(parts) };
}

/** The shift with a pause in the middle of its longest stretch of work. Undefined where none is long enough. */
export function withBreak(shift: Shift, activity: 'break' | 'meal', minutes: number): Shift | undefined {
  const ms = minutes * 60_000;
  const longest = shift.activities.reduce<Part | undefined>(
    (best, part) =>
      part.queues.length > 0 && (best === undefined || part.endMs - part.startMs > best.endMs - best.startMs)
        ? part
        : best,
    undefined,
  );
  if (longest === undefined || longest.endMs - longest.startMs < ms + 2 * STEP_MS) return undefined;
  const middle = longest.startMs + (longest.endMs - longest.startMs - ms) / 2;
  const from = Math.round(middle / STEP_MS) * STEP_MS;
  const pause: Part = {
    activity,
    startMs: from,
    endMs: from + ms,
    paid: activity === 'break',
    queues: [] as QueueId[],
  };
  return {
    ...shift,
    activities: shift.activities.flatMap((part) =>
      part === longest ? [{ ...part, endMs: from }, pause, { ...part, startMs: from + ms }] : [part],
    ),
  };
}

/** Parts of the same activity that touch become one. */
function joined(parts: readonly Part[]): Part[] {
  const result: Part[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last?.activity === part.activity && last.endMs === part.startMs && last.queues.join() === part.queues.join())
      result[result.length - 1] = { ...last, endMs: part.endMs };
    else result.push(part);
  }
  return result;
}

/** Steps from how people's shifts are to how a proposal wants them. @param keyOf gives new shifts keys of their own */
export function proposalSteps(
  now: Iterable<Shift>,
  proposed: readonly Shift[],
  agents: ReadonlySet<string>,
  keyOf: (shift: Shift) => string,
): Step[] {
  const was = [...now].filter(({ agent }) => agents.has(agent));
  const same = (a: Shift, b: Shift): boolean =>
    a.agent === b.agent &&
    a.startMs === b.startMs &&
    a.endMs === b.endMs &&
    a.site === b.site &&
    JSON.stringify(a.activities) === JSON.stringify(b.activities);
  const gone = was.filter((shift) => !proposed.some((other) => same(shift, other)));
  const come = proposed.filter((shift) => !was.some((other) => same(shift, other)));
  return [
    ...gone.map((before): Step => ({ before })),
    ...come.map((after): Step => ({ after: { ...after, key: keyOf(after) } })),
  ];
}
