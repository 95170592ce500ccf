import { issueList } from '../centre/issue-list.js';
import { type JsonPath, type JsonSource, jsonSource } from '../centre/source.js';
import { InputError, type Issue } from '../errors.js';
import { changeAht } from './changes/aht.js';
import { shiftChannel } from './changes/channel-shift.js';
import { changeDesks } from './changes/desks.js';
import { changeHeadCount } from './changes/head-count.js';
import { changeHomeDays } from './changes/home-days.js';
import { changeOffshoreShare } from './changes/offshore-share.js';
import { changeOpeningHours } from './changes/opening-hours.js';
import { changeServiceGoal } from './changes/service-goal.js';
import { changeVolume } from './changes/volume.js';
import { raiseWages } from './changes/wage-rise.js';
import type { Change, Scenario } from './schema.js';
import type { Applier, ScenarioState } from './state.js';

const APPLIERS: { readonly [Name in Change['change']]: Applier<Name> } = {
  volume: changeVolume,
  aht: changeAht,
  'channel-shift': shiftChannel,
  'opening-hours': changeOpeningHours,
  'service-goal': changeServiceGoal,
  'wage-rise': raiseWages,
  'offshore-share': changeOffshoreShare,
  'home-days': changeHomeDays,
  'head-count': changeHeadCount,
  desks: changeDesks,
};

/**
 * Makes the changes of a scenario one after the other; the state given stays as it is. Forecasts change as forecasts: what
 * the history says is not touched.
 * @throws InputError with every change that does not fit the centre: `queue-unknown`, `site-unknown`, `contract-unknown`,
 * `area-unknown`, `agent-unknown`, `pay-scale-unknown`, `date-bad`, `scenario-…`
 */
export function applyScenario(scenario: Scenario, state: ScenarioState): ScenarioState {
  const { state: changed, issues } = tryScenario(scenario, state, jsonSource(scenario, ''), []);
  if (issues.length > 0) throw new InputError(issues);
  return changed;
}

/** {@link applyScenario} with the problems as a value, placed in the file that the scenario came from. */
export function tryScenario(
  scenario: Scenario,
  state: ScenarioState,
  source: JsonSource,
  path: JsonPath,
): { readonly state: ScenarioState; readonly issues: readonly Issue[] } {
  const problems = issueList();
  const changed = scenario.changes.reduce<ScenarioState>((before, change, i) => {
    const apply = APPLIERS[change.change] as Applier<Change['change']>;
    return apply(before, change as never, (key, code, message, hint) =>
      problems.at(source, [...path, 'changes', i, ...(key === undefined ? [] : [key])], code, message, hint),
    );
  }, state);
  return { state: changed, issues: problems.issues };
}
