/** A roster played through: the service it really gives, with its uncertainty; and the patience of contacts from data. */
export { actualContacts } from './actual-contacts.js';
export type {
  SimulatedInterval,
  SimulatedService,
  SimulatedTotal,
  SimulateOptions,
  SimulateRequest,
} from './contract.js';
export {
  empiricalPatience,
  exponentialPatience,
  type ObservedWait,
  type PatienceEstimate,
  patienceSurvival,
  type SurvivalStep,
} from './patience.js';
export { patienceFromIntervals, type WaitingInterval, waitingIntervals } from './patience-from-history.js';
export { SIMULATED_COLUMNS, simulatedRows } from './service-csv.js';
export { type PreparedSimulation, prepareSimulation, simulateRoster } from './simulate-roster.js';
