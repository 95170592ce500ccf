import type { Calibration, Dispersion } from './calibrate.js';
import type { TotalForecast } from './contract.js';
import { bucketOf } from './level.js';
import type { ProjectedDay } from './project.js';
import { intervalQuantiles, widened } from './project.js';

/** Days and weeks of a forecast with their own intervals: errors within a day and a week hang together, so they do not add up. */
export function totalForecasts(
  days: readonly ProjectedDay[],
  calibration: Calibration,
): { days: TotalForecast[]; weeks: TotalForecast[] } {
  const weeks: TotalForecast[] = [];
  for (let from = 0; from + 7 <= days.length; from += 7) {
    const week = days.slice(from, from + 7);
    const total = week.reduce((sum, day) => sum + day.mean, 0);
    weeks.push(limits(week[0]!.date, 7, total, weekSpread(week, calibration)));
  }
  return {
    days: days.map((day) => limits(day.date, 1, day.mean, daySpread(day, calibration))),
    weeks,
  };
}

/** Relative variance of a day's total. */
export const daySpread = (day: ProjectedDay, calibration: Calibration): Dispersion =>
  widened(calibration.day[bucketOf(day.ahead)]!, day.special);

/** Relative variance of the total of seven days; special ones among them err on their own. */
export function weekSpread(week: readonly ProjectedDay[], calibration: Calibration): Dispersion {
  const total = week.reduce((sum, day) => sum + day.mean, 0);
  const special = week.reduce((sum, day) => sum + day.special * day.mean ** 2, 0) / Math.max(total ** 2, 1e-12);
  return widened(calibration.week[bucketOf(week[week.length - 1]!.ahead)]!, special);
}

function limits(
  fromDate: string,
  days: number,
  offered: number,
  spread: { middle: number; tail: number },
): TotalForecast {
  const [lower95, lower80, upper80, upper95] = intervalQuantiles(offered, spread);
  return {
    fromDate,
    days,
    offered,
    lower80: lower80!,
    upper80: upper80!,
    lower95: lower95!,
    upper95: upper95!,
  };
}

/**
 * Mean absolute error to be expected, as a share of the volume, and the part no forecast can beat: a Poisson count with
 * known mean μ ≥ 1 errs by about √(2μ/π).
 */
export function expectedErrors(mean: Float64Array, dispersion: Float64Array): { wape: number; poissonWape: number } {
  let volume = 0;
  let error = 0;
  let poisson = 0;
  for (let i = 0; i < mean.length; i++) {
    const m = mean[i]!;
    volume += m;
    // Below one contact the error is 2 μ e^−μ, exactly.
    const floor = m < 1 ? 2 * m * Math.exp(-m) : Math.sqrt((2 * m) / Math.PI);
    poisson += floor;
    error += floor * Math.sqrt(1 + dispersion[i]! * m);
  }
  return volume > 0 ? { wape: error / volume, poissonWape: poisson / volume } : { wape: 0, poissonWape: 0 };
}
