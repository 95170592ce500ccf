/**
 * Where rows wait that are too many to be held in memory: lists of numbers under small whole keys. Reading gives all that was
 * added under a key, in order.
 */
export interface Spill {
  add(key: number, numbers: Float64Array): void;
  read(key: number): Iterable<Float64Array>;
}
