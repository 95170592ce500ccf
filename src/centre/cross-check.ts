import type { Centre, Contract, WorkPlan } from '../domain/centre.js';
import { hasErrors } from '../errors.js';
import type { LawBook } from '../labour/book.js';
import { demandedBreaks, shortBreaks } from '../labour/demanded-breaks.js';
import type { IssueList } from './issue-list.js';
import type { JsonSource } from './source.js';

/** Where things that only show when the files are put together were written. */
export interface CentrePlaces {
  /** File and line of each agent. */
  readonly file: string;
  readonly lineOf: ReadonlyMap<string, number>;
  readonly source: JsonSource;
}

/**
 * What no single file shows: contracts that a work plan cannot fill, breaks that the law of a site finds too short, queues that nobody can take,
 * agents without work.
 * @param laws absent where the law file is faulty
 */
export function checkCentre(centre: Centre, places: CentrePlaces, laws: LawBook | undefined, issues: IssueList): void {
  checkContractHours(centre, places, issues);
  // With agents or queues left out as faulty it would accuse the innocent.
  if (hasErrors(issues.issues)) return;
  if (laws !== undefined) checkBreaks(centre, places, laws, issues);
  checkSkillsUsed(centre, places, issues);
}

/** `contract-hours-impossible`: told once per contract and work plan, at the first agent that has both. */
function checkContractHours(centre: Centre, places: CentrePlaces, issues: IssueList): void {
  const contracts = new Map(centre.contracts.map((contract) => [contract.id, contract]));
  const plans = new Map(centre.workPlans.map((plan) => [plan.id, plan]));
  const told = new Set<string>();
  for (const agent of centre.agents) {
    const key = `${agent.contract} ${agent.workPlan}`;
    const contract = contracts.get(agent.contract);
    const plan = plans.get(agent.workPlan);
    if (told.has(key) || contract === undefined || plan === undefined || plan.shifts.length === 0) continue;
    told.add(key);
    const { least, most } = paidRange(contract, plan);
    const wanted = contract.hoursPerWeek * 60;
    if (wanted - contract.underMinutes <= most && wanted + contract.overMinutes >= least) continue;
    const { min, max } = contract.daysPerWeek;
    issues.error(
      'contract-hours-impossible',
      { file: places.file, ...lineOf(places, agent.id), column: 'work_plan' },
      `Contract "${contract.id}" of ${contract.hoursPerWeek} hours in ${min} to ${max} days cannot be filled with work plan "${plan.id}": ${least / 60} to ${most / 60} paid hours a week.`,
      'Change the days or hours of the contract, or the lengths of the shifts.',
    );
  }
}

/** Warning `breaks-below-law`: told once per shift family and rule of law, at the first agent under both. */
function checkBreaks(centre: Centre, places: CentrePlaces, laws: LawBook, issues: IssueList): void {
  const lawOf = new Map(centre.sites.map((site) => [site.id, site.law]));
  const plans = new Map(centre.workPlans.map((plan) => [plan.id, plan]));
  const activities = new Map<string, Centre['activities'][number]>(centre.activities.map((one) => [one.id, one]));
  const told = new Set<string>();
  for (const agent of centre.agents) {
    const law = lawOf.get(agent.site);
    const set = law === undefined ? undefined : laws.sets.get(law);
    const plan = plans.get(agent.workPlan);
    if (set === undefined || plan === undefined || told.has(`${set.id} ${plan.id}`)) continue;
    told.add(`${set.id} ${plan.id}`);
    // The rules that go on: adults, who are most.
    for (const demanded of demandedBreaks(set.id, set.validTo, {}, laws)) {
      for (const shift of plan.shifts) {
        const short = shortBreaks(shift, activities, demanded);
        const key = `${demanded.ruleId} ${shift.id}`;
        if (short === undefined || told.has(key)) continue;
        told.add(key);
        const hours = short.paidMinutes / 60;
        const what =
          short.stretchMinutes === undefined
            ? `${short.minutes} minutes of break, ${demanded.article} asks for ${demanded.totalMinutes}`
            : `up to ${short.stretchMinutes / 60} hours in a row, ${demanded.article} allows ${demanded.maxStretchMinutes! / 60}`;
        issues.warning(
          'breaks-below-law',
          { file: places.file, ...lineOf(places, agent.id), column: 'work_plan' },
          `Shifts "${shift.id}" of ${hours} paid hours have ${what} (${set.id}).`,
          'Lengthen or move their breaks, or shorten the shifts.',
        );
      }
    }
  }
}

/** Least and most paid minutes a week that a plan's shifts give on the contract's days. */
function paidRange(contract: Contract, plan: WorkPlan): { least: number; most: number } {
  const longest: number[] = [];
  const shortest: number[] = [];
  for (const day of [1, 2, 3, 4, 5, 6, 7] as const) {
    const shifts = plan.shifts.filter(({ weekdays }) => weekdays.includes(day));
    if (shifts.length === 0) continue;
    longest.push(Math.max(...shifts.map(({ paid }) => paid.max)));
    shortest.push(Math.min(...shifts.map(({ paid }) => paid.min)));
  }
  const sum = (minutes: number[]) => minutes.reduce((total, value) => total + value, 0);
  return {
    least: sum(shortest.sort((a, b) => a - b).slice(0, contract.daysPerWeek.min)),
    most: sum(longest.sort((a, b) => b - a).slice(0, contract.daysPerWeek.max)),
  };
}

/** Warnings `agent-without-queue` and `queue-without-agents`. */
function checkSkillsUsed(centre: Centre, places: CentrePlaces, issues: IssueList): void {
  const served = new Set<string>();
  for (const agent of centre.agents) {
    const has = new Set(agent.skills.map(({ skill }) => skill));
    const queues = centre.queues.filter(({ skills }) => skills.every((skill) => has.has(skill)));
    for (const queue of queues) served.add(queue.id);
    if (queues.length === 0)
      issues.warning(
        'agent-without-queue',
        { file: places.file, ...lineOf(places, agent.id), column: 'skills' },
        `Agent "${agent.id}" has not all the skills of any queue.`,
        'Add the skills that a queue needs, or leave it for one in training.',
      );
  }
  centre.queues.forEach((queue, i) => {
    if (!served.has(queue.id))
      issues.warning(
        'queue-without-agents',
        places.source.place(['queues', i]),
        `No agent has the skills of queue "${queue.id}" (${queue.skills.join(', ')}).`,
        'Give agents these skills, or the queue others.',
      );
  });
}

const lineOf = (places: CentrePlaces, agent: string): { line?: number } => {
  const line = places.lineOf.get(agent);
  return line === undefined ? {} : { line };
};
