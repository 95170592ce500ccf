import { newestCentre } from '../../api/db/centre-store.js';
import { addJob } from '../../api/db/job-store.js';
import type { Store } from '../../api/db/open.js';
import { saveReport } from '../../api/db/report-store.js';
import type { StoredForecast } from '../../src/forecast/kept.js';
import { addDays, startOfDay } from '../../src/time/zone.js';

const STEP_MS = 1_800_000;

/**
 * Stores a version of the forecast of a week around the clock: ten contacts every half hour, but `peak` in the one that begins at 01:30
 * UTC on Sunday, an hour and a half after which clocks in Europe have changed or are about to.
 */
export async function storeForecast(store: Store, monday: string, peak: number): Promise<void> {
  const { centre, version } = (await newestCentre(store))!;
  const { id: queue, zone } = centre.queues[0]!;
  const [from, to] = [startOfDay(monday, zone), startOfDay(addDays(monday, 7), zone)];
  const startMs = Array.from({ length: (to - from) / STEP_MS }, (_, i) => from + i * STEP_MS);
  const high = Date.parse(`${addDays(monday, 6)}T01:30:00Z`);
  const offered = startMs.map((ms) => (ms === high ? peak : 10));
  const forecast: StoredForecast = {
    queue,
    zone,
    origin: monday,
    intervalMinutes: 30,
    startMs,
    offered,
    lower80: offered,
    upper80: offered,
    lower95: offered,
    upper95: offered,
    ahtSeconds: offered.map(() => 300),
    method: 'auto',
    evidence: [],
    corrections: [],
    days: [],
    weeks: [],
  };
  const id = `forecast-${monday}`;
  const at = '2026-11-24T08:00:00.000Z';
  await addJob(store, id, {}, at, 'forecast-versions');
  await store.db.updateTable('job').set({ state: 'running' }).where('id', '=', id).execute();
  await saveReport(store, {
    id,
    organisation: store.organisation,
    kind: 'forecast-versions',
    centre: centre.name,
    centre_version: version,
    from_date: monday,
    weeks: 1,
    seed: 1,
    engine_version: '0',
    created_at: at,
    body: JSON.stringify({ queues: [forecast] }),
  });
}
