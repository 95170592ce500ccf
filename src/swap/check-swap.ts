import type { OpenRoster } from '../../solver/roster/open-roster.js';
import type { PlannedShift } from '../../solver/solution.js';
import type { LawFinding } from '../labour/finding.js';

/** A shift given to somebody else; with `back` one is taken in return (a swap). A pick-up of an open shift has no giver. */
export interface SwapProposal {
  /** Who gives the shift away; absent for an open shift. */
  readonly from?: string;
  readonly to: string;
  readonly shift: PlannedShift;
  readonly back?: PlannedShift;
}

/**
 * Why a proposal is refused, or what it does. Codes: `agent-unknown`, `shift-not-theirs`, `shift-not-allowed` (work plan or
 * absence), `place-not-allowed`, `breaks-not-allowed`, `skill-missing`, `rule-broken`, `desk-missing`, `law-broken`,
 * `service-worse`, `costs-more`.
 */
export interface SwapReason {
  readonly code: string;
  /** Refuses the proposal, or only worth knowing. */
  readonly blocks: boolean;
  readonly agent?: string;
  readonly rule?: string;
  readonly text: { readonly en: string; readonly nl: string };
}

export interface SwapVerdict {
  readonly allowed: boolean;
  readonly reasons: readonly SwapReason[];
  /** Change of labour cost and of the cost of being short, in the problem's unit. */
  readonly labourChange: number;
  readonly serviceChange: number;
  /** The shifts of both after it. */
  readonly tours: ReadonlyMap<string, readonly PlannedShift[]>;
}

export interface SwapOptions {
  /** Most that service may get worse, in the problem's unit; default: any amount, with a note. */
  readonly mostServiceLoss?: number;
  /** Findings of labour law for these tours: those of the audit, for roster and tours alike. */
  readonly law?: (tours: ReadonlyMap<string, readonly PlannedShift[]>) => readonly LawFinding[];
}

/** Checks a proposal against work plans, rules, skills, desks, law and service. Nothing is changed. */
export function checkSwap(roster: OpenRoster, proposal: SwapProposal, options: SwapOptions = {}): SwapVerdict {
  const { from, to, shift, back } = proposal;
  const reasons: SwapReason[] = [];
  const refuse = (code: string, agent: string, en: string, nl: string, rule?: string): void => {
    reasons.push({ code, blocks: true, agent, ...(rule === undefined ? {} : { rule }), text: { en, nl } });
  };
  const before = new Map<string, readonly PlannedShift[]>();
  for (const agent of from === undefined ? [to] : [from, to]) {
    if (!roster.has(agent))
      refuse('agent-unknown', agent, `There is no agent ${agent}.`, `Agent ${agent} bestaat niet.`);
    before.set(agent, roster.shiftsOf(agent));
  }
  const owns = (agent: string, one: PlannedShift): void => {
    if ((before.get(agent) ?? []).some((own) => isSame(own, one))) return;
    refuse('shift-not-theirs', agent, `${agent} does not work this shift.`, `${agent} werkt deze dienst niet.`);
  };
  if (from !== undefined) owns(from, shift);
  if (back !== undefined) owns(to, back);
  const tours = new Map<string, readonly PlannedShift[]>();
  const without = (agent: string, one: PlannedShift | undefined): PlannedShift[] =>
    (before.get(agent) ?? []).filter((own) => one === undefined || !isSame(own, one));
  if (from !== undefined)
    tours.set(from, [...without(from, shift), ...(back === undefined ? [] : [given(back, from)])]);
  tours.set(to, [...without(to, back), given(shift, to)]);
  if (reasons.length > 0) return { allowed: false, reasons, labourChange: 0, serviceChange: 0, tours };

  const trial = roster.try(tours);
  for (const { agent, why } of trial.unknown) refuse(...UNKNOWN[why](agent));
  const had = totals(trial.before);
  for (const [key, entry] of totals(trial.after)) {
    if (entry.amount <= (had.get(key)?.amount ?? 0) + 1e-9) continue;
    const { agent, rule } = entry;
    refuse('rule-broken', agent, `${agent} would break ${rule}.`, `${agent} zou ${rule} overtreden.`, rule);
  }
  if (trial.seatsOver > 0) refuse('desk-missing', to, 'No desk would be free.', 'Er zou geen bureau vrij zijn.');
  for (const finding of newFindings(options.law, before, tours)) {
    refuse('law-broken', finding.agent, finding.message, finding.messageNl, finding.ruleId);
  }
  for (const [one, agent] of [
    [shift, to],
    ...(back === undefined || from === undefined ? [] : [[back, from] as const]),
  ] as const) {
    const open = new Set(one.activities.flatMap((part) => part.queues));
    const missing = [...open].filter((queue) => !roster.queuesOf(agent).includes(queue));
    if (missing.length === 0) continue;
    // Refused only where nothing of the shift's work is left to do; else the price of service says what is lost.
    const list = missing.join(', ');
    const text = { en: `${agent} cannot take ${list}.`, nl: `${agent} kan ${list} niet behandelen.` };
    reasons.push({ code: 'skill-missing', blocks: missing.length === open.size, agent, text });
  }
  if (trial.serviceChange > 1e-6) {
    const blocks = trial.serviceChange > (options.mostServiceLoss ?? Number.POSITIVE_INFINITY);
    const text = { en: 'Queues would be served worse.', nl: 'De bezetting van wachtrijen wordt slechter.' };
    reasons.push({ code: 'service-worse', blocks, text });
  }
  if (trial.labourChange > 1e-6) {
    const text = { en: 'It would cost more in pay and wishes.', nl: 'Het kost meer aan loon en wensen.' };
    reasons.push({ code: 'costs-more', blocks: false, text });
  }
  return {
    allowed: !reasons.some((reason) => reason.blocks),
    reasons,
    labourChange: trial.labourChange,
    serviceChange: trial.serviceChange,
    tours,
  };
}

const UNKNOWN = {
  agent: (a: string) => ['agent-unknown', a, `There is no agent ${a}.`, `Agent ${a} bestaat niet.`],
  shift: (a: string) => [
    'shift-not-allowed',
    a,
    `The work plan or an absence of ${a} does not allow the shift, or ${a} works that day already.`,
    `Het werkschema of een afwezigheid van ${a} laat de dienst niet toe, of ${a} werkt die dag al.`,
  ],
  place: (a: string) => ['place-not-allowed', a, `${a} may not work there.`, `${a} mag daar niet werken.`],
  breaks: (a: string) => [
    'breaks-not-allowed',
    a,
    `The breaks of the shift do not fit ${a}.`,
    `De pauzes van de dienst passen niet bij ${a}.`,
  ],
} as const satisfies Record<string, (agent: string) => readonly [string, string, string, string]>;

const isSame = (a: PlannedShift, b: PlannedShift): boolean =>
  a.day === b.day && a.startSlot === b.startSlot && a.endSlot === b.endSlot && a.template === b.template;

const given = (shift: PlannedShift, agent: string): PlannedShift => ({ ...shift, agent });

function totals(
  breaches: readonly { ruleId: string; hard: boolean; agents: readonly string[]; amount: number }[],
): Map<string, { agent: string; rule: string; amount: number }> {
  const sums = new Map<string, { agent: string; rule: string; amount: number }>();
  for (const { ruleId, hard, agents, amount } of breaches) {
    if (!hard) continue;
    const key = `${agents[0]}\u0000${ruleId}`;
    sums.set(key, { agent: agents[0]!, rule: ruleId, amount: (sums.get(key)?.amount ?? 0) + amount });
  }
  return sums;
}

function newFindings(
  law: SwapOptions['law'],
  before: ReadonlyMap<string, readonly PlannedShift[]>,
  after: ReadonlyMap<string, readonly PlannedShift[]>,
): LawFinding[] {
  if (law === undefined) return [];
  const key = ({ ruleId, agent, fromMs, measured }: LawFinding): string => `${agent}|${ruleId}|${fromMs}|${measured}`;
  const known = new Set(law(before).map(key));
  return law(after).filter((finding) => finding.severity === 'hard' && !known.has(key(finding)));
}
