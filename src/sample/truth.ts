import { weekdaysOf } from '../centre/reading.js';
import type { Centre, Queue } from '../domain/centre.js';
import { openMask, queueCalendarOf } from '../domain/opening.js';
import { intervalGrid, type LocalDay } from '../time/grid.js';
import { addDays, daysBetween, parseMinute } from '../time/zone.js';
import type { HistoryParameters, QueueHistoryParameters } from './parameters.js';

/** What the generator draws around: expected contacts and handle time of every open interval of a queue. */
export interface QueueTruth {
  readonly queue: Queue;
  /** Open intervals only, ascending. */
  readonly startMs: Float64Array;
  /** Index into `days`. */
  readonly day: Int32Array;
  /** Wall-clock minute of the start. */
  readonly minute: Int32Array;
  /** Expected contacts. */
  readonly mean: Float64Array;
  /** Mean handle time, seconds, per day. */
  readonly ahtSeconds: Float64Array;
  readonly days: readonly LocalDay[];
}

/**
 * Expected values for local days `fromDate` to `toDate` (inclusive; the generator's period by default). Works for days
 * after the history too: what the best possible forecast would say.
 *
 * mean = weekly volume · growth · season · weekday · profile · day of the year · holiday or rebound · events
 */
export function historyTruth(
  parameters: HistoryParameters,
  centre: Centre,
  range: { readonly fromDate: string; readonly toDate: string } = { fromDate: parameters.from, toDate: parameters.to },
): QueueTruth[] {
  return parameters.queues.map((own) => {
    const queue = centre.queues.find(({ id }) => id === own.queue);
    if (queue === undefined) throw new RangeError(`The generator names queue "${own.queue}", which the centre lacks.`);
    return queueTruth(own, queue, parameters, centre, range);
  });
}

function queueTruth(
  own: QueueHistoryParameters,
  queue: Queue,
  parameters: HistoryParameters,
  centre: Centre,
  { fromDate, toDate }: { readonly fromDate: string; readonly toDate: string },
): QueueTruth {
  const grid = intervalGrid(queue.zone, fromDate, daysBetween(fromDate, toDate) + 1, centre.intervalMinutes);
  // Two weeks before the first day tell whether it rebounds from a holiday.
  const calendar = queueCalendarOf(centre, queue, addDays(fromDate, -14), toDate);
  const { holidays } = calendar;
  const open = openMask(grid, calendar);
  const profile = profilesByWeekday(own, centre.intervalMinutes);
  const events = parameters.events
    .filter((event) => event.queue === undefined || event.queue === queue.id)
    .map((event) => ({ ...event, fromMinute: minuteOr(event.from, 0), toMinute: minuteOr(event.to, 1440) }));
  const weekSum = own.weekday.reduce((sum, value) => sum + value, 0);
  const startMs: number[] = [];
  const day: number[] = [];
  const minute: number[] = [];
  const mean: number[] = [];
  const ahtSeconds = new Float64Array(grid.days.length);
  grid.days.forEach(({ date, weekday }, d) => {
    const years = daysBetween(parameters.from, date) / 365.25;
    ahtSeconds[d] = own.aht.seconds * (1 + own.aht.driftPerYear) ** years;
    const volume =
      own.weeklyVolume *
      (1 + own.growthPerYear) ** years *
      seasonOf(own.season, date) *
      (own.weekday[weekday - 1]! / weekSum) *
      (own.yearDays?.[date.slice(5)] ?? 1) *
      (holidays.has(date) ? (own.holidayFactor ?? 1) : reboundOf(own, queue, date, holidays));
    for (let i = grid.dayOffset[d]!; i < grid.dayOffset[d + 1]!; i++) {
      const at = grid.minute[i]!;
      if (open[i] === 0) continue;
      let value = volume * (profile[weekday - 1]!.get(at) ?? 0);
      for (const event of events)
        if (date >= event.fromDate && date <= event.toDate && at >= event.fromMinute && at < event.toMinute)
          value *= event.factor;
      startMs.push(grid.startMs[i]!);
      day.push(d);
      minute.push(at);
      mean.push(value);
    }
  });
  return {
    queue,
    startMs: Float64Array.from(startMs),
    day: Int32Array.from(day),
    minute: Int32Array.from(minute),
    mean: Float64Array.from(mean),
    ahtSeconds,
    days: grid.days,
  };
}

const minuteOr = (text: string | undefined, otherwise: number): number =>
  text === undefined ? otherwise : (parseMinute(text) ?? otherwise);

/** Share of a day's contacts by minute of the interval's start, per weekday (Monday first). */
function profilesByWeekday(own: QueueHistoryParameters, intervalMinutes: number): Map<number, number>[] {
  const byWeekday = Array.from({ length: 7 }, () => new Map<number, number>());
  for (const { days, from, weights } of own.profiles) {
    const total = weights.reduce((sum, value) => sum + value, 0);
    const first = minuteOr(from, 0);
    for (const weekday of weekdaysOf(days))
      weights.forEach((weight, i) => {
        byWeekday[weekday - 1]!.set(first + i * intervalMinutes, weight / total);
      });
  }
  return byWeekday;
}

/** Season of a date: the months' factors hold on their fifteenth, straight lines between. */
function seasonOf(season: readonly number[], date: string): number {
  const month = Number(date.slice(5, 7)) - 1;
  const middle = `${date.slice(0, 8)}15`;
  const step = date >= middle ? 1 : -1;
  const other = step === 1 ? `${addDays(middle, 31).slice(0, 8)}15` : `${addDays(middle, -31).slice(0, 8)}15`;
  const share = daysBetween(middle, date) / daysBetween(middle, other);
  return season[month]! * (1 - share) + season[(month + step + 12) % 12]! * share;
}

/** Factor of the first, second … open day after a public holiday. */
function reboundOf(
  own: QueueHistoryParameters,
  queue: Queue,
  date: string,
  holidays: ReadonlyMap<string, string>,
): number {
  const factors = own.rebound ?? [];
  if (!isOpen(queue, date)) return 1;
  let before = addDays(date, -1);
  for (let open = 0; open < factors.length; ) {
    if (holidays.has(before)) return factors[open]!;
    if (isOpen(queue, before)) open++;
    before = addDays(before, -1);
    if (daysBetween(before, date) > 14) break;
  }
  return 1;
}

/** True where the queue has regular hours on the weekday. */
function isOpen(queue: Queue, date: string): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
  return queue.openingHours.some(({ weekdays }) => (weekdays as readonly number[]).includes(weekday));
}
