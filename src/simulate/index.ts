/** A roster played through: the service it really gives, with its uncertainty. */
export { actualContacts } from './actual-contacts.js';
export type { SimulatedInterval, SimulatedService, SimulatedTotal, SimulateRequest } from './contract.js';
export { SIMULATED_COLUMNS, simulatedRows } from './service-csv.js';
export { simulateRoster } from './simulate-roster.js';
