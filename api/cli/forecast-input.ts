import { resolve } from 'node:path';
import type { ForecastAdjustment } from '../../src/domain/centre.js';
import type { QueueId } from '../../src/domain/ids.js';
import { queueCalendarOf } from '../../src/domain/opening.js';
import { describeIssue, InputError } from '../../src/errors.js';
import type { QueueCalendar } from '../../src/forecast/contract.js';
import { forecastSettings } from '../../src/forecasts.js';
import type { HistorySeries } from '../../src/history/series.js';
import { readColumnMap } from '../../src/history/table.js';
import { knowsHolidays, publicHolidays } from '../../src/time/holidays.js';
import { isZone } from '../../src/time/zone.js';
import { readCentre } from '../files/centre.js';
import { readHistory, readHistoryBody } from '../files/history.js';
import { centreHistory, type HistoryLocation } from '../files/sample-history.js';
import { type CommandContext, type Flags, UsageError } from './command.js';
import { optional, required } from './options.js';

/** A queue to forecast: its history, what is known of its days, and the handle time where history has none. */
export interface ForecastInput {
  readonly queue: QueueId;
  readonly zone: string;
  /** Absent = a new queue that borrows from a donor. */
  readonly series?: HistorySeries;
  /** @param toDate last local date that will be asked for */
  readonly calendar: (toDate: string) => QueueCalendar;
  readonly settings: ReturnType<typeof forecastSettings>;
  readonly adjustments: readonly ForecastAdjustment[];
}

/** Options of the commands that forecast from a history file. */
export const HISTORY_OPTIONS = {
  history: { type: 'string' },
  centre: { type: 'string' },
  queue: { type: 'string' },
  zone: { type: 'string' },
  country: { type: 'string' },
  map: { type: 'string' },
} as const;

const DEFAULT_AHT_SECONDS = 300;

/**
 * Reads `--history` with the queues of `--centre` (whose own history counts where none is named), or with `--zone` and
 * `--country` where there is no centre.
 */
export async function readForecastInput(context: CommandContext, flags: Flags): Promise<ForecastInput[]> {
  const folder = optional(flags, 'centre');
  const named =
    folder === undefined ? required(flags, 'history', 'the history CSV to learn from') : optional(flags, 'history');
  const only = optional(flags, 'queue');
  const map = mapping(optional(flags, 'map'));
  const mapped = map === undefined ? {} : { map };
  const inputs = folder === undefined ? await withoutCentre() : await withCentre(folder);
  const chosen = only === undefined ? inputs : inputs.filter(({ queue }) => queue === only);
  if (chosen.length === 0) {
    const known = inputs.map(({ queue }) => queue).join(', ');
    throw new UsageError(
      `${only === undefined ? 'the history has no queue' : `no queue "${only}" in the history`}; it has: ${known}.`,
    );
  }
  return chosen;

  function file(path: string): HistoryLocation {
    return { kind: 'file', path: resolve(context.cwd, path), file: path };
  }

  async function history(zoneOf: (queue: QueueId) => string, place: HistoryLocation): Promise<HistorySeries[]> {
    const options = { zoneOf, file: place.file, ...mapped };
    const checked =
      place.kind === 'file' ? await readHistory(place.path, options) : await readHistoryBody(place.text, options);
    if (!checked.ok) throw new InputError(checked.issues);
    if (flags.quiet !== true) for (const issue of checked.issues) context.stderr(describeIssue(issue));
    return [...checked.value.values()];
  }

  async function withCentre(centreFolder: string): Promise<ForecastInput[]> {
    const read = await readCentre(resolve(context.cwd, centreFolder));
    if (!read.ok) throw new InputError(read.issues);
    const centre = read.value;
    const zones = new Map(centre.queues.map((queue) => [queue.id, queue.zone]));
    const place = named === undefined ? await centreHistory(resolve(context.cwd, centreFolder), centre) : file(named);
    const all = await history((queue) => zones.get(queue) ?? centre.zone, place);
    const histories = new Map(all.map((series) => [series.queue, series]));
    return centre.queues.flatMap((queue) => {
      const series = histories.get(queue.id);
      const lender = queue.donor === undefined ? undefined : histories.get(queue.donor.queue);
      const first = [series, lender].flatMap((known) => known?.fromDate ?? []).sort()[0];
      if (first === undefined) return [];
      return [
        {
          queue: queue.id,
          zone: queue.zone,
          ...(series === undefined ? {} : { series }),
          calendar: (toDate: string) => queueCalendarOf(centre, queue, first, toDate),
          settings: forecastSettings(centre, queue, histories),
          adjustments: centre.adjustments ?? [],
        },
      ];
    });
  }

  async function withoutCentre(): Promise<ForecastInput[]> {
    const zone = optional(flags, 'zone') ?? 'UTC';
    if (!isZone(zone)) throw new UsageError(`--zone "${zone}" is no IANA time zone such as Europe/Amsterdam.`);
    const [country, region] = (optional(flags, 'country') ?? '').split(/-(.*)/s);
    if (country !== undefined && country !== '' && !knowsHolidays(country))
      throw new UsageError(`--country "${country}" is not known; give an ISO code such as NL or DE-BY.`);
    const all = await history(() => zone, file(named!));
    return all.map((series) => ({
      queue: series.queue,
      zone,
      series,
      calendar: (toDate: string) => ({
        zone,
        closedOnHolidays: false,
        events: [],
        holidays:
          country === undefined || country === ''
            ? new Map()
            : publicHolidays(country, region === '' ? undefined : region, series.fromDate, toDate),
      }),
      settings: { defaultAhtSeconds: DEFAULT_AHT_SECONDS },
      adjustments: [],
    }));
  }
}

function mapping(text: string | undefined): Readonly<Record<string, string>> | undefined {
  if (text === undefined) return undefined;
  const checked = readColumnMap(text);
  if (!checked.ok) throw new InputError(checked.issues);
  return checked.value;
}
