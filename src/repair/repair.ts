import type { LpBackend } from '../../solver/lp/model.js';
import type { ProblemAgent, RosterProblem } from '../../solver/problem.js';
import { OpenRoster } from '../../solver/roster/open-roster.js';
import type { Breach, PlannedShift, QueueCoverage, RosterCost } from '../../solver/solution.js';
import type { RepairRequest, RepairResult, RosterChange } from './contract.js';
import { KEEP, priceOfDay, withAbsences, withPrices } from './prepare.js';

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
  const roster = new OpenRoster(withPrices(problem, request, kept), kept);
  const unrepaired = roster.report(lp);

  const away = new Set(absences.map((absence) => absence.agent));
  const fixed = new Set([...away, ...(request.pinned ?? [])]);
  const people = problem.agents.filter((agent) => !fixed.has(agent.id)).map((agent) => agent.id);
  const most = request.mostChanged ?? Math.max(3, Math.floor(0.02 * (problem.agents.length - away.size)));
  const looked = candidates(problem, people, kept, [...lost], 4 * most + 20);
  const { touched, leftOver } = change(roster, looked, kept, most, (agent, day) => {
    const entry = agents.get(agent)!;
    const { days } = problem.calendars.find((calendar) => calendar.id === entry.calendar)!;
    return priceOfDay(problem, request, entry, days[day]!);
  });

  const repaired = roster.report(lp);
  const changes = changesOf(request, problem, agents, shifts, repaired.shifts, lost);
  const others = problem.agents.length - away.size;
  return {
    shifts: repaired.shifts,
    changes,
    touched,
    touchedShare: others === 0 ? 0 : touched.length / others,
    cost: { unrepaired: costOf(unrepaired), repaired: costOf(repaired) },
    short: {
      unrepaired: shortOf(unrepaired.coverage),
      repaired: shortOf(repaired.coverage),
    },
    leftOver,
    hardBreaches: { unrepaired: unrepaired.hardBreaches, repaired: repaired.hardBreaches },
  };
}

const meets = (window: { agent: string; fromSlot: number; toSlot: number }, shift: PlannedShift): boolean =>
  window.agent === shift.agent && window.fromSlot < shift.endSlot && shift.startSlot < window.toSlot;

/** Cost without the prices of changes. */
const costOf = ({ cost, breaches }: { cost: RosterCost; breaches: readonly Breach[] }): number =>
  cost.total - breaches.reduce((sum, breach) => sum + (breach.ruleId === KEEP ? breach.cost : 0), 0);

/**
 * Whom to look at: who shares a skill with somebody lost and is off on most of the lost days, then least hours; with nobody lost (a
 * new forecast) everybody counts alike. Bounded, so that a repair takes seconds in a large centre.
 */
function candidates(
  problem: RosterProblem,
  people: readonly string[],
  kept: readonly PlannedShift[],
  lost: readonly PlannedShift[],
  most: number,
): string[] {
  const open = new Set(people);
  const works = new Set(kept.map((shift) => `${shift.agent}\u0000${shift.day}`));
  const minutes = new Map<string, number>();
  for (const shift of kept) minutes.set(shift.agent, (minutes.get(shift.agent) ?? 0) + shift.paidMinutes);
  const lostDays = lost.map((shift) => ({
    day: shift.day,
    queues: new Set(shift.activities.flatMap((part) => part.queues)),
  }));
  const ranked = problem.agents
    .filter((agent) => open.has(agent.id))
    .map(({ id, skills }) => ({
      id,
      free: lostDays.filter(
        ({ day, queues }) => !works.has(`${id}\u0000${day}`) && skills.some((skill) => queues.has(skill.queue)),
      ).length,
      minutes: minutes.get(id) ?? 0,
    }));
  ranked.sort((a, b) => b.free - a.free || a.minutes - b.minutes || (a.id < b.id ? -1 : 1));
  return ranked.slice(0, most).map(({ id }) => id);
}

const shortOf = (coverage: readonly QueueCoverage[]): number =>
  coverage.reduce((sum, queue) => sum + queue.under.reduce((all, one) => all + one, 0), 0);

/**
 * Takes who gains most, then looks again. Gains fall as gaps are filled, so a gain known from before is an upper bound most of the
 * time: only the highest is computed anew (lazy greedy, Minoux 1978).
 */
function change(
  roster: OpenRoster,
  people: readonly string[],
  kept: readonly PlannedShift[],
  most: number,
  priceOf: (agent: string, day: number) => number,
): { touched: readonly string[]; leftOver: number } {
  const queue = people.map((agent) => ({ agent, gain: roster.gainOf(agent), round: 0 }));
  const touched: string[] = [];
  const least = 1e-6 * Math.max(1, Math.abs(roster.cost));
  for (let round = 1; ; round++) {
    let best: (typeof queue)[number] | undefined;
    for (;;) {
      best = queue.reduce<(typeof queue)[number] | undefined>(
        (top, one) => (top === undefined || one.gain > top.gain ? one : top),
        undefined,
      );
      if (best === undefined || best.gain <= least || best.round === round) break;
      best.gain = roster.gainOf(best.agent);
      best.round = round;
    }
    if (best === undefined || best.gain <= least || touched.length >= most) {
      return { touched: touched.toSorted(), leftOver: best === undefined || best.gain <= least ? 0 : best.gain };
    }
    const { agent } = best;
    const before = roster.cost;
    roster.improve([agent], 1);
    best.gain = 0;
    const days = keepBreaks(roster, agent, kept);
    // Wishes price another start, not another length or place at the same start: those are charged here.
    const unpriced = days.filter((day) => startOn(kept, agent, day) === startOn(roster.shiftsOf(agent), agent, day));
    const price = unpriced.reduce((sum, day) => sum + priceOf(agent, day), 0);
    if (days.length > 0 && before - roster.cost - price > least) touched.push(agent);
    else
      roster.set(
        agent,
        kept.filter((shift) => shift.agent === agent),
      );
  }
}

const startOn = (shifts: readonly PlannedShift[], agent: string, day: number): number | undefined =>
  shifts.find((shift) => shift.agent === agent && shift.day === day)?.startSlot;

/** Shifts that stay keep their breaks as published; returns the days that changed. */
function keepBreaks(roster: OpenRoster, agent: string, kept: readonly PlannedShift[]): number[] {
  const published = new Map(kept.filter((shift) => shift.agent === agent).map((shift) => [shift.day, shift]));
  const now = roster.shiftsOf(agent);
  const tour = now.map((shift) => {
    const was = published.get(shift.day);
    return was !== undefined && isSame(was, shift) ? was : shift;
  });
  roster.set(agent, tour);
  const gone = [...published.keys()].filter((day) => !now.some((shift) => shift.day === day));
  return [...gone, ...tour.filter((shift) => published.get(shift.day) !== shift).map((shift) => shift.day)];
}

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
      price: kind === 'absent' ? 0 : priceOfDay(problem, request, entry, calendarDay),
      noticeKept: calendarDay.startSlot >= (request.noticeUntilSlot ?? Number.NEGATIVE_INFINITY),
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
  return isSame(before, after) ? undefined : 'moved';
}
