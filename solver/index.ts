/** The kernel: numbers and indices. */
export * as erlang from './erlang/index.js';
export * from './outcome.js';
export * from './problem.js';
export * from './random.js';
export * from './solution.js';
export * from './stop.js';
