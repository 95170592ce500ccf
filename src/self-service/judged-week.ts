import type { RosterProblem } from '../../solver/problem.js';
import type { OpenRoster } from '../../solver/roster/open-roster.js';
import type { Centre } from '../domain/centre.js';
import type { Roster, RosterCoverage, RosterShift } from '../domain/roster.js';
import { lawBookOf } from '../labour/book.js';
import { checkLaw, clocksOf, type LawCheckInput } from '../labour/check-law.js';
import type { LawFinding } from '../labour/finding.js';
import { editShifts, type RosterChange } from '../schedule/edit-roster.js';
import { absenceMs } from '../schedule/people.js';
import { addDays, startOfDay } from '../time/zone.js';

/** A published roster as changes are judged against it. */
export interface PublishedWeek {
  readonly roster: Roster;
  /** The centre with the leave that is approved by now. */
  readonly centre: Centre;
  readonly nowMs: number;
  /** Published shifts of somebody in the weeks before and after. */
  readonly around: (agent: string) => readonly RosterShift[];
  /** The problem that the roster was made from and the roster in its terms; absent where it is not known any more. */
  readonly engine?: { readonly problem: RosterProblem; readonly open: OpenRoster };
}

/** Agent-hours short over all queues. */
export const shortHours = (coverage: readonly RosterCoverage[], intervalMinutes: number): number =>
  Math.round(
    coverage.reduce((sum, row) => sum + row.under.reduce((a, b) => a + b, 0), 0) * (intervalMinutes / 60) * 100,
  ) / 100;

/**
 * A published roster opened for trials: shifts, absences and past work by person, so that a trial looks only at those concerned, and what
 * the law says of each as they are now, asked once.
 */
export class JudgedWeek {
  readonly roster: Roster;
  readonly centre: Centre;
  readonly nowMs: number;
  readonly engine: PublishedWeek['engine'];
  /** Agent-hours short as it is. */
  readonly shortHours: number;
  private readonly laws;
  private readonly clockOf;
  private readonly zones: ReadonlyMap<string, string>;
  private readonly agents: ReadonlyMap<string, Centre['agents'][number]>;
  private readonly own;
  private readonly around: PublishedWeek['around'];
  private readonly worked;
  private readonly timeOff;
  private readonly circumstances;
  private readonly known = new Map<string, ReadonlySet<string>>();

  constructor({ roster, centre, nowMs, around, engine }: PublishedWeek) {
    this.roster = roster;
    this.centre = centre;
    this.nowMs = nowMs;
    this.engine = engine;
    this.shortHours = shortHours(roster.coverage, centre.intervalMinutes);
    this.laws = lawBookOf(centre.law);
    this.zones = new Map(centre.sites.map(({ id, zone }) => [id, zone]));
    this.agents = new Map(centre.agents.map((agent) => [agent.id, agent]));
    this.clockOf = clocksOf(lawPeriod(roster, centre.worked));
    this.own = byAgent(roster.shifts);
    this.around = around;
    this.worked = byAgent(centre.worked);
    this.timeOff = byAgent(centre.timeOff);
    this.circumstances = byAgent(centre.circumstances ?? []);
  }

  shiftsOf(agent: string): readonly RosterShift[] {
    return this.own.get(agent) ?? [];
  }

  /** The shifts of those concerned after changes, or what is wrong with these. */
  edited(changes: readonly RosterChange[]): ReturnType<typeof editShifts> {
    const concerned = [...new Set(changes.flatMap((one) => [one.agent, ...('toAgent' in one ? [one.toAgent] : [])]))];
    const agents = concerned.flatMap((id) => this.agents.get(id!) ?? []);
    return editShifts(
      concerned.flatMap((id) => this.shiftsOf(id!)),
      changes,
      { centre: { ...this.centre, agents }, fromDate: this.roster.fromDate, toDate: this.roster.toDate },
    );
  }

  /** A shift that is new to the agent lies in an absence. */
  isAway(agent: string, shift: RosterShift): boolean {
    if (this.shiftsOf(agent).some((one) => one.startMs === shift.startMs)) return false;
    const zone = this.zones.get(this.agents.get(agent)?.site ?? '') ?? this.centre.zone;
    return (this.timeOff.get(agent) ?? []).some((off) => {
      const [fromMs, toMs] = absenceMs(off, zone);
      return fromMs < shift.endMs && shift.startMs < toMs;
    });
  }

  /**
   * Law that somebody would break and does not break now.
   * @param after all shifts of the agent in the roster after a change
   */
  newLawFindings(agent: string, after: readonly RosterShift[]): LawFinding[] {
    let known = this.known.get(agent);
    if (known === undefined) {
      known = new Set(this.findings(agent, this.shiftsOf(agent)).map(keyOf));
      this.known.set(agent, known);
    }
    return this.findings(agent, after).filter(
      (finding) => finding.severity === 'hard' && known.has(keyOf(finding)) === false,
    );
  }

  /** Whether changes can be made to the roster as it is now, by law and absences of everybody concerned. */
  lawful(changes: readonly RosterChange[]): boolean {
    const edited = this.edited(changes);
    if (!edited.ok) return false;
    const after = byAgent(edited.value);
    for (const agent of new Set(changes.flatMap((one) => [one.agent, ...('toAgent' in one ? [one.toAgent!] : [])]))) {
      const own = after.get(agent) ?? [];
      if (own.some((shift) => this.isAway(agent, shift)) || this.newLawFindings(agent, own).length > 0) return false;
    }
    return true;
  }

  private findings(agent: string, shifts: readonly RosterShift[]): LawFinding[] {
    const one = this.agents.get(agent);
    const centre: LawCheckInput['centre'] = {
      ...this.centre,
      agents: one === undefined ? [] : [one],
      worked: this.worked.get(agent) ?? [],
      timeOff: this.timeOff.get(agent) ?? [],
      circumstances: this.circumstances.get(agent) ?? [],
    };
    return checkLaw({ shifts: [...this.around(agent), ...shifts], centre, laws: this.laws, clockOf: this.clockOf });
  }
}

/** Days on either side of a roster of which shifts may be given to judge it by. */
const DAYS_AROUND = 21;

/** Stretch of time that the audit of a roster may look at. */
function lawPeriod({ fromDate, toDate }: Roster, worked: readonly RosterShift[]): [fromMs: number, toMs: number] {
  const first = worked.reduce((ms, { startMs }) => Math.min(ms, startMs), Number.POSITIVE_INFINITY);
  const fromMs = startOfDay(addDays(fromDate, -DAYS_AROUND), 'UTC');
  return [Math.min(first, fromMs), startOfDay(addDays(toDate, DAYS_AROUND), 'UTC')];
}

const keyOf = ({ ruleId, fromMs, measured }: LawFinding): string => `${ruleId} ${fromMs} ${measured}`;

function byAgent<T extends { readonly agent: string }>(entries: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const group = groups.get(entry.agent);
    if (group === undefined) groups.set(entry.agent, [entry]);
    else group.push(entry);
  }
  return groups;
}
