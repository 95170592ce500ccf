import type { Source } from './hiring-model.js';

/** Hours taken from each source in one week, in the order given. */
export interface Taken {
  readonly source: Source;
  /** Productive hours. */
  readonly hours: number;
  readonly costMinor: number;
}

/**
 * Fills the hours missing in a week, cheapest source first: given the staff this is the best there is, so it also recounts
 * what the linear program says.
 * @param sources ascending by price
 * @param paidHours paid hours of productive people, weighted by productivity
 */
export function fillWeek(missingHours: number, paidHours: number, sources: readonly Source[]): Taken[] {
  let missing = Math.max(0, missingHours);
  return sources.map((source) => {
    const hours = Math.min(missing, source.maxHours + source.maxPerPaidHour * paidHours);
    missing -= hours;
    return { source, hours, costMinor: hours * source.costMinor };
  });
}
