import { openStore } from '../../api/db/open.js';
import { saveReport } from '../../api/db/report-store.js';
import { type JobKinds, startRunner } from '../../api/jobs/runner.js';

/** A worker whose jobs take a moment and store a report; one kind of request ends the process. usage: worker-child.js DATABASE NAME */
const [address, worker] = process.argv.slice(2);
const store = await openStore(address!);
const now = (): string => new Date().toISOString();
const perform: JobKinds[keyof JobKinds] = async (job, request, tools) => {
  if ((request as { poison?: boolean }).poison === true) process.kill(process.pid, 'SIGKILL');
  await new Promise((resolve) => setTimeout(resolve, 100 + (job.turn % 5) * 100));
  const report = {
    id: job.id,
    organisation: job.organisation,
    kind: 'capacity' as const,
    centre: 'c',
    centre_version: 1,
    from_date: '2026-11-30',
    weeks: 1,
    seed: job.attempt,
    engine_version: '0',
    created_at: now(),
    body: '{}',
  };
  await saveReport(tools.store, report, job.attempt);
};
await startRunner({
  store,
  now,
  newId: () => crypto.randomUUID(),
  onError: () => {},
  worker: worker!,
  jobs: {
    plan: perform,
    scenarios: perform,
    capacity: perform,
    'forecast-versions': perform,
    proposals: perform,
  },
});
process.stdout.write('ready\n');
