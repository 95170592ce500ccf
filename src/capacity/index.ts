/** Capacity: required against available FTE week by week, and the hiring plan that closes the gap at least cost. */
export type { CapacityPlan, CapacityWeek, ClassStart, GroupPlan, VarianceRow } from './contract.js';
export { type CapacityRequest, planCapacity } from './plan-capacity.js';
export { readCapacity } from './read.js';
export { type CapacityFile, CapacityFileSchema, type CapacityGroup } from './schema.js';
export { type CapacityTable, capacityTables } from './tables.js';
