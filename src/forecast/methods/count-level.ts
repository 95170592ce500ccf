import type { DayMethod } from '../day-method.js';
import type { DayTable } from '../days.js';
import { dayCounts, weekdayAhead } from '../days.js';
import { normalise } from '../numbers.js';

const DISCOUNTS = [0.9, 0.95, 0.97, 0.985, 0.995, 1];
/** Mean weeks of evidence before a weekday leaves the common level, and days before an hour leaves the flat profile. */
const WEEKDAY_CONTACTS = 20;
/** Contacts that the shape of a donor's day counts for. */
const LIKE_CONTACTS = 500;
const HALF_LIFE_DAYS = 182;

/**
 * Count model of sparse queues: day totals are Poisson with a gamma-distributed rate that is discounted every day
 * (power steady model, Smith 1979; Harvey & Fernandes 1989, doi:10.1080/07350015.1989.10509750), times a weekday factor
 * shrunk to 1 and one profile for all days, smoothed over neighbours; with a donor, shrunk to its weekdays and profile. The discount is chosen by the one-step negative
 * binomial likelihood. No logs, so days without a contact are data like any other.
 */
export const countLevel: DayMethod = {
  id: 'count-level',
  minimumDays: 1,
  fit(table) {
    const factors = weekdayFactors(table);
    let best = { likelihood: Number.NEGATIVE_INFINITY, rate: 0 };
    for (const discount of DISCOUNTS) {
      const trial = filter(table, factors, discount);
      if (trial.likelihood > best.likelihood) best = trial;
    }
    const shares = pooledProfile(table);
    return {
      day(ahead) {
        const total = best.rate * factors[weekdayAhead(table, ahead) - 1]!;
        return shares.map((share) => share * total);
      },
    };
  },
};

function weekdayFactors(table: DayTable): Float64Array {
  const contacts = new Float64Array(7);
  const days = new Float64Array(7);
  table.totals.forEach((total, d) => {
    if (Number.isNaN(total)) return;
    const weight = 0.5 ** ((table.totals.length - d) / HALF_LIFE_DAYS);
    contacts[table.weekday[d]! - 1]! += weight * total;
    days[table.weekday[d]! - 1]! += weight;
  });
  const mean =
    contacts.reduce((a, b) => a + b, 0) /
    Math.max(
      1e-9,
      days.reduce((a, b) => a + b, 0),
    );
  const usual = table.like?.weekday;
  return contacts.map((c, w) =>
    mean > 0 ? (c + WEEKDAY_CONTACTS * (usual?.[w] ?? 1)) / (days[w]! * mean + WEEKDAY_CONTACTS) : (usual?.[w] ?? 1),
  );
}

function filter(table: DayTable, factors: Float64Array, discount: number): { likelihood: number; rate: number } {
  // Prior worth one day at the mean of the first weeks.
  const early = table.totals.filter((total) => !Number.isNaN(total)).slice(0, 14);
  let shape = early.reduce((a, b) => a + b, 0) / Math.max(1, early.length);
  let scale = 1;
  let likelihood = 0;
  table.totals.forEach((total, d) => {
    shape *= discount;
    scale *= discount;
    if (Number.isNaN(total)) return;
    const exposure = factors[table.weekday[d]! - 1]!;
    likelihood += logNegativeBinomial(total, shape, (exposure * shape) / scale);
    shape += total;
    scale += exposure;
  });
  return { likelihood, rate: shape / scale };
}

/** log P(N = n) up to terms that do not depend on the model; size r, mean μ. */
function logNegativeBinomial(n: number, size: number, mean: number): number {
  if (size <= 0 || mean <= 0) return n === 0 ? 0 : -50;
  return (
    logGamma(n + size) - logGamma(size) + size * Math.log(size / (size + mean)) + n * Math.log(mean / (size + mean))
  );
}

/** Stirling's series after shifting the argument above 8. */
function logGamma(x: number): number {
  let shift = 0;
  let y = x;
  while (y < 8) {
    shift -= Math.log(y);
    y++;
  }
  return shift + (y - 0.5) * Math.log(y) - y + 0.918938533204673 + 1 / (12 * y) - 1 / (360 * y ** 3);
}

function pooledProfile(table: DayTable): Float64Array {
  const counts = new Float64Array(table.positions);
  table.totals.forEach((total, d) => {
    if (Number.isNaN(total)) return;
    const weight = 0.5 ** ((table.totals.length - d) / HALF_LIFE_DAYS);
    const row = dayCounts(table, d);
    for (let p = 0; p < counts.length; p++) counts[p]! += weight * row[p]!;
  });
  const { like } = table;
  if (like !== undefined) return normalise(counts.map((value, p) => value + LIKE_CONTACTS * like.shares[p]!));
  const smooth = counts.map((value, p) => {
    const before = counts[(p + counts.length - 1) % counts.length]!;
    const after = counts[(p + 1) % counts.length]!;
    return value >= 50 ? value : 0.5 * value + 0.25 * (before + after);
  });
  return normalise(smooth);
}
