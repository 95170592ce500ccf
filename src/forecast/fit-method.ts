import { addDays, localDate } from '../time/zone.js';
import { fitBlend } from './blend.js';
import { calibrate } from './calibrate.js';
import type { FitInput, FittedMethod, ForecastMethod, QueueCalendar } from './contract.js';
import type { DayMethod } from './day-method.js';
import type { DayTable } from './days.js';
import { dayTable } from './days.js';
import { DAY_METHODS } from './members.js';
import { prepare } from './prepare.js';
import type { Projection } from './project.js';
import { project } from './project.js';

/** A method fitted at an origin with everything around it: special days, cycles, intervals. */
export type Fit = (table: DayTable, calendar: QueueCalendar, origin: string, horizonDays: number) => Projection;

/** The automatic blend. */
export const AUTO = 'auto';

/** How each method is fitted, by id. */
export const FITS: ReadonlyMap<string, Fit> = new Map<string, Fit>([
  [
    AUTO,
    (table, calendar, origin, horizonDays) => {
      const { prepared, model, calibration } = fitBlend(table, calendar, horizonDays);
      return { ...gridOf(table), origin, calendar, model, special: prepared.special, calibration };
    },
  ],
  ...DAY_METHODS.map((method): [string, Fit] => [method.id, fitOf(method)]),
]);

const gridOf = (table: DayTable): { zone: string; intervalMinutes: number } => ({
  zone: table.zone,
  intervalMinutes: table.intervalMinutes,
});

/** A single method: ordinary days from it, the rest as in the blend; intervals from the level model's own errors. */
function fitOf(method: DayMethod): Fit {
  return (table, calendar, origin, horizonDays) => {
    const { table: learnt, special, cycle } = prepare(table, calendar);
    const fitted = method.fit(learnt, horizonDays);
    return {
      ...gridOf(table),
      origin,
      calendar,
      special,
      calibration: calibrate(learnt, []),
      model: {
        day(ahead) {
          const factor = Math.exp(cycle(addDays(origin, ahead)));
          return fitted.day(ahead).map((value) => value * factor);
        },
      },
    };
  };
}

/** Every method behind the one contract, the automatic blend first. */
export const FORECAST_METHODS: readonly ForecastMethod[] = [...FITS].map(([id, fitAt]) => ({
  id,
  minimumDays: DAY_METHODS.find((method) => method.id === id)?.minimumDays ?? 1,
  fit: (input: FitInput): FittedMethod => {
    const table = dayTable(input.history, input.originMs);
    const origin = localDate(input.originMs, input.calendar.zone);
    const fitted = fitAt(table, input.calendar, origin, input.horizonDays);
    return {
      forecast(fromDay, toDay) {
        const { startMs, mean, quantiles } = project(fitted, fromDay, toDay);
        return { startMs, mean, quantiles };
      },
    };
  },
}));
