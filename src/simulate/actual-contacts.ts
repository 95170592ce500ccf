import type { Centre } from '../domain/centre.js';
import type { QueueId } from '../domain/ids.js';
import type { QueueForecast } from '../forecast/contract.js';
import type { HistorySeries } from '../history/series.js';

/**
 * Contacts that came, in the shape of a forecast: intervals without a row are taken as empty, handle times that are not
 * known as those of the centre. Only the stretch given is kept.
 */
export function actualContacts(
  centre: Centre,
  history: ReadonlyMap<QueueId, HistorySeries>,
  fromMs: number,
  toMs: number,
): QueueForecast[] {
  return centre.queues.flatMap((queue): QueueForecast[] => {
    const series = history.get(queue.id);
    if (series === undefined) return [];
    const kept = [...series.startMs.keys()].filter((i) => {
      const startMs = series.startMs[i]!;
      return startMs >= fromMs && startMs < toMs && series.offered[i]! >= 0;
    });
    if (kept.length === 0) return [];
    const offered = Float64Array.from(kept, (i) => series.offered[i]!);
    return [
      {
        queue: queue.id,
        intervalMinutes: series.intervalMinutes,
        startMs: Float64Array.from(kept, (i) => series.startMs[i]!),
        offered,
        lower80: offered,
        upper80: offered,
        lower95: offered,
        upper95: offered,
        ahtSeconds: Float64Array.from(kept, (i) =>
          series.ahtSeconds[i]! > 0 ? series.ahtSeconds[i]! : queue.ahtSeconds,
        ),
        method: 'actual',
        evidence: [],
        corrections: [],
      },
    ];
  });
}
