/** Agents needed: per queue and interval, with the service they buy; and what the roster has to cover. */
export type { DeferrableWork, Requirement, RequirementRow, RosterDemand, UnmetGoal } from './contract.js';
export type { Backlog } from './deferrable.js';
export { forecastFromRows } from './forecast-input.js';
export { isLagged, offeredLoads } from './offered-load.js';
export type { Horizon } from './queue-hours.js';
export { serviceWith } from './queue-model.js';
export { horizonOf, type RequireOptions, require } from './require.js';
export { demandForRoster, loadsOfRows } from './roster-demand.js';
export { type ShrinkageTotals, shrinkageOf } from './shrinkage.js';
