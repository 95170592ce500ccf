/** Simulation corrects the requirement where its formulas are only approximations. */
export { type CorrectionOptions, correctRequirement, type Played } from './correct.js';
export { type AllocatedOptions, correctAllocated, playAllocated } from './play-allocated.js';
export { roughStop } from './rough-stop.js';
