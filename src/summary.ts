import type { CostReport } from './cost/contract.js';
import { type StaffingCost, staffingCost } from './cost/staffing-cost.js';
import type { Centre, Queue } from './domain/centre.js';
import type { Roster, RosterShift } from './domain/roster.js';
import type { QueueForecast } from './forecast/contract.js';
import type { LawFinding } from './labour/finding.js';
import type { RequirementRow } from './requirement/contract.js';
import { shrinkageOf } from './requirement/index.js';
import { type FairnessSummary, fairnessSummary } from './schedule/fairness.js';
import type { ExpectedService } from './service.js';
import type { SimulatedTotal } from './simulate/contract.js';

/** One queue of the plan, the week in numbers. */
export interface QueueSummary {
  readonly queue: string;
  readonly name: string;
  readonly channel: Queue['channel'];
  readonly offered: number;
  readonly offeredLower80: number;
  readonly offeredUpper80: number;
  readonly ahtSeconds: number;
  /** Working agent-hours that the formulas alone ask for; more or less than required where simulation corrected them. */
  readonly formulaHours: number;
  /** Working agent-hours that the requirement asks for, and that the roster gives. */
  readonly requiredHours: number;
  readonly rosteredHours: number;
  readonly shortHours: number;
  readonly surplusHours: number;
  /** Cost of the surplus hours, and what the missing ones would have cost (see `staffingCost`). */
  readonly surplusCostMinor: number;
  readonly shortCostMinor: number;
  readonly peakAgents: number;
  readonly goal: string;
  /** Work that may wait for a deadline: being short is work undone when it falls due. */
  readonly deferrable: boolean;
  /** By formula, with the agents that the roster gives the queue and the help that simulation found it to have. */
  readonly serviceExpected: number;
  readonly asaExpectedSeconds: number;
  readonly occupancyExpected: number;
  /** By simulation of the roster; absent where no contact is expected. */
  readonly simulated?: SimulatedSummary;
}

/** Simulated service of a queue over the period, with its 95 % interval. */
export interface SimulatedSummary {
  readonly serviceLevel: number;
  readonly serviceLevelLower: number;
  readonly serviceLevelUpper: number;
  readonly asaSeconds: number;
  readonly abandonedShare: number;
}

export interface SiteSummary {
  readonly site: string;
  readonly agents: number;
  readonly shifts: number;
  readonly paidHours: number;
  /** Most people at once, against the desks there are (null = no limit). */
  readonly peakPresent: number;
  readonly desks: number | null;
  readonly costMinor: number;
}

export interface Shortage {
  readonly queue: string;
  readonly startMs: number;
  readonly wanted: number;
  readonly covered: number;
}

/** `summary.json`: what a planner reads first. */
export interface PlanSummary {
  readonly centre: string;
  readonly fromDate: string;
  readonly toDate: string;
  readonly zone: string;
  readonly currency: string;
  readonly queues: readonly QueueSummary[];
  readonly sites: readonly SiteSummary[];
  readonly agents: number;
  readonly agentsRostered: number;
  readonly shifts: number;
  readonly paidHours: number;
  readonly productiveHours: number;
  readonly costMinor: number;
  readonly costPerContactMinor: number;
  readonly costByComponentMinor: Readonly<Record<string, number>>;
  readonly costByChannelMinor: Readonly<Record<string, number>>;
  readonly hardRulesBroken: number;
  readonly softRulesBroken: number;
  /** Breaches of labour law found by the audit of the roster. */
  readonly lawBreaches: number;
  /** Intervals furthest below what is wanted, worst first. */
  readonly shortages: readonly Shortage[];
  /** Where the centre asks for fairness over months. */
  readonly fairness?: readonly FairnessSummary[];
  readonly objective: Roster['objective'];
  readonly stamp: Roster['stamp'];
  readonly corrections: number;
}

/** Shortages listed in the summary. */
const WORST = 10;

export interface SummaryInput {
  readonly centre: Centre;
  readonly forecasts: readonly QueueForecast[];
  readonly requirement: readonly RequirementRow[];
  readonly roster: Roster;
  readonly service: readonly ExpectedService[];
  readonly simulated: readonly SimulatedTotal[];
  readonly cost: CostReport;
  readonly law: readonly LawFinding[];
  /** Instants of the period, half-open. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** Adds a plan up to the numbers of the week. Contacts before and after the period do not count. */
export function summarise(input: SummaryInput): PlanSummary {
  const { centre, roster, cost } = input;
  const staffing = staffingCost(cost.totals, roster.coverage, centre.intervalMinutes);
  const queues = centre.queues.map((queue) =>
    queueSummary(
      input,
      queue,
      staffing.find((row) => row.queue === queue.id),
    ),
  );
  const contacts = queues.reduce((sum, queue) => sum + queue.offered, 0);
  return {
    centre: centre.name,
    fromDate: roster.fromDate,
    toDate: roster.toDate,
    zone: roster.zone,
    currency: cost.currency,
    queues,
    sites: centre.sites.map((site) => siteSummary(input, site.id)),
    agents: centre.agents.length,
    agentsRostered: new Set(roster.shifts.map((shift) => shift.agent)).size,
    shifts: roster.shifts.length,
    paidHours: cost.totals.paidMinutes / 60,
    productiveHours: cost.totals.productiveMinutes / 60,
    costMinor: cost.totals.totalMinor,
    costPerContactMinor: contacts > 0 ? cost.totals.totalMinor / contacts : 0,
    costByComponentMinor: cost.totals.byComponent,
    costByChannelMinor: cost.totals.byChannel,
    hardRulesBroken: roster.findings.filter((finding) => finding.hard).length,
    softRulesBroken: roster.findings.filter((finding) => !finding.hard).length,
    lawBreaches: input.law.filter((finding) => finding.severity === 'hard').length,
    shortages: worstShortages(roster),
    ...(centre.fairness === undefined ? {} : { fairness: fairnessSummary(centre, roster) }),
    objective: roster.objective,
    stamp: roster.stamp,
    corrections: input.forecasts.reduce((sum, forecast) => sum + forecast.corrections.length, 0),
  };
}

function queueSummary(input: SummaryInput, queue: Queue, staffing: StaffingCost | undefined): QueueSummary {
  const inPeriod = (ms: number): boolean => ms >= input.fromMs && ms < input.toMs;
  const forecast = input.forecasts.find((candidate) => candidate.queue === queue.id);
  const rows = input.requirement.filter((row) => row.queue === queue.id && inPeriod(row.startMs));
  const { roster } = input;
  const coverage = roster.coverage.find((candidate) => candidate.queue === queue.id);
  const service = input.service.find((candidate) => candidate.queue === queue.id);
  const hours = input.centre.intervalMinutes / 60;
  const total = (values: readonly number[] | undefined): number =>
    (values ?? []).reduce((sum, value) => sum + value, 0);
  const offered = total(rows.map((row) => row.offered));
  const within = (values: Float64Array | undefined): number =>
    [...(forecast?.startMs ?? [])].reduce((sum, ms, i) => sum + (inPeriod(ms) ? (values?.[i] ?? 0) : 0), 0);
  // Weeks have intervals of their own: errors of half hours partly cancel, those of a day go together.
  const weeks = (forecast?.weeks ?? []).filter(
    (week) => week.fromDate >= roster.fromDate && week.fromDate <= roster.toDate,
  );
  // Contacts handed on by another queue are known only as a mean.
  const handedOn = Math.max(0, offered - within(forecast?.offered));
  return {
    queue: queue.id,
    name: queue.name,
    channel: queue.channel,
    offered,
    offeredLower80: handedOn + total(weeks.map((week) => week.lower80)),
    offeredUpper80: handedOn + total(weeks.map((week) => week.upper80)),
    ahtSeconds: offered > 0 ? total(rows.map((row) => row.offered * row.ahtSeconds)) / offered : queue.ahtSeconds,
    formulaHours: formulaHours(input, queue, rows, total(coverage?.wanted) * hours),
    requiredHours: total(coverage?.wanted) * hours,
    rosteredHours: total(coverage?.covered) * hours,
    shortHours: total(coverage?.under) * hours,
    surplusHours: total(coverage?.over) * hours,
    surplusCostMinor: staffing?.surplusMinor ?? 0,
    shortCostMinor: staffing?.shortMinor ?? 0,
    peakAgents: rows.reduce((peak, row) => Math.max(peak, row.agentsNet), 0),
    goal: goalInWords(queue),
    deferrable: queue.deadlineMinutes !== undefined,
    serviceExpected: service?.serviceLevel ?? 1,
    asaExpectedSeconds: service?.asaSeconds ?? 0,
    occupancyExpected: service?.occupancy ?? 0,
    ...simulatedSummary(input.simulated.find((candidate) => candidate.queue === queue.id)),
  };
}

/** As the required hours are counted, with the shrinkage that a roster does not show. */
function formulaHours(
  { centre }: SummaryInput,
  queue: Queue,
  rows: readonly RequirementRow[],
  required: number,
): number {
  const formula = rows.reduce((sum, row) => sum + (row.agentsFormula ?? row.agentsNet), 0);
  if (queue.deadlineMinutes === undefined) {
    const present = 1 - shrinkageOf(centre).outsideRoster / 10_000;
    return (formula / present) * (centre.intervalMinutes / 60);
  }
  const net = rows.reduce((sum, row) => sum + row.agentsNet, 0);
  return net > 0 ? required * (formula / net) : required;
}

function simulatedSummary(total: SimulatedTotal | undefined): { readonly simulated?: SimulatedSummary } {
  if (total === undefined || !Number.isFinite(total.measures.serviceLevel.mean)) return {};
  const { serviceLevel, asaSeconds, abandonShare } = total.measures;
  return {
    simulated: {
      serviceLevel: serviceLevel.mean,
      serviceLevelLower: Math.max(0, serviceLevel.low),
      serviceLevelUpper: Math.min(1, serviceLevel.high),
      asaSeconds: Number.isFinite(asaSeconds.mean) ? asaSeconds.mean : 0,
      abandonedShare: Number.isFinite(abandonShare.mean) ? abandonShare.mean : 0,
    },
  };
}

/** `80 % in 20 s`, `within 8 h` … */
export function goalInWords(queue: Queue): string {
  const { goal } = queue;
  const parts: string[] = [];
  if (queue.deadlineMinutes !== undefined) parts.push(`within ${queue.deadlineMinutes / 60} open h`);
  else if (goal.serviceLevel !== undefined) {
    parts.push(`${Math.round(goal.serviceLevel * 1000) / 10} % in ${goal.targetSeconds} s`);
  }
  if (goal.maxAsaSeconds !== undefined) parts.push(`ASA ≤ ${goal.maxAsaSeconds} s`);
  if (goal.maxAbandon !== undefined) parts.push(`abandoned ≤ ${Math.round(goal.maxAbandon * 1000) / 10} %`);
  if (goal.maxOccupancy !== undefined) parts.push(`occupancy ≤ ${Math.round(goal.maxOccupancy * 100)} %`);
  return parts.join(', ');
}

/** The part of a goal before further conditions. */
export const shortGoal = (goal: string): string => goal.split(', ')[0] ?? '';

function siteSummary({ centre, roster, cost }: SummaryInput, site: string): SiteSummary {
  const shifts = roster.shifts.filter((shift) => shift.site === site);
  const areas = centre.sites.find((candidate) => candidate.id === site)?.areas ?? [];
  return {
    site,
    agents: new Set(shifts.map((shift) => shift.agent)).size,
    shifts: shifts.length,
    paidHours:
      shifts.reduce(
        (sum, shift) =>
          sum + shift.activities.reduce((paid, part) => paid + (part.paid ? part.endMs - part.startMs : 0), 0),
        0,
      ) / 3_600_000,
    peakPresent: peakOf(shifts),
    desks: areas.some((area) => area.desks === null) ? null : areas.reduce((sum, area) => sum + (area.desks ?? 0), 0),
    costMinor: cost.totals.bySite[site] ?? 0,
  };
}

/** Most shifts at once; an end at the moment of a start does not overlap it. */
function peakOf(shifts: readonly RosterShift[]): number {
  const changes = shifts.flatMap((shift) => [[shift.startMs, 1] as const, [shift.endMs, -1] as const]);
  changes.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let present = 0;
  let peak = 0;
  for (const [, change] of changes) {
    present += change;
    peak = Math.max(peak, present);
  }
  return peak;
}

function worstShortages(roster: Roster): Shortage[] {
  const all = roster.coverage.flatMap(({ queue, startMs, wanted, under }) =>
    startMs.flatMap((ms, i) =>
      // Work with a deadline: what falls due less what is not done by then.
      under[i]! > 0.05
        ? [{ queue, startMs: ms, wanted: wanted[i]!, covered: Math.max(0, wanted[i]! - under[i]!), under: under[i]! }]
        : [],
    ),
  );
  all.sort((a, b) => b.under - a.under || a.startMs - b.startMs);
  return all.slice(0, WORST).map(({ under: _, ...shortage }) => shortage);
}
