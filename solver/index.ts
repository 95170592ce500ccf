/** The kernel: numbers and indices. */
export * as erlang from './erlang/index.js';
export { loadHighs } from './lp/highs.js';
export { jsLp } from './lp/js-lp.js';
export type * from './lp/model.js';
export * from './outcome.js';
export * from './problem.js';
export * from './random.js';
export { differences, recount } from './recount/index.js';
export { solveApart } from './roster/apart.js';
export type { TourExecutor } from './roster/executor.js';
export { solveRoster } from './roster/index.js';
export { type Alternative, type Bring, OpenRoster, type Trial } from './roster/open-roster.js';
export { type RollingOptions, solveRolling } from './roster/rolling.js';
export { assignmentOf, type DesignedShift, designOf, withoutPeople } from './roster/shifts-only.js';
export { simulate } from './simulate/index.js';
export * from './solution.js';
export * from './stop.js';
