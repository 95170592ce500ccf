import type { Agent } from '../../domain/agent.js';
import { agentId } from '../../domain/ids.js';
import { type Applier, known } from '../state.js';
import { withAgents } from './people.js';

/**
 * More agents with a contract: copies of those there are, in turn, without their absences, wishes and dates. Fewer: the
 * last ones of agents.csv go.
 */
export const changeHeadCount: Applier<'head-count'> = (state, change, report) => {
  const { agents, contracts, sites } = state.centre;
  const contract = known(contracts, 'contract', change.contract, 'contract', report);
  const site = change.site === undefined ? undefined : known(sites, 'site', change.site, 'site', report);
  if (contract === undefined || (change.site !== undefined && site === undefined)) return state;
  if ((change.heads === undefined) === (change.add === undefined)) {
    report(undefined, 'scenario-heads-missing', 'Give one of "heads" and "add".', 'E.g. "add": 5 or "heads": 40.');
    return state;
  }
  const there = agents.filter(
    (agent) => agent.contract === contract.id && (site === undefined || agent.site === site.id),
  );
  const wanted = change.heads ?? there.length + change.add!;
  if (wanted < 0) {
    report(
      'add',
      'scenario-heads-negative',
      `There are ${there.length} agents with contract "${contract.id}"; ${-change.add!} fewer is not possible.`,
      `Take away at most ${there.length}.`,
    );
    return state;
  }
  if (wanted > there.length && there.length === 0) {
    report(
      'contract',
      'scenario-no-model-agent',
      `Nobody works on contract "${contract.id}"${site === undefined ? '' : ` at site "${site.id}"`}, so there is nobody to copy.`,
      'Add one agent with it to agents.csv.',
    );
    return state;
  }
  if (wanted === 0 && there.length === agents.length) {
    report(undefined, 'scenario-nobody-left', 'No agent would be left.', 'Keep at least one.');
    return state;
  }
  if (wanted <= there.length) {
    const gone = new Set(there.slice(wanted).map(({ id }) => id));
    return withAgents(
      state,
      agents.filter(({ id }) => !gone.has(id)),
    );
  }
  return withAgents(state, [...agents, ...copies(there, wanted - there.length, new Set(agents.map(({ id }) => id)))]);
};

function copies(models: readonly Agent[], count: number, taken: Set<string>): Agent[] {
  const result: Agent[] = [];
  for (let n = 0; result.length < count; n++) {
    const { from: _from, to: _to, ...model } = models[n % models.length]!;
    let id = `${model.id}+${Math.floor(n / models.length) + 1}`;
    while (taken.has(id)) id += '+';
    taken.add(id);
    result.push({ ...model, id: agentId(id), name: `${model.name} +${Math.floor(n / models.length) + 1}` });
  }
  return result;
}
