import type { Agent } from '../../domain/agent.js';
import type { AgentId } from '../../domain/ids.js';
import { type ScenarioState, withCentre } from '../state.js';

/** The state with other agents; rows of people who are no longer there go with them. */
export function withAgents(state: ScenarioState, agents: readonly Agent[]): ScenarioState {
  const ids = new Set(agents.map(({ id }) => id));
  const gone = new Set(state.centre.agents.map(({ id }) => id).filter((id) => !ids.has(id)));
  const kept =
    gone.size === 0 ? state : withoutRows(state, gone, ['timeOff', 'availability', 'wishes', 'assignments', 'worked']);
  return withCentre(kept, { agents });
}

type RowKey = 'timeOff' | 'availability' | 'wishes' | 'assignments' | 'worked';

/** The state without the rows of some agents in some of the tables. */
export function withoutRows(
  state: ScenarioState,
  agents: ReadonlySet<AgentId>,
  keys: readonly RowKey[],
): ScenarioState {
  const { centre } = state;
  return withCentre(
    state,
    Object.fromEntries(
      keys.map((key) => [key, centre[key].filter((row: { readonly agent: AgentId }) => !agents.has(row.agent))]),
    ),
  );
}

/** Agents of the commonest contract, work plan and pay scale among some, in their order. */
export function commonest(agents: readonly Agent[]): Agent | undefined {
  const groups = new Map<string, Agent[]>();
  for (const agent of agents) {
    const key = [agent.contract, agent.workPlan, agent.payScale].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), agent]);
  }
  let best: readonly Agent[] = [];
  for (const group of groups.values()) if (group.length > best.length) best = group;
  return best[0];
}
