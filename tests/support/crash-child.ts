import { saveHistory } from '../../api/db/history-store.js';
import { addJob, requeueAbandoned, takeJob } from '../../api/db/job-store.js';
import { openStore } from '../../api/db/open.js';
import { publishPlan, savePlan } from '../../api/db/plan-store.js';
import { queueId } from '../../src/domain/ids.js';
import { addDays } from '../../src/time/zone.js';
import { officeWeek, planToStore, smallCentre } from './stored-plan.js';

/**
 * Imports history, stores plans for jobs and publishes them, over and over, until it is killed. Every import writes its own
 * number into every row, so that half an import shows.
 */
const store = await openStore(process.argv[2]!);
await requeueAbandoned(store, 'all', '2026-11-24T00:00:00.000Z');
const centre = await smallCentre();
const HOURS = 2_000;
const startMs = Float64Array.from({ length: HOURS }, (_, i) => Date.parse('2026-01-01T00:00:00Z') + i * 3_600_000);
let round = Number(process.argv[3]) * 1_000;
process.stdout.write('ready\n');
for (;;) {
  round++;
  const values = new Float64Array(HOURS).fill(round);
  await saveHistory(store, 'crash', [
    {
      queue: queueId('phone'),
      zone: 'UTC',
      intervalMinutes: 60,
      fromDate: '2026-01-01',
      toDate: '2026-03-25',
      startMs,
      offered: values,
      handled: values,
      abandoned: values,
      ahtSeconds: values,
      asaSeconds: values,
      answeredInTarget: values,
      staffedAgents: values,
    },
  ]);
  const at = new Date(Date.parse('2026-11-24T00:00:00Z') + round * 1_000).toISOString();
  const job = (await takeJob(store, at)) ?? (await addJob(store, `job-${round}`, {}, at), await takeJob(store, at))!;
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
}
