import { finishJob, holdJob } from './job-store.js';
import type { Store } from './open.js';
import type { ReportRow } from './schema.js';

/** Stores a report and ends its job: all or nothing. @param attempt as in `savePlan` */
export function saveReport(store: Store, report: ReportRow, attempt?: number): Promise<void> {
  return store.db.transaction().execute(async (trx) => {
    await holdJob(trx, report.id, attempt);
    await trx.insertInto('report').values(report).execute();
    await finishJob(trx, report.id, attempt, { finished_at: report.created_at });
  });
}

export const findReport = (store: Store, kind: ReportRow['kind'], id: string): Promise<ReportRow | undefined> =>
  store.db
    .selectFrom('report')
    .selectAll()
    .where('organisation', '=', store.organisation)
    .where('kind', '=', kind)
    .where('id', '=', id)
    .executeTakeFirst();

/** Reports of a kind without their bodies, newest first. */
export const listReports = (store: Store, kind: ReportRow['kind'], limit: number): Promise<Omit<ReportRow, 'body'>[]> =>
  store.db
    .selectFrom('report')
    .select([
      'id',
      'organisation',
      'kind',
      'centre',
      'centre_version',
      'from_date',
      'weeks',
      'seed',
      'engine_version',
      'created_at',
    ])
    .where('organisation', '=', store.organisation)
    .where('kind', '=', kind)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();

/** Newest reports of a kind and centre with what they hold. */
export const reportsWithBodies = (
  store: Store,
  kind: ReportRow['kind'],
  centre: string,
  limit: number,
): Promise<{ id: string; body: string }[]> =>
  store.db
    .selectFrom('report')
    .select(['id', 'body'])
    .where('organisation', '=', store.organisation)
    .where('kind', '=', kind)
    .where('centre', '=', centre)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
