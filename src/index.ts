/** The library: the stages as pure functions. Every name exported here is public. */
export * from './errors.js';
