import { type CapacityFile, readCapacity } from '../../src/capacity/index.js';
import type { Centre } from '../../src/domain/centre.js';
import type { Checked } from '../../src/errors.js';
import { readScenarios, type Scenario, type ScenarioState } from '../../src/scenario/index.js';
import { readJson } from './json.js';

/** Names under which a centre folder may hold them. */
export const CAPACITY_FILE = 'capacity.json';
export const SCENARIOS_FILE = 'scenarios.json';

/** Reads a capacity file and checks it against the centre. @param name what messages call it */
export async function readCapacityFile(path: string, name: string, centre: Centre): Promise<Checked<CapacityFile>> {
  const source = await readJson(path, name);
  return source.ok ? readCapacity(source.value, centre) : source;
}

/** Reads a scenarios file and tries every scenario on the centre. @param taken names that are in use already */
export async function readScenariosFile(
  path: string,
  name: string,
  state: ScenarioState,
  taken: Iterable<string> = [],
): Promise<Checked<readonly Scenario[]>> {
  const source = await readJson(path, name);
  return source.ok ? readScenarios(source.value, state, taken) : source;
}
