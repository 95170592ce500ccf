import { join } from 'node:path';
import { saveCentre } from '../../api/db/centre-store.js';
import { addJob } from '../../api/db/job-store.js';
import type { Store } from '../../api/db/open.js';
import { type NewPlan, savePlan } from '../../api/db/plan-store.js';
import type { PlanRow } from '../../api/db/schema.js';
import { planFiles, zoneLookup } from '../../api/files/plan-documents.js';
import { loadCentre } from '../../api/files/plan-input.js';
import type { RosterProblem } from '../../solver/problem.js';
import { payBookOf } from '../../src/cost/book.js';
import { costRoster } from '../../src/cost/roster-cost.js';
import type { Centre } from '../../src/domain/centre.js';
import { queueId } from '../../src/domain/ids.js';
import type { Roster, RosterShift } from '../../src/domain/roster.js';
import type { PlanResult } from '../../src/plan.js';
import { buildProblem, type ProblemInput } from '../../src/schedule/build-problem.js';
import { periodOf } from '../../src/schedule/period.js';
import { toRosterFile } from '../../src/schedule/roster-file.js';
import { summarise } from '../../src/summary.js';
import { isoWeekOf } from '../../src/time/week.js';
import { addDays, resolveLocal, startOfDay } from '../../src/time/zone.js';
import { PACKAGE } from './package-folder.js';

/** The small centre under another name. */
export async function smallCentre(name = 'small'): Promise<Centre> {
  const { centre } = await loadCentre(join(PACKAGE, 'fixtures/small'));
  return { ...centre, name };
}

/** Monday to Friday, nine to half past five with a break, for everybody. */
export function officeWeek(centre: Centre, fromDate: string, days = 5): RosterShift[] {
  const zones = new Map<string, string>(centre.sites.map(({ id, zone }) => [id, zone]));
  return centre.agents.flatMap((agent) =>
    Array.from({ length: days }, (_, i): RosterShift => {
      const date = addDays(fromDate, i);
      const at = (minute: number): number => resolveLocal(date, minute, zones.get(agent.site)!).next;
      const queues = [queueId(centre.queues[0]!.id)];
      return {
        agent: agent.id,
        date,
        site: agent.site,
        kind: 'day',
        startMs: at(540),
        endMs: at(1050),
        activities: [
          { activity: 'work', startMs: at(540), endMs: at(750), paid: true, queues },
          { activity: 'meal', startMs: at(750), endMs: at(780), paid: false, queues: [] },
          { activity: 'work', startMs: at(780), endMs: at(1050), paid: true, queues },
        ],
      };
    }),
  );
}

/** Law of a plan that is stored without solving anything; default: none. */
type Law = Pick<ProblemInput, 'lawOf' | 'forbiddenOf'>;
const LAWLESS: Law = { lawOf: () => ({ id: 'none', rules: [] }), forbiddenOf: () => [] };

/** A problem of the week that asks for nobody. */
const emptyProblem = (centre: Centre, fromDate: string, weeks: number, law: Law): RosterProblem =>
  buildProblem({
    centre,
    period: periodOf(centre, fromDate, weeks),
    demand: [],
    deferrable: [],
    ...law,
    costsOf: () => ({ costPerPaidSlot: 100, costPerShift: () => 0 }),
    referenceHourCost: 2000,
  });

/** A draft with the shifts given, as a plan job makes it, without solving anything. */
export async function planToStore(
  store: Store,
  centre: Centre,
  id: string,
  fromDate: string,
  shifts: readonly RosterShift[],
  {
    at = '2026-11-24T08:00:00.000Z',
    weeks = 1,
    law = LAWLESS,
  }: { readonly at?: string; readonly weeks?: number; readonly law?: Law } = {},
): Promise<Omit<NewPlan, 'jobId'>> {
  const stored = await saveCentre(store, centre, at);
  const toDate = addDays(fromDate, weeks * 7 - 1);
  const fromMs = startOfDay(fromDate, centre.zone);
  const toMs = startOfDay(addDays(toDate, 1), centre.zone);
  const count = Math.round((toMs - fromMs) / 1_800_000);
  const zeros = Array.from({ length: count }, () => 0);
  const roster: Roster = {
    state: 'draft',
    fromDate,
    toDate,
    zone: centre.zone,
    shifts,
    findings: [],
    coverage: [
      {
        queue: queueId(centre.queues[0]!.id),
        startMs: zeros.map((_, i) => fromMs + i * 1_800_000),
        wanted: zeros,
        covered: zeros,
        under: zeros,
        over: zeros,
      },
    ],
    objective: { costMinor: 0, boundMinor: 0, gap: 0 },
    stamp: { engineVersion: '0', seed: 1, inputHash: '0', reproducible: true, method: 'by hand' },
  };
  const cost = costRoster({ centre, shifts, pay: payBookOf(centre.pay), fromDate, toDate });
  const summary = summarise({
    centre,
    forecasts: [],
    requirement: [],
    roster,
    service: [],
    simulated: [],
    cost,
    law: [],
    fromMs,
    toMs,
  });
  const result = {
    forecasts: [],
    requirement: { rows: [] },
    problem: emptyProblem(centre, fromDate, weeks, law),
    roster,
    cost,
    summary,
  };
  const plan: PlanRow = {
    id,
    organisation: store.organisation,
    centre: centre.name,
    centre_version: stored.version,
    week: isoWeekOf(fromDate),
    weeks,
    from_date: fromDate,
    to_date: toDate,
    seed: 1,
    engine_version: '0',
    state: 'draft',
    revision: 1,
    created_at: at,
    published_at: null,
    copied_from: null,
  };
  return {
    plan,
    documents: planFiles(centre, result as unknown as PlanResult),
    shifts: toRosterFile(roster, zoneLookup(centre)).shifts,
    finishedAt: at,
  };
}

/** Stores such a draft together with the job that made it, `job-of-ID`. */
export async function storePlan(
  store: Store,
  centre: Centre,
  id: string,
  fromDate: string,
  shifts: readonly RosterShift[],
  weeks = 1,
  law = LAWLESS,
): Promise<PlanRow> {
  const made = await planToStore(store, centre, id, fromDate, shifts, { weeks, law });
  const jobId = `job-of-${id}`;
  await addJob(store, jobId, {}, made.finishedAt);
  await store.db.updateTable('job').set({ state: 'running' }).where('id', '=', jobId).execute();
  await savePlan(store, { ...made, jobId });
  return made.plan;
}
