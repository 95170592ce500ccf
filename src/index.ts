/**
 * The library: the stages from history to roster and cost as pure functions. Every stage takes plain data and gives plain
 * data; nothing here reads a file, a clock or chance.
 */

export { CapacityFileSchema, planCapacity } from './capacity/index.js';
export * from './centre/index.js';
export { correctAllocated, correctRequirement } from './correction/index.js';
export { type PayBook, payBookOf, resolvePay } from './cost/book.js';
export type * from './cost/contract.js';
export { averageHourCost, marginalCosting } from './cost/marginal.js';
export { type CostInput, costRoster } from './cost/roster-cost.js';
export { PayFileSchema } from './cost/schema.js';
export type * from './domain/agent.js';
export type * from './domain/centre.js';
export * from './domain/ids.js';
export { openMask, queueCalendarOf } from './domain/opening.js';
export type * from './domain/roster.js';
export * from './errors.js';
export type * from './explain/contract.js';
export { diffRosters, type RosterDifference } from './explain/diff.js';
export { type ExplainOptions, explainRoster, explainShift, ruleScores } from './explain/explain.js';
export { worthOf } from './explain/worth.js';
export { type AccuracyRow, accuracyOf, type KeptForecast } from './forecast/accuracy.js';
export { adjusted } from './forecast/adjust.js';
export type * from './forecast/contract.js';
export { forecastNewQueue, forecastQueue } from './forecast/forecast-queue.js';
export { type DayUpdate, forecastRunningDay } from './forecast/intraday.js';
export { forecastQueues } from './forecasts.js';
export { cleanHistory } from './history/clean.js';
export { type HistoryOptions, parseHistory } from './history/parse.js';
export type * from './history/series.js';
export { type LawBook, lawBookOf, resolveLaws } from './labour/book.js';
export { checkLaw, type LawCheckInput } from './labour/check-law.js';
export { kernelRules } from './labour/kernel-rules.js';
export { planningLaw } from './labour/planning.js';
export { LawFileSchema } from './labour/schema.js';
export { type PlanRequest, type PlanResult, type PlanTools, plan } from './plan.js';
export type * from './repair/contract.js';
export { type Offer, type OfferOptions, offersOf } from './repair/offers.js';
export { repairRoster } from './repair/repair.js';
export type * from './requirement/contract.js';
export { demandForRoster, require, serviceWith } from './requirement/index.js';
export { applyScenario, compareScenarios, readScenarios, ScenarioFileSchema } from './scenario/index.js';
export { buildProblem } from './schedule/build-problem.js';
export { checkProblem } from './schedule/problem-check.js';
export { fromRosterFile, RosterFileSchema, toRosterFile } from './schedule/roster-file.js';
export { rosterOf, rosterShifts } from './schedule/to-roster.js';
export { expectedService, type IntervalService, serviceOfRoster } from './service.js';
export { prepareSimulation, simulateRoster } from './simulate/index.js';
export { hashOf } from './stamp.js';
export { type PlanSummary, summarise } from './summary.js';
export {
  checkSwap,
  type SwapOptions,
  type SwapProposal,
  type SwapReason,
  type SwapVerdict,
} from './swap/check-swap.js';
export * from './time/grid.js';
export * from './time/week.js';
export { ENGINE_VERSION } from './version.js';
