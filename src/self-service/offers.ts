import type { RosterCoverage, RosterShift } from '../domain/roster.js';
import type { RosterChange } from '../schedule/edit-roster.js';
import { queueSkillsOf } from '../schedule/people.js';
import type { JudgedWeek } from './judged-week.js';

/** What could be offered: extra work where people are short, leaving early where there are too many. */
export interface PossibleOffer {
  readonly kind: 'overtime' | 'leave-early';
  /** Queue that is short, or that the people leaving would have worked on. */
  readonly queue: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** How many may take it. */
  readonly places: number;
  /** Whom it may go to, and what it would mean for each; by law and absences all could take it. */
  readonly agents: readonly { readonly agent: string; readonly changes: readonly RosterChange[] }[];
}

const HOUR_MS = 3_600_000;
/** Longest that a shift is made longer, and longest new shift: short enough to need no break. */
const MOST_EXTENSION_MS = 2 * HOUR_MS;
const MOST_NEW_SHIFT_MS = 4 * HOUR_MS;
const LEAST_NEW_SHIFT_MS = 2 * HOUR_MS;
/** Time by which somebody may leave early, longest first. */
const EARLIER_MS = [2 * HOUR_MS, HOUR_MS] as const;
/** Agents missing from which a stretch is worth offering. */
const LEAST_SHORT = 0.5;
const MOST_AGENTS = 25;
const MOST_OFFERS = 10;

/** Offers for the rest of a published week, the largest shortage first, then the largest surplus. */
export function possibleOffers(week: JudgedWeek): PossibleOffer[] {
  const { coverage } = week.roster;
  const stepMs = week.centre.intervalMinutes * 60_000;
  const short = coverage.flatMap((row) => shortStretches(row, week.nowMs + HOUR_MS, stepMs));
  short.sort((a, b) => b.amount - a.amount || a.fromMs - b.fromMs);
  const overtime = short.slice(0, MOST_OFFERS).map(
    (stretch): PossibleOffer => ({
      kind: 'overtime',
      queue: stretch.queue,
      fromMs: stretch.fromMs,
      toMs: stretch.toMs,
      places: Math.ceil(stretch.most - 1e-9),
      agents: overtimeAgents(week, stretch),
    }),
  );
  return [...overtime, ...earlyOffers(week)].filter(({ agents }) => agents.length > 0);
}

interface Stretch {
  readonly queue: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly most: number;
  readonly amount: number;
}

function shortStretches(row: RosterCoverage, afterMs: number, stepMs: number): Stretch[] {
  const stretches: Stretch[] = [];
  let open: { fromMs: number; toMs: number; most: number; amount: number } | undefined;
  const close = (): void => {
    if (open !== undefined) stretches.push({ queue: row.queue, ...open });
    open = undefined;
  };
  row.startMs.forEach((atMs, i) => {
    const under = row.under[i]!;
    if (under < LEAST_SHORT || atMs < afterMs) close();
    else if (open === undefined || open.toMs !== atMs) {
      close();
      open = { fromMs: atMs, toMs: atMs + stepMs, most: under, amount: under };
    } else open = { ...open, toMs: atMs + stepMs, most: Math.max(open.most, under), amount: open.amount + under };
  });
  close();
  return stretches;
}

/** What somebody who knows the queue would do in a stretch: stay longer, come sooner, or come for a short shift. */
function overtimeAgents(week: JudgedWeek, stretch: Stretch): PossibleOffer['agents'][number][] {
  const { centre } = week;
  const found: PossibleOffer['agents'][number][] = [];
  for (const agent of centre.agents) {
    if (found.length === MOST_AGENTS) break;
    if (!queueSkillsOf(agent, centre.queues).some(({ queue }) => queue === stretch.queue)) continue;
    const own = week.shiftsOf(agent.id);
    const change =
      own.map((shift) => longer(shift, stretch)).find((one) => one !== undefined) ?? extra(agent.id, own, stretch);
    if (change !== undefined && week.lawful([change])) found.push({ agent: agent.id, changes: [change] });
  }
  return found;
}

function longer(shift: RosterShift, { fromMs, toMs }: Stretch): RosterChange | undefined {
  const { agent, startMs, endMs } = shift;
  if (endMs >= fromMs && endMs < toMs) {
    const toEndMs = Math.min(toMs, endMs + MOST_EXTENSION_MS);
    return { change: 'resize', agent, startMs, toStartMs: startMs, toEndMs };
  }
  if (startMs > fromMs && startMs <= toMs) {
    const toStartMs = Math.max(fromMs, startMs - MOST_EXTENSION_MS);
    return { change: 'resize', agent, startMs, toStartMs, toEndMs: endMs };
  }
  return undefined;
}

function extra(agent: string, own: readonly RosterShift[], { fromMs, toMs }: Stretch): RosterChange | undefined {
  const endMs = Math.min(toMs, fromMs + MOST_NEW_SHIFT_MS);
  const free = own.every((shift) => shift.endMs <= fromMs || shift.startMs >= endMs);
  return free && endMs - fromMs >= LEAST_NEW_SHIFT_MS ? { change: 'add', agent, startMs: fromMs, endMs } : undefined;
}

/** Those who could go home at the same time, by law not looked at yet. */
interface Leaving {
  readonly queue: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly people: { readonly shift: RosterShift; readonly places: number }[];
}

/**
 * Agents who could go home before the end of their shift without anybody being short. The groups with the most places come first and the
 * law is asked only while another group could still be among those shown.
 */
function earlyOffers(week: JudgedWeek): PossibleOffer[] {
  const most = ({ people }: Leaving): number =>
    Math.min(people.length, Math.max(...people.map(({ places }) => places)));
  const groups = leavingGroups(week).sort((a, b) => most(b) - most(a) || a.fromMs - b.fromMs);
  const offers: PossibleOffer[] = [];
  for (const group of groups) {
    const last = offers[MOST_OFFERS - 1];
    if (last !== undefined && most(group) < last.places) break;
    const { queue, fromMs, toMs } = group;
    const agents: PossibleOffer['agents'][number][] = [];
    let places = Number.POSITIVE_INFINITY;
    for (const { shift, places: own } of group.people) {
      if (agents.length === MOST_AGENTS) break;
      const { agent, startMs } = shift;
      const changes: RosterChange[] = [{ change: 'resize', agent, startMs, toStartMs: startMs, toEndMs: fromMs }];
      if (!week.lawful(changes)) continue;
      agents.push({ agent, changes });
      places = Math.min(places, own);
    }
    if (agents.length === 0) continue;
    offers.push({ kind: 'leave-early', queue, fromMs, toMs, places: Math.min(places, agents.length), agents });
    offers.sort((a, b) => b.places - a.places || a.fromMs - b.fromMs);
  }
  return offers.slice(0, MOST_OFFERS);
}

/** Shifts whose end nobody needs, by queue and time: the longest end of each. */
function leavingGroups(week: JudgedWeek): Leaving[] {
  const groups = new Map<string, Leaving>();
  const rows = new Map<string, RosterCoverage>(week.roster.coverage.map((row) => [row.queue, row]));
  for (const shift of week.roster.shifts) {
    for (const earlier of EARLIER_MS) {
      const fromMs = shift.endMs - earlier;
      if (fromMs <= Math.max(week.nowMs + HOUR_MS, shift.startMs + LEAST_NEW_SHIFT_MS)) continue;
      const queue = shift.activities.findLast(({ queues }) => queues.length > 0)?.queues[0];
      const places = spare(rows, shift, fromMs);
      if (queue === undefined || places < 1) continue;
      const key = `${queue} ${fromMs} ${shift.endMs}`;
      const group = groups.get(key) ?? { queue, fromMs, toMs: shift.endMs, people: [] };
      group.people.push({ shift, places });
      groups.set(key, group);
      break;
    }
  }
  return [...groups.values()];
}

/** People who could be missed on every queue of the end of a shift, whole. */
function spare(rows: ReadonlyMap<string, RosterCoverage>, shift: RosterShift, fromMs: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (const queue of new Set(shift.activities.flatMap((part) => (part.endMs > fromMs ? part.queues : [])))) {
    const row = rows.get(queue);
    if (row === undefined) continue;
    for (let i = firstAfter(row.startMs, fromMs); i < row.startMs.length && row.startMs[i]! < shift.endMs; i++)
      least = Math.min(least, row.over[i]!);
  }
  return least === Number.POSITIVE_INFINITY ? 0 : Math.floor(least + 1e-9);
}

/** Index of the first instant that is not before another one, of ascending instants. */
function firstAfter(ms: readonly number[], fromMs: number): number {
  let [low, high] = [0, ms.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ms[middle]! < fromMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
