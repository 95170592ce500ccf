import type { CentreEvent, OpeningWindow } from '../domain/centre.js';
import type { QueueId } from '../domain/ids.js';
import type { CleanHistory, HistorySeries } from '../history/series.js';

/** Probabilities at which every method gives quantiles: the limits of the 80 % and 95 % intervals. */
export const QUANTILES = [0.025, 0.1, 0.9, 0.975] as const;

/** What is known about the calendar of a queue, past and future; same for every method. */
export interface QueueCalendar {
  readonly zone: string;
  /** Absent = hours not known: every interval is open. */
  readonly openingHours?: readonly OpeningWindow[];
  readonly closedOnHolidays: boolean;
  /** Public holidays by local date. */
  readonly holidays: ReadonlyMap<string, string>;
  readonly events: readonly CentreEvent[];
}

/** History up to an origin; nothing after it is seen. */
export interface FitInput {
  readonly history: CleanHistory;
  readonly calendar: QueueCalendar;
  /** First instant that is not known yet; midnight of a local day. */
  readonly originMs: number;
  /** Longest horizon asked for, local days after the origin; methods may tune to it. */
  readonly horizonDays: number;
  readonly seed: number;
}

/** Forecast of one measure on the intervals of whole local days after the origin. */
export interface MeasureForecast {
  readonly startMs: Float64Array;
  readonly mean: Float64Array;
  /** One array per entry of {@link QUANTILES}; nested and ≥ 0. */
  readonly quantiles: readonly Float64Array[];
}

/** A fitted method. Pure: the same call gives the same numbers. */
export interface FittedMethod {
  /** Offered contacts for local days `fromDay` (0 = the day of the origin) to `toDay`, exclusive. */
  forecast(fromDay: number, toDay: number): MeasureForecast;
}

/** One way to forecast volumes. Every implementation runs through the same contract suite. */
export interface ForecastMethod {
  readonly id: string;
  /** Days of history it needs at least. */
  readonly minimumDays: number;
  fit(input: FitInput): FittedMethod;
}

/** Total of whole local days with its own intervals (those of its parts do not add up to it). */
export interface TotalForecast {
  readonly fromDate: string;
  readonly days: number;
  readonly offered: number;
  readonly lower80: number;
  readonly upper80: number;
  readonly lower95: number;
  readonly upper95: number;
}

/** Hours of a weekday that history knows only as closed, and the contacts lent for them. */
export interface NewHours {
  /** ISO weekday. */
  readonly weekday: number;
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly contactsPerDay: number;
}

/** Forecast of one queue as other stages take it: open intervals only. */
export interface QueueForecast {
  readonly queue: QueueId;
  readonly intervalMinutes: number;
  readonly startMs: Float64Array;
  readonly offered: Float64Array;
  readonly lower80: Float64Array;
  readonly upper80: Float64Array;
  readonly lower95: Float64Array;
  readonly upper95: Float64Array;
  readonly ahtSeconds: Float64Array;
  /** What was computed where adjustments changed `offered`. */
  readonly automatic?: Float64Array;
  /** Method that made it, with the evidence for the choice. */
  readonly method: string;
  readonly evidence: readonly { readonly method: string; readonly wape: number; readonly weight: number }[];
  /** Corrections made to the history before. */
  readonly corrections: CleanHistory['corrections'];
  /** Hours that are open now and never were before: their contacts are lent from other hours. */
  readonly newHours?: readonly NewHours[];
  /** Totals per local day, and per seven days from the first one on. */
  readonly days?: readonly TotalForecast[];
  readonly weeks?: readonly TotalForecast[];
  /** Error to be expected as a share of the volume (WAPE over intervals), and the part of it that is Poisson noise. */
  readonly expectedError?: { readonly wape: number; readonly poissonWape: number };
}

/** History of another queue in the same zone and intervals, and the contacts a week where the own history tells nothing. */
export interface Donor {
  readonly history: HistorySeries;
  readonly weeklyContacts?: number;
}

/** The call that plan, CLI and API use. Throws InputError where the history is too short or empty. */
export type ForecastQueue = (
  history: HistorySeries,
  calendar: QueueCalendar,
  request: {
    readonly fromDate: string;
    readonly days: number;
    readonly seed: number;
    readonly defaultAhtSeconds: number;
    /** Ids of corrections to the history that are listed but not made. */
    readonly correctionsOff?: ReadonlySet<string>;
    /** A queue to borrow from while the own history is young or sparse. */
    readonly donor?: Donor;
  },
) => QueueForecast;
