import type { RosterProblem } from '../../solver/problem.js';
import type { OpenRoster } from '../../solver/roster/open-roster.js';
import type { Centre } from '../domain/centre.js';
import type { Roster, RosterShift } from '../domain/roster.js';
import { lawBookOf } from '../labour/book.js';
import { checkLaw } from '../labour/check-law.js';
import type { LawFinding } from '../labour/finding.js';
import { coverageAfter } from '../schedule/coverage-after.js';
import { compareShifts, editShifts, type RosterChange } from '../schedule/edit-roster.js';
import { absenceMs } from '../schedule/people.js';
import { plannedShifts } from '../schedule/problem-roster.js';
import { checkSwap, type SwapReason } from '../swap/check-swap.js';
import type { SelfRules } from './rules.js';

/** A published week that changes are judged against. */
export interface JudgedWeek {
  readonly roster: Roster;
  /** The centre with the leave that is approved by now. */
  readonly centre: Centre;
  /** The problem that the week was made from and the roster in its terms; absent where it is not known any more. */
  readonly engine?: { readonly problem: RosterProblem; readonly open: OpenRoster };
  readonly nowMs: number;
}

/** A shift given to a colleague; with `backMs` one of theirs is taken in return. Shifts are named by their start. */
export interface Exchange {
  readonly from: string;
  readonly to: string;
  readonly shiftMs: number;
  readonly backMs?: number;
}

export interface Judgement {
  /** `planner`: nothing forbids it, a planner decides. */
  readonly outcome: 'allowed' | 'planner' | 'refused';
  readonly reasons: readonly SwapReason[];
  /** Agent-hours short in the week, before and after. */
  readonly shortHours: { readonly before: number; readonly after: number };
  readonly changes: readonly RosterChange[];
}

const HOUR_MS = 3_600_000;

/** Agent-hours short over all queues. */
export const shortHours = (coverage: Roster['coverage'], intervalMinutes: number): number =>
  Math.round(
    coverage.reduce((sum, row) => sum + row.under.reduce((a, b) => a + b, 0), 0) * (intervalMinutes / 60) * 100,
  ) / 100;

/**
 * Judges an exchange at once: work plans, rules, skills, desks and service by the engine's own problem (`src/swap`), labour law
 * by the audit, with the shifts of the weeks around, absences as they are now, and the rules of self-service.
 * @param around published shifts of both in the weeks around
 * @param quick stop at the first reason to refuse: for looking through many exchanges
 */
export function judgeExchange(
  week: JudgedWeek,
  exchange: Exchange,
  rules: SelfRules['exchanges'],
  around: readonly RosterShift[],
  quick = false,
): Judgement {
  const { roster, centre } = week;
  const { from, to, shiftMs, backMs } = exchange;
  const changes: RosterChange[] = [
    { change: 'move', agent: from, startMs: shiftMs, toAgent: to },
    ...(backMs === undefined ? [] : [{ change: 'move' as const, agent: to, startMs: backMs, toAgent: from }]),
  ];
  const reasons: SwapReason[] = [];
  const none = { before: shortHours(roster.coverage, centre.intervalMinutes), after: 0 };
  const refuse = (code: string, en: string, nl: string, agent?: string): void =>
    void reasons.push({ code, blocks: true, ...(agent === undefined ? {} : { agent }), text: { en, nl } });
  if (!rules.allowed) refuse('not-allowed', 'A planner arranges all exchanges.', 'Een planner regelt alle ruilingen.');
  if (Math.min(shiftMs, backMs ?? shiftMs) < week.nowMs + rules.hoursBefore * HOUR_MS)
    refuse(
      'starts-soon',
      `A shift starts within ${rules.hoursBefore} hours.`,
      `Een dienst begint binnen ${rules.hoursBefore} uur.`,
    );
  const edited = editShifts(roster.shifts, changes, { centre, fromDate: roster.fromDate, toDate: roster.toDate });
  if (!edited.ok) {
    for (const { code, message } of edited.issues) refuse(code, message, EDIT_NL[code] ?? message);
    return { outcome: 'refused', reasons, shortHours: { ...none, after: none.before }, changes };
  }
  for (const agent of new Set([from, to])) {
    const away = edited.value.find((shift) => shift.agent === agent && isAway(centre, agent, shift, roster.shifts));
    if (away !== undefined) refuse('absent', `${agent} is away then.`, `${agent} is dan afwezig.`, agent);
  }
  const stop = (): boolean => quick && reasons.some(({ blocks }) => blocks);
  const refused = (): Judgement => ({
    outcome: 'refused',
    reasons,
    shortHours: { ...none, after: none.before },
    changes,
  });
  if (stop()) return refused();
  reasons.push(...(week.engine === undefined ? [UNKNOWN_RULES] : engineReasons(week.engine, roster, exchange)));
  if (stop()) return refused();
  reasons.push(...lawReasons(week, edited.value, [from, to], around));
  const differences = compareShifts(roster.shifts, edited.value);
  const after = coverageAfter(roster.coverage, differences, centre.intervalMinutes);
  const worse = reasons.some(({ code }) => code === 'service-worse');
  const asks = rules.planner === 'always' || (rules.planner === 'if-worse' && worse) || reasons.includes(UNKNOWN_RULES);
  return {
    outcome: reasons.some(({ blocks }) => blocks) ? 'refused' : asks ? 'planner' : 'allowed',
    reasons,
    shortHours: { before: none.before, after: shortHours(after, centre.intervalMinutes) },
    changes,
  };
}

const EDIT_NL: Readonly<Record<string, string>> = {
  'shift-unknown': 'De dienst staat niet meer zo in het rooster.',
  'shift-overlap': 'Iemand werkt dan al.',
  'skill-missing': 'Iemand mist de vaardigheden voor de dienst.',
  'agent-unknown': 'Die medewerker bestaat niet.',
};

/** Says that nothing is known of the rules of the engine for these people: changed by hand, or the problem is gone. */
const UNKNOWN_RULES: SwapReason = {
  code: 'rules-unknown',
  blocks: false,
  text: {
    en: 'Work plans cannot be checked for this week: a planner decides.',
    nl: 'Werkschema’s zijn voor deze week niet te toetsen: een planner beslist.',
  },
};

/** A shift that is new to the agent lies in an absence. */
export function isAway(centre: Centre, agent: string, shift: RosterShift, before: readonly RosterShift[]): boolean {
  if (before.some((one) => one.agent === agent && one.startMs === shift.startMs)) return false;
  const site = centre.agents.find(({ id }) => id === agent)?.site;
  const zone = centre.sites.find(({ id }) => id === site)?.zone ?? centre.zone;
  return centre.timeOff.some((off) => {
    if (off.agent !== agent) return false;
    const [fromMs, toMs] = absenceMs(off, zone);
    return fromMs < shift.endMs && shift.startMs < toMs;
  });
}

/** Law that people would break and do not break now. */
export function newLawFindings(
  { roster, centre }: Pick<JudgedWeek, 'roster' | 'centre'>,
  after: readonly RosterShift[],
  agents: readonly string[],
  around: readonly RosterShift[],
): LawFinding[] {
  const laws = lawBookOf(centre.law);
  const of = (shifts: readonly RosterShift[]): LawFinding[] =>
    checkLaw({ shifts: [...around, ...shifts.filter(({ agent }) => agents.includes(agent))], centre, laws });
  const key = ({ ruleId, agent, fromMs, measured }: LawFinding): string => `${agent} ${ruleId} ${fromMs} ${measured}`;
  const known = new Set(of(roster.shifts).map(key));
  return of(after).filter((finding) => finding.severity === 'hard' && !known.has(key(finding)));
}

const lawReasons = (
  week: JudgedWeek,
  after: readonly RosterShift[],
  agents: readonly string[],
  around: readonly RosterShift[],
): SwapReason[] =>
  newLawFindings(week, after, agents, around).map(({ agent, ruleId, message, messageNl }) => ({
    code: 'law-broken',
    blocks: true,
    agent,
    rule: ruleId,
    text: { en: message, nl: messageNl },
  }));

function engineReasons(
  { problem, open }: NonNullable<JudgedWeek['engine']>,
  roster: Roster,
  { from, to, shiftMs, backMs }: Exchange,
): readonly SwapReason[] {
  const concerned = roster.shifts.filter(
    ({ agent, startMs }) => (agent === from && startMs === shiftMs) || (agent === to && startMs === backMs),
  );
  const planned = plannedShifts(problem, { shifts: concerned });
  // Whose shifts were put where the problem has none cannot be judged by it.
  if (!planned.ok || open.unknown.some(({ agent }) => agent === from || agent === to)) return [UNKNOWN_RULES];
  const own = (agent: string) => planned.value.find((shift) => shift.agent === agent);
  const back = backMs === undefined ? undefined : own(to);
  return checkSwap(open, { from, to, shift: own(from)!, ...(back === undefined ? {} : { back }) }).reasons;
}
