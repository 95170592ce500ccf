/** What-ifs: changes of a centre and its forecast as data, planned and compared side by side. */
export { applyScenario, tryScenario } from './apply.js';
export {
  type Comparison,
  type ComparisonRow,
  compareScenarios,
  type ScenarioResult,
  TOTAL,
  type Unit,
} from './compare.js';
export { type ComparisonTable, comparisonTable } from './comparison-table.js';
export { emptyForecast } from './forecast.js';
export { readScenarios } from './read.js';
export { type Change, type ChangeOf, type Scenario, ScenarioFileSchema, ScenarioSchema } from './schema.js';
export type { ScenarioState } from './state.js';
