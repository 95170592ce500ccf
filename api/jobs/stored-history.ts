import type { Centre } from '../../src/domain/centre.js';
import type { QueueId } from '../../src/domain/ids.js';
import type { HistorySeries } from '../../src/history/series.js';
import { loadHistory } from '../db/history-store.js';
import type { Store } from '../db/open.js';

/** The history of a centre as it is stored, per queue. */
export function storedHistory(store: Store, centre: Centre): Promise<ReadonlyMap<QueueId, HistorySeries>> {
  const zones = new Map<string, string>(centre.queues.map((queue) => [queue.id, queue.zone]));
  return loadHistory(store, centre.name, (queue) => zones.get(queue) ?? centre.zone);
}
