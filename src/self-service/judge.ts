import type { RosterShift } from '../domain/roster.js';
import { coverageAfter } from '../schedule/coverage-after.js';
import { compareShifts, type RosterChange } from '../schedule/edit-roster.js';
import { plannedShifts } from '../schedule/problem-roster.js';
import { checkSwap, type SwapReason } from '../swap/check-swap.js';
import { type JudgedWeek, shortHours } from './judged-week.js';
import type { SelfRules } from './rules.js';

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

/**
 * Judges an exchange at once: work plans, rules, skills, desks and service by the engine's own problem (`src/swap`), labour law
 * by the audit, with the shifts of the weeks around, absences as they are now, and the rules of self-service.
 * @param quick stop at the first reason to refuse: for looking through many exchanges
 */
export function judgeExchange(
  week: JudgedWeek,
  exchange: Exchange,
  rules: SelfRules['exchanges'],
  quick = false,
): Judgement {
  const { roster, centre } = week;
  const { from, to, shiftMs, backMs } = exchange;
  const changes: RosterChange[] = [
    { change: 'move', agent: from, startMs: shiftMs, toAgent: to },
    ...(backMs === undefined ? [] : [{ change: 'move' as const, agent: to, startMs: backMs, toAgent: from }]),
  ];
  const reasons: SwapReason[] = [];
  const refuse = (code: string, en: string, nl: string, agent?: string): void =>
    void reasons.push({ code, blocks: true, ...(agent === undefined ? {} : { agent }), text: { en, nl } });
  if (!rules.allowed) refuse('not-allowed', 'A planner arranges all exchanges.', 'Een planner regelt alle ruilingen.');
  if (Math.min(shiftMs, backMs ?? shiftMs) < week.nowMs + rules.hoursBefore * HOUR_MS)
    refuse(
      'starts-soon',
      `A shift starts within ${rules.hoursBefore} hours.`,
      `Een dienst begint binnen ${rules.hoursBefore} uur.`,
    );
  const before = week.shortHours;
  const refused = (): Judgement => ({ outcome: 'refused', reasons, shortHours: { before, after: before }, changes });
  const edited = week.edited(changes);
  if (!edited.ok) {
    for (const { code, message } of edited.issues) refuse(code, message, EDIT_NL[code] ?? message);
    return refused();
  }
  const after = (agent: string): RosterShift[] => edited.value.filter((shift) => shift.agent === agent);
  for (const agent of new Set([from, to])) {
    if (after(agent).some((shift) => week.isAway(agent, shift)))
      refuse('absent', `${agent} is away then.`, `${agent} is dan afwezig.`, agent);
  }
  const stop = (): boolean => quick && reasons.some(({ blocks }) => blocks);
  if (stop()) return refused();
  reasons.push(...engineReasons(week, exchange));
  if (stop()) return refused();
  for (const agent of [from, to].sort()) reasons.push(...lawReasons(week, agent, after(agent)));
  const differences = compareShifts([...week.shiftsOf(from), ...week.shiftsOf(to)], edited.value);
  const coverage = coverageAfter(roster.coverage, differences, centre.intervalMinutes);
  const worse = reasons.some(({ code }) => code === 'service-worse');
  const asks = rules.planner === 'always' || (rules.planner === 'if-worse' && worse) || reasons.includes(UNKNOWN_RULES);
  return {
    outcome: reasons.some(({ blocks }) => blocks) ? 'refused' : asks ? 'planner' : 'allowed',
    reasons,
    shortHours: { before, after: shortHours(coverage, centre.intervalMinutes) },
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

const lawReasons = (week: JudgedWeek, agent: string, after: readonly RosterShift[]): SwapReason[] =>
  week.newLawFindings(agent, after).map(({ ruleId, message, messageNl }) => ({
    code: 'law-broken',
    blocks: true,
    agent,
    rule: ruleId,
    text: { en: message, nl: messageNl },
  }));

function engineReasons(week: JudgedWeek, { from, to, shiftMs, backMs }: Exchange): readonly SwapReason[] {
  if (week.engine === undefined) return [UNKNOWN_RULES];
  const { problem, open } = week.engine;
  const concerned = [
    ...week.shiftsOf(from).filter(({ startMs }) => startMs === shiftMs),
    ...week.shiftsOf(to).filter(({ startMs }) => startMs === backMs),
  ];
  const planned = plannedShifts(problem, { shifts: concerned });
  // Whose shifts were put where the problem has none cannot be judged by it.
  if (!planned.ok || open.unknown.some(({ agent }) => agent === from || agent === to)) return [UNKNOWN_RULES];
  const own = (agent: string) => planned.value.find((shift) => shift.agent === agent);
  const back = backMs === undefined ? undefined : own(to);
  return checkSwap(open, { from, to, shift: own(from)!, ...(back === undefined ? {} : { back }) }).reasons;
}
