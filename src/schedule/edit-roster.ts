import type { Agent } from '../domain/agent.js';
import type { Activity, Centre } from '../domain/centre.js';
import { type QueueId, queueId, siteId } from '../domain/ids.js';
import type { RosterShift } from '../domain/roster.js';
import { type Checked, type Issue, inputError } from '../errors.js';
import { formatInstant, localDate } from '../time/zone.js';
import { queueSkillsOf } from './people.js';

/** One change by hand. A shift is named by its agent and its start, instants in epoch milliseconds. */
export type RosterChange =
  | { readonly change: 'remove'; readonly agent: string; readonly startMs: number }
  | {
      readonly change: 'move';
      readonly agent: string;
      readonly startMs: number;
      /** Gives the shift to somebody else. */
      readonly toAgent?: string;
      /** Moves the shift with all its breaks. */
      readonly toStartMs?: number;
    }
  | {
      readonly change: 'resize';
      readonly agent: string;
      readonly startMs: number;
      /** New start and end; breaks that still lie inside stay where they are. */
      readonly toStartMs: number;
      readonly toEndMs: number;
    }
  | {
      readonly change: 'add';
      readonly agent: string;
      readonly startMs: number;
      readonly endMs: number;
      /** Default: the agent's own. */
      readonly site?: string;
      readonly area?: string;
      /** Parts of the shift without gaps, in order. Default: work from start to end. Paid as the centre's activity is. */
      readonly activities?: readonly { readonly activity: string; readonly startMs: number; readonly endMs: number }[];
    };

/** What became of one shift: `before` is absent for a new one, `after` for one that is gone. */
export interface ShiftDifference {
  readonly agent: string;
  readonly before?: RosterShift;
  readonly after?: RosterShift;
}

/** Where shifts may be put. */
export interface EditContext {
  readonly centre: Pick<Centre, 'agents' | 'sites' | 'queues' | 'activities' | 'slotMinutes'>;
  /** First and last local date of the roster, inclusive. */
  readonly fromDate: string;
  readonly toDate: string;
}

const LONGEST_SHIFT_MS = 24 * 3_600_000;

/**
 * Applies changes one after the other: all of them, or none and every problem named with the place of its change.
 * Codes: `shift-unknown`, `agent-unknown`, `site-unknown`, `shift-length`, `shift-off-grid`, `shift-outside-period`,
 * `shift-overlap`, `skill-missing`, `activity-unknown`, `activities-apart`. Labour law is not judged here: what it says about the result is for the audit.
 * @returns the shifts in order of agent and time
 */
export function editShifts(
  shifts: readonly RosterShift[],
  changes: readonly RosterChange[],
  context: EditContext,
): Checked<RosterShift[]> {
  const issues: Issue[] = [];
  const agents = new Map<string, Agent>(context.centre.agents.map((agent) => [agent.id, agent]));
  const zones = new Map<string, string>(context.centre.sites.map(({ id, zone }) => [id, zone]));
  const byAgent = new Map<string, RosterShift[]>();
  for (const shift of shifts) byAgent.set(shift.agent, [...(byAgent.get(shift.agent) ?? []), shift]);

  const take = (agent: string, startMs: number): RosterShift | undefined => {
    const list = byAgent.get(agent) ?? [];
    const i = list.findIndex((shift) => shift.startMs === startMs);
    return i < 0 ? undefined : list.splice(i, 1)[0];
  };

  const made: { shift: RosterShift; zone: string; report: Report }[] = [];
  for (const [i, change] of changes.entries()) {
    const report: Report = (code, message, hint) => {
      issues.push(inputError(code, message, hint, { path: `changes[${i}]` }));
    };
    const old = change.change === 'add' ? undefined : take(change.agent, change.startMs);
    if (change.change !== 'add' && old === undefined) {
      const at = new Date(change.startMs).toISOString();
      report('shift-unknown', `${change.agent} has no shift that starts at ${at}.`, 'Read the roster again.');
      continue;
    }
    if (change.change === 'remove') continue;
    const owner = change.change === 'move' ? (change.toAgent ?? change.agent) : change.agent;
    const agent = agents.get(owner);
    if (agent === undefined) {
      report('agent-unknown', `There is no agent "${owner}".`, 'Name an agent of the centre.');
      continue;
    }
    const placed =
      old === undefined
        ? newShift(change as AddChange, agent, context)
        : change.change === 'resize'
          ? resized(old, change)
          : moved(old, change as MoveChange, agent, context);
    const parts = change.change === 'add' ? partsProblem(change, context) : undefined;
    if (parts !== undefined) {
      report(...parts);
      continue;
    }
    const zone = zones.get(placed.site);
    if (zone === undefined) {
      report('site-unknown', `There is no site "${placed.site}".`, 'Name a site of the centre.');
      continue;
    }
    const shift = { ...placed, date: localDate(placed.startMs, zone) };
    const works = (one: RosterShift): boolean => one.activities.some(({ queues }) => queues.length > 0);
    if (old !== undefined && works(old) && !works(shift))
      report('skill-missing', `${owner} has no skill for any queue.`, 'Give the shift to somebody who has.');
    const problem = problemOf(shift, zone, context);
    if (problem !== undefined) report(...problem);
    byAgent.set(owner, [...(byAgent.get(owner) ?? []), shift]);
    made.push({ shift, zone, report });
  }
  // Judged on the result: in a swap on one day both have two shifts for a moment.
  for (const { shift, zone, report } of made) {
    const own = byAgent.get(shift.agent) ?? [];
    if (!own.includes(shift)) continue;
    if (own.some((other) => other !== shift && other.startMs < shift.endMs && shift.startMs < other.endMs))
      report(
        'shift-overlap',
        `${shift.agent} works already at ${formatInstant(shift.startMs, zone)}.`,
        'Move or remove the other shift first.',
      );
  }
  if (issues.length > 0) return { ok: false, issues };
  const edited = [...byAgent.values()].flat();
  edited.sort((a, b) => (a.agent === b.agent ? a.startMs - b.startMs : a.agent < b.agent ? -1 : 1));
  return { ok: true, value: edited, issues: [] };
}

type Report = (code: string, message: string, hint: string) => void;
type ResizeChange = Extract<RosterChange, { change: 'resize' }>;
type AddChange = Extract<RosterChange, { change: 'add' }>;
type MoveChange = Extract<RosterChange, { change: 'move' }>;

const queuesOf = (agent: Agent, { centre }: EditContext): QueueId[] =>
  queueSkillsOf(agent, centre.queues).map(({ queue }) => queueId(queue));

function newShift(change: AddChange, agent: Agent, context: EditContext): RosterShift {
  const { startMs, endMs, site, area, activities } = change;
  const able = queuesOf(agent, context);
  const kinds = new Map<string, Activity>(context.centre.activities.map((activity) => [activity.id, activity]));
  return {
    agent: agent.id,
    date: '',
    site: site === undefined ? agent.site : siteId(site),
    ...(area === undefined ? {} : { area }),
    startMs,
    endMs,
    activities: (activities ?? [{ activity: 'work', startMs, endMs }]).map((part) => {
      const activity = kinds.get(part.activity);
      return { ...part, paid: activity?.paid ?? true, queues: activity?.kind === 'work' ? able : [] };
    }),
  };
}

/** What is wrong with the parts of a new shift: an unknown activity, a gap, an end before a start, off the grid. */
function partsProblem(
  { startMs, endMs, activities }: AddChange,
  { centre }: EditContext,
): [code: string, message: string, hint: string] | undefined {
  if (activities === undefined) return undefined;
  const known = new Set<string>(centre.activities.map(({ id }) => id));
  const grid = centre.slotMinutes * 60_000;
  let at = startMs;
  for (const part of activities) {
    if (!known.has(part.activity))
      return ['activity-unknown', `There is no activity "${part.activity}".`, 'Name an activity of the centre.'];
    if (part.startMs !== at || part.endMs <= part.startMs || part.endMs % grid !== 0)
      return [
        'activities-apart',
        `The parts of the shift do not follow each other at ${new Date(part.startMs).toISOString()}.`,
        `Give parts without gaps, from the start to the end of the shift, on the grid of ${centre.slotMinutes} minutes.`,
      ];
    at = part.endMs;
  }
  if (at === endMs) return undefined;
  return ['activities-apart', 'The parts do not end with the shift.', 'Let the last one end where the shift does.'];
}

/** Work is cut or goes on at either end; a log-in at the start moves along with it. */
function resized(shift: RosterShift, { toStartMs: startMs, toEndMs: endMs }: ResizeChange): RosterShift {
  const work = shift.activities.find(({ queues }) => queues.length > 0);
  const kept = shift.activities
    .map((part) => ({ ...part, startMs: Math.max(part.startMs, startMs), endMs: Math.min(part.endMs, endMs) }))
    .filter((part) => part.startMs < part.endMs);
  if (work === undefined || kept.length === 0) return { ...shift, startMs, endMs, activities: kept };
  const [first, second] = kept;
  if (second !== undefined && first!.queues.length === 0 && startMs < shift.startMs) {
    const ms = first!.endMs - first!.startMs;
    kept[0] = { ...first!, startMs, endMs: startMs + ms };
    if (second.queues.length > 0) kept[1] = { ...second, startMs: startMs + ms };
  } else kept[0] = { ...first!, startMs };
  const last = kept.at(-1)!;
  if (last.queues.length > 0) kept[kept.length - 1] = { ...last, endMs };
  else if (last.endMs < endMs) kept.push({ ...work, startMs: last.endMs, endMs });
  return { ...shift, startMs, endMs, activities: kept };
}

function moved(
  shift: RosterShift,
  { toAgent, toStartMs }: MoveChange,
  agent: Agent,
  context: EditContext,
): RosterShift {
  const by = toStartMs === undefined ? 0 : toStartMs - shift.startMs;
  const able = queuesOf(agent, context);
  // A desk belongs to the shift it was given for; whether it is free at another time or for another site is not known.
  const { desk: _, ...rest } = shift;
  return {
    ...(by === 0 && toAgent === undefined ? shift : rest),
    agent: agent.id,
    startMs: shift.startMs + by,
    endMs: shift.endMs + by,
    activities: shift.activities.map((part) => ({
      ...part,
      startMs: part.startMs + by,
      endMs: part.endMs + by,
      queues: part.queues.length === 0 || toAgent === undefined ? part.queues : able,
    })),
  };
}

function problemOf(
  shift: RosterShift,
  zone: string,
  { centre, fromDate, toDate }: EditContext,
): [code: string, message: string, hint: string] | undefined {
  const length = shift.endMs - shift.startMs;
  const from = formatInstant(shift.startMs, zone);
  if (!(length > 0 && length <= LONGEST_SHIFT_MS))
    return [
      'shift-length',
      `A shift from ${from} lasts ${length / 60_000} minutes.`,
      'End it after its start, within 24 hours.',
    ];
  if (shift.startMs % (centre.slotMinutes * 60_000) !== 0 || shift.endMs % (centre.slotMinutes * 60_000) !== 0)
    return [
      'shift-off-grid',
      `${from} is off the grid of ${centre.slotMinutes} minutes.`,
      'Start and end on the grid.',
    ];
  if (shift.date < fromDate || shift.date > toDate)
    return [
      'shift-outside-period',
      `${from} lies outside ${fromDate} to ${toDate}.`,
      'Change the roster of that week.',
    ];
  return undefined;
}

const same = (a: RosterShift, b: RosterShift): boolean =>
  a.startMs === b.startMs &&
  a.endMs === b.endMs &&
  a.site === b.site &&
  a.desk === b.desk &&
  a.activities.length === b.activities.length &&
  a.activities.every((part, i) => {
    const other = b.activities[i]!;
    return (
      part.activity === other.activity &&
      part.startMs === other.startMs &&
      part.endMs === other.endMs &&
      part.paid === other.paid &&
      part.queues.join() === other.queues.join()
    );
  });

/** What is different between two rosters, by agent and time: shifts of an agent on one date are taken for the same shift, in order. */
export function compareShifts(before: readonly RosterShift[], after: readonly RosterShift[]): ShiftDifference[] {
  const keyed = (shifts: readonly RosterShift[]): Map<string, RosterShift[]> => {
    const days = new Map<string, RosterShift[]>();
    for (const shift of shifts) {
      const key = `${shift.agent} ${shift.date}`;
      const day = days.get(key);
      if (day === undefined) days.set(key, [shift]);
      else day.push(shift);
    }
    for (const day of days.values()) day.sort((a, b) => a.startMs - b.startMs);
    return days;
  };
  const [old, now] = [keyed(before), keyed(after)];
  const differences: ShiftDifference[] = [];
  for (const key of [...new Set([...old.keys(), ...now.keys()])].sort()) {
    const was = (old.get(key) ?? []).filter((shift) => !(now.get(key) ?? []).some((other) => same(shift, other)));
    const is = (now.get(key) ?? []).filter((shift) => !(old.get(key) ?? []).some((other) => same(shift, other)));
    for (let i = 0; i < Math.max(was.length, is.length); i++) {
      const [from, to] = [was[i], is[i]];
      differences.push({
        agent: (from ?? to)!.agent,
        ...(from === undefined ? {} : { before: from }),
        ...(to === undefined ? {} : { after: to }),
      });
    }
  }
  return differences;
}
