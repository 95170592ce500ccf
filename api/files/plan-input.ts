import { resolve } from 'node:path';
import type { Centre } from '../../src/domain/centre.js';
import type { QueueId } from '../../src/domain/ids.js';
import { InputError, type Issue, inputError } from '../../src/errors.js';
import type { HistoryOptions } from '../../src/history/parse.js';
import type { HistorySeries } from '../../src/history/series.js';
import { mondayOfIsoWeek } from '../../src/time/week.js';
import { readCentre } from './centre.js';
import { readHistory, readHistoryBody } from './history.js';
import { centreHistory } from './sample-history.js';

/** A centre with its history, read from files. */
export interface PlanInput {
  readonly centre: Centre;
  readonly history: ReadonlyMap<QueueId, HistorySeries>;
  readonly warnings: readonly Issue[];
}

/** Reads a centre; throws InputError with every problem of its files. */
export async function loadCentre(folder: string): Promise<{ centre: Centre; warnings: readonly Issue[] }> {
  const checked = await readCentre(folder);
  if (!checked.ok) throw new InputError(checked.issues);
  return { centre: checked.value, warnings: checked.issues };
}

/** How the history of a centre is read: queues it knows, their zones, its interval. */
export function historyOptions(centre: Centre): HistoryOptions {
  const zones = new Map<string, string>(centre.queues.map((queue) => [queue.id, queue.zone]));
  return {
    zoneOf: (queue) => zones.get(queue) ?? centre.zone,
    intervalMinutes: centre.intervalMinutes,
    knownQueues: centre.queues.map((queue) => queue.id),
  };
}

/**
 * Reads a centre folder and its history: the file named, else `history.csv` of the folder, else the one its
 * `generator.json` makes. Throws InputError.
 */
export async function loadPlanInput(folder: string, historyPath: string | undefined, cwd: string): Promise<PlanInput> {
  const { centre, warnings } = await loadCentre(resolve(cwd, folder));
  const options = historyOptions(centre);
  const place = historyPath === undefined ? await centreHistory(resolve(cwd, folder), centre) : undefined;
  const history =
    place === undefined
      ? await readHistory(resolve(cwd, historyPath!), { ...options, file: historyPath! })
      : place.kind === 'file'
        ? await readHistory(place.path, { ...options, file: place.file })
        : await readHistoryBody(place.text, { ...options, file: place.file });
  if (!history.ok) throw new InputError(history.issues);
  return { centre, history: history.value, warnings: [...warnings, ...history.issues] };
}

/** Monday of a week given as `2026-W49`; throws InputError `week-unknown`. */
export function mondayOf(week: string): string {
  const monday = mondayOfIsoWeek(week);
  if (monday !== undefined) return monday;
  throw new InputError([
    inputError(
      'week-unknown',
      `"${week}" is not a week that exists.`,
      'Write an ISO week as 2026-W49; a year has 52 or 53.',
      {
        path: 'week',
      },
    ),
  ]);
}
