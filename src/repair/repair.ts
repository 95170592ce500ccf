import type { LpBackend } from '../../solver/lp/model.js';
import type { ProblemAgent, RosterProblem } from '../../solver/problem.js';
import { PricedRoster } from '../../solver/roster/priced-roster.js';
import { groupShifts } from '../../solver/roster/read-tour.js';
import type { Breach, PlannedShift, QueueCoverage, RosterCost } from '../../solver/solution.js';
import type { RepairRequest, RepairResult, RosterChange } from './contract.js';
import { KEEP, priceOfBreaks, priceOfDay, withAbsences, withPrices } from './prepare.js';

/** A gain is taken without looking further where it is at least this share of the most that anybody else could still promise. */
const GOOD_ENOUGH = 0.7;

/**
 * Mends a published roster after sickness, training, somebody leaving or a new forecast with the least change. Every changed day has
 * a price; a person is changed only where that gains more than it costs, who gains most first, and nobody else moves. Same request,
 * same bytes.
 * @throws RangeError where an absence names an agent the problem does not have
 */
export function repairRoster(request: RepairRequest, lp: LpBackend): RepairResult {
  const { absences, shifts } = request;
  const problem = withAbsences(request.problem, absences);
  const agents = new Map(problem.agents.map((agent) => [agent.id, agent]));
  for (const { agent } of absences) if (!agents.has(agent)) throw new RangeError(`There is no agent "${agent}".`);
  const lost = new Set(shifts.filter((shift) => absences.some((absence) => meets(absence, shift))));
  const kept = shifts.filter((shift) => !lost.has(shift));
  const roster = new PricedRoster(withPrices(problem, request, kept), kept, lp);
  try {
    const strange = new Set(roster.unknown.map(({ agent, day }) => `${agent}\u0000${day}`));
    const unknown = kept.filter((shift) => strange.has(keyOf(shift)));
    const unrepaired = roster.report();

    const away = new Set(absences.map((absence) => absence.agent));
    const fixed = new Set([...away, ...(request.pinned ?? []), ...unknown.map((shift) => shift.agent)]);
    const people = problem.agents.filter((agent) => !fixed.has(agent.id)).map((agent) => agent.id);
    const others = problem.agents.length - away.size;
    const most = request.mostChanged ?? Math.max(3, Math.floor(0.02 * others));
    const published = groupShifts(kept);
    const touched = change(roster, people, published, most, pricesOf(problem, request, agents));
    const bound = boundOf(roster, people, published, touched, most);

    const repaired = roster.report();
    const after = [...repaired.shifts, ...unknown];
    return {
      shifts: after,
      changes: changesOf(request, problem, agents, shifts, after, lost),
      touched: touched.toSorted(),
      touchedShare: others === 0 ? 0 : touched.length / others,
      cost: { unrepaired: costOf(unrepaired), repaired: costOf(repaired) },
      short: { unrepaired: shortOf(unrepaired.coverage), repaired: shortOf(repaired.coverage) },
      bound,
      gap: Math.max(0, roster.cost - bound) / Math.max(Math.abs(roster.cost), 1e-9),
      unknown,
      hardBreaches: { unrepaired: unrepaired.hardBreaches, repaired: repaired.hardBreaches },
    };
  } finally {
    roster.dispose();
  }
}

const keyOf = (shift: PlannedShift): string => `${shift.agent}\u0000${shift.day}`;

const meets = (window: { agent: string; fromSlot: number; toSlot: number }, shift: PlannedShift): boolean =>
  window.agent === shift.agent && window.fromSlot < shift.endSlot && shift.startSlot < window.toSlot;

/** Cost without the prices of changes. */
const costOf = ({ cost, breaches }: { cost: RosterCost; breaches: readonly Breach[] }): number =>
  cost.total - breaches.reduce((sum, breach) => sum + (breach.ruleId === KEEP ? breach.cost : 0), 0);

const shortOf = (coverage: readonly QueueCoverage[]): number =>
  coverage.reduce((sum, queue) => sum + queue.under.reduce((all, one) => all + one, 0), 0);

/** Price points at which a better tour is looked for: the present one, then halfway to that after the change. */
const TRIES = 2;
/** After so many people in a row who gain nothing in truth, the rest is left. */
const PATIENCE = 12;
/** Weight of the prices that a judged change leads to: prices jump at the corners of the cost, the mean says better what a shift is worth. */
const SMOOTH = 0.15;

/**
 * Takes who gains most, then looks again. What somebody may gain is bounded by the shadow prices, for everybody at once; a gain falls as
 * gaps are filled, so one known from before bounds it too: only the highest is computed anew (lazy greedy, Minoux 1978), first at the
 * prices, then in truth.
 */
function change(
  roster: PricedRoster,
  people: readonly string[],
  published: ReadonlyMap<string, readonly PlannedShift[]>,
  most: number,
  price: Prices,
): string[] {
  const bounds = roster.gainBounds(people);
  const least = 1e-6 * Math.max(1, Math.abs(roster.cost));
  const queue = people.map((agent, i): Candidate => ({ agent, gain: bounds[i]! }));
  const put = (candidate: Candidate): void => {
    const at = queue.findIndex((other) => other.gain < candidate.gain);
    queue.splice(at < 0 ? queue.length : at, 0, candidate);
  };
  queue.sort((a, b) => b.gain - a.gain || (a.agent < b.agent ? -1 : 1));
  const touched: string[] = [];
  let usual = roster.value;
  const take = (agent: string, tour: readonly PlannedShift[]): void => {
    roster.set(agent, tour);
    touched.push(agent);
  };
  for (let inVain = 0; touched.length < most && inVain < PATIENCE; ) {
    const next = queue.shift();
    if (next === undefined || next.gain <= least) break;
    const { agent, judged } = next;
    if (judged?.round === touched.length) {
      take(agent, judged.tour);
      continue;
    }
    const before = published.get(agent) ?? [];
    const net = (tour: readonly PlannedShift[], gain: number): number => gain - price.unpriced(agent, before, tour);
    let proposal = roster.propose(agent, price.breaks, usual);
    if (proposal === null || net(proposal.shifts, proposal.gain) <= least) continue;
    if (next.promised !== true) {
      put({ agent, gain: net(proposal.shifts, proposal.gain), promised: true });
      continue;
    }
    let best: { tour: readonly PlannedShift[]; gain: number } | undefined;
    let value = usual;
    for (let attempt = 0; attempt < TRIES && proposal !== null; attempt++) {
      const found = roster.judge(agent, proposal.shifts);
      const gain = net(proposal.shifts, found.gain) - price.movedBreaks(before, proposal.shifts);
      if (gain > (best?.gain ?? least)) best = { tour: proposal.shifts, gain };
      value = mean(value, found.value, 0.5);
      usual = mean(usual, found.value, SMOOTH);
      if (gain >= GOOD_ENOUGH * next.gain) break;
      proposal = attempt + 1 < TRIES ? roster.propose(agent, price.breaks, value) : null;
    }
    inVain = best === undefined ? inVain + 1 : 0;
    if (best === undefined) continue;
    if (best.gain >= GOOD_ENOUGH * (queue[0]?.gain ?? 0)) take(agent, best.tour);
    else put({ agent, gain: best.gain, promised: true, judged: { round: touched.length, tour: best.tour } });
  }
  return touched;
}

const mean = (a: Float64Array, b: Float64Array, weight: number): Float64Array =>
  a.map((value, i) => value + weight * ((b[i] ?? value) - value));

interface Candidate {
  readonly agent: string;
  /** Most it may gain, as far as is known. */
  readonly gain: number;
  /** Whether that is of a tour found, not only a bound. */
  readonly promised?: boolean;
  /** The tour judged when so many people had been changed. */
  readonly judged?: { readonly round: number; readonly tour: readonly PlannedShift[] };
}

/** Prices of changes that the problem's wishes do not carry. */
interface Prices {
  /** Of moving breaks within a shift that stays. */
  readonly breaks: number;
  movedBreaks(before: readonly PlannedShift[], after: readonly PlannedShift[]): number;
  /** Of another length or place at the same start. */
  unpriced(agent: string, before: readonly PlannedShift[], after: readonly PlannedShift[]): number;
}

function pricesOf(problem: RosterProblem, request: RepairRequest, agents: ReadonlyMap<string, ProblemAgent>): Prices {
  const daysOf = new Map(problem.calendars.map(({ id, days }) => [id, days]));
  const breaks = priceOfBreaks(problem, request);
  return {
    breaks,
    movedBreaks: (before, after) =>
      breaks *
      after.filter((shift) =>
        before.some((was) => was.day === shift.day && isSame(was, shift) && !sameParts(was, shift)),
      ).length,
    unpriced: (agent, before, after) =>
      after
        .filter((shift) =>
          before.some((was) => was.day === shift.day && was.startSlot === shift.startSlot && !isSame(was, shift)),
        )
        .reduce(
          (sum, { day }) => sum + priceOfDay(problem, request, daysOf.get(agents.get(agent)!.calendar)![day]!),
          0,
        ),
  };
}

/**
 * Least that any repair with at most so many people changed can cost: the cost is convex in everybody's coverage, so it lies above its
 * tangent at the prices there are, in which people change one by one; those touched go back to what was published first.
 */
function boundOf(
  roster: PricedRoster,
  people: readonly string[],
  published: ReadonlyMap<string, readonly PlannedShift[]>,
  touched: readonly string[],
  most: number,
): number {
  const gains = roster.gainBounds(people);
  const back = new Map(touched.map((agent) => [agent, roster.changeAtPrices(agent, published.get(agent) ?? [])]));
  const largest = people
    .map((agent, i) => gains[i]! + (back.get(agent) ?? 0))
    .sort((a, b) => b - a)
    .slice(0, most);
  const atFirst = [...back.values()].reduce((sum, value) => sum + value, roster.cost - roster.shared);
  return largest.reduce((sum, gain) => sum - Math.max(0, gain), atFirst);
}

const sameParts = (a: PlannedShift, b: PlannedShift): boolean =>
  JSON.stringify(a.activities.map(({ activity, startSlot, endSlot }) => [activity, startSlot, endSlot])) ===
  JSON.stringify(b.activities.map(({ activity, startSlot, endSlot }) => [activity, startSlot, endSlot]));

const isSame = (a: PlannedShift, b: PlannedShift): boolean =>
  a.template === b.template &&
  a.startSlot === b.startSlot &&
  a.endSlot === b.endSlot &&
  a.site === b.site &&
  a.area === b.area;

function changesOf(
  request: RepairRequest,
  problem: RosterProblem,
  agents: ReadonlyMap<string, ProblemAgent>,
  before: readonly PlannedShift[],
  after: readonly PlannedShift[],
  lost: ReadonlySet<PlannedShift>,
): RosterChange[] {
  const calendars = new Map(problem.calendars.map((calendar) => [calendar.id, calendar.days]));
  const days = new Map<string, { before: PlannedShift | null; after: PlannedShift | null }>();
  const key = (shift: PlannedShift): string => `${shift.agent}\u0000${shift.day}`;
  for (const shift of before) days.set(key(shift), { before: shift, after: null });
  for (const shift of after) days.set(key(shift), { before: days.get(key(shift))?.before ?? null, after: shift });
  const changes: RosterChange[] = [];
  for (const pair of days.values()) {
    const { agent, day } = (pair.before ?? pair.after)!;
    const kind = kindOf(pair, lost);
    if (kind === undefined) continue;
    const entry = agents.get(agent)!;
    const calendarDay = calendars.get(entry.calendar)![day]!;
    changes.push({
      agent,
      day,
      kind,
      ...pair,
      price:
        kind === 'absent'
          ? 0
          : kind === 'breaks'
            ? priceOfBreaks(problem, request)
            : priceOfDay(problem, request, calendarDay),
      noticeKept: kind === 'breaks' || calendarDay.startSlot >= (request.noticeUntilSlot ?? Number.NEGATIVE_INFINITY),
    });
  }
  return changes.sort((a, b) => a.day - b.day || (a.agent < b.agent ? -1 : a.agent > b.agent ? 1 : 0));
}

function kindOf(
  { before, after }: { before: PlannedShift | null; after: PlannedShift | null },
  lost: ReadonlySet<PlannedShift>,
): RosterChange['kind'] | undefined {
  if (before === null) return 'added';
  if (after === null) return lost.has(before) ? 'absent' : 'dropped';
  if (!isSame(before, after)) return 'moved';
  return sameParts(before, after) ? undefined : 'breaks';
}
