import type { Agent } from '../../domain/agent.js';
import type { Site } from '../../domain/centre.js';
import { queueSkillsOf } from '../../schedule/people.js';
import { type Applier, known, type Report, type ScenarioState } from '../state.js';
import { commonest, withAgents, withoutRows } from './people.js';

/**
 * Replaces agents, from the end of agents.csv on, until the share of the contract hours worked at offshore sites is as near
 * to the wanted one as whole agents allow. A replacement has the skills of the agent it replaces and the contract, work
 * plan and pay scale of a model agent; leave stays with the position, while wishes, availability, fixed activities and
 * what was worked before belong to the person and go.
 */
export const changeOffshoreShare: Applier<'offshore-share'> = (state, change, report) => {
  const { agents, sites, queues } = state.centre;
  const queue = change.queue === undefined ? undefined : known(queues, 'queue', change.queue, 'queue', report);
  if (change.queue !== undefined && queue === undefined) return state;
  const scope = agents.filter((agent) => queue === undefined || queueSkillsOf(agent, [queue]).length > 0);
  const isOffshore = (agent: Agent): boolean => sites.find(({ id }) => id === agent.site)?.kind === 'offshore';
  const now = shareOf(state, scope, isOffshore);
  const outward = change.share > now;
  const site = destinationOf(state, change.site, outward, report);
  if (site === undefined) return state;
  const model = modelOf(state, scope, site, change.model, report);
  if (model === undefined) return state;

  let current = scope;
  const replaced = new Set<Agent['id']>();
  const distance = (people: readonly Agent[]): number => Math.abs(shareOf(state, people, isOffshore) - change.share);
  for (const agent of [...scope].reverse()) {
    if (isOffshore(agent) === outward) continue;
    const next = current.map((candidate) => (candidate.id === agent.id ? replacement(agent, model, site) : candidate));
    if (distance(next) >= distance(current)) break;
    current = next;
    replaced.add(agent.id);
  }
  const byId = new Map(current.map((agent) => [agent.id, agent]));
  const moved = withAgents(
    state,
    agents.map((agent) => byId.get(agent.id) ?? agent),
  );
  return replaced.size === 0
    ? state
    : withoutRows(moved, replaced, ['availability', 'wishes', 'assignments', 'worked']);
};

/** Share of the contract hours of some agents that is worked offshore. */
function shareOf({ centre }: ScenarioState, agents: readonly Agent[], isOffshore: (agent: Agent) => boolean): number {
  const hours = new Map(centre.contracts.map(({ id, hoursPerWeek }) => [id, hoursPerWeek]));
  let all = 0;
  let offshore = 0;
  for (const agent of agents) {
    all += hours.get(agent.contract)!;
    if (isOffshore(agent)) offshore += hours.get(agent.contract)!;
  }
  return all > 0 ? offshore / all : 0;
}

function destinationOf(
  { centre }: ScenarioState,
  id: string | undefined,
  outward: boolean,
  report: Report,
): Site | undefined {
  const fitting = centre.sites.filter(({ kind }) => (outward ? kind === 'offshore' : kind === 'office'));
  const kind = outward ? 'offshore' : 'office';
  if (id !== undefined) {
    const site = known(centre.sites, 'site', id, 'site', report);
    if (site === undefined || (outward ? site.kind === 'offshore' : site.kind !== 'offshore')) return site;
    report('site', 'scenario-site-kind', `Site "${id}" is of kind "${site.kind}".`, `Name one of kind "${kind}".`);
    return undefined;
  }
  if (fitting.length !== 1)
    report(
      'site',
      fitting.length === 0 ? 'scenario-no-site' : 'scenario-site-missing',
      fitting.length === 0
        ? `The centre has no site of kind "${kind}".`
        : `There are ${fitting.length} sites of kind "${kind}".`,
      fitting.length === 0
        ? 'Add one to centre.json.'
        : `Add "site": one of ${fitting.map((site) => site.id).join(', ')}.`,
    );
  return fitting.length === 1 ? fitting[0] : undefined;
}

function modelOf(
  { centre }: ScenarioState,
  scope: readonly Agent[],
  site: Site,
  id: string | undefined,
  report: Report,
): Agent | undefined {
  const there = centre.agents.filter((agent) => agent.site === site.id);
  if (id !== undefined) {
    const model = known(centre.agents, 'agent', id, 'model', report);
    if (model === undefined || model.site === site.id) return model;
    report(
      'model',
      'scenario-model-elsewhere',
      `Agent "${id}" works at site "${model.site}".`,
      `Name one of "${site.id}".`,
    );
    return undefined;
  }
  const model = commonest(there.filter((agent) => scope.includes(agent))) ?? commonest(there);
  if (model === undefined)
    report(
      'site',
      'scenario-no-model-agent',
      `Nobody works at site "${site.id}", so contract, work plan and pay of its people are not known.`,
      'Add one agent of that site to agents.csv.',
    );
  return model;
}

function replacement(agent: Agent, model: Agent, site: Site): Agent {
  const { birthDate: _birthDate, ...position } = agent;
  return {
    ...position,
    name: `${agent.name} (${site.id})`,
    site: site.id,
    contract: model.contract,
    workPlan: model.workPlan,
    payScale: model.payScale,
    homeDays: model.homeDays,
    ...(model.birthDate === undefined ? {} : { birthDate: model.birthDate }),
  };
}
