import { payBookOf } from '../cost/book.js';
import { averageHourCost } from '../cost/marginal.js';
import { minorDigits } from '../cost/money.js';
import type { Agent } from '../domain/agent.js';
import type { Centre } from '../domain/centre.js';
import { InputError, type Issue, inputError } from '../errors.js';
import { queueSkillsOf } from '../schedule/people.js';
import { daysBetween } from '../time/zone.js';
import type { CapacityGroup } from './schema.js';
import type { Cohort } from './supply.js';

/** A contract in a group: who is there on it and what an hour of it costs. */
export interface ContractTerms {
  readonly contract: string;
  readonly hoursPerWeek: number;
  /** People there in the first week. */
  readonly start: readonly Cohort[];
  readonly hireable: boolean;
  readonly minShare: number;
  readonly maxShare: number;
  /** Employer's cost per paid hour in each week, minor units of the centre's currency, unrounded. */
  readonly costPerHourMinor: readonly number[];
}

/** Shares of paid time in a week, 0 to 1. */
export interface WeekShrinkage {
  readonly planned: number;
  readonly unplanned: number;
  /** Part of `planned` that is leave: overtime is not worked on leave. */
  readonly leave: number;
}

const LEAVE = 'leave';

/** Agents of each group: everybody in the first group one of whose queues they can take. */
export function agentsByGroup(
  centre: Centre,
  groups: readonly CapacityGroup[],
  date: string,
): ReadonlyMap<string, Agent[]> {
  const members = new Map(groups.map(({ id }) => [id, [] as Agent[]]));
  for (const agent of centre.agents) {
    if ((agent.from ?? date) > date || (agent.to ?? date) < date) continue;
    const group = groups.find(
      ({ queues }) =>
        queueSkillsOf(
          agent,
          centre.queues.filter(({ id }) => queues === undefined || queues.includes(id)),
        ).length > 0,
    );
    if (group !== undefined) members.get(group.id)!.push(agent);
  }
  return members;
}

/**
 * Contracts of a group: those of the start, and those offered to people who are hired.
 * @param mondays first date of each week
 * @throws InputError `capacity-cost-missing` where nobody is on a contract and no cost is given; those of the pay data
 */
export function contractTerms(
  centre: Centre,
  group: CapacityGroup,
  agents: readonly Agent[],
  mondays: readonly string[],
): ContractTerms[] {
  const start = new Map<string, Cohort[]>();
  for (const { contract, ...cohort } of group.start ?? agents.map((agent) => cohortOf(agent, mondays[0]!)))
    start.set(contract, [
      ...(start.get(contract) ?? []),
      { heads: cohort.heads, weeksThere: cohort.weeksThere ?? TRAINED },
    ]);
  const offered = group.hiring?.contracts ?? [...start.keys()].map((contract) => ({ contract }));
  const issues: Issue[] = [];
  const terms = centre.contracts
    .filter(({ id }) => start.has(id) || offered.some(({ contract }) => contract === id))
    .map((contract): ContractTerms => {
      const offer = group.hiring === undefined ? undefined : offered.find((entry) => entry.contract === contract.id);
      return {
        contract: contract.id,
        hoursPerWeek: contract.hoursPerWeek,
        start: start.get(contract.id) ?? [],
        hireable: offer !== undefined,
        minShare: (offer as { minShare?: number } | undefined)?.minShare ?? 0,
        maxShare: (offer as { maxShare?: number } | undefined)?.maxShare ?? 1,
        costPerHourMinor: costsOf(centre, group, contract.id, agents, mondays, issues),
      };
    });
  if (issues.length > 0) throw new InputError(issues);
  return terms;
}

/** Somebody whose first day is not known was trained long ago. */
const TRAINED = Number.POSITIVE_INFINITY;

const cohortOf = ({ contract, from }: Agent, monday: string) => ({
  contract: contract as string,
  heads: 1,
  weeksThere: from === undefined ? TRAINED : Math.max(0, Math.floor(daysBetween(from, monday) / 7)),
});

function costsOf(
  centre: Centre,
  group: CapacityGroup,
  contract: string,
  agents: readonly Agent[],
  mondays: readonly string[],
  issues: Issue[],
): number[] {
  const given = group.costs?.find((entry) => entry.contract === contract);
  if (given !== undefined) return mondays.map(() => given.costPerHour * 10 ** (minorDigits(centre.currency) ?? 2));
  const models = [agents, centre.agents]
    .map((people) => people.filter((agent) => agent.contract === contract))
    .find((people) => people.length > 0);
  if (models === undefined) {
    issues.push(
      inputError(
        'capacity-cost-missing',
        `Nobody works on contract "${contract}", so an hour on it has no cost.`,
        `Add { "contract": "${contract}", "costPerHour": … } to "costs" of group "${group.id}".`,
        { path: 'groups.costs' },
      ),
    );
    return [];
  }
  const book = payBookOf(centre.pay);
  return mondays.map((monday) => averageHourCost({ ...centre, agents: models }, book, monday));
}

/**
 * Shrinkage in each week; a season's leave takes the place of the usual one, the last season that holds counts.
 * @throws InputError `shrinkage-whole` where it takes up all paid time of a week
 */
export function weeklyShrinkage(
  centre: Pick<Centre, 'shrinkage'>,
  group: Pick<CapacityGroup, 'id' | 'shrinkage' | 'leave'>,
  weekNames: readonly string[],
): WeekShrinkage[] {
  const reasons =
    group.shrinkage ??
    centre.shrinkage.map(({ reason, basisPoints, planned }) => ({ reason, percent: basisPoints / 100, planned }));
  const sum = (parts: typeof reasons): number => parts.reduce((total, { percent }) => total + percent, 0) / 100;
  const usual = sum(reasons.filter(({ reason }) => reason === LEAVE));
  const planned = sum(reasons.filter((part) => part.planned && part.reason !== LEAVE));
  const unplanned = sum(reasons.filter((part) => !part.planned && part.reason !== LEAVE));
  return weekNames.map((name) => {
    const season = group.leave?.findLast(({ fromWeek, toWeek }) => fromWeek <= name && name <= toWeek);
    const leave = season === undefined ? usual : season.percent / 100;
    if (planned + unplanned + leave >= 1)
      throw new InputError([
        inputError(
          'shrinkage-whole',
          `Shrinkage of group "${group.id}" takes up all paid time in ${name}, so nobody would work.`,
          'Shares of all reasons together must stay under 100 %.',
          { path: 'groups.shrinkage' },
        ),
      ]);
    return { planned: planned + leave, unplanned, leave };
  });
}
