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
export type { QueueMeasures, QueueResult } from './queue-book.js';
export {
  type BatchRange,
  batchesOf,
  combineBatches,
  type SimulationBatch,
  type SimulationOptions,
  type SimulationResult,
  simulate,
  simulateBatches,
} from './simulate.js';
