import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saveCentre } from '../../api/db/centre-store.js';
import { openStore, type Store } from '../../api/db/open.js';
import { loadCentre } from '../../api/files/plan-input.js';
import { centreHistory } from '../../api/files/sample-history.js';
import { buildApp } from '../../api/http/app.js';
import { startRunner } from '../../api/jobs/runner.js';
import type { Centre } from '../../src/domain/centre.js';
import { ROOT } from './cli.js';
import { newPlace } from './stores.js';

/** The HTTP service on a database of its own, with a clock that stands and ids that count. */
export async function startService() {
  const folder = mkdtempSync(join(tmpdir(), 'rooster-service-'));
  const store: Store = await openStore(await newPlace(folder));
  const failures: unknown[] = [];
  let ids = 0;
  const now = (): string => new Date(Date.UTC(2026, 10, 24, 8, 0, ids)).toISOString();
  const newId = (): string => `id-${++ids}`;
  const runner = await startRunner({ store, now, newId, onError: (error) => failures.push(error) });
  const app = await buildApp(
    { store, runner, now, newId },
    { logLevel: 'silent', mode: { access: 'demo', secureCookies: false } },
  );
  const get = (url: string) => app.inject({ method: 'GET', url });
  const post = (url: string, payload?: object, headers: Record<string, string> = {}) =>
    app.inject({ method: 'POST', url, headers, ...(payload === undefined ? {} : { payload }) });
  return {
    app,
    store,
    failures,
    get,
    post,
    /** A centre of the fixtures with its history; `change` makes it another one first. */
    importFixture: async (name: string, change: (centre: Centre) => Centre = (one) => one): Promise<void> => {
      const { centre } = await loadCentre(join(ROOT, 'fixtures', name));
      await saveCentre(store, change(centre), now());
      const place = await centreHistory(join(ROOT, 'fixtures', name), centre);
      const payload = place.kind === 'text' ? place.text : await readFile(place.path, 'utf8');
      const response = await app.inject({
        method: 'POST',
        url: '/v1/history',
        headers: { 'content-type': 'text/csv' },
        payload,
      });
      if (response.statusCode !== 200) throw new Error(response.body);
    },
    /** Starts a job and waits for its end. */
    run: async (url: string, payload: object): Promise<Record<string, unknown>> => {
      const started = await post(url, payload);
      if (started.statusCode !== 202) throw new Error(started.body);
      for (;;) {
        const job = (await get(String(started.headers.location))).json() as Record<string, unknown>;
        if (job.state !== 'queued' && job.state !== 'running') return job;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    close: async (): Promise<void> => {
      await app.close();
      await runner.close();
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
