import type { Agent, TimeOff } from '../domain/agent.js';
import type { Centre } from '../domain/centre.js';
import type { RosterShift } from '../domain/roster.js';
import { hasErrors, InputError, type Issue, inputError } from '../errors.js';
import { weekStartOf } from '../labour/clock.js';
import { addDays } from '../time/zone.js';
import { AgentCosting } from './agent-costing.js';
import type { PayBook } from './book.js';
import { Calendars } from './calendars.js';
import { type Change, calledOffLate } from './called-off.js';
import type { CostLine, CostReport, CostTotals } from './contract.js';
import { PayDesk } from './pay-desk.js';
import { type Allocation, TotalsCollector } from './totals.js';

export interface CostInput {
  readonly centre: Centre;
  readonly shifts: readonly RosterShift[];
  readonly pay: PayBook;
  /** First and last local date for which paid leave is booked. Default: those of the shifts. */
  readonly fromDate?: string;
  readonly toDate?: string;
  /** Worked before the roster: hours of a week that count towards overtime, of a year towards the contribution review. Default: the centre's. */
  readonly worked?: readonly RosterShift[];
  /** Shifts called off too late: pay stays due, allowances and premiums do not. {@link CostInput.change} finds them. */
  readonly cancelled?: readonly RosterShift[];
  /**
   * The roster is a published one that was changed: what was called off in its weeks with less notice than the pay data asks for
   * stays due.
   */
  readonly change?: Change;
  /** Shifts of the roster that the agent did not come to: paid as the pay data says, without allowances and premiums. */
  readonly noShows?: readonly RosterShift[];
  /** Share of an activity's time per queue where it is open to several; default: equal shares. */
  readonly allocation?: Allocation;
  /** Contacts handled per queue in the period, for cost per contact. */
  readonly contacts?: Readonly<Record<string, number>>;
}

/**
 * What a roster costs, line by line. Every line is rounded once: the components of an agent's day add up to the day's exact cost rounded to
 * the minor unit (largest remainders), the totals are sums of lines. Time is counted on instants, so a night shift of a clock change pays
 * 7 or 9 hours. An agent's lines depend on that agent alone.
 * @throws InputError for a roster with unknown agents or sites (`agent-unknown`, `site-unknown`) and for pay that cannot be told (see `PayDesk`)
 */
export function costRoster(input: CostInput): CostReport {
  const { centre } = input;
  const desk = new PayDesk(centre, input.pay);
  const byAgent = groupShifts(input);
  const { fromDate, toDate } = { ...datesOf(input.shifts), ...input };
  const ledger = { lines: [] as CostLine[], totals: new TotalsCollector(centre, input.allocation) };
  const calendars = new Calendars(centre, input.shifts);
  const worked = groupByAgent(input.worked ?? centre.worked);
  const cancelled = groupByAgent(input.cancelled ?? []);
  const noShows = noShowsOf(input, byAgent);
  const published = groupByAgent(inWeeksOf(fromDate, toDate, input.change?.published ?? []));
  const timeOff = new Map<string, TimeOff[]>();
  for (const off of centre.timeOff) timeOff.set(off.agent, [...(timeOff.get(off.agent) ?? []), off]);
  const contracts = new Map(centre.contracts.map((contract) => [contract.id, contract]));
  const zones = new Map<string, string>(centre.sites.map((site) => [site.id, site.zone]));
  const calledOff = (before: readonly RosterShift[], now: readonly RosterShift[], agent: Agent): RosterShift[] =>
    input.change === undefined || before.length === 0
      ? []
      : calledOffLate(
          before,
          now,
          input.change.changedMs,
          (date) => desk.payOf(agent, date)?.noticeDays ?? 0,
          (site) => zones.get(site)!,
        );
  for (const agent of centre.agents) {
    const shifts = byAgent.get(agent.id) ?? [];
    const absences = timeOff.get(agent.id) ?? [];
    const work = {
      agent,
      contract: contracts.get(agent.contract)!,
      shifts,
      worked: worked.get(agent.id) ?? [],
      cancelled: [
        ...(cancelled.get(agent.id) ?? []),
        // Leave and sickness are paid as such.
        ...calledOff(published.get(agent.id) ?? [], shifts, agent).filter(
          ({ date }) => !absences.some((off) => off.fromDate <= date && date <= off.toDate),
        ),
      ],
      noShows: noShows.get(agent.id) ?? [],
      timeOff: absences,
      fromDate,
      toDate,
    };
    new AgentCosting(centre, desk, calendars, work).run(ledger);
  }
  if (hasErrors(desk.issues)) throw new InputError(desk.issues);
  const totals = ledger.totals.finish();
  return {
    currency: centre.currency,
    lines: ledger.lines,
    totals,
    ...perUnit(totals, input.contacts),
    warnings: desk.issues,
  };
}

/** First and last date of the shifts; no dates where there are none. */
function datesOf(shifts: readonly RosterShift[]): { fromDate: string; toDate: string } {
  const dates = new Set(shifts.map((shift) => shift.date));
  const sorted = [...dates].sort();
  return { fromDate: sorted[0] ?? '9999-12-31', toDate: sorted.at(-1) ?? '0001-01-01' };
}

function perUnit(
  totals: CostTotals,
  contacts: CostInput['contacts'],
): Pick<CostReport, 'perProductiveHourMinor' | 'perContactMinor'> {
  const result: { perProductiveHourMinor?: number; perContactMinor?: Record<string, number> } = {};
  if (totals.productiveMinutes > 0) result.perProductiveHourMinor = (totals.totalMinor * 60) / totals.productiveMinutes;
  if (contacts !== undefined) {
    result.perContactMinor = {};
    for (const [queue, count] of Object.entries(contacts))
      if (count > 0) result.perContactMinor[queue] = (totals.byQueue[queue] ?? 0) / count;
  }
  return result;
}

/** Shifts of each agent by start; unknown names are all reported at once. */
function groupShifts(input: CostInput): Map<string, RosterShift[]> {
  const { centre, shifts } = input;
  const agents = new Set<string>(centre.agents.map((agent) => agent.id));
  const sites = new Set<string>(centre.sites.map((site) => site.id));
  const all = [...shifts, ...(input.change?.published ?? []), ...(input.cancelled ?? [])];
  const unknownAgents = new Set(all.map((shift) => shift.agent as string).filter((id) => !agents.has(id)));
  const unknownSites = new Set(all.map((shift) => shift.site as string).filter((id) => !sites.has(id)));
  const issues = [
    ...[...unknownAgents].map((id) =>
      inputError(
        'agent-unknown',
        `The roster has shifts of agent "${id}", whom the centre does not know.`,
        'Add the agent to agents.csv or correct the id.',
      ),
    ),
    ...[...unknownSites].map((id) =>
      inputError(
        'site-unknown',
        `The roster has shifts at site "${id}", which the centre does not know.`,
        `Use one of ${[...sites].join(', ')}.`,
      ),
    ),
  ];
  if (issues.length > 0) throw new InputError(issues);
  return groupByAgent(shifts);
}

/** Shifts of the ISO weeks that the period touches: of other weeks the roster says nothing. */
function inWeeksOf(fromDate: string, toDate: string, shifts: readonly RosterShift[]): readonly RosterShift[] {
  if (shifts.length === 0 || toDate < fromDate) return shifts;
  const first = weekStartOf(fromDate);
  const end = addDays(weekStartOf(toDate), 7);
  return shifts.filter(({ date }) => first <= date && date < end);
}

/** The roster's own shifts that nobody came to, by agent. */
function noShowsOf({ noShows = [] }: CostInput, byAgent: ReadonlyMap<string, readonly RosterShift[]>) {
  const found: RosterShift[] = [];
  const issues: Issue[] = [];
  for (const { agent, startMs, date } of noShows) {
    const shift = byAgent.get(agent)?.find((candidate) => candidate.startMs === startMs);
    if (shift !== undefined) found.push(shift);
    else
      issues.push(
        inputError(
          'no-show-unknown',
          `Agent "${agent}" has no shift in the roster that starts then on ${date}.`,
          'Name shifts of the roster, with their start.',
        ),
      );
  }
  if (issues.length > 0) throw new InputError(issues);
  return groupByAgent(found);
}

/** Shifts of each agent by start. */
export function groupByAgent(shifts: readonly RosterShift[]): Map<string, RosterShift[]> {
  const groups = new Map<string, RosterShift[]>();
  for (const shift of shifts) {
    const group = groups.get(shift.agent);
    if (group === undefined) groups.set(shift.agent, [shift]);
    else group.push(shift);
  }
  for (const group of groups.values()) group.sort((a, b) => a.startMs - b.startMs);
  return groups;
}
