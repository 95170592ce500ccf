import { ModelBuilder } from '../../solver/lp/builder.js';
import type { LinearModel } from '../../solver/lp/model.js';
import { createRandom } from '../../solver/random.js';

/**
 * A day of shift cover (Dantzig 1954, doi:10.1287/opre.2.3.339): fewest paid hours so that every period has its agents.
 * Patterns are 6 to 10 hours with a break of 1/24 day after 3 to 5 hours; whole agents per pattern.
 * @param periods per day; @param patterns number of columns
 */
export function shiftCover(periods: number, patterns: number, seed = 1): LinearModel {
  const random = createRandom(seed);
  const builder = new ModelBuilder();
  for (let t = 0; t < periods; t++) {
    const peaks =
      Math.exp(-(((24 * t) / periods - 11) ** 2) / 8) + 0.8 * Math.exp(-(((24 * t) / periods - 16) ** 2) / 6);
    builder.addRow(Math.round(2 + 28 * peaks + 3 * random.uniform()), Number.POSITIVE_INFINITY);
  }
  const hour = periods / 24;
  for (let p = 0; p < patterns; p++) {
    const hours = 6 + random.integer(5);
    const start = p < 24 ? Math.floor(p * hour) : random.integer(periods);
    const pause = Math.round((3 + random.integer(3)) * hour);
    const pauseLength = Math.max(1, Math.round(hour));
    const rows: number[] = [];
    for (let k = 0; k < hours * hour; k++) {
      if (k < pause || k >= pause + pauseLength) rows.push((start + k) % periods);
    }
    builder.addColumn({ cost: hours + random.integer(3), integer: true, rows, values: rows.map(() => 1) });
  }
  return builder.build();
}
