/** Discrete-event simulation of contacts against agents: the judge of every plan. */
export type { Estimate } from './estimate.js';
export type {
  DeferrableWorkRules,
  HandleTime,
  Patience,
  SimulatedAgent,
  SimulatedQueue,
  SimulatedShift,
  SimulatedWindow,
  SimulationProblem,
  Span,
} from './problem.js';
export {
  type QueueMeasures,
  type QueueResult,
  type SimulationOptions,
  type SimulationResult,
  simulate,
} from './simulate.js';
