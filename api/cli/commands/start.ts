import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeIssue } from '../../../src/errors.js';
import type { PlanSummary } from '../../../src/summary.js';
import { newestCentre, saveCentre } from '../../db/centre-store.js';
import { saveHistory } from '../../db/history-store.js';
import { addJob } from '../../db/job-store.js';
import type { Store } from '../../db/open.js';
import { planDocument, planOfWeek } from '../../db/plan-store.js';
import { loadPlanInput, mondayOf } from '../../files/plan-input.js';
import { runPlanJob } from '../../jobs/plan-job.js';
import { threadsFor } from '../../jobs/pricing-threads.js';
import { type Command, type CommandContext, EXIT, type Flags } from '../command.js';
import { optional, seedOf } from '../options.js';
import { progressBar } from '../progress.js';
import { summaryText } from '../summary-text.js';
import { DEFAULT_DATABASE, openDatabase, serveUntilStopped } from './serve.js';

/** Week that the sample centre is planned for: a week's lead after its history. */
const SAMPLE_WEEK = '2026-W49';

export const command: Command = {
  name: 'start',
  summary: 'plan the sample centre, then serve it',
  help: `
usage: rooster start [--centre DIR] [--week ${SAMPLE_WEEK}] [--db DATABASE] [--port N] [--no-serve]

Imports a centre with its history into the database, plans the week, prints the summary and serves it. What is there
already is used again.

  --centre DIR   centre folder; default: the sample centre that Rooster brings
  --week W       ISO week; default ${SAMPLE_WEEK}
  --db DATABASE  SQLite file or address of a PostgreSQL database (default: DATABASE_URL, else ${DEFAULT_DATABASE})
  --port N       default 3000; 0 = any free one
  --no-serve     end after the summary`,
  options: {
    centre: { type: 'string' },
    week: { type: 'string' },
    db: { type: 'string' },
    port: { type: 'string' },
    'no-serve': { type: 'boolean' },
  },

  async run(context, flags) {
    const week = optional(flags, 'week') ?? SAMPLE_WEEK;
    mondayOf(week);
    const store = await openDatabase(context, flags);
    let served = false;
    try {
      if ((await planOfWeek(store, week)) === undefined) await planFirst(context, flags, store, week);
      const plan = (await planOfWeek(store, week))!;
      const summary = JSON.parse((await planDocument(store, plan.id, 'summary.json'))!.body) as PlanSummary;
      context.stdout(summaryText(summary));
      if (flags['no-serve'] === true || context.signal.aborted)
        return context.signal.aborted ? EXIT.stopped : EXIT.done;
      served = true;
      return await serveUntilStopped(context, flags, store, true);
    } finally {
      if (!served) await store.close();
    }
  },
};

/** Imports the centre and its history where the database has none, and plans the week. */
async function planFirst(context: CommandContext, flags: Flags, store: Store, week: string): Promise<void> {
  const now = (): string => new Date().toISOString();
  const folder = optional(flags, 'centre');
  let stored = folder === undefined ? await newestCentre(store) : undefined;
  if (stored === undefined) {
    const sample = dirname(fileURLToPath(import.meta.resolve('rooster/fixtures/utrecht/centre.json')));
    const input = await loadPlanInput(folder ?? sample, undefined, context.cwd);
    for (const issue of input.warnings) context.stderr(describeIssue(issue));
    stored = await saveCentre(store, input.centre, now());
    await saveHistory(store, input.centre.name, [...input.history.values()]);
  }
  const request = { centre: stored.centre.name, centreVersion: stored.version, week, weeks: 1, seed: seedOf(flags) };
  const job = await addJob(store, randomUUID(), request, now());
  const bar = progressBar(context, flags);
  await runPlanJob({ id: job.id }, request, {
    store,
    now,
    newId: () => randomUUID(),
    signal: context.signal,
    threads: threadsFor(1),
    onProgress: (progress) => bar.show(progress),
  }).finally(() => bar.end());
}
