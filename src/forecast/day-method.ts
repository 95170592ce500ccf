import type { DayTable } from './days.js';

/**
 * What a method knows of the days after the table: expected contacts of an ordinary day. Calendar effects (closed hours,
 * holidays, events) and intervals are added around it, the same for every method.
 */
export interface DayModel {
  /**
   * @param ahead 0 = first day after the table
   * @returns mean per wall-clock position, ≥ 0
   */
  day(ahead: number): Float64Array;
}

/** A forecasting method on ordinary days: see {@link DayModel}. */
export interface DayMethod {
  readonly id: string;
  /** Days with data it needs at least. */
  readonly minimumDays: number;
  /** @param horizonDays longest horizon asked for, to tune to */
  fit(table: DayTable, horizonDays: number): DayModel;
}
