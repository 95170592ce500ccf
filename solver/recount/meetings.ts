import type { Meeting, RosterProblem } from '../problem.js';
import type { Breach, PlannedActivity } from '../solution.js';
import { fits, isMeetingPart } from './meeting-part.js';
import type { Person } from './people.js';

/** A meeting as the roster shows it. */
interface Held {
  readonly meeting: Meeting;
  /** Where most of its participants hold it, with somebody to lead it if it needs one; undefined where it is not held. */
  readonly start: number | undefined;
}

/**
 * Participants missing from each meeting, and people who hold a part of a meeting at another time than the others. Every
 * part counts for one meeting; leaders are shared out so that as many meetings as possible have one.
 */
export function meetingBreaches(problem: RosterProblem, people: readonly Person[]): Breach[] {
  const meetings = problem.meetings ?? [];
  if (meetings.length === 0) return [];
  const partsOf = new Map<string, readonly { day: number; part: PlannedActivity }[]>();
  for (const { name, agent, shifts } of people) {
    const parts = shifts.flatMap(({ plan }) =>
      plan.activities
        .filter((part) => !isFixedPart(agent.fixed ?? [], part) && isMeetingPart(problem, name, part))
        .map((part) => ({ day: plan.day, part })),
    );
    partsOf.set(name, parts);
  }
  const holds = (name: string, meeting: Meeting, start: number): PlannedActivity | undefined =>
    partsOf.get(name)?.find(({ part }) => part.startSlot === start && fits(problem, meeting, part))?.part;
  const held = meetings.map((meeting): Held => {
    const counts = new Map<number, number>();
    for (const name of meeting.participants) {
      for (const { part } of partsOf.get(name) ?? []) {
        if (fits(problem, meeting, part)) counts.set(part.startSlot, (counts.get(part.startSlot) ?? 0) + 1);
      }
    }
    const led = [...counts].filter(
      ([start]) => meeting.leaders?.some((name) => holds(name, meeting, start) !== undefined) ?? true,
    );
    const [best] = led.toSorted((a, b) => b[1] - a[1] || a[0] - b[0]);
    return { meeting, start: best?.[0] };
  });
  const leaderOf = shareLeaders(held, (name, { meeting, start }) => holds(name, meeting, start!));
  const used = new Set<PlannedActivity>();
  const breaches: Breach[] = [];
  held.forEach(({ meeting, start }, m) => {
    const led = meeting.leaders === undefined || leaderOf[m] !== undefined;
    const missing: string[] = [];
    for (const name of meeting.participants) {
      const part = start === undefined || !led ? undefined : holds(name, meeting, start);
      if (part === undefined) missing.push(name);
      else used.add(part);
    }
    if (leaderOf[m] !== undefined) used.add(leaderOf[m]);
    if (missing.length === 0) return;
    const { id, hard, weight = 0 } = meeting;
    breaches.push({
      ruleId: id,
      rule: 'meeting',
      hard,
      agents: missing,
      days: [],
      amount: missing.length,
      cost: hard ? 0 : weight * missing.length,
      message: `${meeting.activity} ${id} is held without ${missing.join(', ')}`,
    });
  });
  for (const [name, parts] of partsOf) {
    for (const { day, part } of parts) {
      if (used.has(part)) continue;
      breaches.push({
        ruleId: 'meeting',
        rule: 'meeting',
        hard: true,
        agents: [name],
        days: [day],
        amount: 1,
        cost: 0,
        message: `${name} holds ${part.activity} at slot ${part.startSlot}, at which no meeting is held`,
      });
    }
  }
  return breaches;
}

const isFixedPart = (
  fixed: readonly { activity: string; from: number; to: number }[],
  part: PlannedActivity,
): boolean =>
  fixed.some(({ activity, from, to }) => activity === part.activity && from === part.startSlot && to === part.endSlot);

/** A part of a leader for every meeting, none twice, for as many as possible (augmenting paths). */
function shareLeaders(
  held: readonly Held[],
  partOf: (name: string, one: Held) => PlannedActivity | undefined,
): (PlannedActivity | undefined)[] {
  const options = held.map((one) =>
    one.start === undefined
      ? []
      : (one.meeting.leaders ?? []).flatMap((name) => {
          const part = partOf(name, one);
          return part === undefined ? [] : [part];
        }),
  );
  const takenBy = new Map<PlannedActivity, number>();
  const give = (m: number, seen: Set<PlannedActivity>): boolean => {
    for (const part of options[m]!) {
      if (seen.has(part)) continue;
      seen.add(part);
      const other = takenBy.get(part);
      if (other === undefined || give(other, seen)) {
        takenBy.set(part, m);
        return true;
      }
    }
    return false;
  };
  held.forEach((_, m) => {
    give(m, new Set());
  });
  const leaderOf: (PlannedActivity | undefined)[] = held.map(() => undefined);
  for (const [part, m] of takenBy) leaderOf[m] = part;
  return leaderOf;
}
