import type { RosterCoverage, RosterShift } from '../domain/roster.js';
import { editShifts, type RosterChange } from '../schedule/edit-roster.js';
import { queueSkillsOf } from '../schedule/people.js';
import { isAway, type JudgedWeek, newLawFindings } from './judge.js';

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
export function possibleOffers(week: JudgedWeek, around: readonly RosterShift[]): PossibleOffer[] {
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
      agents: overtimeAgents(week, stretch, around),
    }),
  );
  const early = earlyOffers(week, around);
  return [...overtime, ...early].filter(({ agents }) => agents.length > 0);
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
function overtimeAgents(
  week: JudgedWeek,
  stretch: Stretch,
  around: readonly RosterShift[],
): PossibleOffer['agents'][number][] {
  const { roster, centre } = week;
  const found: PossibleOffer['agents'][number][] = [];
  for (const agent of centre.agents) {
    if (found.length === MOST_AGENTS) break;
    if (!queueSkillsOf(agent, centre.queues).some(({ queue }) => queue === stretch.queue)) continue;
    const own = roster.shifts.filter((shift) => shift.agent === agent.id);
    const change =
      own.map((shift) => longer(shift, stretch)).find((one) => one !== undefined) ?? extra(agent.id, own, stretch);
    if (change !== undefined && lawful(week, agent.id, [change], around))
      found.push({ agent: agent.id, changes: [change] });
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

/** Agents who could go home before the end of their shift without anybody being short. */
function earlyOffers(week: JudgedWeek, around: readonly RosterShift[]): PossibleOffer[] {
  const { roster } = week;
  const groups = new Map<string, PossibleOffer & { agents: PossibleOffer['agents'][number][] }>();
  for (const shift of roster.shifts) {
    for (const earlier of EARLIER_MS) {
      const fromMs = shift.endMs - earlier;
      if (fromMs <= Math.max(week.nowMs + HOUR_MS, shift.startMs + LEAST_NEW_SHIFT_MS)) continue;
      const queue = shift.activities.findLast(({ queues }) => queues.length > 0)?.queues[0];
      const places = spare(roster.coverage, shift, fromMs);
      if (queue === undefined || places < 1) continue;
      const { agent, startMs } = shift;
      const changes: RosterChange[] = [{ change: 'resize', agent, startMs, toStartMs: startMs, toEndMs: fromMs }];
      if (!lawful(week, agent, changes, around)) continue;
      const key = `${queue} ${fromMs} ${shift.endMs}`;
      const group = groups.get(key) ?? { kind: 'leave-early', queue, fromMs, toMs: shift.endMs, places, agents: [] };
      if (group.agents.length < MOST_AGENTS) group.agents.push({ agent, changes });
      groups.set(key, { ...group, places: Math.min(group.places, places) });
      break;
    }
  }
  return [...groups.values()]
    .map((group) => ({ ...group, places: Math.min(group.places, group.agents.length) }))
    .sort((a, b) => b.places - a.places || a.fromMs - b.fromMs)
    .slice(0, MOST_OFFERS);
}

/** People who could be missed on every queue of the end of a shift, whole. */
function spare(coverage: readonly RosterCoverage[], shift: RosterShift, fromMs: number): number {
  const queues = new Set<string>(shift.activities.flatMap((part) => (part.endMs > fromMs ? part.queues : [])));
  let least = Number.POSITIVE_INFINITY;
  for (const row of coverage) {
    if (!queues.has(row.queue)) continue;
    row.startMs.forEach((atMs, i) => {
      if (atMs >= fromMs && atMs < shift.endMs) least = Math.min(least, row.over[i]!);
    });
  }
  return least === Number.POSITIVE_INFINITY ? 0 : Math.floor(least + 1e-9);
}

/** Whether changes can be made to the week as it is now, by law and absences. */
export function lawful(
  week: JudgedWeek,
  agent: string,
  changes: readonly RosterChange[],
  around: readonly RosterShift[],
): boolean {
  const { roster, centre } = week;
  // Only those concerned: the rest of the roster has no part in it.
  const concerned = new Set(changes.flatMap((one) => [one.agent, ...('toAgent' in one ? [one.toAgent] : []), agent]));
  const shifts = roster.shifts.filter((shift) => concerned.has(shift.agent));
  const edited = editShifts(shifts, changes, { centre, fromDate: roster.fromDate, toDate: roster.toDate });
  if (!edited.ok) return false;
  const own = edited.value.filter((shift) => shift.agent === agent);
  if (own.some((shift) => isAway(centre, agent, shift, roster.shifts))) return false;
  const near = around.filter((shift) => shift.agent === agent);
  return newLawFindings(week, edited.value, [agent], near).length === 0;
}
