import { addJob, requeueAbandoned, takeJob } from '../../api/db/job-store.js';
import { openStore } from '../../api/db/open.js';
import { publishPlan, savePlan } from '../../api/db/plan-store.js';
import { importHere } from '../../api/jobs/import-here.js';
import { addDays } from '../../src/time/zone.js';
import { CRASH_ROWS } from './crash.js';
import { officeWeek, planToStore, smallCentre } from './stored-plan.js';

/**
 * Imports history, stores plans for jobs and publishes them, over and over, until it is killed. Every import writes its own
 * number into every row, so that half an import shows.
 */
const store = await openStore(process.argv[2]!);
await requeueAbandoned(store, 'all', '2026-11-24T00:00:00.000Z');
const centre = await smallCentre();
const starts = Array.from({ length: CRASH_ROWS }, (_, i) =>
  new Date(Date.parse('2025-01-01T00:00:00Z') + i * 3_600_000).toISOString().slice(0, 16),
);
let round = Number(process.argv[3]) * 1_000;
process.stdout.write('ready\n');
for (;;) {
  round++;
  const at = new Date(Date.parse('2026-11-24T00:00:00Z') + round * 1_000).toISOString();
  let job = await takeJob(store, at);
  if (job === undefined) {
    await addJob(store, `job-${round}`, {}, at);
    job = (await takeJob(store, at))!;
  }
  const monday = addDays('2026-11-30', 7 * (round % 3));
  const made = await planToStore(
    store,
    centre,
    `plan-of-${job.id}`,
    monday,
    officeWeek(centre, monday, 1 + (round % 5)),
    { at },
  );
  await savePlan(store, { ...made, jobId: job.id, attempt: job.attempt });
  const frozen = { roster: 'r', cost: 'c', costMinor: 1, currency: 'EUR' };
  await publishPlan(store, made.plan, 1, frozen, { at, reason: '', noticeUntilMs: 0 });
  const rows = starts.map((start) => `${start}Z,phone,60,${round}`);
  const ask = {
    centre: 'crash',
    zones: { phone: 'UTC' },
    intervalMinutes: 60,
    file: 'history',
    preview: false,
    replace: round % 2 === 0,
  };
  await importHere(store, `start,queue,interval_minutes,offered\n${rows.join('\n')}\n`, ask);
}
