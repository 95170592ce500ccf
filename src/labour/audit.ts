import type { Contract } from '../domain/centre.js';
import type { RosterShift } from '../domain/roster.js';
import type { LawRule, LawSet } from './book.js';
import type { LocalClock } from './clock.js';
import { type Duty, HOUR, type Night, nightOf, type Stretch } from './duty.js';
import type { LawFinding, Words } from './finding.js';
import type { LawRuleKind } from './schema.js';

/** One person under one rule set. */
export interface Audit {
  readonly set: LawSet;
  readonly clock: LocalClock;
  /** Worked and rostered duties by start. */
  readonly duties: readonly Duty[];
  /** Periods on call and work on a call within them, by start. */
  readonly onCall: readonly OnCallPeriod[];
  readonly callOuts: readonly Stretch[];
  /** Paid absence by local date, minutes: counts as worked (ATW 5:2). */
  readonly absence: ReadonlyMap<string, number>;
  readonly holidays: ReadonlyMap<string, string>;
  readonly ageOn: (date: string) => number | undefined;
  /** Weekly day of rest, 1 = Monday … 7 = Sunday: another one for religious reasons (ATW 5:1). */
  readonly restDay: number;
  readonly contract: Contract | undefined;
  /** When the roster was made known to the person, and what had been made known before; absent = not asked. */
  readonly announcedMs: number | undefined;
  readonly earlier: readonly RosterShift[];
  /** True where the rule holds for the person on the date. */
  readonly holds: (rule: LawRule, date: string) => boolean;
  /** Time on screen of a duty, in a row: what the shifts put on queues. */
  readonly screenOf: (duty: Duty) => readonly Stretch[];
  readonly report: (rule: LawRule, found: Found) => void;
}

/** Time in which somebody must be reachable for calls (ATW 1:7 g). */
export interface OnCallPeriod extends Stretch {
  /** Local date on which it starts. */
  readonly date: string;
  readonly inRoster: boolean;
}

/** What a check found; the audit adds who and under which rule. */
export interface Found {
  readonly duties: readonly (Duty | OnCallPeriod)[];
  readonly dates?: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly measured: number;
  readonly limit: number;
  readonly bound: LawFinding['bound'];
  readonly unit: LawFinding['unit'];
  /** Default: that of the rule. */
  readonly severity?: LawFinding['severity'];
  /** What was measured, in words; the limit is added. */
  readonly what: Words;
}

export type RuleOfKind<K extends LawRuleKind> = LawRule & { readonly kind: K };

/** Looks at all duties of a person under one rule. */
export type LawCheck<K extends LawRuleKind> = (rule: RuleOfKind<K>, audit: Audit) => void;

const known = new WeakMap<Duty, Night>();

/** Night facts of a duty under the definition that holds on its date; never a night where the set defines none. */
export function nightIn(audit: Pick<Audit, 'set' | 'clock' | 'holds'>, duty: Duty): Night {
  let night = known.get(duty);
  if (night === undefined) {
    night = findNight(audit, duty);
    known.set(duty, night);
  }
  return night;
}

function findNight(audit: Pick<Audit, 'set' | 'clock' | 'holds'>, duty: Duty): Night {
  const definition = audit.set.rules.find(
    (rule): rule is RuleOfKind<'night-definition'> => rule.kind === 'night-definition' && audit.holds(rule, duty.date),
  );
  return definition === undefined ? DAY : nightOf(duty, definition, audit.clock);
}

const DAY: Night = { isNight: false, number: undefined, endsAfter: () => false };

/** How often something happened in the hours up to a moment, the moment itself left out. */
const countWithin = (moments: readonly number[], untilMs: number, lengthMs: number): number =>
  moments.filter((moment) => moment > untilMs - lengthMs && moment < untilMs).length;

/** What a law allows so many times in each window of hours; used up in the order in which it is asked for. */
export class Allowance {
  readonly #used: number[] = [];

  constructor(readonly limits: readonly { readonly times: number; readonly perHours: number }[]) {}

  /** True where there is one left at the moment; it is then used. */
  use(atMs: number): boolean {
    if (!this.limits.every(({ times, perHours }) => countWithin(this.#used, atMs, perHours * HOUR) < times))
      return false;
    this.#used.push(atMs);
    return true;
  }
}
