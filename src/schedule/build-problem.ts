import type {
  CostCurve,
  ProblemAgent,
  ProblemQueue,
  RosterProblem,
  Rule,
  ShiftTemplate,
} from '../../solver/problem.js';
import type { StopRule } from '../../solver/stop.js';
import type { Agent } from '../domain/agent.js';
import type { Centre, Contract, Queue, Site, WorkPlan } from '../domain/centre.js';
import type { ForbiddenTime } from '../labour/planning.js';
import type { DeferrableWork, RosterDemand } from '../requirement/contract.js';
import { deferrableDemand } from './deferrable-demand.js';
import { type FairPlan, fairPlanOf } from './fairness.js';
import {
  availabilityOf,
  creditsOf,
  fixedActivitiesOf,
  forbiddenWindows,
  homeSiteOf,
  priorOf,
  queueSkillsOf,
  unavailabilityOf,
  wishesOf,
} from './people.js';
import { calendarIdOf, calendarOf, type Period, slotOf } from './period.js';
import { rotationOf, rotationRule } from './rotations.js';
import { lateWorkCurve, overCurve, underCurve } from './service-price.js';
import { groupsOf, meetingsOf, teamRulesOf } from './together.js';

/** What a decision about an agent changes in money, minor units of the centre's currency. */
export interface AgentCosts {
  /** Changeable cost of a paid slot. */
  readonly costPerPaidSlot: number;
  /** Cost of a shift at a site: desk, travel or home allowance. */
  readonly costPerShift: (site: Site) => number;
  /** Premium per slot of the horizon; agents with equal premiums share a list by id. */
  readonly slotPrices?: { readonly id: string; readonly perSlot: readonly number[] };
  /** Costs that jump: over so many paid minutes of the period each of them costs so much more. */
  readonly reviews?: readonly {
    readonly component: string;
    readonly maxPaidMinutes: number;
    readonly costPerMinute: number;
  }[];
}

export interface ProblemInput {
  readonly centre: Centre;
  readonly period: Period;
  readonly demand: readonly RosterDemand[];
  readonly deferrable: readonly DeferrableWork[];
  /** Rules of the law at the site that hold for the agent. */
  readonly lawOf: (agent: Agent, site: Site) => { readonly id: string; readonly rules: readonly Rule[] };
  /** Times of day at which the law forbids the agent to work at all (minors at night, births); wall clock of the site. */
  readonly forbiddenOf: (agent: Agent, site: Site) => readonly ForbiddenTime[];
  readonly costsOf: (agent: Agent) => AgentCosts;
  /** What an agent costs for an hour on average, minor units: the scale on which being short is priced. */
  readonly referenceHourCost: number;
  readonly stop?: StopRule;
}

/** Turns a centre, its demand, law and pay into the kernel's problem. Same input, same bytes. */
export function buildProblem(input: ProblemInput): RosterProblem {
  const { centre, period } = input;
  const siteById = new Map(centre.sites.map((site) => [site.id, site]));
  const calendars = new Map(centre.sites.map((site) => [calendarIdOf(site), site]));
  const ruleSets = new Map<string, readonly Rule[]>();
  const priceLists = new Map<string, readonly number[]>();
  const agents: ProblemAgent[] = [];
  const fair = fairPlanOf(centre, period);
  for (const agent of centre.agents) {
    const made = buildAgent(input, agent, siteById.get(agent.site)!, ruleSets, priceLists, fair);
    if (made !== undefined) agents.push(made);
  }
  const teamRules = teamRulesOf(centre, period);
  const meetings = meetingsOf(centre, period, agents);
  return {
    format: 'rooster-problem/1',
    name: `${centre.name} ${period.fromDate}`,
    origin: new Date(period.originMs).toISOString(),
    slotMinutes: centre.slotMinutes,
    slots: period.slots,
    intervalSlots: period.intervalSlots,
    cyclic: false,
    currency: centre.currency,
    calendars: [...calendars.values()].map((site) => calendarOf(period, site)),
    queues: centre.queues.map((queue) => buildQueue(input, queue)),
    sites: centre.sites.map((site) => ({
      id: site.id,
      areas: site.areas.map(({ id, desks }) => ({ id, seats: desks })),
    })),
    shiftTemplates: centre.workPlans.flatMap((plan) => templatesOf(centre, plan)),
    ruleSets: [...ruleSets].map(([id, rules]) => ({ id, rules })),
    ...(priceLists.size === 0 ? {} : { priceLists: [...priceLists].map(([id, perSlot]) => ({ id, perSlot })) }),
    ...(teamRules.length === 0 ? {} : { teamRules }),
    ...(meetings.length === 0 ? {} : { meetings }),
    agents,
    ...(input.stop === undefined ? {} : { stop: input.stop }),
  };
}

function buildQueue(input: ProblemInput, queue: Queue): ProblemQueue {
  const { centre, period } = input;
  const intervals = period.slots / period.intervalSlots;
  const agentCost = (input.referenceHourCost * centre.intervalMinutes) / 60;
  const curves = new CurveList();
  const intervalOf = (ms: number): number => Math.floor(slotOf(period, ms) / period.intervalSlots);
  if (queue.deadlineMinutes !== undefined) {
    const demand = deferrableDemand(centre, queue, period, input.deferrable, hiddenShrinkageFactor(centre));
    return {
      id: queue.id,
      demand: { kind: 'work', ...demand },
      underOf: curves.add(lateWorkCurve(queue.ahtSeconds, centre.intervalMinutes, agentCost, queue.weight)),
      overOf: curves.add(overCurve(1, agentCost)),
      curves: curves.list,
    };
  }
  const perInterval = new Array<number>(intervals).fill(0);
  const underOf = new Array<number>(intervals).fill(curves.add(underCurve([], 0, agentCost, queue.weight)));
  const overOf = new Array<number>(intervals).fill(curves.add(overCurve(0, agentCost)));
  for (const row of input.demand) {
    const interval = intervalOf(row.startMs);
    if (row.queue !== queue.id || interval < 0 || interval >= intervals) continue;
    perInterval[interval] = row.agents;
    underOf[interval] = curves.add(underCurve(row.missedContacts, row.agents, agentCost, queue.weight));
    overOf[interval] = curves.add(overCurve(row.agents, agentCost));
  }
  const minimum = perInterval.map((wanted) => (wanted > 0 ? queue.minimumAgents : 0));
  return {
    id: queue.id,
    demand: { kind: 'agents', perInterval },
    underOf,
    overOf,
    curves: curves.list,
    ...(minimum.some((agents) => agents > 0) ? { minimum } : {}),
  };
}

/** 1 / (1 − shrinkage that the roster does not show itself), from integer basis points. */
const hiddenShrinkageFactor = (centre: Centre): number =>
  10_000 / (10_000 - centre.shrinkage.reduce((sum, row) => sum + (row.inRoster ? 0 : row.basisPoints), 0));

function buildAgent(
  input: ProblemInput,
  agent: Agent,
  site: Site,
  ruleSets: Map<string, readonly Rule[]>,
  priceLists: Map<string, readonly number[]>,
  fair: FairPlan,
): ProblemAgent | undefined {
  const { centre, period } = input;
  const contract = centre.contracts.find((candidate) => candidate.id === agent.contract)!;
  const plan = centre.workPlans.find((candidate) => candidate.id === agent.workPlan)!;
  const calendar = calendarIdOf(site);
  const days = calendarOf(period, site).days;
  const unavailable = [
    ...unavailabilityOf(centre, agent, site, period),
    ...forbiddenWindows(period, site, input.forbiddenOf(agent, site)),
  ];
  const absentDays = days.filter((day) =>
    unavailable.some((window) => window.from <= day.startSlot && day.endSlot <= window.to),
  );
  // Nothing can be decided about somebody who is away all the time.
  if (absentDays.length === days.length) return undefined;

  const rules: string[] = [];
  const use = (id: string, make: () => readonly Rule[]): void => {
    if (!ruleSets.has(id)) ruleSets.set(id, make());
    if (ruleSets.get(id)!.length > 0) rules.push(id);
  };
  const law = input.lawOf(agent, site);
  use(law.id, () => law.rules);
  const absentPerWeek = Math.max(
    ...countPerWeek(
      absentDays.map((day) => day.week),
      period.days / 7,
    ),
  );
  use(`contract/${contract.id}${absentPerWeek > 0 ? `/absent-${absentPerWeek}` : ''}`, () =>
    contractRules(contract, absentPerWeek),
  );
  // A price of nothing is a rule that is switched off: nobody wants to read that it is broken.
  use(`plan/${plan.id}`, () => plan.rules.filter(({ hard, weight }) => hard || weight !== 0));
  const turn = rotationOf(centre, agent, plan);
  if (turn !== undefined) {
    use(`rotation/${turn.rotation.id}/${turn.monday}`, () => [rotationRule(turn.rotation, turn.monday)]);
  }

  for (const set of fair.rulesOf(agent.id)) use(set.id, () => set.rules);
  const carried = fair.carriedOf(agent.id);

  const costs = input.costsOf(agent);
  const home = agent.homeDays > 0 && site.kind === 'office' ? homeSiteOf(centre, site) : undefined;
  if (home !== undefined) use(`home/${home.id}/${agent.homeDays}`, () => homeRules(home, agent.homeDays));
  for (const { component, maxPaidMinutes, costPerMinute } of costs.reviews ?? []) {
    // A week's sum is one that the engine looks ahead on.
    const per = period.days === 7 ? 'week' : 'period';
    use(`${component}/${maxPaidMinutes}/${costPerMinute}`, () => [
      { id: component, hard: false, weight: costPerMinute, rule: 'paid-minutes', per, max: maxPaidMinutes, all: true },
    ]);
  }
  if (costs.slotPrices !== undefined) priceLists.set(costs.slotPrices.id, costs.slotPrices.perSlot);

  const available = availabilityOf(centre, agent, site, period);
  const credits = creditsOf(centre, agent, contract, period);
  const prior = priorOf(centre, agent, period, { shifts: plan.shifts, zone: site.zone });
  const fixed = fixedActivitiesOf(centre, agent, site, period);
  const wishes = wishesOf(centre, agent, period, fair.wishFactorOf(agent.id));
  const groups = groupsOf(centre, agent);
  return {
    id: agent.id,
    calendar,
    skills: queueSkillsOf(agent, centre.queues),
    places: [site, ...(home === undefined ? [] : [home])].flatMap((place) =>
      place.areas.map((area) => ({ site: place.id, area: area.id, costPerShift: costs.costPerShift(place) })),
    ),
    ...(groups.length === 0 ? {} : { groups }),
    shifts: plan.shifts.map((shift) => templateId(plan, shift.id)),
    rules,
    ...(available === undefined ? {} : { available }),
    ...(unavailable.length === 0 ? {} : { unavailable }),
    ...(credits.length === 0 ? {} : { credits }),
    ...(prior.length === 0 ? {} : { prior }),
    ...(fixed.length === 0 ? {} : { fixed }),
    ...(wishes.length === 0 ? {} : { wishes }),
    costPerPaidSlot: costs.costPerPaidSlot,
    ...(costs.slotPrices === undefined ? {} : { slotPrices: costs.slotPrices.id }),
    ...(carried.length === 0 ? {} : { carried }),
  };
}

function countPerWeek(weeks: readonly number[], weekCount: number): number[] {
  const counts = new Array<number>(weekCount).fill(0);
  for (const week of weeks) counts[week] = counts[week]! + 1;
  return counts;
}

/** Hours and days of the contract; days away lower the least number of days, leave credits fill the hours. */
function contractRules(contract: Contract, absentPerWeek: number): Rule[] {
  const id = `contract/${contract.id}`;
  const minutes = contract.hoursPerWeek * 60;
  return [
    {
      id: `${id}/hours`,
      hard: true,
      rule: 'paid-minutes',
      per: 'week',
      min: Math.max(0, minutes - contract.underMinutes),
      max: minutes + contract.overMinutes,
    },
    {
      id: `${id}/days`,
      hard: true,
      rule: 'days-worked',
      per: 'week',
      min: Math.max(0, contract.daysPerWeek.min - absentPerWeek),
      max: contract.daysPerWeek.max,
    },
  ];
}

const homeRules = (home: Site, days: number): Rule[] => [
  { id: `home-days/${days}`, hard: true, rule: 'place-days', sites: [home.id], per: 'week', max: days },
];

const templateId = (plan: WorkPlan, shift: string): string => `${plan.id}/${shift}`;

function templatesOf(centre: Centre, plan: WorkPlan): ShiftTemplate[] {
  const paidBy = new Map(centre.activities.map((activity) => [activity.id, activity.paid]));
  const login = centre.activities.find((activity) => activity.kind === 'login')?.id ?? 'login';
  return plan.shifts.map((shift) => ({
    id: templateId(plan, shift.id),
    kind: shift.kind,
    weekdays: [...shift.weekdays],
    start: { ...shift.start },
    ...(shift.endLatest === undefined ? {} : { end: { latest: shift.endLatest } }),
    paid: { ...shift.paid },
    breaks: shift.breaks.map(({ activity, ...timing }) => ({
      activity,
      paid: paidBy.get(activity) ?? true,
      ...timing,
    })),
    ...(shift.loginMinutes === 0 ? {} : { login: { activity: login, minutes: shift.loginMinutes } }),
    ...(shift.maxStretchMinutes === undefined ? {} : { stretch: { max: shift.maxStretchMinutes } }),
  }));
}

/** Curves of a queue, each stored once. */
class CurveList {
  readonly list: CostCurve[] = [];
  readonly #index = new Map<string, number>();

  add(curve: CostCurve): number {
    const key = JSON.stringify(curve);
    const known = this.#index.get(key);
    if (known !== undefined) return known;
    this.#index.set(key, this.list.length);
    this.list.push(curve);
    return this.list.length - 1;
  }
}
